"""Papers of the points room, read back from the finished PDF."""

from datetime import date

import pypdfium2
import pytest

from app.printing.paper import MM
from app.printing.points_cards import CardFace, CardSheet, compose_cards
from app.printing.points_passbook import PassbookRow, PassbookSheet, compose_passbook
from app.printing.points_public_list import PublicListSheet, PublicRow, compose_public_list
from app.printing.points_ranking import RankingSheet, RankRow, compose_ranking
from app.printing.points_receipt import (
    LOOKS,
    ReceiptItem,
    ReceiptPaper,
    ReceiptSheet,
    compose_receipt,
)
from app.printing.points_register import RegisterRow, RegisterSheet, compose_redemption_register
from app.printing.points_report import (
    PointsLine,
    PointsReportSheet,
    PointsTable,
    compose_points_report,
)
from app.printing.points_yearly import YearlyRow, YearlySheet, compose_yearly
from app.printing.poster import PaperSize
from app.printing.preview import page_count
from app.printing.typeface import GlyphsMissing

OFFICE = "人民里社区"


def sizes(pdf):
    """Width and height of each page in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(round(side / MM) for side in page.get_size()) for page in document]


def a_receipt(**fields):
    items = (ReceiptItem("五常大米（五公斤装，真空包装，产地黑龙江）", 2, "袋", 25),)
    said = {"points": 50, "balance": 8, "clerk": "刘洋", **fields}
    return ReceiptSheet(
        OFFICE, "2026-0001", "2026-03-10 09:12", "王秀芬", "00000018", items, **said
    )


@pytest.mark.parametrize("paper", list(ReceiptPaper))
def test_a_receipt_says_what_was_taken_on_any_paper(read, paper):
    pdf = compose_receipt(a_receipt(), paper)
    text = read.text(pdf).replace(" ", "")
    for word in ("2026-0001", "王秀芬", "25分×2袋", "合计", "50分", "8分", "领取人签名"):
        assert word in text
    assert sizes(pdf)[0][0] == round(LOOKS[paper].width / MM)


def test_a_roll_is_as_long_as_what_it_says(read):
    short = a_receipt()
    long = ReceiptSheet(
        OFFICE, "2026-0001", "09:12", "王秀芬", "00000018", short.items * 9, 450, 8, "刘洋"
    )
    heights = [sizes(compose_receipt(each, ReceiptPaper.ROLL_58))[0][1] for each in (short, long)]
    assert heights[0] < heights[1]
    assert "已取消" in read.text(compose_receipt(a_receipt(is_cancelled=True)))


def test_ten_cards_stand_on_a_sheet(read):
    cards = tuple(CardFace("王秀芬", f"000000{n:02d}") for n in range(11))
    pdf = compose_cards(CardSheet(OFFICE, cards, "0335-1234567"))
    assert page_count(pdf) == 2
    assert read.text(pdf).count("王秀芬") == 11


@pytest.mark.parametrize(
    ("size", "sides"), [(PaperSize.A4, (210, 297)), (PaperSize.A3, (297, 420))]
)
def test_a_public_list_keeps_its_closing_with_its_last_row(read, size, sides):
    for count in (1, 20, 24, 26, 60):
        rows = tuple(
            PublicRow(f"居民{n}", "3 号楼", "第一网格", "志愿服务", 20) for n in range(count)
        )
        sheet = PublicListSheet(
            OFFICE, "三月积分公示", date(2026, 3, 1), date(2026, 3, 6), rows, phone="1234567"
        )
        pdf = compose_public_list(sheet, size)
        lines = [line.text for line in read.lines(pdf)[-1]]
        assert any(f"居民{count - 1}" in line for line in lines)
        assert any("公示期满" in line for line in lines)
        assert set(sizes(pdf)) == {sides}
        foot = 297 - 20
        marks = [mark.baseline for line in read.lines(compose_public_list(sheet))[-1]
                 for mark in line.marks if mark.size > 10]  # fmt: skip
        assert max(marks) < foot


def test_a_passbook_runs_from_opening_to_closing(read):
    rows = (PassbookRow("2026-03-10", "获得", "志愿服务", 20, 30, "赵敏"),)
    sheet = PassbookSheet(OFFICE, "王秀芬", "00000018", "3-2-301", "三月", 10, 30, rows, "到年底")
    text = read.text(compose_passbook(sheet)).replace(" ", "")
    for word in ("期初余额：10分", "期末余额：30分", "+20", "到年底"):
        assert word in text


def test_the_register_counts_what_was_not_cancelled(read):
    row = RegisterRow("2026-0001", "2026-03-10", "王秀芬", "3-2-301", "洗衣液×2", 40)
    gone = RegisterRow("2026-0002", "2026-03-10", "李建国", "3-2-302", "米×1", 25, True)
    text = read.text(compose_redemption_register(RegisterSheet(OFFICE, "三月", (row, gone))))
    assert "40 分" in text
    assert "（已取消）" in text


def test_a_ranking_of_buildings_says_how_many_people(read):
    rows = (RankRow(1, "3 号楼", "第一网格", 12, 240),)
    sheet = RankingSheet(OFFICE, "楼栋", "三月", rows, of_people=False)
    assert "得分人数" in read.text(compose_ranking(sheet))


def test_a_report_has_a_table_for_each_way_of_cutting(read):
    line = PointsLine("志愿服务", 3, 2, 60, 0, 40)
    tables = tuple(PointsTable(name, (line,)) for name in ("类别", "细则", "活动"))
    sheet = PointsReportSheet(OFFICE, "积分报告", "三月", "全部", (), tables, line)
    text = read.text(compose_points_report(sheet))
    for heading in ("一、按类别统计", "二、按细则统计", "三、按活动统计"):
        assert heading in text


@pytest.mark.parametrize(("agrees", "word"), [(True, "收支平衡"), (False, "核对不一致")])
def test_the_yearly_account_says_whether_it_agrees(read, agrees, word):
    issued = YearlyRow("已发放", 0, 100, 0, 100)
    placed = (YearlyRow("居民账户", 0, 100, 30, 70), YearlyRow("已兑换", 0, 30, 0, 30))
    sheet = YearlySheet(OFFICE, 2026, issued, placed, (("获得", 3, 100),), agrees)
    text = read.text(compose_yearly(sheet))
    assert word in text
    assert "100 ＝ 70 ＋ 30" in text


def test_a_name_that_no_face_holds_is_refused():
    with pytest.raises(GlyphsMissing):
        compose_cards(CardSheet(OFFICE, (CardFace("王\U0003134a", "00000018"),)))
