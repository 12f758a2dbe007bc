"""会议记录 and 表决结果报告单: the papers somebody signs by hand."""

from datetime import date

import pytest

from app.printing.minutes import Passage
from app.printing.preview import page_count
from app.printing.record import Correction, RecordSheet, compose_record
from app.printing.vote_report import VoteReportSheet, compose_vote_report
from tests.app.printing.conftest import ReadBack
from tests.app.printing.sheets import MARK, NAMES, OFFICE, REPORT


def record(speeches: int = 6) -> RecordSheet:
    said = (Passage(REPORT, label=f"{NAMES[i % 48]}：") for i in range(speeches))
    body = (Passage("一、关于加装电梯", 1), *said)
    correction = Correction(date(2026, 11, 5), "王芳", "“48.5万元”应为“46.5万元”。")
    return RecordSheet(
        OFFICE, "和平里社区居民代表会议记录", "2026年11月20日14:00至16:10", "小院议事厅", "张建军",
        "王芳", "应到61人，实到51人。", NAMES, ("孙丽（出差）",), (), (), body, (correction,), MARK,
    )  # fmt: skip


def test_a_record_numbers_its_pages_with_their_total(read: ReadBack) -> None:
    pages = read.lines(compose_record(record()))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page[-2].text == f"第{number}页共{len(pages)}页"


def test_a_record_holds_speakers_corrections_and_reasons_of_leave(read: ReadBack) -> None:
    text = read.text(compose_record(record())).replace(" ", "")
    assert f"{NAMES[0]}：会议听取了" in text
    assert "更正（2026年11月5日，王芳）：“48.5万元”应为“46.5万元”。" in text
    assert "孙丽（出差）" in text
    assert "缺席" not in text


@pytest.mark.parametrize("speeches", range(12))
def test_signature_lines_stand_below_text_with_a_line_to_write_on(
    speeches: int, read: ReadBack
) -> None:
    pdf = compose_record(record(speeches))
    *text, signing, _page_of, _print = read.lines(pdf)[-1]
    assert signing.text == "主持人签名：记录人签名："
    assert len(text) >= 2
    lines = [rule for rule in read.rules(pdf, page_count(pdf) - 1) if rule[2] - rule[0] < 60]
    assert len(lines) == 2
    for left, top, right, _ in lines:
        assert right - left > 30
        assert 0 <= top - signing.baseline < 3


def report(**changes: int | None) -> VoteReportSheet:
    return VoteReportSheet(
        OFFICE, "和平里社区居民代表会议", "2026年11月20日15:20", "启动3号楼加装电梯工作。",
        "无记名投票", 61, 51, "61人的三分之二为41人，实到51人，达到。", 45, 4, 2,
        "51人的过半数为26票，赞成45票。", "通过", mark=MARK, **changes,
    )  # fmt: skip


def test_a_report_shows_ballots_only_when_paper_was_used(read: ReadBack) -> None:
    by_hand = read.text(compose_vote_report(report()))
    assert "表决票" not in by_hand
    on_paper = read.text(compose_vote_report(report(issued=51, returned=51, valid=50, invalid=1)))
    assert "发出 51 张" in on_paper
    assert "无效 1 张" in on_paper


def test_a_report_leaves_lines_for_the_three_who_answer_for_it(read: ReadBack) -> None:
    page = [line.text for line in read.lines(compose_vote_report(report()))[0]]
    assert "监票人：计票人：主持人：" in page
    assert "表决结果通过" in page
