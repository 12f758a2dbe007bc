"""The theme: readable in light and dark, and redrawn when it changes."""

import re
from importlib.resources import files

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.icons import icon
from app.desk.labels import button, label, pill
from app.desk.tokens import contrast, tokens

GROUNDS = ("paper", "desk", "raised", "sunken")
WORDS = ("ink", "soft", "accent", "good", "waiting", "late", "info")
TINTED = ("accent", "good", "waiting", "late", "info")
READABLE = 4.5


@pytest.fixture(autouse=True)
def _light_again(qapp):
    theme.apply_theme(qapp, dark=False)
    yield
    theme.apply_theme(qapp, dark=False)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read_on_every_ground(dark, ground, word):
    colours = tokens(dark=dark).colours
    assert contrast(colours[word], colours[ground]) >= READABLE


@pytest.mark.parametrize("dark", [False, True])
def test_words_can_be_read_on_tints_buttons_and_selections(dark):
    colours = tokens(dark=dark).colours
    pairs = [(name, f"{name}_tint") for name in TINTED]
    pairs += [("ink", f"{name}_tint") for name in TINTED]  # banners, menus, chosen rows
    pairs += [("soft", "accent_tint"), ("ink", "selection"), ("on_accent", "accent")]
    pairs += [("on_accent", "accent_hover"), ("paper", "ink")]  # the toast
    faint = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: found for pair, found in faint.items() if found < READABLE} == {}


def test_both_themes_name_the_same_colours():
    assert set(tokens(dark=False).colours) == set(tokens(dark=True).colours)


def test_every_name_in_the_style_sheet_has_a_colour_or_a_size():
    sheet = files("resources").joinpath("theme/liren.qss").read_text("utf-8")
    light = tokens(dark=False)
    known = set(light.colours) | {f"size_{name}" for name in light.sizes} | {"icons"}
    assert set(re.findall(r"\$(\w+)", sheet)) <= known


def test_contrast_is_measured_as_the_web_rules_do():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def a_page(qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    page.words = label("人民里社区", "title")
    page.press = button("登记居民", "primary", "plus")
    page.state = pill("待审核", "waiting")
    for widget in (page.words, page.press, page.state):
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.show()
    return page


def middle(widget):
    picture = widget.grab().toImage()
    return picture.pixelColor(picture.width() // 2, 3).name().upper()


def test_going_dark_recolours_what_is_already_shown(qtbot, qapp):
    page = a_page(qtbot)
    assert middle(page.press) == tokens(dark=False).colours["accent"]
    theme.apply_theme(qapp, dark=True)
    assert middle(page.press) == tokens(dark=True).colours["accent"]
    assert theme.colour("paper").name().upper() == tokens(dark=True).colours["paper"]


def colours_of(made, mode_size=32):
    picture = made.pixmap(QSize(mode_size, mode_size)).toImage()
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(mode_size)
        for y in range(mode_size)
        if picture.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_takes_the_colour_of_the_theme_it_is_drawn_in(qapp):
    made = icon("house", "late")
    assert colours_of(made) == {tokens(dark=False).colours["late"]}
    theme.apply_theme(qapp, dark=True)
    assert colours_of(made) == {tokens(dark=True).colours["late"]}


def test_the_theme_says_that_it_changed(qtbot, qapp):
    with qtbot.waitSignal(theme.current().changed):
        theme.apply_theme(qapp, dark=True)


@pytest.mark.parametrize("scale", theme.SCALES)
def test_larger_text_makes_words_buttons_and_sizes_larger(qtbot, qapp, scale):
    page = a_page(qtbot)
    before = (page.words.fontMetrics().height(), page.press.sizeHint().height())
    theme.apply_theme(qapp, dark=False, scale=scale)
    page.ensurePolished()
    after = (page.words.fontMetrics().height(), page.press.sizeHint().height())
    for old, new in zip(before, after, strict=True):
        assert new == pytest.approx(old * scale, rel=0.12)
    assert (theme.px(8), theme.size("text")) == (round(8 * scale), round(14 * scale))
    assert QApplication.font().pixelSize() == theme.size("text")


def test_the_shipped_font_is_the_one_in_use(qapp):
    assert theme.current().families[0] == "Noto Sans SC"
    assert theme.text_font().families()[0] == theme.current().families[0]


def test_a_field_marked_wrong_gets_a_red_frame_and_loses_it_again(qtbot):
    page = a_page(qtbot)
    pill_now = middle(page.state)
    theme.set_property(page.state, "state", "late")
    assert middle(page.state) != pill_now
    theme.set_property(page.state, "state", "waiting")
    assert middle(page.state) == pill_now
