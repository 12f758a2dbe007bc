"""Commands that print the council's other papers: a meeting's notice, a matter's case file."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from sqlalchemy.orm import Session

from app.cli.documents import the_meeting, write_whole
from app.cli.stations import command
from app.cli.terminal import answer, opened
from app.council.board import MatterFilter, MatterRow, matters
from app.council.case_file import case_file_sheet
from app.council.search import search_council
from app.council.sheets_meeting import meeting_notice_sheet
from app.errors import InvalidInput, NotFound
from app.printing.case_file import compose_case_file
from app.printing.meeting_notice import compose_meeting_notice

SHOWN = 8


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    notice = command(commands, "notice", "把会议通知排成 PDF")
    notice.add_argument("meeting", help="会议编号、名称中的文字，或 latest")
    notice.set_defaults(run=print_notice)
    case = command(commands, "case-file", "把议题的全部材料装成一份 PDF 卷宗")
    case.add_argument("matter", help="议题编号（如 2026-007），或标题中的文字")
    case.set_defaults(run=print_case_file)
    for each in (notice, case):
        each.add_argument("--station", type=Path, required=True)
        each.add_argument("-o", "--output", type=Path, required=True)
    find = command(commands, "search", "在议题、发言和纪要中查找文字")
    find.add_argument("words", help="要找的文字；几个词用空格隔开")
    find.add_argument("--station", type=Path, required=True)
    find.set_defaults(run=print_hits)


def print_notice(arguments: Namespace) -> int:
    """``liren notice``: the notice that calls a meeting."""
    with opened(arguments.station, arguments) as station, station.read() as session:
        meeting = the_meeting(session, arguments.meeting)
        operator = station.actor.name
        sheet = meeting_notice_sheet(session, meeting_id=meeting.id, operator=operator)
    return _write(arguments, compose_meeting_notice(sheet), f"{meeting.title}通知")


def print_case_file(arguments: Namespace) -> int:
    """``liren case-file``: every paper of a matter with contents and page numbers."""
    with opened(arguments.station, arguments) as station, station.read() as session:
        matter = the_matter(session, arguments.matter)
        operator = station.actor.name
        sheet = case_file_sheet(session, matter_id=matter.id, operator=operator)
    return _write(arguments, compose_case_file(sheet), f"{matter.number} {matter.title}")


def the_matter(session: Session, asked: str) -> MatterRow:
    """The matter meant by a number, or by words of its title or text.

    Raises:
        NotFound: none fits.
        InvalidInput: several fit; names them.
    """
    found = matters(session, where=MatterFilter(text=asked))
    found = [row for row in found if asked in (row.number, row.title)] or found
    if not found:
        raise NotFound(f"没有找到议题“{asked}”。", "可用 liren list matters 查看编号。")
    if len(found) > 1:
        numbers = "、".join(row.number for row in found[:SHOWN])
        raise InvalidInput(f"“{asked}”对应 {len(found)} 个议题：{numbers}。", "请写议题编号。")
    return found[0]


def print_hits(arguments: Namespace) -> int:
    """``liren search``: where the words stand, the latest first."""
    with opened(arguments.station, arguments) as station, station.read() as session:
        hits = search_council(session, typed=arguments.words)
    rows = [{"kind": h.kind, "title": h.title, "where": h.where, "text": h.snippet} for h in hits]
    lines = [f"{hit.title}〔{hit.where}〕{hit.snippet}" for hit in hits]
    answer(arguments, {"hits": rows}, lines or ["没有找到。"])
    return 0


def _write(arguments: Namespace, pdf: bytes, title: str) -> int:
    from app.printing.preview import page_count

    write_whole(arguments.output, pdf)
    pages = page_count(pdf)
    data = {"path": arguments.output, "title": title, "pages": pages}
    answer(arguments, data, [f"{title}：{arguments.output}（{pages} 页）"])
    return 0
