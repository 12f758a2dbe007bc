"""Forms: what a clerk types, is told, and hands over."""

from datetime import date, datetime
from enum import StrEnum

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
)

from app.desk.columns import CHINA
from app.desk.forms import Choice, Field
from app.errors import InvalidInput, LirenError
from tests.app.desk.typing_in import focused, opened, press, stop, type_in, typed

TODAY = date(2026, 11, 24)
KINDS = (
    Choice("pipe", "水箱故障"),
    Choice("light", "路灯不亮"),
    Choice("noise", "噪声扰民"),
    Choice("lane", "占用消防通道"),
)


def today():
    return TODAY


def adult(born):
    return "选民应年满 18 周岁，请核对出生日期" if born.year > 2008 else None


def old(points):
    return "一次 500 分比平常多，请核对原件" if points >= 500 else None


FIELDS = (
    Field("name", "姓名", required=True, max_length=50),
    Field("born", "出生日期", "date", check=adult),
    Field("kind", "类别", "choice", choices=KINDS, required=True),
    Field("note", "说明", "long_text"),
    Field("points", "积分", "number", warn=old, minimum=0),
)


@pytest.fixture
def form(qtbot):
    return opened(qtbot, FIELDS, today)


# -- the form ---------------------------------------------------------------------------------


def test_a_whole_record_is_typed_and_saved_without_the_mouse(qtbot, form):
    type_in(qtbot, QApplication.focusWidget(), "王秀芬")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, QApplication.focusWidget(), "19600501")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, QApplication.focusWidget(), "zy")
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, QApplication.focusWidget(), "第一行")
    press(qtbot, Qt.Key.Key_Return)  # a new line here
    type_in(qtbot, QApplication.focusWidget(), "第二行")
    with qtbot.waitSignal(form.submitted) as sent:
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args[0] == {
        "name": "王秀芬",
        "born": date(1960, 5, 1),
        "kind": "lane",
        "note": "第一行\n第二行",
        "points": None,
    }


