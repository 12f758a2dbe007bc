"""Opening accounts: the five of the scheme, and one for each resident, with a card."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound, RuleBroken
from app.points.models import PointsAccount
from app.points.people import same_person, standing_for
from app.points.rows import own_station
from app.points.terms import AccountKind
from app.residents.models import Resident
from db import clock
from db.replicated import stamper_of

CARD_DIGITS = 8
"""Seven of a running number and a check digit (ISO/IEC 7812-1, Annex B), as slips are common."""
AT_ONCE = 5_000


def system_account(session: Session, kind: AccountKind) -> UUID:
    """The scheme's own account of a kind, opened when it is first needed.

    Its id follows from the station, so that two files of one station have one account.
    """
    account_id = _id(session, kind)
    if session.get(PointsAccount, account_id) is None:
        session.add(PointsAccount(id=account_id, kind=kind, opened_on=clock.today()))
        session.flush()
    return account_id


def _id(session: Session, name: str) -> UUID:
    return uuid5(stamper_of(session).station_id, f"points:{name}")


def open_account(session: Session, actor: Actor, *, resident_id: UUID) -> UUID:
    """Open a resident's account, or return the one there is.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.RECORD_POINTS)
    return resident_accounts(session, actor, [resident_id])[resident_id]


def resident_accounts(
    session: Session, actor: Actor, resident_ids: Iterable[UUID]
) -> dict[UUID, UUID]:
    """The account of each resident's standing record; those that are missing are opened.

    Raises:
        NotFound: somebody is not registered (any more).
    """
    standing = standing_for(session, resident_ids)
    wanted = list(dict.fromkeys(standing.values()))
    found = _accounts(session, wanted)
    missing = [resident_id for resident_id in wanted if resident_id not in found]
    if missing:
        found |= _opened(session, actor, missing)
    return {resident_id: found[root] for resident_id, root in standing.items()}


def _accounts(session: Session, resident_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    for start in range(0, len(resident_ids), AT_ONCE):
        part = resident_ids[start : start + AT_ONCE]
        rows = session.execute(
            select(PointsAccount.resident_id, PointsAccount.id).where(
                PointsAccount.kind == AccountKind.RESIDENT, PointsAccount.resident_id.in_(part)
            )
        )
        found.update((resident_id, account_id) for resident_id, account_id in rows if resident_id)
    return found


def _opened(session: Session, actor: Actor, resident_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    names: dict[UUID, str] = {}
    for start in range(0, len(resident_ids), AT_ONCE):
        part = resident_ids[start : start + AT_ONCE]
        rows = session.execute(select(Resident.id, Resident.name).where(Resident.id.in_(part)))
        names.update((resident_id, name) for resident_id, name in rows)
    if len(names) < len(resident_ids):
        raise NotFound("没有找到这位居民。", "可能已被删除，请刷新后再试。")
    first, today = _last_number(session) + 1, clock.today()
    opened: dict[UUID, UUID] = {}
    for number, resident_id in enumerate(resident_ids, start=first):
        account_id = _id(session, f"resident:{resident_id.hex}")
        opened[resident_id] = account_id
        session.add(_account(account_id, resident_id, card_of(number), today))
    session.flush()
    only = f"：{names[resident_ids[0]]}" if len(resident_ids) == 1 else f" {len(resident_ids)} 个"
    audit.record(session, actor, "points.open", f"开立积分账户{only}")
    return opened


def _account(account_id: UUID, resident_id: UUID, card: str, day: date) -> PointsAccount:
    return PointsAccount(
        id=account_id,
        kind=AccountKind.RESIDENT,
        resident_id=resident_id,
        card=card,
        opened_on=day,
    )


def _last_number(session: Session) -> int:
    own = PointsAccount.owner == stamper_of(session).station_id
    last = session.scalar(select(func.max(PointsAccount.card)).where(own))
    return int(last[:-1]) if last else 0


def card_of(number: int) -> str:
    """The card of a running number: seven digits and their check digit."""
    digits = f"{number:0{CARD_DIGITS - 1}d}"
    return digits + str(-_luhn(digits + "0") % 10)


def is_card(text: str) -> bool:
    """Whether these are the digits of a card without a slip."""
    digits = text.strip()
    right = len(digits) == CARD_DIGITS and digits.isascii() and digits.isdecimal()
    return right and _luhn(digits) % 10 == 0


def _luhn(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total


def replace_card(session: Session, actor: Actor, *, resident_id: UUID) -> str:
    """Give a new card number; the lost card is worth nothing from now on.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.RECORD_POINTS)
    account_id = resident_accounts(session, actor, [resident_id])[resident_id]
    account = session.get_one(PointsAccount, account_id)
    lost, account.card = account.card, card_of(_last_number(session) + 1)
    sentence = f"补办积分卡：{lost} 作废，新卡 {account.card}"
    subject = ("points_account", account_id)
    audit.record(session, actor, "points.card", sentence, subject=subject)
    return account.card


def resident_by_card(session: Session, card: str) -> UUID:
    """Whose card this is: the record that stands for him.

    Raises:
        InvalidInput: these are not the digits of a card (field ``card``).
        NotFound: nobody has it, or it was replaced.
    """
    digits = card.strip()
    if not is_card(digits):
        raise InvalidInput(
            f"“{digits[:20]}”不是积分卡号。", "请再扫一次，或按姓名查找。", field="card"
        )
    found = session.scalar(
        select(PointsAccount.resident_id)
        .where(PointsAccount.owner == own_station(session))
        .where(PointsAccount.card == digits)
    )
    if found is None:
        raise NotFound(f"没有卡号 {digits}。", "卡可能已补办作废，请按姓名查找。")
    return standing_for(session, [found])[found]


def close_account(session: Session, actor: Actor, *, resident_id: UUID) -> None:
    """Close the account of somebody who left; what is on it stays and can no longer be spent.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: it is closed.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    for account in accounts_of(session, resident_id):
        if account.closed_on is not None:
            raise RuleBroken("这个账户已经停用。", "请刷新后再看。")
        account.closed_on = clock.today()
    sentence = f"停用积分账户：{session.get_one(Resident, resident_id).name}"
    audit.record(session, actor, "points.close", sentence, subject=("resident", resident_id))


def reopen_account(session: Session, actor: Actor, *, resident_id: UUID) -> None:
    """Open a closed account again.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    for account in accounts_of(session, resident_id):
        account.closed_on = None
    sentence = f"恢复积分账户：{session.get_one(Resident, resident_id).name}"
    audit.record(session, actor, "points.reopen", sentence, subject=("resident", resident_id))


def accounts_of(session: Session, resident_id: UUID) -> list[PointsAccount]:
    """All accounts of the person whose record this is, his standing record's first.

    Raises:
        NotFound: he has none.
    """
    root = standing_for(session, [resident_id])[resident_id]
    ids = same_person(session, [root])[root]
    found = list(
        session.scalars(
            select(PointsAccount)
            .where(PointsAccount.kind == AccountKind.RESIDENT)
            .where(PointsAccount.resident_id.in_(ids))
        )
    )
    if not found:
        raise NotFound("这位居民还没有积分账户。", "登记第一笔积分时会自动开立。")
    return sorted(found, key=lambda account: (account.resident_id != root, account.card or ""))
