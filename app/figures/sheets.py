"""Fills the sheet of the monthly report (社区工作月报) from the figures of all rooms."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.accounts.station import profile
from app.figures.event_tallies import EventTally, tallies_by_category, together
from app.figures.headline import Figure, headline
from app.figures.matter_funnel import matter_funnel
from app.figures.overview import Compared, Group, overview
from app.figures.periods import Period
from app.grids.models import Grid
from app.printing.community_report import CategoryLine, CommunityReportSheet, ReportFigure
from app.printing.foot import PrintMark
from db import clock

MOST_CATEGORIES = 7
"""Named one by one; the rest are one line, so that a month fits one page."""
SHORT = {"settled": "纠纷化解率"}
"""Names too long for their column."""
TERRITORY = ("grids", "households", "residents")
"""Of :func:`app.figures.headline.headline`; they stand as of now."""


def community_sheet(
    session: Session,
    *,
    actor: Actor,
    period: Period,
    grid_id: UUID | None = None,
    operator: str = "",
) -> CommunityReportSheet:
    """The report of a period for what this account may see; the formulas stand on the screen."""
    office = profile(session).name
    grid = session.get(Grid, grid_id) if grid_id else None
    found = overview(session, actor=actor, period=period, grid_id=grid_id)
    groups = {group.key: group for group in found.groups}
    stages = matter_funnel(session, period=period, grid_id=grid_id) if "council" in groups else ()
    tallies = (
        tallies_by_category(session, period=period, grid_id=grid_id) if "events" in groups else []
    )
    return CommunityReportSheet(
        office_name=office,
        title=f"{office}{period_title(period)}",
        period=period.text,
        before=period.before.text,
        scope=grid.name if grid else "全社区",
        territory=_territory(session),
        events=_figures(groups.get("events")),
        categories=tuple(_categories(tallies)),
        council=_figures(groups.get("council")),
        stages=tuple(str(stage.reached) for stage in stages),
        points=_figures(groups.get("points")),
        mark=PrintMark(printed_at=clock.now(), operator=operator),
    )


def period_title(period: Period) -> str:
    """2026年11月工作月报 also for the beginning of a month, 2026年工作年报; else 工作报表."""
    first, last = period.from_day, period.until_day
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月工作月报"
    whole_year = (first.month, first.day) == (1, 1) and (last + timedelta(days=1)).year > last.year
    return f"{first.year}年工作年报" if whole_year and first.year == last.year else "工作报表"


def _territory(session: Session) -> tuple[tuple[str, str], ...]:
    found = {figure.key: figure for figure in headline(session)}
    return tuple((found[key].name, str(found[key].value)) for key in TERRITORY)


def _figures(group: Group | None) -> tuple[ReportFigure, ...]:
    return tuple(map(_figure, group.figures)) if group else ()


def _figure(compared: Compared) -> ReportFigure:
    figure, before = compared.figure, compared.before
    name = SHORT.get(figure.key, figure.name)
    return ReportFigure(name, _shown(figure, whole=True), _shown(before, whole=False))


def _shown(figure: Figure, *, whole: bool) -> str:
    """Numbers bare; of a rate the percentage, on the left also its parts."""
    if figure.base is None:
        return str(figure.value)
    return figure.shown if whole else figure.shown.partition("（")[0]


def _categories(tallies: Sequence[EventTally]) -> list[CategoryLine]:
    named = list(tallies[:MOST_CATEGORIES])
    rest = tallies[MOST_CATEGORIES:]
    if rest:
        named.append(together(rest, f"其他{len(rest)}类"))
    return [_category(tally) for tally in named]


def _category(tally: EventTally) -> CategoryLine:
    return CategoryLine(tally.name, tally.reported, _shown(tally.rate("in_time"), whole=False))
