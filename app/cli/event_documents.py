"""Commands that print what the events room knows: one event's sheet, a period's report."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.cli.documents import write_whole
from app.cli.stations import command
from app.cli.terminal import answer, opened
from app.cli.typed import the_day, the_grid
from app.errors import InvalidInput, NotFound
from app.events.filters import EventFilter
from app.events.queries import EventRow, events
from app.events.report_views import month_of
from app.events.sheets import event_sheet, report_sheet
from app.printing.event_report import compose_event_report
from app.printing.event_sheet import compose_event_sheet
from app.working_days import today

SHOWN = 8


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    sheet = command(commands, "event-sheet", "把事项处置单排成 PDF")
    sheet.add_argument("event", help="事项编号（如 2026-0042），或标题、地点中的文字")
    sheet.set_defaults(run=print_event_sheet)
    report = command(commands, "event-report", "把事项月报排成 PDF")
    report.add_argument("--month", help="月份，如 2026-11；不写为本月")
    report.add_argument("--from", dest="from_day", help="开始日期，如 2026-10-01")
    report.add_argument("--until", dest="until_day", help="结束日期，如 2026-12-31")
    report.add_argument("--grid", default="", help="只统计一个网格：写网格名称")
    report.set_defaults(run=print_event_report)
    for each in (sheet, report):
        each.add_argument("--station", type=Path, required=True)
        each.add_argument("-o", "--output", type=Path, required=True)


def print_event_sheet(arguments: Namespace) -> int:
    """``liren event-sheet``: one event from report to close; the phone is masked."""
    with opened(arguments.station, arguments) as station, station.read() as session:
        event = the_event(session, arguments.event)
        sheet = event_sheet(session, event_id=event.id, operator=station.actor.name)
    return _write(arguments, compose_event_sheet(sheet), f"{event.number} {event.title}")


def print_event_report(arguments: Namespace) -> int:
    """``liren event-report``: the figures of a month or of any period."""
    from_day, until_day = _period(arguments)
    with opened(arguments.station, arguments) as station, station.read() as session:
        sheet = report_sheet(
            session,
            from_day=from_day,
            until_day=until_day,
            grid_id=the_grid(session, arguments.grid),
            operator=station.actor.name,
        )
    return _write(arguments, compose_event_report(sheet), sheet.title)


def the_event(session: Session, asked: str) -> EventRow:
    """The event meant by a number or by words of its title, place or reporter.

    Raises:
        NotFound: none fits.
        InvalidInput: several fit; names them.
    """
    found = events(session, where=EventFilter(text=asked))
    found = [row for row in found if row.number == asked] or found
    if not found:
        raise NotFound(f"没有找到事项“{asked}”。", "可用 liren list events 查看编号。")
    if len(found) > 1:
        numbers = "、".join(row.number for row in found[:SHOWN])
        raise InvalidInput(f"“{asked}”对应 {len(found)} 个事项：{numbers}。", "请写事项编号。")
    return found[0]


def _period(arguments: Namespace) -> tuple[date, date]:
    if bool(arguments.from_day) != bool(arguments.until_day):
        raise InvalidInput("开始日期和结束日期要一起写。", "也可以只写 --month。")
    if arguments.from_day:
        return the_day(arguments.from_day), the_day(arguments.until_day)
    return month_of(the_day(f"{arguments.month}-01") if arguments.month else today())


def _write(arguments: Namespace, pdf: bytes, title: str) -> int:
    from app.printing.preview import page_count

    write_whole(arguments.output, pdf)
    pages = page_count(pdf)
    data = {"path": arguments.output, "title": title, "pages": pages}
    answer(arguments, data, [f"{title}：{arguments.output}（{pages} 页）"])
    return 0
