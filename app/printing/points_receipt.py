"""积分兑换凭证: on A5 with room to sign, or as long as it takes on a roll of 58 or 80 mm."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from app.printing.foot import PrintMark
from app.printing.paper import MM
from app.printing.pen import About, Pen, Step, baseline, write_pdf
from app.printing.setting import Span, Strip, fitting, line, paragraph, plain
from app.printing.typeface import Role, check_glyphs


class ReceiptPaper(StrEnum):
    """What a receipt is printed on."""

    A5 = "a5"
    ROLL_58 = "roll_58"
    ROLL_80 = "roll_80"


RECEIPT_PAPER_NAMES = {
    ReceiptPaper.A5: "A5 纸",
    ReceiptPaper.ROLL_58: "58 mm 小票纸",
    ReceiptPaper.ROLL_80: "80 mm 小票纸",
}


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """One kind of goods or service."""

    name: str
    quantity: int
    unit: str
    price: int

    @property
    def points(self) -> int:
        """For all of them."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """What was taken for points."""

    office_name: str
    number: str
    at: str
    """By the wall clock: 2026-03-10 09:12."""
    name: str
    card: str
    items: tuple[ReceiptItem, ...]
    points: int
    balance: int | None
    """What is left; None: not said."""
    clerk: str
    is_cancelled: bool = False
    mark: PrintMark = field(default_factory=PrintMark)


@dataclass(frozen=True, slots=True)
class _Look:
    """Measures of one paper, in points."""

    width: float
    margin: float
    size: float
    title: float
    least: float
    """Least height; 0: as long as it takes."""

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin

    @property
    def step(self) -> float:
        return self.size * 1.55


LOOKS = {
    ReceiptPaper.A5: _Look(148 * MM, 14 * MM, 12, 18, 210 * MM),
    ReceiptPaper.ROLL_58: _Look(58 * MM, 4 * MM, 9, 12, 0),
    ReceiptPaper.ROLL_80: _Look(80 * MM, 4 * MM, 11, 15, 0),
}
"""Printers of rolls leave 4 to 5 mm white at each side."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: words at the left, in the middle or at the right; or a rule."""

    left: Strip | None = None
    right: Strip | None = None
    middle: Strip | None = None
    size: float = 0.0
    is_rule: bool = False
    height: float = 0.0


def compose_receipt(
    sheet: ReceiptSheet,
    paper: ReceiptPaper = ReceiptPaper.A5,
    *,
    step: Step | None = None,
    frames_allowed: bool = False,
) -> bytes:
    """The receipt as a PDF of one page. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    look = LOOKS[paper]
    lines = _lines(sheet, look)
    about = About(
        f"积分兑换凭证 {sheet.number}", sheet.office_name, "积分兑换凭证", sheet.mark.printed_at
    )
    return write_pdf(about, [partial(_draw, look=look, lines=lines)], step)


def _draw(pen: Pen, *, look: _Look, lines: list[_Line]) -> None:
    height = max(look.least, 2 * look.margin + sum(each.height for each in lines))
    pen.size_page(look.width, height)
    y, right = look.margin, look.width - look.margin
    for each in lines:
        base = baseline(y, each.height, each.size)
        if each.is_rule:
            pen.rule((look.margin, y + each.height / 2), (right, y + each.height / 2), weight=0.6)
        if each.left is not None:
            pen.strip(each.left, look.margin, base)
        if each.right is not None:
            pen.strip(each.right, right - each.right.width, base)
        if each.middle is not None:
            pen.strip(each.middle, (look.width - each.middle.width) / 2, base)
        y += each.height


def _lines(sheet: ReceiptSheet, look: _Look) -> list[_Line]:
    heading = "积分兑换凭证" + ("（已取消）" if sheet.is_cancelled else "")
    found = [
        _middle(sheet.office_name, look.size * 1.15, look, Role.HEITI),
        _middle(heading, look.title, look, Role.XIAOBIAOSONG),
        _rule(look),
        *(_pair(label, value, look) for label, value in _facts(sheet)),
        _rule(look),
    ]
    for item in sheet.items:
        found += _item(item, look)
    found += [_rule(look), _pair("合计", f"{sheet.points} 分", look, larger=1.25)]
    if sheet.balance is not None:
        found.append(_pair("兑换后余额", f"{sheet.balance} 分", look))
    found += [
        _rule(look),
        _pair("经办人", sheet.clerk, look),
        _Line(height=look.step),
        _pair("领取人签名", "", look),
        _rule(look),
        _middle("物品请当面点清", look.size * 0.9, look, Role.FANGSONG),
    ]
    return found


def _facts(sheet: ReceiptSheet) -> tuple[tuple[str, str], ...]:
    return (
        ("编号", sheet.number),
        ("时间", sheet.at),
        ("姓名", sheet.name),
        ("卡号", sheet.card),
    )


def _middle(text: str, size: float, look: _Look, role: Role) -> _Line:
    strip = fitting(text, plain(size, role), look.room)
    return _Line(middle=strip, size=size, height=size * 1.7)


def _rule(look: _Look) -> _Line:
    return _Line(is_rule=True, height=look.size)


def _pair(label: str, value: str, look: _Look, larger: float = 1.0) -> _Line:
    size = look.size * larger
    head = line(label, plain(size, Role.HEITI))
    room = look.room - head.width - look.size
    return _Line(
        left=head,
        right=fitting(value, plain(size), room) if value else None,
        size=size,
        height=look.step * larger,
    )


def _item(item: ReceiptItem, look: _Look) -> list[_Line]:
    """The name, over as many lines as it needs, and below it how many for how much."""
    style = plain(look.size)
    names = paragraph((Span(item.name, style),), look.room)
    sum_ = f"{item.price} 分 × {item.quantity} {item.unit}"
    return [
        *(_Line(left=strip, size=look.size, height=look.step) for strip in names),
        _Line(
            left=line(f"　{sum_}", style),
            right=line(f"{item.points} 分", style),
            size=look.size,
            height=look.step,
        ),
    ]
