"""A community's points: what was brought forward, a year of activities, and what they award.

Records and their entries go in by the month, as after the month's public list, through the ledger
itself. What the activities do not award of the points planned was brought forward at the start.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.district.plan import CommunityPlan, apportioned
from app.demo.district.words import told
from app.points import ledger, postings
from app.points.accounts import resident_accounts, system_account
from app.points.ledger import Entry
from app.points.models import Activity, Participation, PointsRecord, Publicity
from app.points.rule_versions import adopt_shipped_rules
from app.points.rule_views import rule_choices
from app.points.search_text import search_text
from app.points.stages import RecordState
from app.points.terms import AccountKind, ActivityState, TransferKind
from db import clock
from db.ids import new_id
from db.replicated import transaction_of

AWARDED = 0.7
"""Of the points planned, how much activities award at most."""
SLIPS = 7
"""In one of so many communities somebody was given points twice, which was taken back."""
HUNG = timedelta(days=5)
"""How long the month's list hung out."""
HOURS = range(8, 19)


@dataclass(frozen=True)
class Rule:
    """An item of the rules, as far as activities award by it."""

    id: UUID
    item: str
    points: int


@dataclass(frozen=True)
class Draft:
    """An activity that is going to be held."""

    title: str
    place: str
    rule: str
    crowd: int
    awards: bool


@dataclass
class Scheme:
    """What was laid down, and who takes part."""

    members: list[UUID]
    """Residents with an account, by their ids."""
    accounts: dict[UUID, UUID]
    rules: dict[str, Rule]
    drafts: list[list[Draft]]
    """The activities of each month."""
    issued: UUID
    held: UUID
    numbers: dict[int, int]
    """The last number given of each year."""


def lay_down(
    session: Session,
    actor: Actor,
    plan: CommunityPlan,
    members: Sequence[UUID],
    random: Random,
    *,
    months: int,
) -> Scheme:
    """Adopt the rules, open the accounts and bring forward what the old paper lists held."""
    adopt_shipped_rules(session, actor, valid_from=clock.today())
    rules = {row.key: Rule(row.id, row.text.item, row.text.points) for row in rule_choices(session)}
    scheme = Scheme(
        list(members),
        resident_accounts(session, actor, members) if members else {},
        rules,
        [],
        system_account(session, AccountKind.ISSUED),
        system_account(session, AccountKind.HELD),
        {},
    )
    drafts = _drafts(plan, rules, random)
    awarded = sum(one.crowd * rules[one.rule].points for one in drafts if one.awards)
    _bring_forward(session, actor, scheme, plan.issued - awarded, random)
    scheme.drafts = [drafts[month::months] for month in range(months)]
    return scheme


def _drafts(plan: CommunityPlan, rules: dict[str, Rule], random: Random) -> list[Draft]:
    """Every activity of the year; they award as long as there are points for it."""
    if not plan.activities:
        return []
    sizes = [random.randrange(50, 200) for _ in range(plan.activities)]
    crowds = apportioned(plan.came, sizes, most=[plan.registered] * plan.activities)
    words, left, found = told("activities"), int(plan.issued * AWARDED), []
    for crowd in crowds:
        one = random.choice(words)
        place, rule, _ = one.rest
        cost = crowd * rules[rule].points
        found.append(Draft(one.title, place, rule, crowd, 0 < cost <= left))
        left -= cost if found[-1].awards else 0
    random.shuffle(found)
    return found


def _bring_forward(
    session: Session, actor: Actor, scheme: Scheme, points: int, random: Random
) -> None:
    if not points:
        return
    weights = [random.randrange(1, 40) for _ in scheme.members]
    entries = [
        Entry(
            key=f"opening:{member.hex}",
            kind=TransferKind.OPENING,
            from_account=scheme.issued,
            to_account=scheme.accounts[member],
            amount=amount,
            text="期初结转",
            earned_on=clock.today(),
        )
        for member, amount in zip(scheme.members, apportioned(points, weights), strict=True)
        if amount
    ]
    ledger.write(session, actor, entries)


# -- a month ----------------------------------------------------------------------------------


def hold_month(
    session: Session, actor: Actor, scheme: Scheme, month: int, first: date, random: Random
) -> None:
    """What was held from a day up to now, with who came; the points that were made public."""
    days = max(1, (clock.today() - first).days)
    listed = _listed(actor)
    session.add(listed)
    records: list[PointsRecord] = []
    for draft in scheme.drafts[month]:
        day = first + timedelta(days=random.randrange(days))
        at = clock.moment(day, random.choice(HOURS), random.choice((0, 30)))
        activity = _activity(scheme, draft, at)
        crowd = random.sample(scheme.members, draft.crowd)
        session.add(activity)
        session.add_all(_came(activity, crowd, random))
        if draft.awards:
            records += _records(activity, crowd, listed, scheme.rules[draft.rule].points)
    session.add_all(records)
    session.flush()
    _award(session, actor, scheme, records)


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
