"""The headline figures of a station: each a count from the records, with its formula in words.

A zero base shows no rate, never 0 % or 100 % (domain.md §2).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.council.models import AgendaItem, Attendance, Body, Matter, Meeting, Vote
from app.council.terms import AttendanceKind, MeetingState, VoteState
from app.grids.models import Building, Grid, StaffTerm
from app.residents.models import Household, Resident


@dataclass(frozen=True)
class Figure:
    """One figure: ``value`` alone, or a rate of ``value`` in ``base``."""

    key: str
    name: str
    value: int
    formula: str
    base: int | None = None

    @property
    def shown(self) -> str:
        """As a person reads it."""
        if self.base is None:
            return f"{self.value:,}".replace(",", " ")
        if self.base == 0:
            return "—"
        return f"{100 * self.value / self.base:.1f}%（{self.value}/{self.base}）"


def headline(session: Session) -> list[Figure]:
    """All headline figures, in the order they are read out."""
    return [*_territory(session), *_council(session)]


def _territory(session: Session) -> list[Figure]:
    living = select(Resident).where(Resident.status == "living")
    serving = select(StaffTerm).where(StaffTerm.until.is_(None))
    full_time = (
        select(StaffTerm.grid_id)
        .where(StaffTerm.until.is_(None), StaffTerm.duty == "full_time")
        .distinct()
    )
    grids = _count(session, select(Grid))
    return [
        Figure("grids", "网格", grids, "登记的社区网格和专属网格"),
        Figure("buildings", "楼栋", _count(session, select(Building)), "登记的楼栋"),
        Figure("households", "户", _count(session, select(Household)), "登记的户"),
        Figure("residents", "居民", _count(session, living), "状态为在住的居民"),
        Figure("staff", "网格力量", _count(session, serving), "在任的专职、兼职和楼栋长、单元长"),
        Figure(
            "staffed_grids",
            "专职网格员到岗率",
            _count(session, full_time),
            "有在任专职网格员的网格 ÷ 全部网格",
            base=grids,
        ),
    ]


def _council(session: Session) -> list[Figure]:
    held = select(Meeting).where(Meeting.state == MeetingState.CLOSED)
    decided = select(Vote).where(Vote.state == VoteState.CLOSED)
    members = (
        select(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.state == MeetingState.CLOSED, Attendance.kind == AttendanceKind.MEMBER)
    )
    came = members.where(Attendance.arrived_at.is_not(None))
    discussed = select(AgendaItem.matter_id).where(AgendaItem.matter_id.is_not(None)).distinct()
    return [
        Figure("bodies", "议事组织", _count(session, select(Body)), "登记的议事组织"),
        Figure("matters", "议题", _count(session, select(Matter)), "登记的议题，含已归档"),
        Figure("discussed", "上过会的议题", _count(session, discussed), "列入过会议议程的议题"),
        Figure("meetings", "已开会议", _count(session, held), "已经闭会的会议"),
        Figure("votes", "表决", _count(session, decided), "已经结束并冻结的表决"),
        Figure(
            "attendance",
            "到会率",
            _count(session, came),
            "已闭会会议中，到会成员人次 ÷ 应到成员人次",
            base=_count(session, members),
        ),
    ]


def _count(session: Session, chosen: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
