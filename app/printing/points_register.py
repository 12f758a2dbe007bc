"""积分兑换登记表: what was given for points, with room to sign."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (
    Column("编号", 23),
    Column("日期", 27),
    Column("姓名", 20),
    Column("住址", 24),
    Column("兑换物品、服务", 38, "left"),
    Column("积分", 14, "right"),
    Column("签名", 24),
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One redemption; a cancelled one says so in ``what``."""

    number: str
    day: str
    name: str
    address: str
    what: str
    points: int
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """The register of a period."""

    office_name: str
    period: str
    rows: tuple[RegisterRow, ...]
    mark: PrintMark = field(default_factory=PrintMark)


def compose_redemption_register(
    sheet: RegisterSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The register as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    title = "积分兑换登记表"
    live = [row for row in sheet.rows if not row.is_cancelled]
    form = Form(
        about=About(title, sheet.office_name, title, sheet.mark.printed_at),
        title=f"{sheet.office_name}{title}",
        columns=COLUMNS,
        rows=tuple(map(_row, sheet.rows)) or (("", "", "", "", "期内没有兑换", "", ""),),
        facts=((("期间", sheet.period),),),
        totals=(
            ("兑换", f"{len(live)} 次"),
            ("取消", f"{len(sheet.rows) - len(live)} 次"),
            ("合计积分", f"{sum(row.points for row in live)} 分"),
        ),
        signatures=("经办人", "复核人"),
        note="取消的兑换积分已退回，不计入合计。",
        mark=sheet.mark,
    )
    return compose_form(form, step)


def _row(row: RegisterRow) -> tuple[str, ...]:
    what = f"（已取消）{row.what}" if row.is_cancelled else row.what
    points = "0" if row.is_cancelled else str(row.points)
    return (row.number, row.day, row.name, row.address, what, points, "")
