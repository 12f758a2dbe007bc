"""Commands that print what the points room knows."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from app.cli.documents import write_whole
from app.cli.stations import command
from app.cli.terminal import answer, opened
from app.cli.typed import the_day
from app.errors import InvalidInput, NotFound
from app.points.account_sheets import card_sheet, passbook_sheet
from app.points.queries import find_accounts
from app.points.rankings import RankBy
from app.points.reports import WithProject
from app.points.sheets import ranking_sheet, register_sheet, report_sheet, yearly_sheet
from app.printing.points_cards import compose_cards
from app.printing.points_passbook import compose_passbook
from app.printing.points_ranking import compose_ranking
from app.printing.points_register import compose_redemption_register
from app.printing.points_report import compose_points_report
from app.printing.points_yearly import compose_yearly
from app.working_days import today

SHOWN = 8
PAPERS = ("report", "yearly", "ranking", "register", "cards")


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    statement = command(commands, "points-statement", "把一位居民的积分明细排成 PDF")
    statement.add_argument("resident", help="姓名、拼音首字母、住址或积分卡号")
    statement.set_defaults(run=print_statement)
    report = command(commands, "points-report", "把积分报告、年度收支、排行、登记表或卡排成 PDF")
    report.add_argument("paper", choices=PAPERS, nargs="?", default="report")
    report.add_argument("--by", choices=[by.value for by in RankBy], default="person")
    report.add_argument("--project", choices=[one.value for one in WithProject], default="all")
    report.set_defaults(run=print_report)
    for each in (statement, report):
        each.add_argument("--from", dest="from_day", help="开始日期；不写为今年 1 月 1 日")
        each.add_argument("--until", dest="until_day", help="结束日期；不写为今天")
        each.add_argument("--station", type=Path, required=True)
        each.add_argument("-o", "--output", type=Path, required=True)


def print_statement(arguments: Namespace) -> int:
    """``liren points-statement``: every entry of a person's account with the balance after it."""
    from_day = the_day(arguments.from_day) if arguments.from_day else None
    until_day = the_day(arguments.until_day) if arguments.until_day else None
    with opened(arguments.station, arguments) as station, station.read() as session:
        sheet = passbook_sheet(
            session,
            resident_id=the_account(session, arguments.resident),
            from_day=from_day,
            until_day=until_day,
            operator=station.actor.name,
        )
    pdf = compose_passbook(sheet)
    return _write(arguments, pdf, f"{sheet.name}积分明细，余额 {sheet.closing} 分")


def print_report(arguments: Namespace) -> int:
    """``liren points-report``: one of the papers of the whole scheme."""
    first = the_day(arguments.from_day) if arguments.from_day else date(today().year, 1, 1)
    last = the_day(arguments.until_day) if arguments.until_day else today()
    with opened(arguments.station, arguments) as station, station.read() as session:
        pdf, title = _paper(session, arguments, (first, last), station.actor.name)
    return _write(arguments, pdf, title)


def _paper(
    session: Session, arguments: Namespace, days: tuple[date, date], operator: str
) -> tuple[bytes, str]:
    first, last = days
    if arguments.paper == "yearly":
        yearly = yearly_sheet(session, year=last.year, operator=operator)
        return compose_yearly(yearly), f"{last.year} 年积分收支表"
    if arguments.paper == "ranking":
        by = RankBy(arguments.by)
        ranking = ranking_sheet(session, by=by, from_day=first, until_day=last, operator=operator)
        return compose_ranking(ranking), f"积分{ranking.what}排行榜"
    if arguments.paper == "register":
        register = register_sheet(session, from_day=first, until_day=last, operator=operator)
        return compose_redemption_register(register), "积分兑换登记表"
    if arguments.paper == "cards":
        return compose_cards(card_sheet(session, operator=operator)), "积分卡"
    project = WithProject(arguments.project)
    sheet = report_sheet(
        session, from_day=first, until_day=last, project=project, operator=operator
    )
    return compose_points_report(sheet), sheet.title


def the_account(session: Session, asked: str) -> UUID:
    """The person meant by a name, initials, an address or a card.

    Raises:
        NotFound: nobody fits.
        InvalidInput: several fit; names them.
    """
    found = find_accounts(session, asked)
    found = [row for row in found if asked in (row.name, row.card, row.address)] or found
    if not found:
        raise NotFound(f"没有找到“{asked}”的积分账户。", "可用 liren list points 查看。")
    if len(found) > 1:
        names = "、".join(f"{row.name}（{row.address}，卡 {row.card}）" for row in found[:SHOWN])
        raise InvalidInput(f"“{asked}”对应 {len(found)} 人：{names}。", "请写卡号。")
    return found[0].id


def _write(arguments: Namespace, pdf: bytes, title: str) -> int:
    from app.printing.preview import page_count

    write_whole(arguments.output, pdf)
    pages = page_count(pdf)
    data = {"path": arguments.output, "title": title, "pages": pages}
    answer(arguments, data, [f"{title}：{arguments.output}（{pages} 页）"])
    return 0
