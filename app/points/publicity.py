"""Public lists (公示): reviewed records hang out for some days, then they are posted.

The day on which a list goes up does not count; on the day after its last one it can be posted. An
objection freezes its record alone; when it is dismissed after the list was posted, the record is
posted at once. A deduction can still be appealed against when it is posted.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line, passage
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, RuleBroken
from app.points.models import PointsObjection, PointsRecord, PointsRule, Publicity
from app.points.policy import scheme
from app.points.postings import Posted, post, release, take_back
from app.points.rows import refuse, the
from app.points.stages import RECORD_STATE_NAMES, RecordFacts, RecordState, is_another_person
from app.points.steps import move_records
from app.residents.models import Resident
from db import clock
from db.ids import new_id
from db.replicated import transaction_of


def publish_records(
    session: Session,
    actor: Actor,
    *,
    record_ids: Sequence[UUID],
    title: str,
    until_day: date | None = None,
) -> UUID:
    """Put reviewed records on a public list from today; returns its id.

    Without ``until_day`` it hangs out for as many days as the office has set.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no title, or a period shorter than the office has set.
        RuleBroken: a record is not waiting for publicity.
    """
    actor.require(Permission.REVIEW_POINTS)
    title = line(title, "公示标题", "title", required=True)
    today, days = clock.today(), scheme(session).publicity_days
    earliest = today + timedelta(days=days)
    until = until_day or earliest
    if until < earliest:
        raise InvalidInput(
            f"公示不少于 {days} 天，最早到 {earliest} 为止。", "请改截止日期。", field="until_day"
        )
    listed = Publicity(
        id=new_id(), title=title, from_day=today, until_day=until, posted_by=actor.name
    )
    session.add(listed)
    session.flush()
    rows = move_records(session, actor, "publish", record_ids)
    for row in rows:
        row.publicity_id = listed.id
    sentence = f"公示积分 {len(rows)} 条：{title}，到 {until} 为止"
    audit.record(
        session, actor, "points.publish", sentence, subject=("points_publicity", listed.id)
    )
    return listed.id


def close_publicity(session: Session, actor: Actor, *, publicity_id: UUID) -> Posted:
    """Post what a list holds after its last day; objections that are open stay out.

    Where the office does not cut deductions, those that a balance does not hold keep waiting on
    the list, which stays open for them.

    Raises:
        NotAllowed, NotFound.
        RuleBroken: its period has not passed, or it is closed.
    """
    actor.require(Permission.REVIEW_POINTS)
    listed = the(session, Publicity, publicity_id)
    if listed.closed_at is not None:
        raise RuleBroken(f"“{listed.title}”已经入账。", "请刷新后再看。")
    if clock.today() <= listed.until_day and listed.until_day > listed.from_day:
        raise RuleBroken(
            f"公示到 {listed.until_day} 为止，还没有期满。", "公示期满次日起可以入账。"
        )
    done = post(session, actor, _public(session, publicity_id), cut=scheme(session).cut_deductions)
    if not done.waiting:
        listed.closed_at = transaction_of(session).at
    sentence = f"公示期满入账 {len(done.posted)} 条：{listed.title}，发放 {done.points} 分"
    sentence += f"，扣减 {done.deducted} 分" if done.deducted else ""
    subject = ("points_publicity", publicity_id)
    audit.record(session, actor, "points.post", sentence, subject=subject)
    return done


def _public(session: Session, publicity_id: UUID) -> list[PointsRecord]:
    found = select(PointsRecord).where(
        PointsRecord.publicity_id == publicity_id, PointsRecord.state == RecordState.PUBLIC
    )
    return list(session.scalars(found.order_by(PointsRecord.recorded_at, PointsRecord.id)))


def object_to_record(
    session: Session, actor: Actor, *, record_id: UUID, objector: str, content: str
) -> UUID:
    """Write an objection down: to a record on a public list, or an appeal to a posted deduction.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no objector or no content.
        RuleBroken: neither public nor a posted deduction, or one is open already.
    """
    actor.require(Permission.RECORD_POINTS)
    objector = line(objector, "提出人", "objector", required=True)
    content = passage(content, "异议内容", "content")
    if not content:
        raise InvalidInput("还没有填写异议内容。", "请写明对什么有异议。", field="content")
    record = the(session, PointsRecord, record_id)
    if _open_objection(session, record_id):
        raise RuleBroken("这条积分已有一条异议没有答复。", "请先答复。")
    if not (record.state == RecordState.POSTED and record.points < 0):
        move_records(session, actor, "object", [record_id])
    objection = PointsObjection(
        id=new_id(),
        record_id=record_id,
        objector=objector,
        content=content,
        received_on=clock.today(),
    )
    session.add(objection)
    sentence = f"登记积分异议：{objector}，{_named(session, record)}"
    subject = ("points_record", record_id)
    audit.record(session, actor, "points.object", sentence, subject=subject)
    return objection.id


def _open_objection(session: Session, record_id: UUID) -> bool:
    found = select(PointsObjection.id).where(
        PointsObjection.record_id == record_id, PointsObjection.answered_on.is_(None)
    )
    return session.scalar(found.limit(1)) is not None


def answer_objection(
    session: Session, actor: Actor, *, objection_id: UUID, upheld: bool, answer: str
) -> RecordState:
    """Decide on an objection; returns where the record stands now.

    Upheld: the record is taken back, a posted deduction by reversal. Dismissed: it goes on, and
    is posted at once when its list was posted meanwhile.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no answer.
        RuleBroken: it is answered, or whoever recorded the points would decide.
    """
    actor.require(Permission.REVIEW_POINTS)
    objection = the(session, PointsObjection, objection_id)
    if objection.answered_on is not None:
        raise RuleBroken("这条异议已经答复。", "请刷新后再看。")
    answer = passage(answer, "答复", "answer")
    if not answer:
        raise InvalidInput("还没有填写答复。", "请写明核查情况和理由。", field="answer")
    record = the(session, PointsRecord, objection.record_id)
    refuse(filter(None, [is_another_person(RecordFacts(record.recorded_by, actor.account_id))]))
    objection.answer, objection.answered_on = answer, clock.today()
    objection.answered_by, objection.upheld = actor.name, upheld
    if upheld:
        _take_back(session, actor, record)
    elif record.state == RecordState.OBJECTED:
        move_records(session, actor, "dismiss", [record.id])
        _post_late(session, actor, record)
    word = "成立" if upheld else "不成立"
    sentence = f"答复积分异议：{word}，{_named(session, record)}"
    subject = ("points_record", record.id)
    audit.record(session, actor, "points.answer", sentence, subject=subject)
    return RecordState(record.state)


def _take_back(session: Session, actor: Actor, record: PointsRecord) -> None:
    if record.state == RecordState.POSTED:
        move_records(session, actor, "reverse", [record.id], reason="异议成立")
        take_back(session, actor, record, "异议成立，冲正")
    else:
        move_records(session, actor, "uphold", [record.id])
        release(session, actor, [record], "异议成立")


def _post_late(session: Session, actor: Actor, record: PointsRecord) -> None:
    if record.publicity_id is None:
        return
    if the(session, Publicity, record.publicity_id).closed_at is not None:
        post(session, actor, [record], cut=True)


def reverse_record(session: Session, actor: Actor, *, record_id: UUID, reason: str) -> int:
    """Take back a posted record that was wrong; returns how many points were spent already.

    An award is taken back as far as the account still holds it. Points deducted come back.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason given.
        RuleBroken: it is not posted.
    """
    record = move_records(session, actor, "reverse", [record_id], reason=reason)[0]
    back, short = take_back(session, actor, record, f"冲正：{reason.strip()}")
    sentence = f"冲正积分：{_named(session, record)}，{back} 分，{reason.strip()}"
    sentence += f"；已用掉的 {short} 分未收回" if short else ""
    subject = ("points_record", record_id)
    audit.record(session, actor, "points.reverse", sentence, subject=subject)
    return short


def _named(session: Session, record: PointsRecord) -> str:
    name = session.get_one(Resident, record.resident_id).name
    item = session.get_one(PointsRule, record.rule_id).item
    state = RECORD_STATE_NAMES[RecordState(record.state)]
    return f"{name}，{item}（{record.points:+d} 分，{state}）"
