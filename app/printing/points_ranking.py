"""积分排行榜: of people, households, buildings or grids."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

PERSON = (
    Column("名次", 20),
    Column("姓名", 40),
    Column("网格", 72),
    Column("积分", 38, "right"),
)


@dataclass(frozen=True, slots=True)
class RankRow:
    """One place; names of minors are masked already."""

    place: int
    name: str
    where: str
    people: int
    points: int


@dataclass(frozen=True, slots=True)
class RankingSheet:
    """A ranking as it hangs on the board."""

    office_name: str
    what: str
    """个人, 家庭, 楼栋, 网格."""
    period: str
    rows: tuple[RankRow, ...]
    of_people: bool = True
    """Of people; otherwise the lines say how many people got points."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_ranking(
    sheet: RankingSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The ranking as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    title = f"{sheet.office_name}文明积分{sheet.what}排行榜"
    rows = tuple(_row(row, sheet.of_people) for row in sheet.rows)
    columns = PERSON if sheet.of_people else _columns(sheet.what)
    form = Form(
        about=About(title, sheet.office_name, "积分排行榜", sheet.mark.printed_at),
        title=title,
        columns=columns,
        rows=rows or (("", "期内没有入账积分", "", *[""] * (len(columns) - 3)),),
        facts=((("期间", sheet.period),),),
        note="按期内发生并已入账的积分计算，加分减去扣分；积分相同的名次并列。",
        mark=sheet.mark,
    )
    return compose_form(form, step)


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column("名次", 20),
        Column(what, 52),
        Column("网格", 42),
        Column("得分人数", 28),
        Column("积分", 28, "right"),
    )


def _row(row: RankRow, of_people: bool) -> tuple[str, ...]:
    people = () if of_people else (str(row.people),)
    return (str(row.place), row.name, row.where, *people, str(row.points))
