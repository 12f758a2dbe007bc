"""Charts: every number is said, what is clicked is told, and both themes have their colours."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.bootstrap.station_office import NoOffice
from app.desk import theme
from app.desk.charts import Grouped, Series, round_numbers
from app.desk.charts_bars import Bar, BarsChart
from app.desk.charts_columns import ColumnsChart
from app.desk.charts_funnel import FunnelChart, FunnelStep
from app.desk.charts_heat import HeatChart, Matrix
from app.desk.tokens import contrast
from app.desk.trend_chart import TrendChart, TrendValue
from app.desk.work import Work

BARS = [Bar("违规停车", 46, 44), Bar("环境卫生", 43, 0), Bar("可疑人员、治安隐患", 0)]
STEPS = [FunnelStep("民提", 19, "进入下一步 13"), FunnelStep("民议", 13), FunnelStep("民决", 0)]
MATRIX = Matrix(("第一网格", "未划网格"), ("违规停车", "消防通道堵塞物品"), ((7, 0), (0, 1)))
GROUPS = Grouped(
    ("2026-01", "2026-02"),
    (Series("发放", (1908, 0)), Series("兑换", (85, 190)), Series("清零", (3934, 0))),
)


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, dark=False)
    yield
    theme.apply_theme(qapp, dark=False)


@pytest.fixture
def work(qtbot):
    bugs = []
    made = Work(NoOffice(), on_error=lambda _, error: bugs.append(error), on_bug=bugs.append)
    yield made
    made.close()
    assert not bugs


def shown(qtbot, chart, width=700, height=320):
    qtbot.addWidget(chart)
    chart.resize(width, height)
    chart.show()
    qtbot.waitExposed(chart)
    chart.grab()
    return chart


def bars(qtbot, of=BARS):
    chart = BarsChart("各类事项", "已处置", "未处置")
    chart.show_bars(of)
    return shown(qtbot, chart)


def funnel(qtbot, of=STEPS):
    chart = FunnelChart("五步")
    chart.show_steps(of)
    return shown(qtbot, chart)


def heat(qtbot, of=MATRIX):
    chart = HeatChart("网格与类别")
    chart.show_matrix(of)
    return shown(qtbot, chart)


def drawn(qtbot, chart, *tokens):
    """Wait for the library, the layout, and something in each colour."""
    qtbot.waitUntil(
        lambda: chart.drawn and all(ink(chart, token) for token in ("paper", *tokens)),
        timeout=8000,
    )
    return chart


def ink(chart, token):
    """Whether anything has a token's colour."""
    image = chart.grab().toImage()
    wanted = theme.colour(token).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def press(chart, key):
    at = chart.area_at(key).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)


def test_every_bar_is_named_with_its_number(qtbot):
    told = bars(qtbot).accessibleDescription().split("；")
    assert told == ["违规停车 46", "环境卫生 43", "可疑人员、治安隐患 0"]


def test_every_stage_and_every_cell_is_told_with_its_number(qtbot):
    assert funnel(qtbot).accessibleDescription() == "民提 19，进入下一步 13；民议 13；民决 0"
    assert heat(qtbot).accessibleDescription() == "第一网格·违规停车 7；未划网格·消防通道堵塞物品 1"


@pytest.mark.parametrize("make", [bars, funnel, heat])
@pytest.mark.parametrize("dark", [False, True])
def test_a_chart_lies_on_the_themes_paper_with_its_accent(qtbot, qapp, make, dark):
    chart = make(qtbot)
    theme.apply_theme(qapp, dark=dark)
    assert ink(chart, "paper")
    assert ink(chart, "accent")


@pytest.mark.parametrize(
    ("make", "key"),
    [(bars, 1), (bars, 2), (funnel, 0), (funnel, 2), (heat, (0, 0)), (heat, (1, 1))],
)
def test_what_is_clicked_is_told(qtbot, make, key):
    chart = make(qtbot)
    with qtbot.waitSignal(chart.pressed) as told:
        press(chart, key)
    assert told.args == [key]


