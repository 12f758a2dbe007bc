"""The row that an id means, or a plain sentence that it is gone; running numbers; checked texts."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidInput, NotFound, RuleBroken
from app.points.models import (
    Activity,
    PointsObjection,
    PointsProject,
    PointsRecord,
    PointsRule,
    ProjectClaim,
    Publicity,
    Redemption,
    Reward,
)
from app.points.stages import Missing
from app.residents.models import Resident
from db.changelog import Replica
from db.replicated import stamper_of

Row = TypeVar(
    "Row", Activity, PointsObjection, PointsProject, PointsRecord, PointsRule, ProjectClaim,
    Publicity, Redemption, Resident, Reward,
)  # fmt: skip
_NAMES: dict[type, str] = {
    Activity: "这次活动",
    PointsObjection: "这条异议",
    PointsProject: "这个项目",
    PointsRecord: "这条积分记录",
    PointsRule: "这条细则",
    ProjectClaim: "这次认领",
    Publicity: "这份公示",
    Redemption: "这次兑换",
    Resident: "这位居民",
    Reward: "这种商品",
}


def the(session: Session, kind: type[Row], row_id: UUID) -> Row:
    """The row with this id.

    Raises:
        NotFound: it is not there, or no longer.
    """
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(f"没有找到{_NAMES[kind]}。", "可能已被撤销，请刷新后再试。")
    return row


def own_station(session: Session) -> UUID:
    """Whose file this is; a superior's file holds rows of others, too."""
    return session.scalars(select(Replica.station_id).where(Replica.is_current)).one()


def refuse(missing: Iterable[Missing]) -> None:
    """Go on only when nothing is missing.

    Raises:
        InvalidInput: one thing is missing, and a form field would mend it.
        RuleBroken: with everything that is missing, in order.
    """
    answers = tuple(missing)
    if len(answers) == 1 and answers[0].field:
        raise InvalidInput(answers[0].what, answers[0].todo, field=answers[0].field)
    if answers:
        what = " ".join(answer.what for answer in answers)
        raise RuleBroken(what, " ".join(answer.todo for answer in answers))


def within(value: int, least: int, most: int, what: str, field: str) -> int:
    """A whole number in its limits.

    Raises:
        InvalidInput: it lies outside.
    """
    if not least <= value <= most:
        raise InvalidInput(
            f"{what}应在 {least} 到 {most} 之间，现在是 {value}。", "请改正。", field=field
        )
    return value


def next_number(session: Session, kind: type[Activity] | type[Redemption], year: int) -> str:
    """This station's next running number of a year: 2026-0042."""
    last = session.scalar(
        select(kind.number)
        .where(kind.owner == stamper_of(session).station_id)
        .where(kind.number > f"{year}-", kind.number < f"{year}-:")
        .order_by(func.length(kind.number).desc(), kind.number.desc())
        .limit(1)
    )
    running = int(last.split("-")[1]) if last else 0
    return f"{year}-{running + 1:04d}"
