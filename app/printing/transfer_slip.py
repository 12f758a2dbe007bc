"""移交单: goes with a bundle from hand to hand: contents, check code, and two signatures."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from app.printing.foot import PrintMark
from app.printing.form_layout import FORM_TOP, TITLE_LINE, Column
from app.printing.paper import FORM_MARGIN, MM
from app.printing.pen import About, Draw, Laid, Pen, Step, baseline
from app.printing.sections import Section, SectionedForm, lay_sections
from app.printing.setting import line, plain
from app.printing.typeface import Role, check_glyphs

PAIRS = (Column("", 24), Column("", 61, "left"), Column("", 24), Column("", 61, "left"))
TEXTS = (Column("", 24), Column("", 146, "left"))
COUNTS = (Column("类别", 24), Column("内容", 122, "left"), Column("条数", 24, "right"))
NAMED = (Column("序号", 24), Column("哪一件事，含哪些个人信息", 146, "left"))
FILES = (Column("序号", 24), Column("文件名", 146, "left"))
CODE_MM = 20.0
CODE = plain(28, Role.HEITI)
"""Read across a desk, and typed from."""
BELOW_TITLE = 4 * MM
SIGNED = (("移交人\n（签名）\n日期", "", "接收人\n（签名）\n日期", ""),)
"""One row, so that both stand on one page."""
SIGN_MM = 20.0
MOST_FILES = 12
"""Volumes that are named each; of more the first and the last."""
NOTE = (
    "接收人收取前，请核对发送单位、包序号和校验码；程序提示输入时，照上面四组输入。"
    "遗失不影响数据：请发送单位重新制作一包即可。"
)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What there is of one subject."""

    subject: str
    kinds: str
    count: int


@dataclass(frozen=True, slots=True)
class TransferSlipSheet:
    """One bundle on paper."""

    sender: str
    receiver: str
    serial: int
    check_code: str
    """Four groups of four, with dashes."""
    made_at: str
    period: str
    size: str
    photos: int
    lines: tuple[SlipLine, ...]
    files: tuple[str, ...]
    """The bundle's file, or its volumes."""
    named: tuple[str, ...] = ()
    """Personal data that is in it on purpose, a sentence each."""
    maker: str = ""
    mark: PrintMark = field(default_factory=PrintMark)

    @property
    def total(self) -> int:
        """Records of all subjects."""
        return sum(one.count for one in self.lines)


def compose_transfer_slip(
    sheet: TransferSlipSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The slip as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    laid = lay_sections(_form(sheet))
    first, *others = laid.pages
    with_code: Draw = partial(_draw_with_code, sheet.check_code, first)
    return Laid(laid.about, (with_code, *others)).drawn(step)


def _form(sheet: TransferSlipSheet) -> SectionedForm:
    title = "报送包移交单"
    name = f"{title} {sheet.sender}第{sheet.serial}包"
    return SectionedForm(
        about=About(name, sheet.sender, title, sheet.mark.printed_at),
        title=title,
        sections=(
            _code(),
            _facts(sheet),
            *_one_file(sheet),
            _counts(sheet),
            *_named(sheet),
            *_volumes(sheet),
            Section(PAIRS, SIGNED, "签收", has_header=False, note=NOTE, row_mm=SIGN_MM),
        ),
        mark=sheet.mark,
    )


def _code() -> Section:
    """The first table, so that its place is known; the code itself is drawn into its cell."""
    return Section(TEXTS, (("校验码", ""),), has_header=False, row_mm=CODE_MM)


def _facts(sheet: TransferSlipSheet) -> Section:
    rows = (
        ("发送单位", sheet.sender, "接收单位", sheet.receiver),
        ("包序号", f"第 {sheet.serial} 包", "制作时间", sheet.made_at),
        ("内容期间", sheet.period or "没有新的改动", "制作人", sheet.maker),
        ("记录", f"{sheet.total:,} 条", "照片附件", f"{sheet.photos:,} 份"),
        ("大小", sheet.size, "文件", f"{len(sheet.files)} 卷" if len(sheet.files) > 1 else "1 个"),
    )
    return Section(PAIRS, rows, has_header=False, row_mm=9.0)


def _counts(sheet: TransferSlipSheet) -> Section:
    rows = tuple((one.subject, one.kinds, f"{one.count:,}") for one in sheet.lines)
    return Section(COUNTS, rows or (("回执", "没有新的记录，只确认收到", "0"),), "包内记录")


def _one_file(sheet: TransferSlipSheet) -> Iterator[Section]:
    if len(sheet.files) == 1:
        yield Section(TEXTS, (("文件名", sheet.files[0]),), has_header=False, row_mm=9.0)


def _named(sheet: TransferSlipSheet) -> Iterator[Section]:
    if not sheet.named:
        return
    rows = tuple((str(number), said) for number, said in enumerate(sheet.named, start=1))
    yield Section(NAMED, rows, "含有个人信息，请妥善保管")


def _volumes(sheet: TransferSlipSheet) -> Iterator[Section]:
    if len(sheet.files) < 2:
        return
    files = list(enumerate(sheet.files, start=1))
    shown = files if len(files) <= MOST_FILES else [files[0], files[1], files[-1]]
    rows = tuple((str(number), name) for number, name in shown)
    left = len(files) - len(shown)
    note = f"中间 {left} 个分卷依次编号，未逐一列出；缺任何一卷都不能收取。" if left else ""
    yield Section(FILES, rows, "分卷", note=note)


def _draw_with_code(code: str, page: Draw, pen: Pen) -> None:
    page(pen)
    top = FORM_TOP + TITLE_LINE + BELOW_TITLE
    strip = line(code.replace("-", "　"), CODE)
    left, room = FORM_MARGIN + TEXTS[0].width_mm * MM, TEXTS[1].width_mm * MM
    x = left + (room - strip.width) / 2
    pen.strip(strip, x, baseline(top, CODE_MM * MM, CODE.size))
