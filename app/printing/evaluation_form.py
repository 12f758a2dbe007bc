"""居民评议表: several a page, for those concerned to say how the work was done; names optional."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import InvalidInput
from app.printing.foot import PrintMark
from app.printing.form_layout import Column
from app.printing.paper import MM
from app.printing.pen import About, Step
from app.printing.setting import plain
from app.printing.slips import (
    SLIP_WIDTH,
    Band,
    Slip,
    SlipPaper,
    fitted,
    gap,
    lay_slips,
    pen_band,
    table_band,
    text_band,
)
from app.printing.typeface import Role, check_glyphs

TITLE = "居民评议表"
OVERALL = "总体评价"
GRADES = ("满意", "基本满意", "不满意")
COLUMNS = (Column("", 62, "left"), Column("", 36), Column("", 36), Column("", 36))
MOST_FORMS = 5000


@dataclass(frozen=True, slots=True)
class EvaluationFormSheet:
    """The forms of one round of evaluation."""

    office_name: str
    matter: str
    """What was carried out: name, result and cost in a sentence or two."""
    count: int
    """How many to print."""
    number: str = ""
    """Number of the matter."""
    items: tuple[str, ...] = ("实施效果", "完成时间", "过程公开", "费用使用")
    """What is judged besides the whole, which always comes last and alone is counted."""
    return_by: str = ""
    """Until when and where to give it back."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_evaluation_form(
    sheet: EvaluationFormSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The forms as a PDF.

    Raises:
        GlyphsMissing: unless ``frames_allowed``.
        InvalidInput: none or too many are asked for, or the text is too long.
    """
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return lay_slips(evaluation_paper(sheet)).drawn(step)


def evaluation_paper(sheet: EvaluationFormSheet) -> SlipPaper:
    """The forms as slips.

    Raises:
        InvalidInput: none or too many are asked for, or the text is too long.
    """
    if not 1 <= sheet.count <= MOST_FORMS:
        raise InvalidInput(
            f"要印 {sheet.count} 张，张数不对。", f"请填 1 到 {MOST_FORMS}。", field="count"
        )
    slip = Slip(fitted(lambda size: _bands(sheet, size)))
    about = About(TITLE, sheet.office_name, sheet.number, sheet.mark.printed_at)
    return SlipPaper(about, (slip,) * sheet.count)


def _bands(sheet: EvaluationFormSheet, size: float) -> Sequence[Band]:
    small = plain(10.5)
    number = f"议题编号：{sheet.number}" if sheet.number else ""
    heading = "　".join(filter(None, (sheet.office_name, number)))
    rows = [(item, "", "", "") for item in (*sheet.items, OVERALL)]
    back = f"请于{sheet.return_by}。" if sheet.return_by else ""
    note = f"每行选一格画“√”，统计以“{OVERALL}”为准；多选或者不选的为无效票。可以不署名。{back}"
    return (
        text_band(TITLE, plain(20, Role.XIAOBIAOSONG), SLIP_WIDTH, centred=True),
        text_band(heading, small, SLIP_WIDTH, centred=True),
        gap(1.5 * MM),
        text_band(sheet.matter, plain(size), SLIP_WIDTH, indent=2 * size),
        gap(1.5 * MM),
        table_band(COLUMNS, ("评议项目", *GRADES), rows),
        pen_band((("意见和建议", ""),), SLIP_WIDTH, plain(12)),
        pen_band((("", ""),), SLIP_WIDTH, plain(12)),
        pen_band((("评议人", ""), ("日期", "")), SLIP_WIDTH, plain(12)),
        text_band(note, plain(10.5), SLIP_WIDTH),
    )
