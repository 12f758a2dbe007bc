"""The form of one draft from photos: what, which kind, where; its photos stand above it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.attachments.pictures import PreparedPicture
from app.desk import theme
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.labels import button, label
from app.desk.person_finder import PersonFinder
from app.events.categories import Category
from app.events.events import EventText
from app.events.pages.at_hand import AtHand
from app.events.pages.intake_drafts import Entry
from app.events.places import find_places

SHOWN, SIDE = 3, 120
"""Photos above the form, and their longer side in pixels; more are counted."""


class IntakeForm(Form):
    """Three fields; Ctrl+Enter goes to the next draft."""

    skipped = Signal()

    def __init__(self, hand: AtHand, categories: Sequence[Category], entry: Entry):
        places = PersonFinder(hand.work, find_places)
        kinds = tuple(Choice(one.key, f"{one.name}（{one.group}）") for one in categories)
        fields = [
            Field("title", "什么事", required=True, max_length=60,
                  placeholder="例如：单元门口堆放杂物"),
            Field("category", "类别", "choice", required=True, choices=kinds,
                  hint="可敲拼音首字母"),
            Field("place", "在哪里", "person", find=places.find, free=True,
                  placeholder="3-2-301，或写地点"),
        ]  # fmt: skip
        super().__init__(fields, today=hand.today, save="填好，下一组")
        if entry.typed:
            self.restore(entry.typed)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self._photos(entry))

    def _photos(self, entry: Entry) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        for photo in entry.draft.photos[:SHOWN]:
            row.addWidget(_picture(photo))
        row.addStretch(1)
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.addWidget(label(f"{entry.taken}\n{entry.where}".strip(), "hint"), 1)
        skip = button("跳过这组", "quiet", press=self.skipped.emit)
        skip.setShortcut("Alt+S")
        skip.setToolTip("Alt+S")
        foot.addWidget(skip)
        column.addLayout(foot)
        return whole


def _picture(photo: PreparedPicture) -> QLabel:
    made = label()
    picture = QPixmap.fromImage(QImage.fromData(photo.thumbnail))
    side = theme.px(SIDE)
    made.setPixmap(
        picture.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )  # fmt: skip
    made.setToolTip(photo.name)
    return made


def text_of(entry: Entry) -> EventText:
    """What was typed for a draft."""
    place = entry.values["place"]
    return EventText(
        title=entry.values["title"],
        category=entry.values["category"],
        place=entry.place,
        building_id=UUID(place) if isinstance(place, str) and place else None,
    )
