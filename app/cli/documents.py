"""Commands that print documents to PDF."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import Station
from app.cli.stations import command
from app.cli.terminal import answer, opened
from app.council.meeting_views import MeetingFilter, MeetingRow, meetings
from app.council.minutes import draft_minutes
from app.council.minutes_sheets import compose, minutes_sheet, record_of
from app.council.minutes_views import minutes_of
from app.council.sheets import sign_in_sheet
from app.errors import InvalidInput, NotFound
from app.grids.plaques import Hung, Wanted, find_grid, plaque_sheets
from app.printing.minutes import MinutesSheet
from app.printing.plaque import compose_plaques
from app.printing.poster import PaperSize, PosterPaper
from app.printing.record import RecordSheet
from app.printing.sign_in_sheet import compose_sign_in_sheet

LATEST, ALL = "latest", "all"


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    minutes = command(commands, "minutes", "把会议纪要排成 PDF")
    minutes.add_argument("meeting", help="会议编号（如 2026-012）、名称中的文字，或 latest")
    minutes.add_argument("--station", type=Path, required=True)
    minutes.add_argument("-o", "--output", type=Path, required=True)
    minutes.add_argument("--record", action="store_true", help="会议记录：连同每个人的发言")
    minutes.set_defaults(run=print_minutes)
    sign_in = command(commands, "sign-in-sheet", "把签到表排成 PDF")
    sign_in.add_argument("meeting", help="会议编号、名称中的文字，或 latest")
    sign_in.add_argument("--station", type=Path, required=True)
    sign_in.add_argument("-o", "--output", type=Path, required=True)
    sign_in.set_defaults(run=print_sign_in_sheet)
    plaque = command(commands, "plaque", "把网格公示牌排成 PDF")
    plaque.add_argument("grid", help="网格编号（如 01）、名称，或 all")
    plaque.add_argument("--station", type=Path, required=True)
    plaque.add_argument("-o", "--output", type=Path, required=True)
    plaque.add_argument("--entrances", action="store_true", help="每个单元门口一张")
    plaque.add_argument("--a3", action="store_true", help="A3 纸；不写为 A4")
    plaque.add_argument("--upright", action="store_true", help="竖排；不写为横排")
    plaque.set_defaults(run=print_plaques)


def print_minutes(arguments: Namespace) -> int:
    """``liren minutes``: the latest version of a meeting's minutes, drafted when there is none."""
    with opened(arguments.station, arguments) as station:
        with station.read() as session:
            meeting = the_meeting(session, arguments.meeting)
        sheet = sheet_of_minutes(station, meeting.id, is_record=arguments.record)
    return _write(arguments, compose(sheet), meeting)


def sheet_of_minutes(
    station: Station, meeting_id: UUID, *, is_record: bool = False
) -> MinutesSheet | RecordSheet:
    """The sheet of the latest minutes; a draft is made (and kept) when there is none.

    Raises:
        RuleBroken: the meeting has not been held.
    """
    with station.read() as session:
        versions = minutes_of(session, meeting_id=meeting_id)
    if not versions:
        with station.write() as session:
            draft_minutes(session, station.actor, meeting_id=meeting_id)
    with station.read() as session:
        newest = max(minutes_of(session, meeting_id=meeting_id), key=lambda view: view.version)
        sheet = minutes_sheet(session, minutes_id=newest.id, operator=station.actor.name)
    return record_of(sheet, newest.text) if is_record else sheet


def print_sign_in_sheet(arguments: Namespace) -> int:
    """``liren sign-in-sheet``: who is expected, with what is recorded."""
    with opened(arguments.station, arguments) as station, station.read() as session:
        meeting = the_meeting(session, arguments.meeting)
        sheet = sign_in_sheet(session, meeting_id=meeting.id, operator=station.actor.name)
    return _write(arguments, compose_sign_in_sheet(sheet), meeting)


def print_plaques(arguments: Namespace) -> int:
    """``liren plaque``: the notice plaques of one grid or of all, one a page."""
    from app.printing.preview import page_count

    hung = Hung.ENTRANCE if arguments.entrances else Hung.GRID
    size = PaperSize.A3 if arguments.a3 else PaperSize.A4
    with opened(arguments.station, arguments) as station, station.read() as session:
        grid_id = None if arguments.grid == ALL else find_grid(session, arguments.grid)
        operator = station.actor.name
        sheets = plaque_sheets(session, Wanted(grid_id, hung=hung), operator=operator)
    pdf = compose_plaques(sheets, PosterPaper(size, not arguments.upright))
    write_whole(arguments.output, pdf)
    pages = page_count(pdf)
    data = {"path": arguments.output, "pages": pages}
    answer(arguments, data, [f"网格公示牌：{arguments.output}（{pages} 页）"])
    return 0


def the_meeting(session: Session, asked: str) -> MeetingRow:
    """The meeting meant by a number, by words of its title, or by ``latest`` (the last held).

    Raises:
        NotFound: none fits.
        InvalidInput: several fit; names them.
    """
    if asked == LATEST:
        found = [row for row in meetings(session, where=MeetingFilter()) if row.state == "closed"]
        found = sorted(found, key=lambda row: row.starts_at)[-1:]
    else:
        found = meetings(session, where=MeetingFilter(text=asked))
        exact = [row for row in found if row.number == asked]
        found = exact or found
    if not found:
        raise NotFound(f"没有找到会议“{asked}”。", "可用 liren list meetings 查看编号。")
    if len(found) > 1:
        numbers = "、".join(row.number for row in found[:8])
        raise InvalidInput(f"“{asked}”对应 {len(found)} 次会议：{numbers}。", "请写会议编号。")
    return found[0]


def _write(arguments: Namespace, pdf: bytes, meeting: MeetingRow) -> int:
    from app.printing.preview import page_count

    write_whole(arguments.output, pdf)
    pages = page_count(pdf)
    data = {"path": arguments.output, "meeting": meeting.number, "pages": pages}
    answer(arguments, data, [f"{meeting.title}：{arguments.output}（{pages} 页）"])
    return 0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        InvalidInput: the folder is missing, read-only or full.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise InvalidInput(f"写不了“{path}”：{reason}。", "请换一个文件夹。") from error
