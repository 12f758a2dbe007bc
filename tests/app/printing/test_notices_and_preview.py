"""The public notice, the recovery sheet, and the pictures of pages for the preview."""

from datetime import date

from app.printing.preview import page_count, render_page
from app.printing.recovery_sheet import RecoverySheet, compose_recovery_sheet
from app.printing.result_notice import compose_result_notice
from tests.app.printing.conftest import ReadBack
from tests.app.printing.sheets import MARK, OFFICE, notice

CODE = "7QK4-M2XP-9HTC-W3RD-V8NB-J6YF-LEG5"


def test_a_notice_says_what_was_decided_by_which_rule_and_where_to_object(read: ReadBack) -> None:
    text = read.text(compose_result_notice(notice())).replace(" ", "")
    for part in ("应到", "61人", "赞成", "45票", "（《城市居民委员会组织法》第二十二条）",
                 "2026年11月24日至2026年12月1日，自公示次日起5个工作日。",
                 "联系电话：0335-3056789。", "特此公示。"):  # fmt: skip
        assert part in text


def test_parts_without_content_are_left_out_and_numbers_close_up(read: ReadBack) -> None:
    bare = notice(rule_basis="", rule_working="", objections_to="", phone="")
    text = read.text(compose_result_notice(bare))
    assert "三、公示时间" in text
    assert "表决依据" not in text
    assert "异议受理" not in text


def test_figures_stand_in_boxes_inside_the_type_area(read: ReadBack) -> None:
    rules = read.rules(compose_result_notice(notice()), 0)
    upright = [rule for rule in rules if rule[3] - rule[1] > 5]
    assert len({round(rule[0], 1) for rule in upright}) == 7
    assert min(rule[0] for rule in rules) >= 28 - 0.3
    assert max(rule[2] for rule in rules) <= 184 + 0.3


def test_an_announcement_ends_with_its_own_words(read: ReadBack) -> None:
    assert "特此公告。" in read.text(compose_result_notice(notice(title="居民代表会议公告")))


def test_the_recovery_code_is_printed_group_by_group_on_one_page(read: ReadBack) -> None:
    pdf = compose_recovery_sheet(RecoverySheet(OFFICE, "一号站点", CODE, date(2026, 11, 24), MARK))
    assert page_count(pdf) == 1
    lines = read.lines(pdf)[0]
    large = [line.text for line in lines if line.size == 26.0][1:]
    assert "".join(large) == CODE.replace("-", "")
    first, second = (line for line in lines if line.size == 26.0 and line.text in large)
    assert abs(first.marks[0].x - second.marks[0].x) < 2
    text = read.text(pdf)
    assert "2026年11月24日" in text
    assert OFFICE in text


def test_a_page_becomes_a_picture_of_the_asked_size() -> None:
    pdf = compose_result_notice(notice())
    picture = render_page(pdf, 0, 2.0)
    assert (picture.width, picture.height) == (1191, 1684)
    assert len(picture.pixels) == picture.stride * picture.height
    assert picture.pixels[:3] == b"\xff\xff\xff"
    assert min(picture.pixels) < 60