def test_enter_goes_on_and_shift_enter_goes_back(qtbot, form):
    press(qtbot, Qt.Key.Key_Return)
    assert focused(form) == "born"
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focused(form) == "name"
    stop(form, "points").setFocus()
    press(qtbot, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert focused(form).text() == "保存"


def test_enter_on_the_button_saves(qtbot, form):
    form.set_values({"name": "赵敏", "kind": "pipe"})
    stop(form, "points").setFocus()
    press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(form.submitted):
        press(qtbot, Qt.Key.Key_Return)


def test_a_field_is_checked_when_it_is_left_and_again_while_corrected(qtbot, form):
    typed(qtbot, form, "born", "0230")
    assert form.rows["born"].said == ""
    press(qtbot, Qt.Key.Key_Tab)
    assert form.rows["born"].said == "2026 年 2 月没有 30 日，请核对"
    assert stop(form, "born").property("invalid") == "true"
    stop(form, "born").setFocus()
    press(qtbot, Qt.Key.Key_Backspace)
    press(qtbot, Qt.Key.Key_Backspace)
    press(qtbot, Qt.Key.Key_Backspace)
    press(qtbot, Qt.Key.Key_Backspace)
    assert form.rows["born"].said == ""
    assert stop(form, "born").property("invalid") == "false"


def test_a_date_is_written_in_full_when_it_is_left(qtbot, form):
    typed(qtbot, form, "born", "9.24")
    press(qtbot, Qt.Key.Key_Tab)
    assert stop(form, "born").text() == "2026-09-24"
    assert any("周四" in label.text() for label in form.rows["born"].findChildren(QLabel))
    assert form.rows["born"].said == "选民应年满 18 周岁，请核对出生日期"


def test_passing_through_an_empty_required_field_scolds_nobody(qtbot, form):
    press(qtbot, Qt.Key.Key_Tab)
    assert form.rows["name"].said == ""


def test_saving_leads_to_the_first_field_at_fault(qtbot, form):
    typed(qtbot, form, "points", "很多")
    with qtbot.assertNotEmitted(form.submitted):
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.rows["name"].said == "请填写姓名"
    assert form.rows["kind"].said == "请选择类别"
    assert form.rows["points"].said == "这里要填数字"
    assert focused(form) == "name"


def test_five_thousand_characters_are_refused_in_words_and_not_cut(form):
    name = "王" * 5000
    form.set_values({"name": name, "kind": "pipe"})
    form.submit()
    assert form.rows["name"].said == "最多 50 个字，现有 5000 个，请删短"
    assert form.values()["name"] == name


def test_quotes_and_markup_in_a_name_stay_as_they_are(qtbot, form):
    name = "O'Brien \"<b>--;DROP"
    form.set_values({"kind": "pipe"})
    typed(qtbot, form, "name", name)
    with qtbot.waitSignal(form.submitted) as sent:
        form.submit()
    assert sent.args[0]["name"] == name


def test_what_looks_odd_needs_a_tick(qtbot, form):
    form.set_values({"name": "赵敏", "kind": "pipe"})
    typed(qtbot, form, "points", "600")
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    tick = next(b for b in form.rows["points"].findChildren(QCheckBox))
    assert tick.isVisible()
    assert focused(form) == "points"
    tick.click()
    with qtbot.waitSignal(form.submitted):
        form.submit()
    assert form.confirmed() == {"points": "一次 500 分比平常多，请核对原件"}


def test_the_services_message_stands_under_its_field(qtbot, form):
    form.set_values({"name": "赵敏", "kind": "pipe"})
    form.submit()
    form.show_error(InvalidInput("已有同名同址的居民。", "请核对后再登记。", field="name"))
    assert form.rows["name"].said == "已有同名同址的居民。请核对后再登记。"
    assert focused(form) == "name"
    type_in(qtbot, QApplication.focusWidget(), "二")
    assert form.rows["name"].said == ""


def test_a_message_of_no_field_stands_above_the_form(form):
    form.show_error(LirenError("磁盘已满。", "请清理后再试。"))
    assert form.banner.isVisible()
    assert form.banner.words() == "磁盘已满。请清理后再试。"


def button(form, text):
    return next(b for b in form.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_escape_leaves_at_once_when_nothing_was_typed(qtbot, form):
    with qtbot.waitSignal(form.closed):
        press(qtbot, Qt.Key.Key_Escape)


def test_escape_asks_when_something_was_typed(qtbot, form):
    typed(qtbot, form, "name", "王")
    with qtbot.assertNotEmitted(form.closed):
        press(qtbot, Qt.Key.Key_Escape)
    assert form.banner.words() == "填写的内容还没有保存。"
    press(qtbot, Qt.Key.Key_Escape)
    assert not form.banner.isVisible()
    assert form.dirty
    press(qtbot, Qt.Key.Key_Escape)
    with qtbot.waitSignal(form.closed):
        button(form, "不保存，关闭").click()


def test_a_saved_form_is_no_longer_dirty(qtbot, form):
    typed(qtbot, form, "name", "王")
    assert form.dirty
    form.set_busy(True)
    form.saved()
    assert not form.dirty
    assert button(form, "保存").isEnabled()


def test_nothing_is_sent_twice_while_it_is_being_saved(qtbot, form):
    form.set_values({"name": "赵敏", "kind": "pipe"})
    form.set_busy(True)
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()


def test_scrolling_over_a_choice_does_not_change_it(form):
    form.set_values({"kind": "noise"})
    box = form.findChild(QComboBox)
    assert box.currentText() == "噪声扰民"
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_prefilled_form_is_not_dirty_and_shows_todays_date(qtbot):
    form = opened(qtbot, [Field("on", "日期", "date", default=today)], today)
    assert form.values() == {"on": TODAY}
    assert stop(form, "on").text() == "2026-11-24"
    assert not form.dirty


def test_every_other_kind_gives_its_value(qtbot):
    form = opened(
        qtbot,
        [
            Field("phone", "电话", "phone"),
            Field("number", "证件号", "id_number"),
            Field("at", "时间", "datetime"),
            Field("sum", "预算", "money"),
            Field("tags", "标签", "multi_choice", choices=KINDS),
            Field("party", "是否党员", "yes_no", required=True),
            Field("code", "密码", "password"),
        ],
        today,
    )
    typed(qtbot, form, "phone", "138-0013 8000")
    typed(qtbot, form, "number", "13030219600501001x")
    typed(qtbot, form, "at", "昨天")
    stop(form, "at", 1).setFocus()
    type_in(qtbot, stop(form, "at", 1), "9点半")
    typed(qtbot, form, "sum", "1.2万")
    typed(qtbot, form, "tags", "13")
    typed(qtbot, form, "code", " a b ")
    form.submit()
    assert form.rows["party"].said == "请选择是否党员"
    type_in(qtbot, QApplication.focusWidget(), "n")
    with qtbot.waitSignal(form.submitted) as sent:
        form.submit()
    assert sent.args[0] == {
        "phone": "13800138000",
        "number": "13030219600501001X",
        "at": datetime(2026, 11, 23, 9, 30, tzinfo=CHINA),
        "sum": 1_200_000,
        "tags": ("pipe", "noise"),
        "party": False,
        "code": " a b ",
    }
    assert stop(form, "phone").text() == "138 0013 8000"
    assert stop(form, "code").echoMode() == QLineEdit.EchoMode.Password


class Kind(StrEnum):
    LANE = "lane"


def test_what_is_chosen_arrives_as_it_was_declared(qtbot):
    kinds = (Choice(Kind.LANE, "占用消防通道"),)
    form = opened(qtbot, [Field("kind", "类别", "choice", choices=kinds, default=Kind.LANE)])
    with qtbot.waitSignal(form.submitted) as sent:
        form.submit()
    assert sent.args[0]["kind"] is Kind.LANE


def test_a_wrong_telephone_number_is_said_in_words(qtbot):
    form = opened(qtbot, [Field("phone", "电话", "phone")])
    typed(qtbot, form, "phone", "1380013800")
    form.submit()
    assert form.rows["phone"].said == "手机号码应为 11 位，现有 10 位"


def test_a_read_only_field_is_shown_and_passed_over(qtbot):
    form = opened(qtbot, [Field("code", "编号", read_only=True), Field("name", "姓名")])
    form.set_values({"code": "海-004"})
    form.focus_first()
    assert focused(form) == "name"
    assert form.values()["code"] == "海-004"


def test_a_form_of_many_lines_scrolls_to_the_field_in_hand(qtbot):
    form = opened(qtbot, [Field(f"f{n}", f"第 {n} 项") for n in range(30)])
    form.resize(420, 300)
    for _ in range(29):
        press(qtbot, Qt.Key.Key_Return)
    assert focused(form) == "f29"
    assert not stop(form, "f29").visibleRegion().isEmpty()
