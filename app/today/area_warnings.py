"""What a street or district is warned of: communities that lag or are silent, late whistles."""

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directing.terms import WhistleState
from app.directing.whistle_views import WhistleFilter, whistles
from app.events.filters import in_group
from app.events.models import Event
from app.events.terms import StateGroup
from app.figures.community_sources import Place, Reported, places, reported
from app.today.rules import Thresholds, lags, periods_of
from app.today.terms import Rule
from app.today.warning import EarlyWarning, Found, days_since
from db import clock

UNANSWERED = (WhistleState.WAITING, WhistleState.WORKING)
HOW_FAR = {WhistleState.WAITING: "还没有派单", WhistleState.WORKING: "还没有全部答复"}


def overdue_events(session: Session) -> Counter[UUID]:
    """How many events each station has that are overdue now."""
    overdue = in_group(StateGroup.OVERDUE, clock.now())
    chosen = select(Event.owner, func.count()).where(overdue).group_by(Event.owner)
    return Counter({owner: number for owner, number in session.execute(chosen)})


def lagging(session: Session, limits: Thresholds, grid_id: UUID | None = None) -> Found:
    """Communities with far more overdue events than the others, the most first."""
    known, counts = places(session), overdue_events(session)
    least, times = limits.overdue_least, limits.overdue_times
    for place in sorted(known, key=lambda one: -counts[one.id]):
        count = counts[place.id]
        others = [counts[one.id] for one in known if one is not place]
        if lags(count, others, least=least, times=times):
            average = sum(others) / len(others)
            yield EarlyWarning(
                Rule.LAGGING,
                f"lagging:{place.id}",
                str(periods_of(count, least)),
                f"{place.name}超期事项偏多",
                f"超期 {count} 件，其他社区平均 {average:.1f} 件"
                f"（满 {least} 件且达到 {times} 倍预警）",
                "communities",
                place.id,
            )


def unanswered(session: Session, limits: Thresholds, grid_id: UUID | None = None) -> Found:
    """Whistles that wait long for their answers, the longest first."""
    limit = limits.whistle_days
    rows = [one for one in whistles(session, where=WhistleFilter(UNANSWERED)) if not one.is_own]
    for row in sorted(rows, key=lambda one: one.whistled_at):
        days = days_since(row.whistled_at)
        if days >= limit:
            yield EarlyWarning(
                Rule.UNANSWERED,
                f"unanswered:{row.id}",
                str(periods_of(days, limit)),
                row.title,
                f"{row.station}吹哨 {days} 天，{HOW_FAR[row.state]}（满 {limit} 天预警）",
                "whistles",
                ("whistle", row.id),
            )


def silent_places(session: Session, days: int) -> list[tuple[Place, Reported]]:
    """Communities without new data for longer than this; those that never sent any come first.

    0 days: nobody is asked for it, so none is silent.
    """
    known = places(session)
    fresh = reported(session, known)
    late = [(one, fresh[one.id]) for one in known if _is_silent(fresh[one.id], days)]
    now = clock.now()
    return sorted(late, key=lambda pair: (pair[1].as_of is not None, pair[1].as_of or now))


def _is_silent(one: Reported, days: int) -> bool:
    return days > 0 and (one.days is None or one.days > days)


def silent(session: Session, limits: Thresholds, grid_id: UUID | None = None) -> Found:
    """Communities of which nothing new came for days."""
    limit = limits.silent_days
    for place, fresh in silent_places(session, limit):
        waited = fresh.words if fresh.days is None else f"{fresh.days} 天没有新数据"
        yield EarlyWarning(
            Rule.SILENT,
            f"silent:{place.id}",
            _silence_mark(fresh, limit),
            place.name,
            f"{waited}（超过 {limit} 天预警）",
            "communities",
            place.id,
        )


def _silence_mark(fresh: Reported, limit: int) -> str:
    """Comes back with every further period without data."""
    since: date | None = None if fresh.as_of is None else clock.local(fresh.as_of).date()
    return f"{since}:{periods_of(fresh.days or 0, limit)}"
