"""Recording points, and what happens to a record before it is made public.

Recording issues the points and holds them; whoever recorded them does not review them. What a cap
leaves nothing of is not recorded. An occasion (an activity, a meeting) is recorded once for a
person: recording it again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotAllowed
from app.points.accounts import resident_accounts
from app.points.models import PointsRecord, PointsRule
from app.points.people import standing_for
from app.points.postings import hold, release
from app.points.rows import own_station, the, within
from app.points.stages import RecordState
from app.points.steps import move_records
from app.points.tally import tally
from app.residents.models import Resident
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

MOST_UNITS = 200
OLDEST_DAYS = 400
"""What happened longer ago belongs into an import, not into a form."""
AT_ONCE = 5_000


@dataclass(frozen=True)
class Share:
    """One person's part in what is recorded."""

    resident_id: UUID
    quantity: int = 1
    key: str = ""
    """Names the occasion where it must not be recorded twice; empty: by hand."""
    source_id: UUID | None = None


@dataclass(frozen=True)
class RecordText:
    """What the form of a record says, for one person or many."""

    rule_id: UUID
    happened_on: date
    evidence: str = ""
    note: str = ""
    source_table: str = ""


@dataclass(frozen=True)
class ShareResult:
    """What somebody gets, or would get."""

    resident_id: UUID
    name: str
    quantity: int
    points: int
    """After caps."""
    cut_by: str = ""
    """Names the cap that left less (每日上限 20 分)."""
    is_known: bool = False
    """This occasion was recorded before; nothing is added."""
    record_id: UUID | None = None


def preview_points(
    session: Session, *, text: RecordText, shares: Sequence[Share]
) -> list[ShareResult]:
    """What :func:`record_points` would record, caps included; changes nothing.

    Raises:
        NotFound, InvalidInput: as for :func:`record_points`.
    """
    rule = _rule(session, text)
    people = standing_for(session, [share.resident_id for share in shares])
    names = _names(session, list(people.values()))
    known = known_records(session, [share.key for share in shares if share.key])
    counted = tally(session, rule, people.values(), {text.happened_on.year})
    found = []
    for share in shares:
        person = people[share.resident_id]
        within(share.quantity, 1, MOST_UNITS, "数量", "quantity")
        if share.key in known:
            record_id, points = known[share.key]
            again = ShareResult(person, names[person], share.quantity, points, "", True, record_id)
            found.append(again)
            continue
        left = counted.take(person, rule, text.happened_on, share.quantity)
        found.append(ShareResult(person, names[person], share.quantity, left.points, left.by))
    return found


def record_points(
    session: Session, actor: Actor, *, text: RecordText, shares: Sequence[Share]
) -> list[ShareResult]:
    """Record points for one or many: they are held until reviewed and made public.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: names the field: nobody, no evidence where the item needs it, a day to come
            or outside the rule's validity, an impossible quantity.
    """
    actor.require(Permission.RECORD_POINTS)
    if not shares:
        raise InvalidInput("还没有选择居民。", "请选择一位或几位居民。", field="resident_id")
    rule = _rule(session, text)
    _check(text, rule)
    results = preview_points(session, text=text, shares=shares)
    resident_accounts(session, actor, [result.resident_id for result in results])
    rows = []
    made = []
    for share, result in zip(shares, results, strict=True):
        if result.is_known or result.points == 0:
            made.append(result)
            continue
        row = _row(session, actor, text, share, result)
        rows.append(row)
        made.append(_with_id(result, row.id))
    session.add_all(rows)
    hold(session, actor, rows, rule)
    if rows:
        _tell(session, actor, rule, rows, made)
    return made


def _with_id(result: ShareResult, record_id: UUID) -> ShareResult:
    return ShareResult(
        result.resident_id, result.name, result.quantity, result.points, result.cut_by, False,
        record_id,
    )  # fmt: skip


def _tell(
    session: Session,
    actor: Actor,
    rule: PointsRule,
    rows: list[PointsRecord],
    made: list[ShareResult],
) -> None:
    total = sum(row.points for row in rows)
    who = next(result.name for result in made if result.record_id == rows[0].id)
    whom = who if len(rows) == 1 else f"{who}等 {len(rows)} 人"
    sentence = f"登记积分：{whom}，{rule.item}，{total:+d} 分"
    audit.record(session, actor, "points.record", sentence, subject=("points_record", rows[0].id))


def _rule(session: Session, text: RecordText) -> PointsRule:
    rule = the(session, PointsRule, text.rule_id)
    day = text.happened_on
    if day < rule.valid_from or (rule.valid_until is not None and day > rule.valid_until):
        raise InvalidInput(
            f"“{rule.item}”第 {rule.version} 版在 {day} 不适用。",
            "请选择当天有效的细则。",
            field="rule_id",
        )
    return rule


