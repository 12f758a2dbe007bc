"""网格事项处置单 and 网格事项月报, read back from the finished PDF."""

from dataclasses import replace

import pypdfium2
import pytest

from app.printing.event_report import (
    EventReportSheet,
    FigureLine,
    LateLine,
    ReportTableLine,
    compose_event_report,
)
from app.printing.event_sheet import EventSheet, EventStepLine, compose_event_sheet
from app.printing.sections import Picture
from app.printing.typeface import GlyphsMissing
from tests.app.printing.conftest import ReadBack
from tests.app.printing.sheets import MARK, OFFICE

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060"
    "000000040001f61738550000000049454e44ae426082"
)
"""A PNG of one pixel."""
FIRST_COLUMN = 22


def event(steps: int = 5, pictures: int = 0, **changes: object) -> EventSheet:
    lines = [
        EventStepLine(f"2026-11-24 09:{n:02}", "派遣（王强）", "赵敏", f"第{n}次说明。")
        for n in range(steps)
    ]
    sheet = EventSheet(
        office_name=OFFICE,
        number="2026-0042",
        pairs=(("类　　别", "安全隐患—消防通道堵塞"), ("联系电话", "138****5678"),
               ("地　　点", "3号楼2单元")),
        texts=(("事　　项", "楼道堆放旧家具"), ("处置结果", "通道已清空。" * 40)),
        steps=tuple(lines),
        pictures=tuple(Picture(f"处置后　{n}", PIXEL) for n in range(pictures)),
        mark=MARK,
    )  # fmt: skip
    return replace(sheet, **changes)  # type: ignore[arg-type]


def test_the_sheet_holds_every_fact_and_every_step(read: ReadBack) -> None:
    text = read.text(compose_event_sheet(event())).replace(" ", "")
    for word in ("网格事项处置单", "2026-0042", "安全隐患—消防通道堵塞", "138****5678",
                 "楼道堆放旧家具", "派遣（王强）", "第4次说明。", "处置人签名：",
                 "负责人签名："):  # fmt: skip
        assert word in text


@pytest.mark.parametrize("steps", [0, 8, 16, 60])
def test_however_long_the_history_its_header_stands_on_every_page_that_has_steps(
    steps: int, read: ReadBack
) -> None:
    pages = read.lines(compose_event_sheet(event(steps)))
    seen = [line.text for page in pages for line in page if line.text.startswith("2026-11-24")]
    assert len(seen) == steps
    for number, page in enumerate(pages, start=1):
        texts = [line.text for line in page]
        assert texts[-2] == f"第{number}页共{len(pages)}页"
        if any(text.startswith("2026-11-24") for text in texts):
            assert "时间办理环节经办人说明" in texts


@pytest.mark.parametrize("pictures", [1, 2, 5])
def test_photos_stand_two_beside_each_other_below_their_frame(
    pictures: int, read: ReadBack
) -> None:
    pdf = compose_event_sheet(event(pictures=pictures))
    with pypdfium2.PdfDocument(pdf) as document:
        images = [
            part
            for page in document
            for part in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        ]
    assert len(images) == pictures
    captions = [line for page in read.lines(pdf) for line in page if line.text.startswith("处置后")]
    assert "".join(line.text for line in captions).count("处置后") == pictures
    assert len(captions) == (pictures + 1) // 2


def test_nothing_is_printed_over_the_foot(read: ReadBack) -> None:
    for steps in range(10, 22):
        for page in read.lines(compose_event_sheet(event(steps))):
            *body, page_of, _small = page
            assert all(line.baseline < page_of.baseline - 5 for line in body)


def report(late: int = 3) -> EventReportSheet:
    lines = (
        ReportTableLine("消防通道堵塞", 31, 29, 1, "96.8%", "93.1%"),
        ReportTableLine("邻里纠纷", 4, 4, 0, "100.0%", "—"),
    )
    return EventReportSheet(
        office_name=OFFICE,
        title=f"{OFFICE}2026年11月网格事项月报",
        period="2026-11-01 至 2026-11-30",
        figures=(
            FigureLine("处置率", "98.2%（111/113）", "已处置（含已结案）÷ 已受理"),
            FigureLine("矛盾纠纷化解率", "—", "已化解的矛盾纠纷 ÷ 已受理的矛盾纠纷"),
        ),
        by_category=lines,
        by_grid=(replace(lines[0], name="第一网格"),),
        by_worker=(),
        late=tuple(
            LateLine(f"2026-{n:04}", "楼道堆放旧家具", "第一网格", "王强", "超期2天")
            for n in range(late)
        ),
        mark=MARK,
    )


def test_the_report_holds_figures_with_their_formulas_and_the_tables(read: ReadBack) -> None:
    text = read.text(compose_event_report(report())).replace(" ", "")
    for word in ("2026年11月网格事项月报", "98.2%（111/113）", "已处置（含已结案）÷已受理",
                 "二、按类别统计", "96.8%", "三、按网格统计", "四、超期事项", "2026-0002",
                 "全社区", "填表人："):  # fmt: skip
        assert word in text
    assert "处置人统计" not in text


def test_without_anything_late_the_report_says_so(read: ReadBack) -> None:
    text = read.text(compose_event_report(report(0)))
    assert "期内没有超期的事项" in text


def test_a_long_list_of_late_events_is_whole(read: ReadBack) -> None:
    pages = read.lines(compose_event_report(report(90)))
    found = [line.text for page in pages for line in page if line.text.startswith("2026-0")]
    assert len(found) == 90
    assert len(pages) > 2


def test_a_character_no_face_holds_is_refused_before_printing() -> None:
    with pytest.raises(GlyphsMissing):
        compose_event_sheet(event(number="\U000e1000"))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert compose_event_sheet(event(pictures=1)) == compose_event_sheet(event(pictures=1))
