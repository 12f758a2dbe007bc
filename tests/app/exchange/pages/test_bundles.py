"""Bundles made and taken by hand, from the button to the paper; and what is refused."""

import shutil

import pytest
from PySide6.QtGui import QGuiApplication

from app import settings
from app.exchange.codes import check_code
from app.exchange.terms import Direction
from tests.app.exchange.paired import COMMUNITY, STREET, build


def made_by_hand(desk, stick):
    """A bundle made at a desk; its path."""
    desk.press("制作报送包")
    desk.here.folder.take(stick)
    desk.sees("送出的内容，共")
    desk.press("制作")
    desk.sees("包已制作")
    return max(stick.glob("*.liren"), key=lambda path: path.name)


def test_the_only_superior_is_chosen_and_what_goes_out_is_told(desk_of, offices, stick):
    build(offices[0], "1", "2")
    desk = desk_of(offices[0])
    desk.sees("待报送")
    desk.press("制作报送包")
    desk.sees("楼栋 2 条", "单元 4 条", "证件号、电话不会送出")
    assert STREET in desk.here.peer.currentText()
    desk.here.folder.take(stick)
    desk.press("制作")
    desk.sees("给文昌路街道的第 1 包已制作", "人民里社区→文昌路街道-第0001包-20261102.liren")
    desk.press("复制校验码")
    assert QGuiApplication.clipboard().text().count("-") == 3
    desk.press("打印移交单")
    desk.qtbot.waitUntil(lambda: desk.here.title == "报送包移交单", timeout=3000)
    desk.settle()


def test_the_folder_used_last_is_offered_again(desk_of, offices, stick):
    desk = desk_of(offices[0])
    made_by_hand(desk, stick)
    desk.press("回到报送")
    desk.press("制作报送包")
    assert desk.here.folder.folder() == stick


def test_without_a_folder_nothing_can_be_made(desk_of, offices):
    desk = desk_of(offices[0])
    desk.press("制作报送包")
    desk.sees("送出的内容，共")
    desk.here.folder.box.setCurrentIndex(-1)
    assert not desk.here.go_button.isEnabled()


def test_a_stick_that_is_gone_is_told_and_leaves_no_bundle_behind(desk_of, offices, stick):
    desk = desk_of(offices[0])
    desk.press("制作报送包")
    desk.here.folder.take(stick)
    desk.sees("送出的内容，共")
    stick.rmdir()
    desk.press("制作")
    desk.sees("找不到", "请插好U盘")
    desk.here.left.emit()
    assert desk.rows(desk.page.history.table) == []


def test_a_bundle_is_looked_at_taken_and_its_rows_are_announced(desk_of, offices, stick):
    build(offices[0], "1", "2")
    path = made_by_hand(desk_of(offices[0]), stick)
    desk = desk_of(offices[1])
    desk.press("收取报送包")
    desk.here.look_at(path)
    desk.sees(f"{COMMUNITY}的第 1 包，签名有效", "楼栋 2 条")
    desk.press("收取")
    desk.sees(f"已收取{COMMUNITY}的第 1 包", "楼栋 2 条")
    assert {"building", "unit", "bundle_record"} <= desk.changed
    desk.press("回到报送")
    (row,) = desk.rows(desk.page.peers)
    assert row.received.serial == 1
    (line,) = desk.rows(desk.page.history.table)
    assert line.direction is Direction.IN


def test_taking_it_twice_says_that_nothing_changes(desk_of, offices, stick):
    build(offices[0])
    path = made_by_hand(desk_of(offices[0]), stick)
    offices[1].apply(path)
    desk = desk_of(offices[1])
    desk.page.receive([path])
    desk.sees("以前收取过")
    desk.press("收取")
    desk.sees("本站没有变动")


def test_a_gap_is_named_before_the_bundle_is_taken(desk_of, offices, stick):
    community, street = offices
    build(community)
    community.make(street)
    path = made_by_hand(desk_of(community), stick)
    desk = desk_of(street)
    desk.page.receive([path])
    desk.sees("缺第 1 包", "已包含在本包中")


def _altered(path, offices):
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _cut(path, offices):
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize(
    ("spoil", "words"), [(_altered, "改动过或已损坏"), (_cut, "文件不完整")], ids=["bit", "cut"]
)
def test_a_spoilt_file_is_refused_and_kept(desk_of, offices, stick, spoil, words):
    path = made_by_hand(desk_of(offices[0]), stick)
    spoil(path, offices)
    desk = desk_of(offices[1])
    desk.page.receive([path])
    desk.sees(words, "文件原样保留")
    assert path.exists()
    assert desk.rows(desk.page.history.table) == []


def test_a_bundle_for_somebody_else_is_refused(desk_of, offices, stick):
    desk = desk_of(offices[0])
    path = made_by_hand(desk, stick)
    desk.press("回到报送")
    desk.page.receive([path])
    desk.sees("这是本站自己制作的报送包")


def test_volumes_are_made_and_taken_by_any_of_them(desk_of, offices, stick):
    build(offices[0])
    desk = desk_of(offices[0])
    desk.press("制作报送包")
    desk.here.folder.take(stick)
    desk.here.volumes.setCurrentIndex(1)
    desk.press("制作")
    desk.sees("包已制作", ".liren.001")
    (volume,) = stick.iterdir()
    other = desk_of(offices[1])
    other.page.receive([volume])
    other.sees("签名有效")
    other.press("收取")
    other.sees("已收取")


