"""Fills the sheets about people: passbook, cards, receipt."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.errors import NotFound
from app.points.account_views import StatementLine, account_detail, statement
from app.points.queries import AccountFilter, accounts
from app.points.reward_views import redemption_detail
from app.points.sheets import EVERYTHING, period
from app.printing.foot import PrintMark
from app.printing.points_cards import CardFace, CardSheet
from app.printing.points_passbook import PassbookRow, PassbookSheet
from app.printing.points_receipt import ReceiptItem, ReceiptSheet
from app.printing.words import full_date
from db import clock


def passbook_sheet(
    session: Session,
    *,
    resident_id: UUID,
    from_day: date | None = None,
    until_day: date | None = None,
    operator: str = "",
) -> PassbookSheet:
    """The passbook of a person.

    Raises:
        NotFound: he has no account.
    """
    book = statement(session, resident_id=resident_id, from_day=from_day, until_day=until_day)
    detail = account_detail(session, resident_id=resident_id)
    ending = ""
    if detail.soon and detail.soon_on:
        ending = f"余额中有 {detail.soon} 分到{full_date(detail.soon_on)}为止有效，请及时兑换。"
    return PassbookSheet(
        office_name=profile(session).name,
        name=book.name,
        card=book.card,
        address=book.address,
        period=period(from_day, until_day),
        opening=book.opening,
        closing=book.closing,
        rows=tuple(map(_row, book.lines)),
        ending=ending,
        mark=PrintMark(printed_at=clock.now(), operator=operator),
    )


def _row(line: StatementLine) -> PassbookRow:
    text = f"{line.text}（已冲正）" if line.is_reversed else line.text
    day = f"{clock.local(line.at):%Y-%m-%d}"
    return PassbookRow(day, line.kind_name, text, line.change, line.balance, line.actor)


def card_sheet(
    session: Session,
    *,
    resident_ids: Sequence[UUID] | None = None,
    grid_id: UUID | None = None,
    operator: str = "",
) -> CardSheet:
    """Cards of these people, or of everybody in a grid or the community, by address.

    Raises:
        NotFound: nobody of them has an account.
    """
    found = accounts(session, 0, EVERYTHING, where=AccountFilter(grid_id=grid_id, closed=False))
    wanted = None if resident_ids is None else set(resident_ids)
    chosen = [row for row in found if wanted is None or row.id in wanted]
    if not chosen:
        raise NotFound("没有可以打印的积分卡。", "登记第一笔积分时会自动开立账户。")
    office = profile(session)
    return CardSheet(
        office_name=office.name,
        cards=tuple(CardFace(row.name, row.card) for row in chosen),
        phone=office.phone,
        mark=PrintMark(printed_at=clock.now(), operator=operator),
    )


def receipt_sheet(session: Session, *, redemption_id: UUID, operator: str = "") -> ReceiptSheet:
    """The receipt of a redemption; the balance is that of now.

    Raises:
        NotFound: it is gone.
    """
    found = redemption_detail(session, redemption_id=redemption_id)
    balance = account_detail(session, resident_id=found.row.resident_id).row.balance
    return ReceiptSheet(
        office_name=profile(session).name,
        number=found.row.number,
        at=f"{clock.local(found.row.at):%Y-%m-%d %H:%M}",
        name=found.row.name,
        card=found.row.card,
        items=tuple(
            ReceiptItem(line.name, line.quantity, line.unit, line.price) for line in found.lines
        ),
        points=found.row.points,
        balance=balance,
        clerk=found.row.clerk,
        is_cancelled=found.row.cancelled_at is not None,
        mark=PrintMark(printed_at=clock.now(), operator=operator),
    )
