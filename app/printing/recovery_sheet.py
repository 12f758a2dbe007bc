"""恢复码: one page for the sealed envelope, to open the station when every password is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.printing.foot import PrintMark, draw_small_print
from app.printing.paper import FORM_MARGIN, MM, PAGE_WIDTH, PEN_ROW
from app.printing.pen import About, Pen, baseline, write_pdf
from app.printing.setting import Span, line, paragraph, plain
from app.printing.typeface import Role, check_glyphs
from app.printing.words import full_date

WIDTH = PAGE_WIDTH - 2 * FORM_MARGIN
CODE_SIZE = 26.0
GROUPS_A_LINE = 4
CHARACTER_PITCH = 6.2 * MM
"""Room of one character of the code: alike for all, so that groups stand under each other."""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The recovery code of one station."""

    office_name: str
    station_name: str
    code: str
    """Groups parted by blanks or hyphens, such as 7QK4-M2XP-…; printed as it is typed."""
    made_on: date
    mark: PrintMark = field(default_factory=PrintMark)


PURPOSE = (
    "忘记密码、负责人离任或钥匙文件损坏时，用这组恢复码可以重新打开本站点的数据。"
    "知道恢复码的人能够看到站点里的全部信息，请像保管印章一样保管本页。"
)
STEPS = (
    "核对：对照屏幕逐组核对，确认一字不差。",
    "封存：将本页装入信封，封口处由两人签名并注明日期，放入保险柜或上锁的档案柜。",
    "不要拍照，不要发到聊天群，不要存在电脑里，也不要与备份盘放在一起。",
    "使用：打开站点时改用恢复码，逐组输入，再为自己设一个新密码。",
    "查验：每季度查看一次信封是否完好；信封被拆开或遗失，应当立即报告负责人。",
)


def compose_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """The sheet as a PDF of one page. Raises `GlyphsMissing`."""
    check_glyphs(sheet)
    about = About("站点恢复码", sheet.office_name, sheet.station_name, sheet.mark.printed_at)
    return write_pdf(about, [lambda pen: _draw(pen, sheet)], None)


def _draw(pen: Pen, sheet: RecoverySheet) -> None:
    y = _centred(pen, "站点恢复码", 26, Role.XIAOBIAOSONG, 34 * MM)
    y = _centred(pen, f"{sheet.office_name}　{sheet.station_name}", 14, Role.FANGSONG, y + 6 * MM)
    y = _draw_code(pen, _lines(sheet.code), y + 12 * MM)
    y = _draw_text(pen, PURPOSE, y + 12 * MM, indent=2)
    for number, text in enumerate(STEPS, start=1):
        y = _draw_text(pen, f"{number}. {text}", y + 1.5 * MM, indent=0)
    _draw_lines(pen, sheet, y + 12 * MM)
    draw_small_print(pen, sheet.mark, FORM_MARGIN, FORM_MARGIN + WIDTH)


def _centred(pen: Pen, text: str, size: float, role: Role, y: float) -> float:
    strip = line(text, plain(size, role))
    pen.strip(strip, (PAGE_WIDTH - strip.width) / 2, baseline(y, size, size))
    return y + size


def _lines(code: str) -> list[list[str]]:
    groups = code.replace("-", " ").split()
    return [groups[i : i + GROUPS_A_LINE] for i in range(0, len(groups), GROUPS_A_LINE)]


def _draw_code(pen: Pen, lines: Sequence[Sequence[str]], y: float) -> float:
    """The groups in a frame, every character in the middle of its own place."""
    height = len(lines) * 16 * MM + 8 * MM
    left, right = FORM_MARGIN, FORM_MARGIN + WIDTH
    for start, end in (
        ((left, y), (right, y)), ((left, y + height), (right, y + height)),
        ((left, y), (left, y + height)), ((right, y), (right, y + height)),
    ):  # fmt: skip
        pen.rule(start, end, weight=1.2)
    style = plain(CODE_SIZE, Role.HEITI)
    for row, groups in enumerate(lines):
        longest = max(len(group) for each in lines for group in each)
        places = GROUPS_A_LINE * longest + (GROUPS_A_LINE - 1) * 1.6
        x = (PAGE_WIDTH - places * CHARACTER_PITCH) / 2
        base = baseline(y + 4 * MM + row * 16 * MM, 16 * MM, CODE_SIZE)
        for group in groups:
            for i, char in enumerate(group):
                strip = line(char, style)
                room = (CHARACTER_PITCH - strip.width) / 2
                pen.strip(strip, x + i * CHARACTER_PITCH + room, base)
            x += (longest + 1.6) * CHARACTER_PITCH
    return y + height


def _draw_text(pen: Pen, text: str, y: float, *, indent: int) -> float:
    size, leading = 13.0, 21.0
    hanging = 0.0 if indent else 1.2 * size
    style = plain(size)
    for strip in paragraph((Span(text, style),), WIDTH, first=indent * size, hanging=hanging):
        pen.strip(strip, FORM_MARGIN, baseline(y, leading, size))
        y += leading
    return y


def _draw_lines(pen: Pen, sheet: RecoverySheet, y: float) -> None:
    """Who sealed the envelope, and when the code was made."""
    style = plain(13)
    for text, x in (("封存人：", 0.0), ("监督人：", WIDTH / 2)):
        strip = line(text, style)
        base = baseline(y, PEN_ROW, style.size)
        pen.strip(strip, FORM_MARGIN + x, base)
        pen.dots(FORM_MARGIN + x + strip.width, FORM_MARGIN + x + WIDTH / 2 - 8 * MM, base + 2)
    office = line(sheet.office_name, style)
    day = line(full_date(sheet.made_on), style)
    right = FORM_MARGIN + WIDTH
    pen.strip(office, right - office.width, baseline(y + 22 * MM, PEN_ROW, style.size))
    pen.strip(day, right - day.width, baseline(y + 31 * MM, PEN_ROW, style.size))
