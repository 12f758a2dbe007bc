"""The chart of a trend: drawn when its library has come, in the colours of the theme."""

import pytest
from PySide6.QtWidgets import QLabel

from app.bootstrap.station_office import NoOffice
from app.desk import theme
from app.desk.trend_chart import TrendChart, TrendValue
from app.desk.work import Work

VALUES = [TrendValue(f"11-{day:02d}", day % 7, day % 4) for day in range(1, 31)]


@pytest.fixture
def chart(qtbot, qapp):
    theme.apply_theme(qapp, dark=False)
    bugs = []
    work = Work(NoOffice(), on_error=lambda _, error: bugs.append(error), on_bug=bugs.append)
    made = TrendChart(work, ("上报", "结案"))
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    yield made
    work.close()
    assert not bugs


def image_of(chart):
    return chart.grab().toImage()


def lies_on_paper(chart):
    """Whether its corner has the colour of the theme's paper."""
    image = image_of(chart)
    return image.pixelColor(image.width() - 4, 4) == theme.colour("paper")


def show(qtbot, chart, values):
    chart.show_values(values)
    qtbot.waitUntil(lambda: chart.drawn and lies_on_paper(chart), timeout=8000)


def ink(image, token):
    """Whether anything has a token's colour."""
    wanted = theme.colour(token).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_bars_and_a_line_stand_on_the_themes_paper(qtbot, chart):
    show(qtbot, chart, VALUES)
    assert ink(image_of(chart), "strong_line")
    assert ink(image_of(chart), "accent")


def test_another_theme_draws_it_anew(qtbot, qapp, chart):
    show(qtbot, chart, VALUES)
    theme.apply_theme(qapp, dark=True)
    qtbot.waitUntil(lambda: lies_on_paper(chart), timeout=3000)
    assert ink(image_of(chart), "accent")
    theme.apply_theme(qapp, dark=False)


@pytest.mark.parametrize("values", [[], [TrendValue("11-24", 0, 0)], [TrendValue("11-24", 9, 2)]])
def test_little_or_nothing_is_drawn_without_fault(qtbot, chart, values):
    show(qtbot, chart, values)
    assert not chart.findChildren(QLabel)[0].isVisible()
