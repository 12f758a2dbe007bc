"""季报 on paper: lying A4, the headline and paragraphs first, every community on every table."""

import pypdfium2
import pytest

from app.printing.paper import MM
from app.printing.quarterly_report import (
    QuarterlySheet,
    RankedLine,
    RankedTable,
    compose_quarterly_report,
)
from app.printing.typeface import GlyphsMissing

TITLES = ("上报", "处置率")


def a_sheet(count=98, **more):
    lines = tuple(
        RankedLine(f"第{n}社区", "文化路街道", (str(n), f"98.2%（{n}）"))
        for n in range(1, count + 1)
    )
    total = RankedLine("合计", "", ("4,851", "98.2%"))
    told = {
        "office_name": "海港区",
        "title": "海港区2026年第三季度社区工作情况报告",
        "period": "2026-07-01 至 2026-09-30",
        "communities": f"{count}个，其中迟报或从未报送3个",
        "headline": (("网格", "941", "登记的网格"), ("入群率", "81.0%（81/100）", "入群的户 ÷ 户")),
        "paragraphs": (
            "处置率最高的是人民里社区。",
            "最低的是河北里社区。",
            "超期未办结的事项3件。",
        ),
        "tables": (RankedTable("事项办理", TITLES, lines, total),),
    }
    return QuarterlySheet(**(told | more))


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    sizes = [page.get_size() for page in document]
    document.close()
    return texts, sizes


def test_every_page_is_a4_on_its_side():
    _, sizes = pages_of(compose_quarterly_report(a_sheet()))
    assert {(round(w / MM), round(h / MM)) for w, h in sizes} == {(297, 210)}


def test_the_first_page_has_headline_and_paragraphs():
    texts, _ = pages_of(compose_quarterly_report(a_sheet()))
    for words in (
        "海港区2026年第三季度社区工作情况报告",
        "统计期间：2026-07-01至2026-09-30",
        "网格941登记的网格",
        "入群率81.0%（81/100）入群的户÷户",
        "处置率最高的是人民里社区。",
        "超期未办结的事项3件。",
    ):
        assert words in texts[0]


def test_every_community_stands_once_and_the_header_and_sum_where_they_belong():
    texts, _ = pages_of(compose_quarterly_report(a_sheet()))
    tables = texts[1:]
    assert len(tables) > 1
    for number in range(1, 99):
        assert "".join(tables).count(f"第{number}社区文化路街道") == 1
    for page, text in enumerate(tables):
        assert text.startswith("三、事项办理" + ("（续）" if page else ""))
        assert "社区街道上报处置率" in text
        assert ("合计4,85198.2%" in text) == (page == len(tables) - 1)
        assert f"第{page + 2}页共{len(texts)}页" in text


def test_a_district_without_communities_prints_too():
    texts, _ = pages_of(compose_quarterly_report(a_sheet(0)))
    assert "合计" in texts[1]


def test_the_same_sheet_gives_the_same_bytes():
    assert compose_quarterly_report(a_sheet(5)) == compose_quarterly_report(a_sheet(5))


def test_a_character_no_font_has_is_named():
    with pytest.raises(GlyphsMissing):
        compose_quarterly_report(a_sheet(1, title="\U0002fa1d\U000e0100𰻝"))