def _check(text: RecordText, rule: PointsRule) -> None:
    today = clock.today()
    if text.happened_on > today:
        raise InvalidInput("发生日期在今天之后。", "请核对日期。", field="happened_on")
    if text.happened_on < today - timedelta(days=OLDEST_DAYS):
        raise InvalidInput("发生日期太早。", "往年的积分请从旧表导入。", field="happened_on")
    evidence = line(text.evidence, "证明材料", "evidence")
    if rule.evidence and not evidence:
        raise InvalidInput(
            f"“{rule.item}”要有证明：{rule.evidence}。", "请写明凭什么登记。", field="evidence"
        )
    passage(text.note, "说明", "note")


def _row(
    session: Session, actor: Actor, text: RecordText, share: Share, result: ShareResult
) -> PointsRecord:
    record_id = new_id()
    note = "；".join(part for part in (text.note.strip(), _cut(result)) if part)
    return PointsRecord(
        id=record_id,
        key=share.key or f"hand:{record_id.hex}",
        resident_id=result.resident_id,
        rule_id=text.rule_id,
        quantity=share.quantity,
        points=result.points,
        happened_on=text.happened_on,
        evidence=text.evidence.strip(),
        note=note,
        source_table=text.source_table,
        source_id=share.source_id,
        state=RecordState.RECORDED,
        recorded_by=actor.account_id,
        recorder_name=actor.name,
        recorded_at=transaction_of(session).at,
    )


def _cut(result: ShareResult) -> str:
    return f"按{result.cut_by}计" if result.cut_by else ""


def _names(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        rows = session.execute(select(Resident.id, Resident.name).where(Resident.id.in_(part)))
        found.update((resident_id, name) for resident_id, name in rows)
    for resident_id in ids:
        if resident_id not in found:
            the(session, Resident, resident_id)
    return found


def known_records(session: Session, keys: Sequence[str]) -> dict[str, tuple[UUID, int]]:
    """Which of these occasions were recorded before: record and points."""
    found: dict[str, tuple[UUID, int]] = {}
    own = own_station(session)
    for start in range(0, len(keys), AT_ONCE):
        rows = session.execute(
            select(PointsRecord.key, PointsRecord.id, PointsRecord.points)
            .where(PointsRecord.owner == own)
            .where(PointsRecord.key.in_(keys[start : start + AT_ONCE]))
        )
        found.update((key, (record_id, points)) for key, record_id, points in rows)
    return found


def review_records(
    session: Session, actor: Actor, *, record_ids: Sequence[UUID], note: str = ""
) -> int:
    """Let records pass, all or none; returns how many.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: one was recorded by the reviewer himself, or is not waiting for review.
    """
    rows = move_records(session, actor, "review", record_ids, reason=note)
    sentence = f"审核通过积分 {len(rows)} 条，共 {sum(row.points for row in rows):+d} 分"
    audit.record(session, actor, "points.review", sentence)
    return len(rows)


def reject_records(
    session: Session, actor: Actor, *, record_ids: Sequence[UUID], reason: str
) -> int:
    """Let records fail, all or none; their points are taken back; returns how many.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason given.
        RuleBroken: one was recorded by the reviewer himself, or is not waiting for review.
    """
    rows = move_records(session, actor, "reject", record_ids, reason=reason)
    release(session, actor, rows, "审核未通过")
    sentence = f"积分审核未通过 {len(rows)} 条：{reason.strip()}"
    audit.record(session, actor, "points.reject", sentence)
    return len(rows)


def withdraw_records(
    session: Session, actor: Actor, *, record_ids: Sequence[UUID], reason: str
) -> int:
    """Take back records that are not posted yet; returns how many.

    Before they are public whoever recorded them may, later and for others only a reviewer.

    Raises:
        NotAllowed: recorded by somebody else.
        NotFound.
        InvalidInput: no reason given.
        RuleBroken: one is posted already, or was stopped before.
    """
    rows = move_records(session, actor, "withdraw", record_ids, reason=reason)
    others = any(row.recorded_by not in (actor.account_id, None) for row in rows)
    if others and not actor.may(Permission.REVIEW_POINTS):
        raise NotAllowed("这是别人登记的积分，不能由您撤回。", "请登记人或审核人撤回。")
    release(session, actor, rows, "登记撤回")
    sentence = f"撤回积分登记 {len(rows)} 条：{reason.strip()}"
    audit.record(session, actor, "points.withdraw", sentence)
    return len(rows)
