"""A form declared as data: fields in one column, checked in words, saved by keyboard.

form = Form([Field("name", "姓名", required=True), Field("born", "出生", "date")], today=today)
form.submitted.connect(self.save)          # dict of values
work.write(add_resident, **values, then=form.saved, failed=form.show_error)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desk import theme
from app.desk.fields import Candidate, Choice, Field
from app.desk.fields_editors import Today
from app.desk.forms_banner import FormBanner
from app.desk.forms_moves import FormMoves
from app.desk.forms_row import FieldRow
from app.errors import Cancelled, LirenError

__all__ = ["Candidate", "Choice", "Field", "Form"]


class Form(QWidget):
    """Fields with their buttons."""

    submitted = Signal(object)
    """The values by key, when all of them can be taken; as a ``dict`` Qt would make plain words
    of what was chosen."""
    closed = Signal()
    """The user leaves without saving: nothing was typed, or he said so."""
    edited = Signal()
    done = Signal()
    """What was submitted is saved (see :meth:`saved`): a draft of it can go."""

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        today: Today | None = None,
        save: str = "保存",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.rows = {field.key: FieldRow(field, today, self) for field in fields}
        self._save = QPushButton(save, self)
        self._save_word = save
        self._close = QPushButton("取消", self)
        self.banner = FormBanner(self)
        self._lay_out()
        self._connect()
        self._clean = _kept(self.rows)

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setObjectName("scrolled")  # the style sheet lets what lies below shine through
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        for row in self.rows.values():
            if row.field.section:
                title = QLabel(row.field.section, inside)
                title.setProperty("role", "section")
                column.addWidget(title)
            column.addWidget(row)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._save.setProperty("role", "primary")
        self._save.setToolTip("Ctrl+Enter")
        self._close.setProperty("role", "plain")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(12))
        whole.addWidget(self.banner)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self._save.setAutoDefault(True)
        self._close.setAutoDefault(True)
        self._save.clicked.connect(self.submit)
        self._close.clicked.connect(self.leave)
        for row in self.rows.values():
            row.edited.connect(self.edited)
        self._moves = FormMoves(list(self.rows.values()), self._save, self._close, self._scroll)
        self._moves.save_asked.connect(self.submit)
        self._moves.leave_asked.connect(self.leave)
        self.banner.save_asked.connect(self.submit)
        self.banner.leave_asked.connect(self.closed)
        self.banner.stay_asked.connect(self.focus_first)

    # -- values -------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """The values by key, those of read-only fields too; raises ``Unreadable`` if unread."""
        return {key: row.editor.value() for key, row in self.rows.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Show ``values``; fields not named begin again with their first value. Not dirty then."""
        for key, row in self.rows.items():
            row.set_value(values[key]) if key in values else row.clear()
        self.banner.rest()
        self._clean = _kept(self.rows)

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was set or saved last."""
        return _kept(self.rows) != self._clean

    def confirmed(self) -> dict[str, str]:
        """What looked odd and the user ticked 已核对, by field: services log it."""
        return {key: row.confirmed for key, row in self.rows.items() if row.confirmed}

    def draft(self) -> dict[str, Any]:
        """What is entered, readable or not, JSON-able and without passwords."""
        kept = _kept(self.rows)
        return {k: v for k, v in kept.items() if self.rows[k].field.kind != "password"}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show what :meth:`draft` returned; fields that are no more are passed over."""
        for key, kept in draft.items():
            if key in self.rows and not self.rows[key].field.read_only:
                self.rows[key].restore(kept)

    # -- saving -------------------------------------------------------------------------------

    def submit(self) -> None:
        """Check every field; emit ``submitted``, or lead to the first one at fault."""
        if not self._save.isEnabled():
            return
        for row in self.rows.values():
            row.editor.tidy()
        at_fault = [row for row in self.rows.values() if not row.validate()]
        self.banner.rest()
        if at_fault:
            self._moves.lead_to(at_fault[0])
        else:
            self.submitted.emit(self.values())

    def set_busy(self, busy: bool) -> None:
        """Say that it is being saved, so that it is not saved twice."""
        self._save.setEnabled(not busy)
        self._save.setText("正在保存…" if busy else self._save_word)

    def saved(self, _result: object = None) -> None:
        """What was submitted is safe now: no longer dirty, its draft goes. Fits ``then=``."""
        self.set_busy(False)
        self._clean = _kept(self.rows)
        self.done.emit()

    def show_error(self, error: LirenError) -> None:
        """Put the service's message under the field it names, or above the form. For ``failed=``.

        A message with two sentences shows both: what happened and what to do.
        """
        self.set_busy(False)
        if isinstance(error, Cancelled):
            return
        row = self.rows.get(error.field) if error.field is not None else None
        if row is None:
            self.banner.show_error(str(error))
        else:
            row.say(str(error))
            self._moves.lead_to(row)

    # -- leaving ------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """True when nothing would be lost; otherwise asks, and ``closed`` follows if he says so."""
        if not self.dirty:
            return True
        self.banner.ask_to_leave()
        return False

    def leave(self) -> None:
        """Close, asking only when something was typed."""
        if self.may_leave():
            self.closed.emit()

    def focus_first(self) -> None:
        """Put the focus into the first field that can be filled in."""
        self._moves.to_first()


def _kept(rows: dict[str, FieldRow]) -> dict[str, Any]:
    return {key: row.editor.kept() for key, row in rows.items()}
