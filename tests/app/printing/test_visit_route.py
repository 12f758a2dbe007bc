"""The sheet of a walk: every door in order, room to write, rare names, the header on each page."""

import pytest

from app.printing.visit_route import COLUMNS, RouteRow, VisitRouteSheet, compose_visit_route

ROWS = (
    RouteRow("3-2-301", "张桂兰", 1, "张桂兰（独居老人、高龄老人）", "2026-10-28"),
    RouteRow("3-2-302", "䶮𬱖", 2, "㛃𫖯（残疾）\n䶮𬱖（低保）"),
)


def a_sheet(rows):
    return VisitRouteSheet("人民里社区", "入冬走访", "第一网格", "2026-11-01至11-30", rows, "赵敏")


def test_the_columns_fill_the_width_of_the_form():
    assert sum(column.width_mm for column in COLUMNS) == 170


def test_doors_come_in_order_with_rare_names_as_they_are_written(read):
    text = read.text(compose_visit_route(a_sheet(ROWS)))
    assert text.index("3-2-301") < text.index("3-2-302")
    for word in ("䶮𬱖", "㛃𫖯", "入冬走访", "第一网格", "2026-10-28"):
        assert word in text


@pytest.mark.parametrize("count", [0, 1, 40])
def test_every_page_carries_the_titles_of_the_columns(read, count):
    rows = tuple(RouteRow(f"3-2-{number}", "张桂兰", 1) for number in range(count))
    pages = read.lines(compose_visit_route(a_sheet(rows)))
    for page in pages:
        assert any("走访情况" in line.text for line in page)
    assert len(pages) == (1 if count < 2 else 3)
