"""会议纪要, as it lies on the table."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.printing.minutes import Passage, compose_minutes
from app.printing.preview import page_count
from app.printing.typeface import GlyphsMissing
from tests.app.printing.conftest import ReadBack
from tests.app.printing.sheets import MARK, NAMES, OFFICE, minutes

CELL = 156 / 28


def test_the_red_mark_begins_35_mm_below_the_type_areas_edge(read: ReadBack) -> None:
    first = read.lines(compose_minutes(minutes()))[0][0]
    assert first.text == "和平里社区居民代表会议纪要"
    assert min(mark.ink_top for mark in first.marks) == pytest.approx(37 + 35, abs=0.6)
    left, right = first.x - 28, 184 - first.marks[-1].ink_right
    assert left == pytest.approx(right, abs=1.5)


def test_a_mark_too_long_for_a_line_breaks_by_sense_and_stays_large(read: ReadBack) -> None:
    title = "幸福街道和平里社区幸福家园小区业主委员会与物业服务企业联席会议纪要"
    page = read.lines(compose_minutes(minutes(mark_title=title)))[0]
    mark = [line for line in page if line.size >= 26]
    assert "".join(line.text for line in mark) == title
    assert mark[-1].text.endswith("联席会议纪要")


def test_a_red_rule_stands_below_office_and_date(read: ReadBack) -> None:
    pdf = compose_minutes(minutes())
    (rule,) = read.rules(pdf, 0)
    line = next(line for line in read.lines(pdf)[0] if line.text.startswith(OFFICE))
    assert line.text.endswith("2026年11月4日")
    assert rule[1] - line.baseline == pytest.approx(4, abs=1.5)
    assert (rule[0], rule[2]) == pytest.approx((28, 184), abs=0.8)


def test_the_signer_stands_beside_the_number(read: ReadBack) -> None:
    page = read.lines(compose_minutes(minutes(signer="张建军")))[0]
    assert "〔2026〕12号签发人：张建军" in [line.text for line in page]


def test_names_are_aligned_after_the_colon_and_none_is_split(read: ReadBack) -> None:
    pages = read.lines(compose_minutes(minutes()))
    flow = [line for page in pages for line in page if line.baseline < 262]
    start = next(i for i, line in enumerate(flow) if line.text.startswith("出席："))
    end = next(i for i, line in enumerate(flow) if line.text.startswith("请假："))
    after_colon = flow[start].marks[3].x
    assert after_colon == pytest.approx(28 + 5 * CELL, abs=0.1)
    for line in flow[start + 1 : end]:
        assert line.x == pytest.approx(after_colon, abs=0.1)
    assert flow[end].marks[3].x == pytest.approx(after_colon, abs=0.1)
    rows = [flow[start].text[3:], *(line.text for line in flow[start + 1 : end])]
    assert "".join(rows) == "".join(NAMES)
    ends = [len("".join(rows[: i + 1])) for i in range(len(rows))]
    borders = [len("".join(NAMES[: i + 1])) for i in range(len(NAMES))]
    assert set(ends) <= set(borders)


def test_names_of_two_characters_take_the_room_of_three(read: ReadBack) -> None:
    people = ("张三", "欧阳娜娜", "李建国", "王五", "阿卜杜拉·买买提", "赵六")
    pages = read.lines(compose_minutes(minutes(topics=(), present=people)))
    line = next(line for page in pages for line in page if line.text.startswith("出席："))
    at = {mark.char: (mark.x - 28) / CELL for mark in line.marks}
    assert at["张"] == pytest.approx(5, abs=0.1)
    assert at["三"] == pytest.approx(7, abs=0.1)
    assert at["欧"] == pytest.approx(9, abs=0.1)
    assert at["李"] == pytest.approx(17, abs=0.1)


def test_every_text_copies_out_of_the_document_rare_names_too(read: ReadBack) -> None:
    text = read.text(compose_minutes(minutes(chair="王䶮、李㛃、陈俊𬱖、张𫖯")))
    assert "王䶮、李㛃、陈俊𬱖、张𫖯" in text
    assert "占总户数的84.7%；初步测算每部电梯造价约48.5万元" in text.replace(" ", "")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no second reader on this machine")
def test_a_second_reader_finds_the_same_rare_names(tmp_path: Path) -> None:
    file = tmp_path / "minutes.pdf"
    file.write_bytes(compose_minutes(minutes(chair="王䶮、李㛃、陈俊𬱖、张𫖯")))
    found = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    assert "王䶮、李㛃、陈俊𬱖、张𫖯" in found.stdout.decode()


def test_only_embedded_subsets_are_referred_to() -> None:
    pdf = compose_minutes(minutes())
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") > 5
    assert pdf.count(b"/BaseFont /AAAAA") == pdf.count(b"/BaseFont")


def test_headings_of_topics_are_numbered_and_tasks_name_who_and_when(read: ReadBack) -> None:
    text = read.text(compose_minutes(minutes())).replace(" ", "")
    assert "一、关于3号楼、5号楼加装电梯" in text
    assert "五、关于物业费" in text
    assert "（二）讨论意见1.费用分摊" in text
    assert "（责任人：王芳、李敏；完成时限：2026年12月5日）。" in text


def test_a_finished_text_prints_as_it_is_written(read: ReadBack) -> None:
    body = (
        Passage("九、补充事项", 1),
        Passage("第一段。\n第二段。"),
        Passage("同意。", label="会议决定："),
    )
    pdf = compose_minutes(minutes(topics=(), body=body))
    lines = [line.text for page in read.lines(pdf) for line in page]
    start = lines.index("九、补充事项")
    assert lines[start + 1 : start + 4] == ["第一段。", "第二段。", "会议决定：同意。"]


def test_the_colophon_closes_the_last_page(read: ReadBack) -> None:
    pdf = compose_minutes(minutes())
    *_, copies, issued, _folio, _print = read.lines(pdf)[-1]
    assert copies.text.startswith("分送：幸福街道办事处，")
    assert issued.text == f"{OFFICE}2026年11月4日印发"
    assert issued.size == 14.0
    assert max(rule[3] for rule in read.rules(pdf, page_count(pdf) - 1)) == pytest.approx(
        262, abs=0.5
    )


def test_the_foot_tells_when_by_whom_and_under_which_number(read: ReadBack) -> None:
    for page in read.lines(compose_minutes(minutes())):
        assert page[-1].text == "打印时间2026-11-2414:30打印人王芳编号HY-2026-0012校验7F3A-91C2"
        assert page[-1].size == 6.0


def test_a_draft_says_so_on_every_page_and_a_locked_one_does_not(read: ReadBack) -> None:
    from dataclasses import replace

    draft = compose_minutes(minutes(mark=replace(MARK, draft=True)))
    assert all("草稿" in page[-1].text for page in read.lines(draft))
    assert "草" not in read.text(compose_minutes(minutes()))


def test_the_document_names_its_title_office_language_and_day(read: ReadBack) -> None:
    pdf = compose_minutes(minutes())
    about = read.metadata(pdf)
    assert about["Title"] == "和平里社区居民代表会议纪要"
    assert about["Author"] == OFFICE
    assert about["CreationDate"].startswith("D:20261124")
    assert b"/Lang (zh-CN)" in pdf


def test_the_same_sheet_gives_the_same_bytes_in_any_thread() -> None:
    sheets = [minutes(issued_on=date(2026, 11, day)) for day in range(1, 5)]
    expected = [compose_minutes(sheet) for sheet in sheets]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns in the middle of everything
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(compose_minutes, sheets * 3)) == expected * 3
    finally:
        sys.setswitchinterval(usual)


def test_every_page_is_told_and_a_cancelled_job_stops() -> None:
    seen: list[tuple[int, int]] = []
    pdf = compose_minutes(minutes(), step=lambda done, total: seen.append((done, total)))
    total = page_count(pdf)
    assert seen == [(i + 1, total) for i in range(total)]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compose_minutes(minutes(), step=stop)


def test_a_missing_character_stops_the_print_or_becomes_a_frame(read: ReadBack) -> None:
    sheet = minutes(chair="李\U0002f000")
    with pytest.raises(GlyphsMissing):
        compose_minutes(sheet)
    assert "李□" in read.text(compose_minutes(sheet, frames_allowed=True))


def test_all_standard_characters_print_and_copy_out(read: ReadBack) -> None:
    fonts = resources.files("resources").joinpath("fonts")
    listed = fonts.joinpath("standard_characters.txt").read_text(encoding="utf-8")
    standard = listed.replace("\n", "")
    pdf = compose_minutes(minutes(topics=(), body=(Passage(standard),)))
    text = read.text(pdf)
    assert set(standard) - set(text) == set()


def test_a_stray_newline_in_a_name_or_heading_prints_as_nothing_odd(read: ReadBack) -> None:
    body = (Passage("一、电梯\n工作", 1), Passage("第一段。\u2028第二段。\r\n"))
    text = read.text(compose_minutes(minutes(topics=(), body=body, present=("张\n三丰",))))
    assert "□" not in text
    assert "一、电梯 工作" in text
    assert "第一段。第二段。" in text


def test_minutes_with_next_to_nothing_still_print(read: ReadBack) -> None:
    from app.printing.minutes import MinutesSheet

    pdf = compose_minutes(MinutesSheet("居委会", "会议纪要", date(2026, 1, 5)))
    assert page_count(pdf) == 1
    assert "2026年1月5日" in read.text(pdf)
