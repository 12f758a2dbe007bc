"""The command that prints the report of all rooms (社区工作月报)."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.cli.documents import write_whole
from app.cli.stations import command
from app.cli.terminal import answer, opened, station_place
from app.cli.typed import the_day, the_grid
from app.errors import InvalidInput
from app.figures.periods import Period, free_period, month_period
from app.figures.sheets import community_sheet
from app.printing.community_report import compose_community_report
from app.working_days import today


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's command."""
    report = command(commands, "report", "把社区工作月报排成 PDF（事项、议事、积分）")
    report.add_argument("--month", help="月份，如 2026-11；不写为上月")
    report.add_argument("--from", dest="from_day", help="开始日期，如 2026-10-01")
    report.add_argument("--until", dest="until_day", help="结束日期，如 2026-12-31")
    report.add_argument("--grid", default="", help="只统计一个网格：写网格名称")
    report.add_argument("--station", type=station_place, required=True)
    report.add_argument("-o", "--output", type=Path, required=True)
    report.set_defaults(run=print_report)


def print_report(arguments: Namespace) -> int:
    """``liren report``: the report of a month or of any period."""
    from app.printing.preview import page_count

    period = _period(arguments)
    with opened(arguments.station, arguments) as station, station.read() as session:
        sheet = community_sheet(
            session,
            actor=station.actor,
            period=period,
            grid_id=the_grid(session, arguments.grid),
            operator=station.actor.name,
        )
    pdf = compose_community_report(sheet)
    write_whole(arguments.output, pdf)
    data = {"path": arguments.output, "title": sheet.title, "pages": page_count(pdf)}
    answer(arguments, data, [f"{sheet.title}：{arguments.output}（{data['pages']} 页）"])
    return 0


def _period(arguments: Namespace) -> Period:
    """The month asked for, the days asked for, or the month that ended last."""
    if bool(arguments.from_day) != bool(arguments.until_day):
        raise InvalidInput("开始日期和结束日期要一起写。", "也可以只写 --month。")
    if arguments.from_day:
        return free_period(the_day(arguments.from_day), the_day(arguments.until_day))
    if arguments.month:
        return month_period(the_day(f"{arguments.month}-01"))
    return month_period(today()).before
