"""The desk of an open station: locked and unlocked, renamed, laid out anew, backed up."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app import settings
from app.accounts.permissions import Role
from app.desk import theme
from tests.app.bootstrap.sitting import words_in
from tests.app.desk.typing_in import type_in
from tests.builders import SECRETARY, opened


def types_at_the_lock(here, dialog, password):
    """Type a password over what stands in the screen lock, and press Enter."""
    dialog.password.selectAll()
    type_in(here.qtbot, dialog.password, password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)


def opens_the_lock(here, dialog):
    with here.qtbot.waitSignal(dialog.accepted, timeout=8000):
        types_at_the_lock(here, dialog, SECRETARY.password)


def test_a_locked_screen_shows_nothing_and_opens_by_the_password_only(here, desk):
    seen = []

    def at_the_lock(dialog):
        assert "赵敏，屏幕已锁定" in words_in(dialog)
        assert dialog.geometry().contains(desk.window.geometry())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        types_at_the_lock(here, dialog, "不是这个")
        here.qtbot.waitUntil(lambda: "密码不对" in words_in(dialog), timeout=8000)
        opens_the_lock(here, dialog)
        seen.append("opened")

    here.dialogs.expect(at_the_lock)
    here.press("锁屏")
    assert seen == ["opened"]
    assert desk.window.isEnabled()


def test_the_lock_comes_down_once_however_often_it_is_asked_for(here, desk):
    locks = []

    def at_the_lock(dialog):
        locks.append(dialog)
        desk.window.lock_asked.emit()
        opens_the_lock(here, dialog)

    here.dialogs.expect(at_the_lock)
    here.press("锁屏")
    assert len(locks) == 1
    here.dialogs.expect(at_the_lock)
    here.press("锁屏")
    assert len(locks) == 2


def test_a_larger_text_is_there_at_once_and_the_room_stays(here, desk):
    here.enter("settings", "外观")
    before = desk.window
    title = next(x for x in before.findChildren(QLabel) if x.text() == "设置")
    height = title.fontMetrics().height()
    here.press_named("字号：特大")
    here.qtbot.waitUntil(lambda: desk.window is not before, timeout=8000)
    here.settle()
    larger = next(x for x in desk.window.findChildren(QLabel) if x.text() == "设置")
    assert larger.fontMetrics().height() > height * 1.4
    assert here.offers("特大")
    assert desk.window.navigation.key == "settings"
    shown = [x for x in QApplication.topLevelWidgets() if x.isVisible()]
    assert shown == [desk.window]


def test_the_window_comes_back_where_it_was_and_with_its_sidebar_folded(here, desk, path):
    desk.window.resize(1100, 700)
    desk.window.sidebar.set_folded(True)
    here.enter("settings")
    here.press("切换账号")
    here.qtbot.waitUntil(lambda: desk.start is not None, timeout=8000)
    desk.open_desk(opened(path))
    assert desk.window.sidebar.folded
    assert (desk.window.width(), desk.window.height()) == (1100, 700)


def entries(here, text):
    here.window.palette_box.open_palette(text)
    titles = [entry.title for entry in here.window.palette_box.model.entries]
    here.window.palette_box.close_palette()
    return titles


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.SECRETARY, True), (Role.GRID_WORKER, False), (Role.VIEWER, False)],
)
def test_the_palette_offers_what_the_account_may_do(here, program, path, role, may):
    station = opened(path)
    station.actor = replace(station.actor, role=role)
    program.open_desk(station)
    assert ("立即备份" in entries(here, "立即备份")) is may
    assert ("登记议题" in entries(here, "登记议题")) is (role is not Role.VIEWER)
    assert ("制作报送包" in entries(here, "制作报送包")) is may
    assert ("收取报送包" in entries(here, "收取报送包")) is may
    assert "锁屏" in entries(here, "sp")


def run_command(here, text):
    palette = here.window.palette_box
    palette.open_palette(text)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)


def test_a_backup_asked_for_is_made_and_said(here, desk, path):
    run_command(here, "立即备份")
    here.sees("今日已备份：备份/人民里-")
    assert "已备份并核对" in desk.window.toast.text()
    assert len(list((path.parent / "备份").glob("*.stationbackup"))) == 1


def test_a_backup_that_cannot_be_made_is_said_in_the_status_bar(here, desk, path):
    (path.parent / "备份").write_bytes(b"a file in the way")
    run_command(here, "立即备份")
    here.sees("今日备份没有成功")
    assert desk.window.isEnabled()


def test_dark_and_light_change_places(here, desk):
    assert not theme.current().tokens.is_dark
    run_command(here, "切换深色外观")
    assert theme.current().tokens.is_dark
    run_command(here, "切换深色外观")
    assert not theme.current().tokens.is_dark


def test_a_step_is_taken_back_from_the_palette(here, desk):
    here.enter("settings", "单位")
    here.fill(单位名称="改过名的社区")
    here.press("保存")
    here.qtbot.waitUntil(lambda: "改过名的社区" in desk.window.windowTitle(), timeout=8000)
    run_command(here, "撤销上一步")
    here.qtbot.waitUntil(lambda: "人民里社区" in desk.window.windowTitle(), timeout=8000)
    here.qtbot.waitUntil(lambda: here.field("单位名称").text() == "人民里社区", timeout=8000)


def test_a_demo_says_over_every_page_that_it_is_made_up(here, program, path):
    station = opened(path)
    with station.write() as session:
        settings.put(session, settings.IS_DEMO, True)
    program.open_desk(station)
    here.sees("演示数据：这里的人和事都是编的")


def test_leaving_from_the_lock_closes_the_window(here, desk):
    def leaves(dialog):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "退出程序").click()

    here.dialogs.expect(leaves)
    here.press("锁屏")
    assert not desk.window.isVisible()
