"""The drawer of one chat group: whose it is, its coverage, and what may be done."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import button, label
from app.desk.page import Page
from app.grids.group_views import Coverage, GroupRow, group_row
from app.grids.pages.at_hand import AtHand
from app.grids.pages.group_forms import GroupForms


def share_words(share: float | None) -> str:
    """入群率 as it is written: 81.3%, or a dash without households."""
    return "—" if share is None else f"{share:.1%}"


def coverage_words(one: Coverage) -> str:
    """The figure with the sum it comes from."""
    return f"{share_words(one.share)}（{one.joined} / {one.households} 户）"


class GroupDrawer(QObject):
    """Shows groups in a page's drawer."""

    doors_asked = Signal(object)
    """The :class:`GroupRow` whose households are to be ticked."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = GroupForms(page, hand, self._again)
        self.forms.begun.connect(self._forget)
        self.forms.made.connect(self._read)
        page.drawer.closed.connect(self._forget)

    def open(self, group_id: UUID) -> None:
        """Show a group, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(group_id)

    def refresh(self) -> None:
        """Read the shown group again; a form that is open stays."""
        body = self._page.drawer.body() if self._page.drawer.isVisible() else None
        if self._shown is not None and body is not None and body.property("group"):
            self._read(self._shown)

    def _forget(self) -> None:
        self._shown = None

    def _again(self) -> None:
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, group_id: UUID) -> None:
        self._shown = group_id
        self._hand.work.read(group_row, group_id, then=self._show, owner=self, latest="group")

    def _show(self, row: GroupRow | None) -> None:
        if row is None or row.id != self._shown:
            return
        ended = row.ended_on is not None
        body = stacked(
            Notice("waiting", f"已于 {row.ended_on} 解散", ["不再计入入群率"]) if ended else None,
            FactList(
                (
                    ("级别", row.level_name),
                    ("范围", f"{row.grid} {row.place}".strip()),
                    ("群主", row.keeper),
                    ("群人数", f"{row.members} 人" if row.members else ""),
                    ("备注", row.note),
                )
            ),
            section("入群率"),
            label(share_words(row.coverage.share), "figure"),
            label(f"{row.coverage.joined} 户有人在群 / 共 {row.coverage.households} 户", "hint"),
        )
        body.setProperty("group", str(row.id))
        self._page.drawer.show_content(row.name, body, () if ended else self._buttons(row))

    def _buttons(self, row: GroupRow) -> tuple[QPushButton, ...]:
        found = []
        if self._hand.edits_grids:
            menu = QMenu(self._page)
            menu.addAction("修改").triggered.connect(partial(self.forms.edit, row))
            menu.addAction("解散").triggered.connect(partial(self.forms.end, row))
            more = button("其他操作")
            more.setMenu(menu)
            found.append(more)
        if self._hand.edits_residents:
            ask = partial(self.doors_asked.emit, row)
            found.append(button("勾选入群住户", "primary", "list-checks", press=ask))
        return tuple(found)
