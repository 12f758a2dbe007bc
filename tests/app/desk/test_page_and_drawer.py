"""A page and its drawer: the list stays in sight, and nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.drawer import Drawer
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.labels import Elided, button, label
from app.desk.page import Page
from tests.app.desk.a_window import words_in
from tests.app.desk.typing_in import press, type_in


@pytest.fixture
def page(qtbot, qapp):
    theme.apply_theme(qapp, dark=False)
    made = Page("网格")
    made.pressed = []
    made.set_primary("登记网格", lambda: made.pressed.append("登记网格"))
    made.add_search("名称", made.pressed.append)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def a_form(page):
    form = Form([Field("name", "姓名", required=True)])
    form.closed.connect(page.drawer.dismiss)
    page.drawer.show_content("登记网格", form)
    form.focus_first()
    return form


def visible(place, text):
    found = [b for b in place.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert found, text
    return found[-1]


def test_the_page_says_what_it_is_and_how_much_is_in_it(page):
    page.set_subtitle("8 个网格")
    assert words_in(page).startswith("网格\n8 个网格")


def test_the_primary_action_is_a_button_that_names_its_key(qtbot, page):
    made = visible(page, "登记网格")
    assert made.toolTip() == "登记网格（Ctrl+N）"
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    page.start_new()
    assert page.pressed == ["登记网格", "登记网格"]


def test_a_primary_action_that_cannot_be_taken_is_not_taken_by_its_key_either(page):
    visible(page, "登记网格").setEnabled(False)
    page.start_new()
    assert page.pressed == []


def test_secondary_actions_wait_in_a_menu(qtbot, page):
    done = []
    action = page.add_action("导出", lambda: done.append("导出"), "download")
    page.add_action("打印", lambda: done.append("打印"))
    more = next(b for b in page.findChildren(QPushButton) if b.menu())
    assert more.text() == "更多"
    assert [a.text() for a in more.menu().actions()] == ["导出", "打印"]
    action.trigger()
    assert done == ["导出"]
    qtbot.waitUntil(lambda: 0 < more.x() < visible(page, "登记网格").x())


def test_typing_filters_and_the_cross_clears(qtbot, page):
    page.focus_search()
    type_in(qtbot, QApplication.focusWidget(), "ab")
    page.search.clear()
    assert page.pressed == ["a", "ab", ""]


# -- the drawer -------------------------------------------------------------------------------


def test_the_drawer_opens_beside_the_list_and_escape_closes_it(qtbot, page):
    page.drawer.show_content("第一网格", label("四至"), (button("任命"), button("修改")))
    assert words_in(page.drawer).startswith("第一网格")
    assert page.drawer.geometry().right() == page.width() - 1
    first = visible(page, "登记网格")
    qtbot.waitUntil(lambda: first.geometry().right() < page.drawer.x())
    with qtbot.waitSignal(page.drawer.closed):
        qtbot.keyClick(page.drawer, Qt.Key.Key_Escape)
    assert not page.drawer.isVisible()


def test_escape_closes_the_drawer_also_when_the_focus_is_in_the_list(qtbot, page):
    page.drawer.show_content("第一网格", label("四至"))
    page.search.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.drawer.isVisible()


def test_the_cross_closes_it_too(qtbot, page):
    page.drawer.show_content("第一网格", label("四至"))
    close = next(b for b in page.drawer.findChildren(QWidget) if b.toolTip() == "关闭（Esc）")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not page.drawer.isVisible()


def test_the_last_button_stands_at_the_right(qtbot, page):
    left, right = button("任命"), button("修改")
    page.drawer.show_content("第一网格", label("四至"), (left, right))
    qtbot.waitUntil(lambda: right.x() - left.x() > 200)


def test_what_was_shown_before_is_gone_with_its_buttons(qtbot, page):
    page.drawer.show_content("第一网格", label("旧的"), (button("任命"),))
    page.drawer.show_content("第二网格", label("新的"))
    assert "旧的" not in words_in(page.drawer)
    assert "新的" in words_in(page.drawer)
    assert [b.text() for b in page.drawer.findChildren(QPushButton) if b.isVisible()] == []


def test_a_form_with_something_typed_asks_before_the_drawer_closes(qtbot, page):
    form = a_form(page)
    type_in(qtbot, QApplication.focusWidget(), "王秀芬")
    press(qtbot, Qt.Key.Key_Escape)
    assert page.drawer.isVisible()
    assert form.banner.isVisible()
    assert not page.may_leave()
    form.banner.leave_asked.emit()
    assert not page.drawer.isVisible()
    assert page.may_leave()


def test_an_untouched_form_closes_at_once(qtbot, page):
    a_form(page)
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.drawer.isVisible()


def test_where_there_is_no_room_for_both_the_drawer_lies_over_the_list(qtbot, page):
    page.drawer.show_content("第一网格", label("四至"))
    page.resize(800, 600)
    assert page.drawer.geometry().right() == page.width() - 1
    assert page.drawer.width() == theme.size("drawer")
    shown = visible(page, "登记网格")
    qtbot.waitUntil(lambda: shown.geometry().right() > page.drawer.x())


def test_a_long_text_in_the_drawer_scrolls_and_does_not_widen_it(qtbot, page):
    body = QWidget()
    column = QVBoxLayout(body)
    for number in range(60):
        column.addWidget(label(f"{number} " + "很长的一段话" * 20, wrap=True))
    page.drawer.show_content("第一网格", body)
    qtbot.waitUntil(lambda: body.height() > page.drawer.height())
    assert page.drawer.width() == theme.size("drawer")
    assert body.width() <= theme.size("drawer")


def test_a_drawer_alone_may_be_left(qtbot):
    drawer = Drawer()
    qtbot.addWidget(drawer)
    assert drawer.may_leave()
    drawer.show_content("空", label())
    assert drawer.may_leave()


# -- pages entered ----------------------------------------------------------------------------


def test_an_entered_page_takes_the_whole_width_and_leads_back(qtbot, page):
    inner = Page("会议现场")
    page.enter(inner)
    assert "会议现场" in words_in(page)
    assert not page.search.isVisible()
    page.leave_innermost()
    assert page.entered is None
    assert page.search.isVisible()


def test_the_keys_go_to_the_page_in_sight(page):
    inner = Page("会议现场")
    done = []
    inner.set_primary("签到", lambda: done.append("签到"))
    page.enter(inner)
    page.start_new()
    assert (done, page.pressed) == (["签到"], [])


def test_an_entered_page_with_something_typed_does_not_let_go(qtbot, page):
    inner = Page("会议现场")
    page.enter(inner)
    a_form(inner)
    type_in(qtbot, QApplication.focusWidget(), "王秀芬")
    page.leave_innermost()
    assert page.entered is inner
    assert not page.may_leave()


# -- words that have no room ------------------------------------------------------------------


def test_words_without_room_end_in_an_ellipsis_and_are_told_in_the_tip(qtbot):
    made = Elided("文化路街道人民里社区居民委员会")
    qtbot.addWidget(made)
    made.resize(60, 24)
    made.show()
    assert QLabel.text(made).endswith("…")
    assert made.text() == made.toolTip() == "文化路街道人民里社区居民委员会"
    made.resize(600, 24)
    assert QLabel.text(made) == made.text()
    assert made.toolTip() == ""
