"""积分年度收支表: where every point of a year came from and went, to the point."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.pen import About, Step
from app.printing.sections import Section, SectionedForm, compose_sections
from app.printing.typeface import check_glyphs

BALANCES = (
    Column("账户", 50, "left"),
    Column("年初", 30, "right"),
    Column("本年增加", 30, "right"),
    Column("本年减少", 30, "right"),
    Column("年末", 30, "right"),
)
FLOWS = (Column("类别", 70, "left"), Column("笔数", 50, "right"), Column("积分", 50, "right"))


@dataclass(frozen=True, slots=True)
class YearlyRow:
    """One kind of account."""

    name: str
    opening: int
    came: int
    went: int
    closing: int


@dataclass(frozen=True, slots=True)
class YearlySheet:
    """The account of a year."""

    office_name: str
    year: int
    issued: YearlyRow
    placed: tuple[YearlyRow, ...]
    """待入账, 居民账户, 已兑换, 已清零, 扣减和冲回."""
    flows: tuple[tuple[str, int, int], ...]
    """Kind, entries, points."""
    agrees: bool
    """The equation holds, and kept balances and entries say the same."""
    signatures: tuple[str, ...] = ("制表人", "复核人", "负责人")
    mark: PrintMark = field(default_factory=PrintMark)


def compose_yearly(
    sheet: YearlySheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The account as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    title = f"{sheet.office_name}{sheet.year}年文明积分收支表"
    placed = [row.closing for row in sheet.placed]
    equation = f"{sheet.issued.closing} ＝ {' ＋ '.join(map(str, placed))}"
    form = SectionedForm(
        about=About(title, sheet.office_name, "积分年度收支表", sheet.mark.printed_at),
        title=title,
        sections=(
            Section(
                BALANCES,
                (_row(sheet.issued), *map(_row, sheet.placed), _total(sheet)),
                heading="一、收支平衡",
                note=f"已发放 ＝ {' ＋ '.join(row.name for row in sheet.placed)}：{equation}。",
            ),
            Section(
                FLOWS,
                tuple((name, str(entries), str(points)) for name, entries, points in sheet.flows)
                or (("本年没有分录", "", ""),),
                heading="二、本年分录",
                note=_verdict(sheet),
            ),
        ),
        signatures=sheet.signatures,
        mark=sheet.mark,
    )
    return compose_sections(form, step)


def _total(sheet: YearlySheet) -> tuple[str, ...]:
    """What came and went is left out: points pass from one account to the next."""
    opening, closing = (
        sum(getattr(row, name) for row in sheet.placed) for name in ("opening", "closing")
    )
    return ("去向合计", str(opening), "", "", str(closing))


def _row(row: YearlyRow) -> tuple[str, ...]:
    numbers = (row.opening, row.came, row.went, row.closing)
    return (row.name, *map(str, numbers))


def _verdict(sheet: YearlySheet) -> str:
    if sheet.agrees:
        return "按逐笔分录和按账户余额两种算法核对，结果一致，收支平衡。"
    return "按逐笔分录和按账户余额核对不一致，请用“检查站点”查明后再用本表。"