def test_a_cell_without_anything_and_the_paper_cannot_be_clicked(qtbot):
    chart = heat(qtbot)
    with qtbot.assertNotEmitted(chart.pressed):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(2, chart.height() - 2))
    assert chart.area_at((0, 1)).isEmpty()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_however_large_the_text_every_bar_and_row_has_its_own_line(qtbot, qapp, scale):
    theme.apply_theme(qapp, dark=False, scale=scale)
    chart, matrix = bars(qtbot), heat(qtbot)
    tops = [chart.area_at(place).top() for place in range(len(BARS))]
    assert all(later - one >= 20 * scale for one, later in pairwise(tops))
    assert chart.least_height() >= tops[-1] + 20 * scale
    assert matrix.area_at((1, 1)).bottom() <= matrix.least_height()


def test_a_bar_of_nothing_has_no_length_and_a_bar_of_all_the_whole(qtbot):
    rate = BarsChart("覆盖率")
    rate.show_bars([Bar("第一网格", 0, 0, "0.0%"), Bar("第二网格", 50, 0, "50.0%")], whole=100)
    image = shown(qtbot, rate).grab().toImage()
    accent = theme.colour("accent").rgb()

    def length(place):
        y = round(rate.area_at(place).center().y())
        return sum(image.pixel(x, y) == accent for x in range(image.width()))

    assert length(0) == 0
    assert 0.3 * image.width() < length(1) < 0.5 * image.width()


def test_numbers_in_the_heat_stand_out_from_their_cell(qtbot, qapp):
    whole = Matrix(("甲",), tuple(map(str, range(1, 10))), (tuple(range(1, 10)),))
    for dark in (False, True):
        theme.apply_theme(qapp, dark=dark)
        chart = heat(qtbot, whole)
        image, colours = chart.grab().toImage(), theme.current().tokens.colours
        for column in range(9):
            corner = chart.area_at((0, column)).topLeft().toPoint() + QPoint(3, 3)
            shade = image.pixelColor(corner).name()
            best = max(contrast(colours[token], shade) for token in ("ink", "on_accent"))
            assert best >= 4.5


@pytest.mark.parametrize(
    "make",
    [
        lambda qtbot: bars(qtbot, []),
        lambda qtbot: bars(qtbot, [Bar("甲", 0)]),
        lambda qtbot: funnel(qtbot, []),
        lambda qtbot: funnel(qtbot, [FunnelStep("民提", 0)]),
        lambda qtbot: heat(qtbot, Matrix((), (), ())),
        lambda qtbot: heat(qtbot, Matrix(("甲",), ("乙",), ((0,),))),
    ],
)
def test_little_or_nothing_is_painted_without_fault(qtbot, make):
    assert make(qtbot).grab().toImage().pixelColor(1, 1) == theme.colour("paper")


def test_columns_are_told_in_words_and_drawn_in_accent_and_grey(qtbot, work):
    chart = ColumnsChart(work, "各月进出")
    chart.show_values(GROUPS)
    drawn(qtbot, shown(qtbot, chart), "accent", "soft")
    assert chart.accessibleDescription() == (
        "2026-01：发放 1908，兑换 85，清零 3934；2026-02：发放 0，兑换 190，清零 0"
    )


@pytest.mark.parametrize(
    "groups", [Grouped((), ()), Grouped(("2026-01",), (Series("发放", (0,)),))]
)
def test_columns_of_little_or_nothing_are_drawn_without_fault(qtbot, work, groups):
    chart = ColumnsChart(work, "各月进出")
    chart.show_values(groups)
    drawn(qtbot, shown(qtbot, chart))
    assert chart.accessibleName() == "各月进出"


def test_the_step_of_a_trend_that_is_clicked_is_told(qtbot, work):
    chart = TrendChart(work, ("上报", "结案"))
    chart.show_values([TrendValue("11-01", 3, 1), TrendValue("11-02", 5, 2)])
    drawn(qtbot, shown(qtbot, chart), "accent")
    for place in (0, 1):
        scene = chart.plot.getPlotItem().vb.mapViewToScene(QPointF(place + 0.2, 1))
        with qtbot.waitSignal(chart.pressed) as told:
            QTest.mouseClick(
                chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=chart.plot.mapFromScene(scene)
            )
        assert told.args == [place]


@pytest.mark.parametrize(
    ("highest", "numbers"), [(0, [0]), (4, [0, 1, 2, 3, 4]), (95, [0, 20, 40, 60, 80])]
)
def test_the_axis_has_round_whole_numbers_from_zero(highest, numbers):
    assert round_numbers(highest) == numbers
