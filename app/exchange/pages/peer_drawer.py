"""The drawer of one office: how it stands, its keys, and what may be done."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, section, selectable, stacked
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.labels import button, pill
from app.desk.page import Page
from app.exchange.pages.at_hand import AtHand
from app.exchange.peers import revoke
from app.exchange.progress import Last
from app.exchange.queries import PeerRow, PeerSheet, peer_sheet


class PeerDrawer(QObject):
    """Shows one office in a page's drawer."""

    make_asked = Signal(object)
    pair_asked = Signal()
    changed = Signal()
    """The office was revoked."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def open(self, peer_id: UUID) -> None:
        """Show an office, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(peer_id)

    def _read(self, peer_id: UUID) -> None:
        self._hand.work.read(peer_sheet, peer_id, then=self._show, owner=self, latest="peer")

    def _show(self, sheet: PeerSheet) -> None:
        row = sheet.row
        self._page.drawer.show_content(row.name, _panel(sheet), self._buttons(row))

    def _buttons(self, row: PeerRow) -> tuple[QPushButton, ...]:
        made = []
        if self._hand.pairs and row.is_active:
            made.append(button("停用…", "danger", press=partial(self._ask_reason, row)))
        if self._hand.pairs:
            made.append(button("重新配对", press=self.pair_asked.emit))
        if self._hand.exchanges and row.is_active:
            press = partial(self._ask_make, row.id)
            made.append(button("制作报送包", "primary", "package", press=press))
        return tuple(made)

    def _ask_make(self, peer_id: UUID, _checked: bool = False) -> None:
        self.make_asked.emit(peer_id)

    def _ask_reason(self, row: PeerRow, _checked: bool = False) -> None:
        hint = "停用后不再收取它的报送包，也不再给它制作；以后可以重新配对"
        fields = [Field("reason", "停用原因", required=True, max_length=100, hint=hint,
                        placeholder="例如：电脑丢失、单位合并")]  # fmt: skip
        title = f"停用与{row.name}的报送"
        use_case = partial(revoke, station_id=row.id)
        back = partial(self._back, row.id)
        self._forms.ask_and_write(title, fields, use_case, back, save="停用")

    def _back(self, peer_id: UUID) -> None:
        self._read(peer_id)
        self.changed.emit()


def _panel(sheet: PeerSheet) -> QWidget:
    row = sheet.row
    return stacked(
        pill(*row.pill.pair),
        selectable(row.sentence),
        FactList(
            (
                ("关系", f"{row.relation_name}（{row.level_name}）"),
                ("区划代码", row.area_code),
                ("最近制作", _last(row.made)),
                ("对方确认", _last(row.confirmed)),
                ("最近收取", _last(row.received)),
                ("缺", row.missing),
                ("到期", written(row.due, "datetime")),
            )
        ),
        section("配对"),
        FactList(
            (
                ("配对时间", written(sheet.paired_at, "datetime")),
                ("经手人", sheet.paired_by),
                ("密钥", f"第 {sheet.generation} 代"),
                ("停用时间", written(sheet.revoked_at, "datetime")),
                ("停用原因", sheet.revoked_reason),
            )
        ),
    )


def _last(last: Last | None) -> str:
    value: Any = last and last.at
    return f"第 {last.serial} 包　{written(value, 'datetime')}" if last else ""
