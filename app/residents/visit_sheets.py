"""Fills the sheet that a grid worker carries along (走访单)."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.errors import RuleBroken
from app.grids.models import Grid
from app.printing.foot import PrintMark
from app.printing.visit_route import RouteRow, VisitRouteSheet
from app.residents.visit_views import CallRow, PlanRow, round_view
from db import clock

MOST_DOORS = 600
"""A sheet of more is no walk: 34 pages."""


def visit_route_sheet(
    session: Session,
    actor: Actor,
    *,
    plan_id: UUID | None = None,
    grid_id: UUID | None = None,
) -> VisitRouteSheet:
    """The doors of a round still to be called at, in walking order; logged, for it is carried out.

    Raises:
        NotAllowed.
        RuleBroken: nothing is left to visit, or far too much for one sheet.
    """
    actor.require(Permission.RECORD_VISITS)
    view = round_view(session, plan_id, grid_id)
    left = [call for call in view.calls if not call.is_visited]
    if not left:
        raise RuleBroken("没有要走访的户。", "请换一个计划或网格。")
    if len(left) > MOST_DOORS:
        raise RuleBroken(f"一张走访单最多 {MOST_DOORS} 户，现在有 {len(left)} 户。", "请先选网格。")
    grid = session.get(Grid, grid_id) if grid_id else None
    where = grid.name if grid else (view.plan.grid if view.plan else "全部网格")
    title = view.plan.title if view.plan else f"{clock.today().month}月走访"
    audit.record(session, actor, "visit.print", f"打印走访单：{title}（{where}，{len(left)} 户）")
    return VisitRouteSheet(
        office_name=profile(session).name,
        title=title,
        grid=where,
        period=_period(view.plan),
        rows=tuple(_row(call) for call in sorted(left, key=lambda call: call.place)),
        visitor=actor.name,
        mark=PrintMark(printed_at=clock.now(), operator=actor.name),
    )


def _row(call: CallRow) -> RouteRow:
    last = f"{call.last:%Y-%m-%d}" if call.last else ""
    return RouteRow(call.address, call.head, call.people, call.in_care.replace("；", "\n"), last)


def _period(plan: PlanRow | None) -> str:
    if plan is None:
        return f"{clock.today():%Y年%m月}"
    return f"{plan.from_day:%Y-%m-%d}至{plan.until_day:%m-%d}"
