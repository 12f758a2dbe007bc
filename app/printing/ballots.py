"""表决票 and 选票: several a page, numbered one after another, tied to nobody.

The number stands on the stub that stays with those who issue the ballots, so that they can be
counted; the ballot that goes into the box carries none, because a number would tell whose it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.errors import InvalidInput
from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.paper import MM
from app.printing.pen import About, Step
from app.printing.setting import plain
from app.printing.slips import (
    SLIP_WIDTH,
    STUB_WIDTH,
    Band,
    Slip,
    SlipPaper,
    fitted,
    gap,
    lay_slips,
    table_band,
    text_band,
)
from app.printing.typeface import Role, check_glyphs
from app.printing.words import EMPTY_BOX

MOST_BALLOTS = 5000
"""More are a slip of the keyboard; a community has fewer grown-up residents."""


class BallotKind(StrEnum):
    """What is asked."""

    MOTION = "motion"
    """For, against or abstain."""
    OPTIONS = "options"
    CANDIDATES = "candidates"


TITLES = {
    BallotKind.MOTION: "表决票",
    BallotKind.OPTIONS: "表决票",
    BallotKind.CANDIDATES: "选票",
}
SIDE_BY_SIDE = {True: 3, False: 2}
"""Columns of candidates: more than six stand in three, else in two."""


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """The ballots of one vote."""

    office_name: str
    meeting_name: str
    question: str
    """The text voted on, in full."""
    count: int
    """How many to print."""
    kind: BallotKind = BallotKind.MOTION
    held_on: str = ""
    """The day of the vote as it is written: 2026年11月20日."""
    choices: tuple[str, ...] = ()
    """Options or names of candidates, in their order."""
    seats: int = 1
    """How many may be chosen at most."""
    write_ins: int = 0
    """Empty places for other names."""
    first_number: int = 1
    has_stub: bool = True
    """With a numbered stub to tear off."""
    is_numbered: bool = False
    """The number stands on the ballot too: never for a secret vote."""
    instructions: str = ""
    """How to fill it in and what makes it invalid; empty: the usual words for its kind."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_ballots(
    sheet: BallotSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The ballots as a PDF.

    Raises:
        GlyphsMissing: unless ``frames_allowed``.
        InvalidInput: none or too many are asked for, or the text is too long for a ballot.
    """
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return lay_slips(ballot_paper(sheet)).drawn(step)


def ballot_paper(sheet: BallotSheet) -> SlipPaper:
    """The ballots as slips.

    Raises:
        InvalidInput: none or too many are asked for, or the text is too long for a ballot.
    """
    if not 1 <= sheet.count <= MOST_BALLOTS:
        raise InvalidInput(
            f"要印 {sheet.count} 张，张数不对。", f"请填 1 到 {MOST_BALLOTS}。", field="count"
        )
    width = SLIP_WIDTH - (STUB_WIDTH if sheet.has_stub else 0.0)
    bands = fitted(lambda size: _bands(sheet, size, width))
    about = About(
        f"{sheet.meeting_name}{TITLES[sheet.kind]}",
        sheet.office_name,
        TITLES[sheet.kind],
        sheet.mark.printed_at,
    )
    numbers = range(sheet.first_number, sheet.first_number + sheet.count)
    return SlipPaper(about, tuple(_slip(sheet, bands, number, width) for number in numbers))


def _slip(sheet: BallotSheet, bands: tuple[Band, ...], number: int, width: float) -> Slip:
    name = f"编号 {number:04}"
    if sheet.is_numbered:
        bands = (text_band(name, plain(10.5), width), *bands)
    stub = ("存　根", name, "发票人：", "＿＿＿＿＿＿") if sheet.has_stub else ()
    return Slip(bands, stub)


def _bands(sheet: BallotSheet, size: float, width: float) -> Sequence[Band]:
    """What every ballot shows, from its title to the office that issues it."""
    heading = "　".join(filter(None, (sheet.meeting_name, sheet.held_on)))
    return (
        text_band(TITLES[sheet.kind], plain(20, Role.XIAOBIAOSONG), width, centred=True),
        text_band(heading, plain(10.5), width, centred=True),
        gap(2 * MM),
        text_band(sheet.question, plain(size), width, indent=2 * size),
        gap(2 * MM),
        _boxes(sheet, width / MM),
        gap(2 * MM),
        text_band(sheet.instructions or _usual(sheet), plain(10.5), width),
        gap(1 * MM),
        text_band(f"{sheet.office_name}（盖章）", plain(10.5), width),
    )


def _boxes(sheet: BallotSheet, width: float) -> Band:
    """The table to mark; ``width`` in mm."""
    if sheet.kind is BallotKind.MOTION:
        columns = [Column("", width / 3)] * 3
        return table_band(columns, ("赞成", "反对", "弃权"), [("", "", "")])
    places = (*sheet.choices, *("",) * sheet.write_ins)
    if sheet.kind is BallotKind.OPTIONS:
        columns = [Column("", 14), Column("", width - 34, "left"), Column("", 20)]
        lines = [(str(number), text, EMPTY_BOX) for number, text in enumerate(places, start=1)]
        return table_band(columns, ("序号", "方案", "选择"), lines)
    beside = min(SIDE_BY_SIDE[len(places) > 6], max(1, len(places)))
    columns = [Column("", width / beside - 16), Column("", 16)] * beside
    padded = (*places, *("",) * (-len(places) % beside))
    rows = [
        tuple(cell for name in padded[start : start + beside] for cell in (name, ""))
        for start in range(0, len(padded), beside)
    ]
    return table_band(columns, ("姓名", "同意") * beside, rows)


def _usual(sheet: BallotSheet) -> str:
    if sheet.kind is BallotKind.MOTION:
        return (
            "请在赞成、反对、弃权中选一项，在下面的空格内画“√”。"
            "选两项以上或者无法辨认的，为无效票；一项不选的，按弃权计。"
        )
    most = sheet.seats
    if sheet.kind is BallotKind.OPTIONS:
        return (
            f"请在同意的方案后面画“√”，最多选{most}个。"
            f"选择超过{most}个或者无法辨认的，为无效票；一个不选的，按弃权计。"
        )
    other = "空白处可以另写他人姓名，写上后同样画“○”。" if sheet.write_ins else ""
    return (
        f"应选{most}人。请在同意的人姓名后面画“○”，不同意的不画。{other}"
        f"所选人数超过{most}人或者无法辨认的，为无效票；一人不选的，按弃权计。"
    )
