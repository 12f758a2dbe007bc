"""积分明细（存折页）: every entry of a resident's account with the balance after it."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (
    Column("日期", 28),
    Column("类别", 22),
    Column("事由", 60, "left"),
    Column("增减", 20, "right"),
    Column("余额", 20, "right"),
    Column("经办", 20),
)
ROW_MM = 8.0


@dataclass(frozen=True, slots=True)
class PassbookRow:
    """One entry."""

    day: str
    kind: str
    text: str
    change: int
    balance: int
    clerk: str


@dataclass(frozen=True, slots=True)
class PassbookSheet:
    """The passbook of a period."""

    office_name: str
    name: str
    card: str
    address: str
    period: str
    opening: int
    closing: int
    rows: tuple[PassbookRow, ...]
    ending: str = ""
    """What ends next and when: 其中 20 分到 2026年12月31日 为止有效."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_passbook(
    sheet: PassbookSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The passbook as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    title = "文明积分明细"
    rows = tuple(
        (row.day, row.kind, row.text, f"{row.change:+d}", str(row.balance), row.clerk)
        for row in sheet.rows
    )
    form = Form(
        about=About(f"{sheet.name}{title}", sheet.office_name, title, sheet.mark.printed_at),
        title=f"{sheet.office_name}{title}",
        columns=COLUMNS,
        rows=rows or (("", "", "期内没有变动", "", "", ""),),
        facts=(
            (("姓名", sheet.name), ("住址", sheet.address), ("卡号", sheet.card)),
            (("期间", sheet.period),),
        ),
        totals=(("期初余额", f"{sheet.opening} 分"), ("期末余额", f"{sheet.closing} 分")),
        note=sheet.ending,
        row_mm=ROW_MM,
        mark=sheet.mark,
    )
    return compose_form(form, step)
