"""派单: which departments come, what each is to do and until when; the first one leads."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from app.desk.fields import Candidate, Field, Find, TypedName
from app.desk.fields_editors import Today
from app.desk.forms import Form
from app.desk.initials import initials
from app.desk.labels import button
from app.directing.pages.deadlines import end_of
from app.directing.responses import Demand
from app.errors import LirenError

MOST = 8
"""Departments of one whistle; with more nobody leads."""
PARTS = ("department", "demand", "due")
AT = {"department": "department_1", "demand": "demand_1", "due_at": "due_1"}
"""Where this form shows what a use case says of a field."""


class DepartmentsForm(Form):
    """Asks for ``count`` departments; with one more asked for, another form takes its place."""

    more_asked = Signal()
    """One more department is to be entered."""

    def __init__(self, count: int, known: Sequence[str], today: Today):
        find = remembered(known)
        fields = [field for number in range(1, count + 1) for field in _group(number, find)]
        super().__init__(fields, today=today, save="派单")
        self.count = count
        if count < MOST:
            self._offer_more()

    def _offer_more(self) -> None:
        more = button("再加一个部门", "quiet", "plus", press=self.more_asked.emit)
        more.setToolTip("Ctrl+D")
        more.setAutoDefault(True)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, more, 0, Qt.AlignmentFlag.AlignLeft)
        keys = QShortcut(QKeySequence("Ctrl+D"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.more_asked)

    def continue_from(self, before: "DepartmentsForm") -> None:
        """Show what stood in a smaller form; the new department gets the deadline above it."""
        kept = before.draft()
        last = before.count
        self.restore(kept | {f"due_{self.count}": kept[f"due_{last}"]})
        self.rows[f"department_{self.count}"].editor.stops()[0].setFocus(
            Qt.FocusReason.TabFocusReason
        )

    def submit(self) -> None:
        """Refuse what is asked of nobody; else as every form."""
        nameless = next(filter(self._is_nameless, range(1, self.count + 1)), None)
        if nameless is None:
            super().submit()
        else:
            row = self.rows[f"department_{nameless}"]
            row.say("写了要求或期限，还要写由哪个部门来办")
            row.editor.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _is_nameless(self, number: int) -> bool:
        kept = {part: self.rows[f"{part}_{number}"].editor.kept() for part in PARTS}
        return number > 1 and not kept["department"][0].strip() and bool(kept["demand"])

    def demands(self, values: dict[str, Any]) -> tuple[Demand, ...]:
        """What was entered; departments that nothing was written for are left out."""
        named = [n for n in range(1, self.count + 1) if values[f"department_{n}"]]
        first = values["due_1"]
        return tuple(
            Demand(
                _name(values[f"department_{number}"]),
                values[f"demand_{number}"],
                end_of(values[f"due_{number}"] or first),
                number == 1,
            )
            for number in named
        )

    def show_error(self, error: LirenError) -> None:
        """Put what the use case refuses under the field of the first group."""
        field = AT.get(error.field or "", error.field)
        super().show_error(type(error)(error.what_happened, error.what_to_do, field=field))


def _group(number: int, find: Find) -> tuple[Field, ...]:
    leads = number == 1
    title = "牵头部门" if leads else f"协办部门 {number - 1}"
    return (
        Field(f"department_{number}", "部门", "person", required=leads, find=find, free=True,
              placeholder="例如：区城管执法局", section=title, max_length=50),
        Field(f"demand_{number}", "要求", required=leads, max_length=200,
              placeholder="到场做什么、解决到什么程度"),
        Field(f"due_{number}", "办结期限", "date", required=leads,
              hint="当天 18:00 前" if leads else "不填就与牵头部门相同"),
    )  # fmt: skip


def remembered(known: Sequence[str]) -> Find:
    """Finds among the departments of earlier whistles, by words or pinyin initials."""
    entries = [(name, initials(name)) for name in known]

    def find(text: str, then: Callable[[Sequence[Candidate]], object]) -> None:
        typed = text.casefold().strip()
        then([Candidate(name, name) for name, start in entries if typed in name or typed in start])

    return find


def _name(value: Any) -> str:
    return value.text if isinstance(value, TypedName) else str(value)
