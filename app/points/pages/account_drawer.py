"""The drawer of one account: balance, when it ends, the household, the latest entries."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import button, label
from app.desk.messages import confirm
from app.points.account_views import AccountDetail, Statement, account_detail, statement
from app.points.accounts import close_account, reopen_account, replace_card
from app.points.pages.shown_record import ShownRecord

LATEST = 8
"""Entries in the drawer; the passbook has them all."""
Seen = tuple[AccountDetail, Statement]


class AccountDrawer(ShownRecord):
    """Shows accounts in a page's drawer."""

    kind = "account"
    book_asked = Signal(object)
    """The :class:`AccountDetail` whose entries are to be seen."""
    card_asked = Signal(object)
    serve_asked = Signal(object)
    """Id of a resident who comes to the counter."""

    def query(self, session: Any, record_id: UUID) -> Seen:
        """The account with all its entries."""
        detail = account_detail(session, resident_id=record_id)
        return detail, statement(session, resident_id=record_id)

    def title(self, detail: Seen) -> str:
        """Whose it is."""
        return detail[0].row.name

    def panel(self, detail: Seen) -> QWidget:
        """Balance, facts, household, latest entries."""
        account, book = detail
        row = account.row
        closed = Notice("waiting", f"账户已于 {row.closed_on} 停用") if row.closed_on else None
        soon = None
        if account.soon:
            soon = Notice("waiting", f"其中 {account.soon} 分到 {account.soon_on} 后清零")
        facts = FactList(
            (
                ("卡号", "、".join(account.cards)),
                ("住址", f"{row.address}　{row.grid}"),
                ("居住", row.status),
                ("待入账", f"{row.held} 分" if row.held else ""),
                ("有效期", "\n".join(_endings(account))),
                ("开户", row.opened_on.isoformat()),
            )
        )
        return stacked(
            label(f"{row.balance:,} 分", "figure"),
            closed,
            soon,
            facts,
            *_household(account),
            section("最近的收支"),
            FactList(_latest(book)) if book.lines else label("还没有收支", "soft"),
        )

    def buttons(self, detail: Seen) -> tuple[QPushButton, ...]:
        """Passbook, card, counter."""
        account = detail[0]
        book = button("存折", "primary", "file-text", press=partial(self._ask_book, account))
        made = [book]
        if self._hand.redeems and account.row.closed_on is None:
            serve = partial(self._ask_serve, account.row.id)
            made.insert(0, button("去兑换", press=serve))
        if self._hand.records:
            made.insert(0, self._more(account))
        return tuple(made)

    def _more(self, account: AccountDetail) -> QPushButton:
        more = button("其他操作")
        menu, row = QMenu(more), account.row
        menu.addAction("打印积分卡").triggered.connect(partial(self._ask_card, row.id))
        menu.addAction("补办积分卡").triggered.connect(partial(self._replace, account))
        if self._hand.edits:
            closed = row.closed_on is not None
            word = "恢复账户" if closed else "停用账户"
            use_case = reopen_account if closed else close_account
            press = partial(self._switch, use_case, row.id)
            menu.addAction(word).triggered.connect(press)
        more.setMenu(menu)
        return more

    def _ask_book(self, account: AccountDetail, _checked: bool = False) -> None:
        self.book_asked.emit(account)

    def _ask_card(self, resident_id: UUID, _checked: bool = False) -> None:
        self.card_asked.emit(resident_id)

    def _ask_serve(self, resident_id: UUID, _checked: bool = False) -> None:
        self.serve_asked.emit(resident_id)

    def _replace(self, account: AccountDetail, _checked: bool = False) -> None:
        question = f"给{account.row.name}补办积分卡？"
        if confirm(self._page, question, "原来的卡号作废，积分不变。补办后请打印新卡。", "补办"):
            self.do(replace_card, resident_id=account.row.id)

    def _switch(self, use_case: Any, resident_id: UUID, _checked: bool = False) -> None:
        self.do(use_case, resident_id=resident_id)


def _endings(account: AccountDetail) -> list[str]:
    return [
        f"{one.points} 分，" + (f"到 {one.until}" if one.until else "长期有效")
        for one in account.endings
    ]


def _household(account: AccountDetail) -> list[QWidget]:
    if len(account.household) < 2:
        return []
    lines = [(one.name, f"{one.balance} 分　{one.relation}") for one in account.household]
    return [section(f"全家共 {account.household_points} 分"), FactList(lines)]


def _latest(book: Statement) -> list[tuple[str, str]]:
    found = []
    for line in reversed(book.lines[-LATEST:]):
        back = "（已冲正）" if line.is_reversed else ""
        text = f"{line.change:+d} 分　{line.kind_name}　{line.text}{back}"
        found.append((written(line.at, "date")[5:], text))
    return found
