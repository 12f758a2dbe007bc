"""What of the points waits, for the page of today; and what the palette finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.pills import Pill, Tone
from app.points.activity_views import ActivityFilter, ActivityGroup, activities
from app.points.expiry import expiry_preview
from app.points.project_views import claims
from app.points.publicity_views import publicities
from app.points.queries import find_accounts
from app.points.record_views import open_objections, record_detail, state_counts
from app.points.reward_views import low_stock
from app.points.stages import RecordState
from app.points.terms import ClaimState
from db import clock


@dataclass(frozen=True)
class Waiting:
    """One thing that waits.

    ``kind`` says where it is dealt with: review, publish, publicity, objection, activity, claim,
    stock, expiry.
    """

    kind: str
    id: UUID | None
    """None: it stands for all of its kind."""
    title: str
    detail: str
    pill: Pill
    due: datetime | None = None


def points_waiting(session: Session) -> list[Waiting]:
    """Records to review and to publish, lists to post, objections, activities, claims, stock."""
    return [
        *_objections(session),
        *_publicities(session),
        *_records(session),
        *_activities(session),
        *_claims(session),
        *_stock(session),
        *_expiry(session),
    ]


def _records(session: Session) -> Iterator[Waiting]:
    counts = state_counts(session)
    if to_review := counts[RecordState.RECORDED]:
        pill = Pill("待审核", Tone.WAITING)
        yield Waiting("review", None, f"{to_review} 条积分等待审核", "由登记人以外的人审核", pill)
    if to_publish := counts[RecordState.REVIEWED]:
        pill = Pill("待公示", Tone.INFORMATION)
        yield Waiting("publish", None, f"{to_publish} 条积分可以公示", "审核已通过", pill)


def _publicities(session: Session) -> Iterator[Waiting]:
    for row in publicities(session, open_only=True):
        after = clock.moment(row.until_day + timedelta(days=1))
        if row.is_due and row.public:
            detail = f"{row.public} 条，{row.added} 分"
            yield Waiting(
                "publicity", row.id, row.title, detail, Pill("期满，待入账", Tone.WAITING), after
            )
        elif not row.is_due and row.public:
            pill = Pill(f"公示到 {row.until_day:%m-%d}", Tone.INFORMATION)
            yield Waiting("publicity", row.id, row.title, f"{row.records} 条", pill, after)


def _objections(session: Session) -> Iterator[Waiting]:
    for row in open_objections(session):
        record = record_detail(session, record_id=row.record_id).row
        detail = f"{record.name} · {record.item} · {row.objector}提出"
        pill = Pill("待答复", Tone.LATE)
        yield Waiting("objection", row.record_id, row.content[:30], detail, pill)


def _activities(session: Session) -> Iterator[Waiting]:
    for row in activities(session, where=ActivityFilter(ActivityGroup.RUNNING)):
        detail = f"{row.number} · 已签到 {row.signed_in} 人"
        yield Waiting(
            "activity", row.id, row.title, detail, Pill("待结束", Tone.WAITING), row.starts_at
        )


def _claims(session: Session) -> Iterator[Waiting]:
    for row in claims(session, states=(ClaimState.PROVED,)):
        pill = Pill("待验收", Tone.WAITING)
        yield Waiting("claim", row.project_id, row.project, f"{row.name}报告完成", pill)


def _stock(session: Session) -> Iterator[Waiting]:
    for row in low_stock(session):
        pill = Pill("已兑完" if row.is_out else "库存少", Tone.WAITING)
        yield Waiting("stock", row.id, row.name, f"剩 {row.stock} {row.unit}", pill)


def _expiry(session: Session) -> Iterator[Waiting]:
    lines = expiry_preview(session)
    if lines:
        detail = f"{len(lines)} 人，共 {sum(line.points for line in lines)} 分"
        yield Waiting("expiry", None, "有积分到期，可以清零", detail, Pill("待清零", Tone.WAITING))


@dataclass(frozen=True)
class Hit:
    """One find of the palette; ``kind`` is account or activity."""

    kind: str
    id: UUID
    title: str
    detail: str


def find_points(session: Session, *, text: str, limit: int = 20) -> list[Hit]:
    """Accounts by name, initials or card, and activities by words."""
    if not text.strip():
        return []
    people = [
        Hit("account", row.id, row.name, f"积分 {row.balance} · {row.address} · 卡 {row.card}")
        for row in find_accounts(session, text, limit)
    ]
    found = activities(session, limit=limit, where=ActivityFilter(text=text))
    return people + [
        Hit("activity", row.id, row.title, f"{row.number} · {row.state_name}") for row in found
    ]
