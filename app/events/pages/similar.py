"""While an event is being typed: what was reported of the same building and kind in 72 hours."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from app.desk import theme
from app.desk.columns import written
from app.desk.labels import button, label
from app.events.pages.at_hand import AtHand
from app.events.pages.entry_form import EntryForm
from app.events.queries import EventRow, similar_events

MOST = 3
"""Shown; with more the building has another problem."""


class SimilarEvents(QObject):
    """Watches an entry form and names what may be the same; lives and ends with the form."""

    asked = Signal(object)
    """Id of an event to be shown instead."""

    def __init__(self, hand: AtHand, form: EntryForm):
        super().__init__(form)
        self._hand, self._form = hand, form
        self._key: tuple[UUID, str] | None = None
        self._box = QFrame()
        self._box.setProperty("role", "banner-waiting")
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(*(theme.px(side) for side in (10, 8, 6, 6)))
        self._column.setSpacing(theme.px(2))
        self._box.hide()
        column = form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, self._box)  # above the buttons: read before saving
        form.edited.connect(self._look)

    def _look(self) -> None:
        building, category = self._form.building(), self._form.rows["category"].editor.value()
        key = (building, category) if building and category else None
        if key == self._key:
            return
        self._key = key
        if key is None:
            self._box.hide()
            return
        self._hand.work.read(
            similar_events, building_id=key[0], category=key[1],
            then=self._show, owner=self, latest="similar",
        )  # fmt: skip

    def _show(self, rows: list[EventRow]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._box.setVisible(bool(rows) and self._key is not None)
        if not rows:
            return
        words = "72 小时内，这栋楼有同类事项，可能是同一件："
        self._column.addWidget(label(words))  # wrapped, the drawer would scroll the whole form
        for row in rows[:MOST]:
            self._column.addWidget(self._link(row), 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, row: EventRow) -> QPushButton:
        words = f"{row.number}　{row.title}　{row.state_name}"
        made = button("", "quiet")
        room = theme.size("drawer") - theme.px(80)
        cut = Qt.TextElideMode.ElideMiddle
        made.setText(made.fontMetrics().elidedText(words, cut, room))
        made.setToolTip(f"{words}，{written(row.reported_at, 'datetime')} 上报，点击查看")
        made.setAccessibleName(words)
        made.clicked.connect(partial(self._ask, row.id))
        return made

    def _ask(self, event_id: UUID, _checked: bool = False) -> None:
        self.asked.emit(event_id)
