"""While an event is being typed: what was reported of the same building and kind in 72 hours."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label
from app.events.pages.at_hand import AtHand
from app.events.pages.entry_form import EntryForm
from app.events.queries import EventRow, similar_events


class SimilarEvents(QObject):
    """Watches an entry form and names what may be the same; lives and ends with the form."""

    asked = Signal(object)
    """Id of an event to be shown instead."""

    def __init__(self, hand: AtHand, form: EntryForm):
        super().__init__(form)
        self._hand, self._form = hand, form
        self._key: tuple[UUID, str] | None = None
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._box.hide()
        form.layout().insertWidget(1, self._box)  # type: ignore[union-attr]
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
        self._column.addWidget(
            label("这栋楼 72 小时内有同类事项，可能是同一件：", "soft", wrap=True)
        )
        for row in rows[:3]:
            made = button(f"{row.number}　{row.title}　{row.state_name}", "quiet")
            made.clicked.connect(partial(self.asked.emit, row.id))
            self._column.addWidget(made)
