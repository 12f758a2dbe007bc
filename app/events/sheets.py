"""Turns events into the frozen sheets that :mod:`app.printing` sets.

Screens put a space between figures and characters; paper does not, so texts are closed up. The
reporter's phone is masked on paper too: sheets lie about.
"""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.attachments.models import Attachment, Content
from app.events.event_views import EventDetail, event_detail, step_text
from app.events.pills import span
from app.events.queries import EventRow
from app.events.report_views import EventReport, ReportLine, event_report
from app.events.rows import steps_of
from app.printing.event_report import (
    EventReportSheet,
    FigureLine,
    LateLine,
    ReportTableLine,
)
from app.printing.event_sheet import EventSheet, EventStepLine
from app.printing.foot import PrintMark
from app.printing.sections import Picture
from db import clock

MOST_PICTURES = 6
PICTURE_NAMES = {"before": "处置前", "after": "处置后"}
_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])")
_YES = {True: "已化解", False: "未化解"}


def _closed_up(text: str) -> str:
    return _GAP.sub("", text)


def _moment(at: datetime | None) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at else ""


def event_sheet(session: Session, *, event_id: UUID, operator: str = "") -> EventSheet:
    """The sheet of one event with its photos from before and after.

    Raises:
        NotFound: it is gone.
    """
    detail = event_detail(session, event_id=event_id)
    steps = tuple(
        EventStepLine(
            _moment(step.at), _closed_up(step_text(step)), step.actor_name, _closed_up(step.note)
        )
        for step in steps_of(session, event_id)
    )
    return EventSheet(
        office_name=profile(session).name,
        number=detail.row.number,
        pairs=_pairs(detail),
        texts=_texts(detail),
        steps=steps,
        pictures=_pictures(session, event_id),
        mark=PrintMark(clock.now(), operator, detail.row.number),
    )


def _pairs(detail: EventDetail) -> tuple[tuple[str, str], ...]:
    row = detail.row
    group = f"{row.group}—{row.category}"
    reported = _moment(row.reported_at) + ("（补录）" if row.is_late_entry else "")
    return (
        ("类　　别", group + ("（紧急）" if row.is_urgent else "")),
        ("来　　源", _closed_up(row.source)),
        ("地　　点", _closed_up(row.place)),
        ("所属网格", row.grid),
        ("反 映 人", row.reporter),
        ("联系电话", detail.reporter_phone),
        ("发生时间", _moment(detail.occurred_at)),
        ("上报时间", reported),
        ("首次响应", _timed(detail.responded_at, detail.response_due, row.reported_at)),
        ("受理时间", _moment(detail.accepted_at)),
        ("办理时限", _closed_up(detail.limit)),
        ("截止时间", _moment(detail.due_at)),
        ("处 置 人", row.handler),
        ("办结时间", _timed(detail.handled_at, detail.due_at, detail.accepted_at)),
    )


def _timed(at: datetime | None, due: datetime | None, since: datetime | None) -> str:
    """When, after how long, and whether in time."""
    if not at or not due or not since:
        return _moment(at)
    word = "超时" if at > due else "按时"
    return f"{_moment(at)}\n{_closed_up(span(max(at - since, timedelta())))}，{word}"


def _texts(detail: EventDetail) -> tuple[tuple[str, str], ...]:
    settled = _YES[detail.settled] if detail.settled is not None else ""
    visit = "　".join(part for part in (detail.satisfaction, settled) if part)
    wanted = (
        ("事　　项", detail.row.title),
        ("详细情况", detail.detail),
        ("处置结果", detail.outcome),
        ("超期原因", detail.late_reason),
        ("吹哨事由", detail.escalation_note),
        ("居民评价", visit),
    )
    always = {"事　　项", "详细情况", "处置结果", "居民评价"}
    return tuple((name, _closed_up(text)) for name, text in wanted if text or name in always)


def _pictures(session: Session, event_id: UUID) -> tuple[Picture, ...]:
    found = session.execute(
        select(Attachment, Content.data)
        .join(Content, Content.sha256 == Attachment.content)
        .where(Attachment.record_table == "event", Attachment.record_id == event_id)
        .where(Attachment.kind.in_(PICTURE_NAMES))
        .order_by(Attachment.kind.desc(), Attachment.position, Attachment.id)
        .limit(MOST_PICTURES)
    )
    return tuple(Picture(_caption(photo), data) for photo, data in found)


def _caption(photo: Attachment) -> str:
    taken = _moment(photo.taken_at)
    return "　".join(part for part in (PICTURE_NAMES[photo.kind], taken) if part)


def report_sheet(
    session: Session,
    *,
    from_day: date,
    until_day: date,
    grid_id: UUID | None = None,
    operator: str = "",
) -> EventReportSheet:
    """The report of a period (事项月报 when it is a month).

    Raises:
        InvalidInput: it ends before it begins.
    """
    report = event_report(session, from_day=from_day, until_day=until_day, grid_id=grid_id)
    office = profile(session).name
    return EventReportSheet(
        office_name=office,
        title=_title(office, from_day, until_day),
        period=f"{from_day:%Y-%m-%d} 至 {until_day:%Y-%m-%d}",
        scope=report.grid,
        figures=_figures(report),
        by_category=tuple(map(_line, report.by_category)),
        by_grid=() if grid_id else tuple(map(_line, report.by_grid)),
        by_worker=tuple(map(_line, report.by_worker)),
        late=tuple(map(_late, report.overdue)),
        mark=PrintMark(clock.now(), operator),
    )


def _title(office: str, from_day: date, until_day: date) -> str:
    same_month = (from_day.year, from_day.month) == (until_day.year, until_day.month)
    if same_month and from_day.day == 1 and (until_day + timedelta(days=1)).day == 1:
        return f"{office}{from_day.year}年{from_day.month}月网格事项月报"
    return f"{office}网格事项报表"


def _figures(report: EventReport) -> tuple[FigureLine, ...]:
    counts = [FigureLine(c.name, f"{c.value}件", c.formula) for c in report.counts]
    rates = [FigureLine(rate.name, rate.shown, rate.formula) for rate in report.rates]
    return (*counts, *rates)


def _line(line: ReportLine) -> ReportTableLine:
    return ReportTableLine(
        line.name,
        line.reported,
        line.finished,
        line.overdue,
        line.rate("responded").percent,
        line.rate("in_time").percent,
    )


def _late(row: EventRow) -> LateLine:
    situation = row.pill.text if row.due else f"{row.state_name}，超期办结"
    title = _closed_up(row.title)
    return LateLine(row.number, title, row.grid, row.handler, _closed_up(situation))
