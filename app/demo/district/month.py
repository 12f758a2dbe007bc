"""A month of a community's points: activities, who came, and what was posted after the public list.

Records stand as they do when the month is over; their entries go through the ledger itself.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.district.scheme import Draft, Scheme
from app.points import ledger, postings
from app.points.ledger import Entry
from app.points.models import Activity, Participation, PointsRecord, Publicity
from app.points.search_text import search_text
from app.points.stages import RecordState
from app.points.terms import ActivityState, TransferKind
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

SLIPS = 7
"""In one of so many communities somebody was given points twice, which was taken back."""
HUNG = timedelta(days=5)
"""How long the month's list hung out."""


def hold_month(
    session: Session, actor: Actor, scheme: Scheme, month: int, first: date, random: Random
) -> None:
    """What was held from a day up to now, with who came; the points that were made public."""
    listed = _listed(actor)
    session.add(listed)
    records: list[PointsRecord] = []
    for at, draft in _dated(scheme.drafts[month], first, random):
        activity = _activity(scheme, draft, at)
        crowd = random.sample(scheme.members, draft.crowd)
        session.add(activity)
        session.add_all(_came(activity, crowd, random))
        if draft.awards:
            records += _records(activity, crowd, listed, scheme.rules[draft.rule].points)
    session.add_all(records)
    session.flush()
    _award(session, actor, scheme, records)


def _dated(drafts: list[Draft], first: date, random: Random) -> list[tuple[datetime, Draft]]:
    """When each is held, in the order of time; none on the day on which it is written down."""
    days = max(1, (clock.today() - first).days)
    dated = [
        (clock.moment(first + timedelta(days=random.randrange(days)), draft.hour), draft)
        for draft in drafts
    ]
    return sorted(dated, key=lambda one: one[0])


def _listed(actor: Actor) -> Publicity:
    until = clock.today() - timedelta(days=1)
    return Publicity(
        id=new_id(),
        title=f"{until.year}年{until.month}月文明积分公示",
        from_day=until - HUNG,
        until_day=until,
        posted_by=actor.name,
        closed_at=clock.now(),
    )


def _activity(scheme: Scheme, draft: Draft, at: datetime) -> Activity:
    year = clock.local(at).year
    scheme.numbers[year] = number = scheme.numbers.get(year, 0) + 1
    words = (f"{year}-{number:04d}", draft.title, draft.place)
    return Activity(
        id=new_id(),
        number=words[0],
        title=draft.title,
        place=draft.place,
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        rule_id=scheme.rules[draft.rule].id if draft.awards else None,
        state=ActivityState.FINISHED,
        finished_at=at + timedelta(hours=1, minutes=10),
        search_text=search_text(words, words[1:]),
    )


def _came(activity: Activity, crowd: list[UUID], random: Random) -> Iterator[Participation]:
    for member in crowd:
        early = timedelta(minutes=random.randrange(25))
        yield Participation(
            id=new_id(),
            activity_id=activity.id,
            resident_id=member,
            signed_in_at=activity.starts_at - early,
        )


def _records(
    activity: Activity, crowd: list[UUID], listed: Publicity, points: int
) -> Iterator[PointsRecord]:
    """As they stand after the month: recorded from the sign-in list, reviewed, public, posted."""
    now = clock.now()
    for member in crowd:
        yield PointsRecord(
            id=new_id(),
            key=f"activity:{activity.id.hex}:{member.hex}",
            resident_id=member,
            rule_id=activity.rule_id,
            points=points,
            happened_on=clock.local(activity.starts_at).date(),
            evidence="活动签到",
            source_table="activity",
            source_id=activity.id,
            state=RecordState.POSTED,
            recorder_name=listed.posted_by,
            recorded_at=activity.finished_at,
            reviewer_name=listed.posted_by,
            reviewed_at=now - HUNG,
            publicity_id=listed.id,
            posted_at=now,
        )


def _award(session: Session, actor: Actor, scheme: Scheme, records: list[PointsRecord]) -> None:
    """Issue the points and give them to whom they belong; both entries of every record."""
    items = {rule.id: rule.item for rule in scheme.rules.values()}
    holds = [
        _entry(row, TransferKind.HOLD, scheme.issued, scheme.held, items[row.rule_id])
        for row in records
    ]
    awards = [
        _entry(
            row, TransferKind.AWARD, scheme.held, scheme.accounts[row.resident_id],
            items[row.rule_id],
        )
        for row in records
    ]  # fmt: skip
    ledger.write(session, actor, [*holds, *awards])


def _entry(row: PointsRecord, kind: TransferKind, giver: UUID, getter: UUID, item: str) -> Entry:
    return Entry(
        key=f"{kind}:{row.id.hex}",
        kind=kind,
        from_account=giver,
        to_account=getter,
        amount=row.points,
        text=item,
        earned_on=clock.today() if kind is TransferKind.AWARD else None,
        record_id=row.id,
        rule_id=row.rule_id,
    )


def slip(session: Session, actor: Actor, scheme: Scheme, random: Random) -> None:
    """Somebody was given the points of a patrol twice; the second time is taken back."""
    rule, member = scheme.rules["patrol"], random.choice(scheme.members)
    now = transaction_of(session).at
    record = PointsRecord(
        id=new_id(),
        resident_id=member,
        rule_id=rule.id,
        points=rule.points,
        happened_on=clock.today() - timedelta(days=9),
        evidence="巡逻签到",
        note="重复登记",
        state=RecordState.REVERSED,
        recorder_name=actor.name,
        recorded_at=now - HUNG,
        reviewer_name=actor.name,
        reviewed_at=now - HUNG,
        review_note="同一次巡逻登记了两次",
        posted_at=now,
    )
    record.key = f"hand:{record.id.hex}"
    session.add(record)
    session.flush()
    _award(session, actor, scheme, [record])
    postings.take_back(session, actor, record, "重复登记，冲正")
