"""The first run: from nothing to a station of one's own, with the recovery code in hand."""

import pytest
from PySide6.QtCore import Qt

from app.accounts.station import open_by_recovery_code
from tests.app.bootstrap.sitting import words_in

OFFICE = {"单位名称": "向阳社区", "区划代码": "130302001002"}
SECRETARY = {"书记姓名": "赵敏", "账号": "zhaomin"}
PASSWORDS = {"密码": "向阳社区-2026", "再输一遍密码": "向阳社区-2026"}


def at_the_account(here):
    here.press("新建站点")
    here.fill(**OFFICE)
    here.press("下一步")
    here.sees("第一个账号归书记使用")


def at_the_code(here):
    at_the_account(here)
    here.fill(**SECRETARY, **PASSWORDS)
    here.press("建立站点")
    here.sees("请保存恢复码")


def code_in_sight(here) -> str:
    lines = here.words().splitlines()
    return "-".join(line for line in lines if len(line) == 4 and line.isascii())


def documents(tmp_path):
    return tmp_path / "家" / "文档"


def test_nothing_but_ways_to_begin_is_offered_at_first(here):
    assert here.offers("看演示社区")
    assert here.offers("新建站点")
    assert here.offers("打开站点")
    assert here.offers("恢复备份")
    assert "最近打开" not in here.words()


def test_a_station_is_made_and_opens_on_its_desk(here, program, tmp_path):
    at_the_code(here)
    assert (documents(tmp_path) / "向阳社区.station").is_file()
    assert not here.offers("开始使用")
    here.press("我已打印或抄下恢复码")
    here.press("开始使用")
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)
    assert program.window.windowTitle() == "向阳社区 — 里仁"
    assert "书记 · 赵敏" in words_in(program.window)


def test_the_code_that_was_shown_opens_the_station(here, program, tmp_path):
    at_the_code(here)
    code = code_in_sight(here)
    assert len(code) == len("QX0S-5BHB-8489-X9A0-QX0S-5BHB-8489")
    here.press("我已打印或抄下恢复码")
    here.press("开始使用")
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)
    program.close_station()
    path = documents(tmp_path) / "向阳社区.station"
    open_by_recovery_code(path, code, "zhaomin", "忘了以后再设一个").close()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1303", "应为 12 位数字，现在是 4 位"),
        ("130302000000", "不是社区一级的区划代码"),
        ("", "请填写区划代码"),
    ],
)
def test_a_code_that_cannot_be_is_said_under_its_field(here, code, said):
    here.press("新建站点")
    here.fill(单位名称="向阳社区", 区划代码=code)
    here.press("下一步")
    assert said in here.said_under("area_code")
    here.fill(区划代码="130302001002")
    here.press("下一步")
    here.sees("第一个账号归书记使用")


@pytest.mark.parametrize(
    ("password", "again", "field", "said"),
    [
        ("1234", "1234", "password", "至少 8 位，现在是 4 位"),
        ("向阳社区-2026", "向阳社区-2027", "again", "两遍密码不一样"),
    ],
)
def test_a_password_that_will_not_do_is_said_under_its_field(
    here, tmp_path, password, again, field, said
):
    at_the_account(here)
    here.fill(**SECRETARY, 密码=password, 再输一遍密码=again)
    here.press("建立站点")
    assert said in here.said_under(field)
    assert list(documents(tmp_path).iterdir()) == []


def test_a_name_that_is_taken_is_said_and_another_place_can_be_chosen(here, tmp_path):
    (documents(tmp_path) / "向阳社区.station").write_bytes(b"somebody else's")
    at_the_account(here)
    here.fill(**SECRETARY, **PASSWORDS)
    here.press("建立站点")
    here.sees("“向阳社区.station”已经存在。")
    here.dialogs.choose_file(tmp_path / "向阳")
    here.press("更换位置")
    here.press("建立站点")
    here.sees("请保存恢复码")
    assert (tmp_path / "向阳.station").is_file()
    assert (documents(tmp_path) / "向阳社区.station").read_bytes() == b"somebody else's"


def test_what_was_filled_in_is_still_there_after_a_step_back(here):
    at_the_account(here)
    here.fill(书记姓名="赵敏")
    here.press("上一步")
    assert here.field("单位名称").text() == "向阳社区"
    here.press("下一步")
    assert here.field("书记姓名").text() == "赵敏"
    here.press("上一步")
    here.press_key(Qt.Key.Key_Escape)
    assert here.offers("新建站点")


def test_closing_the_window_before_the_code_is_kept_asks_first(here, program):
    at_the_code(here)
    here.dialogs.press("取消")
    assert not program.start.close()
    assert "还没有保存恢复码" in here.dialogs.said[0]
    here.sees("请保存恢复码")
    here.dialogs.press("仍要关闭")
    assert program.start.close()


def test_the_code_can_be_kept_as_a_sheet(here, tmp_path):
    at_the_code(here)
    sheet = tmp_path / "恢复码.pdf"
    here.dialogs.choose_file(sheet)
    here.press("存为 PDF")
    here.qtbot.waitUntil(sheet.is_file, timeout=8000)
    assert sheet.read_bytes().startswith(b"%PDF")


def test_a_made_station_is_among_the_recent_ones_even_when_it_was_not_entered(here, program):
    at_the_code(here)
    here.press("我已打印或抄下恢复码")
    program.start.show_start()
    here.sees("最近打开")
    here.press_named("打开向阳社区")
    here.sees("向阳社区")