def test_where_the_office_asks_for_the_slip_its_code_must_be_typed(desk_of, offices, stick):
    build(offices[0])
    path = made_by_hand(desk_of(offices[0]), stick)
    with offices[1].station.write() as session:
        settings.put(session, settings.EXCHANGE_REQUIRE_SLIP, True)
    desk = desk_of(offices[1])
    desk.page.receive([path])
    desk.sees("移交单上的校验码（必填）")
    desk.press("收取")
    desk.sees("还没有输入移交单上的校验码")
    desk.here.preview.slip.setText("0000 0000 0000 0000")
    desk.press("收取")
    desk.sees("校验码与这个报送包不符")
    from app.exchange.envelope import read_manifest

    desk.here.preview.slip.setText(check_code(read_manifest(path).sha256))
    desk.press("收取")
    desk.sees("已收取")


def test_new_bundles_in_the_watched_folder_are_offered_one_after_the_other(
    desk_of, offices, stick, tmp_path
):
    community, street = offices
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    desk = desk_of(street)
    desk.page.forms.watch_inbox(inbox)
    desk.settle()
    assert desk.page.bar.isHidden()
    for number in (1, 2):
        build(community, str(number))
        shutil.move(community.make(street).path, inbox)
    desk.sees("收件夹里有 2 个新报送包")  # the folder tells by itself that something came
    desk.press("逐个收取")
    desk.sees("第 1 包，签名有效")
    desk.press("收取")
    desk.press("收取下一个（还有 1 个）")
    desk.sees("第 2 包，签名有效")
    desk.press("收取")
    desk.sees("第 2 包")
    desk.press("回到报送")
    desk.settle()
    desk.qtbot.waitUntil(desk.page.bar.isHidden, timeout=5000)


def test_the_receipt_is_made_at_once_and_confirms_to_the_sender(desk_of, offices, stick):
    community, street = offices
    build(community)
    path = made_by_hand(desk_of(community), stick)
    desk = desk_of(street)
    desk.page.receive([path])
    desk.press("收取")
    desk.press("制作回执包")
    desk.here.folder.take(stick)
    desk.press("制作")
    desk.sees("包已制作")
    community.apply(next(stick.glob(f"{STREET}*.liren")))
    own = desk_of(community)
    own.sees("第 1 包对方已确认")


def test_the_history_shows_one_bundle_in_the_drawer_and_its_slip(desk_of, offices, stick):
    build(offices[0])
    desk = desk_of(offices[0])
    made_by_hand(desk, stick)
    desk.press("回到报送")
    (row,) = desk.rows(desk.page.history.table)
    desk.page.history.table.opened.emit(row)
    desk.sees("给文昌路街道的第 1 包", "楼栋 1 条", "等待确认")
    desk.press("打印移交单")
    desk.qtbot.waitUntil(lambda: desk.here.title == "报送包移交单", timeout=3000)


def test_what_waits_today_opens_the_page_that_makes_it(desk_of, offices):
    desk = desk_of(offices[0])
    desk.page.open_record(("bundle", offices[1].id))
    desk.sees("送出的内容，共")
    other = desk_of(offices[1])
    other.page.open_record(("bundle", offices[0].id))
    other.sees("配对时间")


def test_the_palette_leads_to_making_and_to_taking(desk_of, offices):
    desk = desk_of(offices[0])
    desk.page.open_record("make")
    desk.sees("送出的内容，共")
    desk.page.open_record("receive")
    assert desk.here.title == "收取报送包"


def test_the_settings_of_the_room_are_kept(desk_of, offices):
    desk = desk_of(offices[0])
    desk.menu()["报送设置…"].trigger()
    desk.settle()
    desk.submit(**{settings.EXCHANGE_EVERY_DAYS.key: 14})
    with offices[0].station.read() as session:
        assert settings.get(session, settings.EXCHANGE_EVERY_DAYS) == 14


def test_a_bundle_whose_making_is_stopped_leaves_nothing_behind(desk_of, offices, stick):
    desk = desk_of(offices[0])
    desk.press("制作报送包")
    desk.here.folder.take(stick)
    desk.sees("送出的内容，共")
    desk.here.make()
    desk.here.progress.stop()
    desk.settle()
    assert list(stick.iterdir()) == []
    assert desk.here.go_button.isEnabled()
    desk.here.left.emit()
    assert desk.rows(desk.page.history.table) == []


def test_one_that_is_stopped_while_it_is_taken_changes_nothing(desk_of, offices, stick):
    build(offices[0])
    path = made_by_hand(desk_of(offices[0]), stick)
    desk = desk_of(offices[1])
    desk.page.receive([path])
    desk.sees("签名有效")
    desk.here.take()
    desk.here.progress.stop()
    desk.settle()
    assert desk.rows(desk.page.history.table) == []
    desk.press("收取")
    desk.sees("已收取")


def test_what_the_history_shows_can_be_exported(desk_of, offices, stick):
    desk = desk_of(offices[0])
    made_by_hand(desk, stick)
    desk.press("回到报送")
    desk.page.history.search.setText(STREET)
    assert "导出表格…（Ctrl+E）" in desk.menu()
    chosen = desk.page.history.chosen()
    assert chosen.filters == f"“{STREET}”"
    with offices[0].station.read() as session:
        assert len(chosen.read(session, masked=True)) == 1
