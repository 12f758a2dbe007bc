"""社区工作月报: one page that says what the screen says, also from the command line."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from app.cli.commands import main
from app.events.stages import State
from app.figures.periods import Period, free_period, month_period
from app.figures.sheets import community_sheet, period_title
from app.printing.community_report import CategoryLine, compose_community_report
from app.printing.preview import page_count
from app.printing.typeface import GlyphsMissing
from db import clock
from tests.app.events.builders import Clock, EventsOffice
from tests.app.figures.builders import at, put
from tests.builders import SECRETARY

NOVEMBER = month_period(date(2026, 11, 24))
DAY = date(2026, 11, 10)


@pytest.fixture
def office(station):
    shown = Clock()
    with clock.set_to(shown):
        made = EventsOffice(station, shown)
        put(
            made,
            {"reported_at": at(DAY), "state": State.CLOSED, "satisfaction": "satisfied"},
            {"reported_at": at(DAY), "state": State.HANDLED,
             "handled_at": at(DAY) + timedelta(days=2)},
            {"reported_at": at(DAY), "category": "neighbours"},
            {"reported_at": at(date(2026, 10, 5)), "state": State.CLOSED},
        )  # fmt: skip
        yield made


def sheet(office, period=NOVEMBER, **where):
    return office.ask(community_sheet, actor=office.station.actor, period=period, **where)


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_the_report_says_every_figure_with_the_month_before(office):
    text = text_of(compose_community_report(sheet(office)))
    for words in (
        "人民里社区2026年11月工作月报",
        "统计期间：2026-11-01至2026-11-30",
        "上期：2026-10-01至2026-10-31",
        "范围：全社区",
        "上报31",
        "处置率100.0%（2/2）100.0%",
        "按期办结率50.0%（1/2）100.0%",
        "纠纷化解率——",
        "消防通道堵塞250.0%",
        "邻里纠纷1—",
        "民提0民议0",
        "积分发放00",
        "基数为零的比率记作“—”",
        "填表人：",
    ):
        assert words in text


def test_a_month_fits_one_page_however_many_categories_there_are(office):
    categories = ("noise", "parking", "sanitation", "stray", "pets", "gas", "elderly", "poverty",
                  "aerial", "other")  # fmt: skip
    put(office, *({"reported_at": at(DAY), "category": key} for key in categories))
    made = sheet(office)
    assert len(made.categories) == 8
    assert made.categories[-1].name == "其他5类"
    assert sum(line.reported for line in made.categories) == 13
    assert page_count(compose_community_report(made)) == 1


def test_a_part_without_figures_is_left_out_and_the_rest_numbered_anew(office):
    made = replace(sheet(office), events=(), categories=())
    text = text_of(compose_community_report(made))
    assert "一、议事" in text
    assert "二、积分" in text
    assert "处置率" not in text


def test_a_grid_has_its_own_report(office):
    made = sheet(office, grid_id=office.grid)
    assert made.scope == "第一网格"
    assert made.events[0].now == "0"
    assert made.categories == ()
    assert page_count(compose_community_report(made)) == 1


def test_a_name_that_no_face_has_is_refused_unless_frames_are_allowed(office):
    broken = replace(sheet(office), categories=(CategoryLine("\U0010fffd", 1, "—"),))
    with pytest.raises(GlyphsMissing):
        compose_community_report(broken)
    assert compose_community_report(broken, frames_allowed=True)


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (NOVEMBER, "2026年11月工作月报"),
        (Period(date(2026, 11, 1), date(2026, 11, 24), 1), "2026年11月工作月报"),
        (free_period(date(2026, 1, 1), date(2026, 12, 31)), "2026年工作年报"),
        (free_period(date(2026, 10, 1), date(2026, 12, 31)), "工作报表"),
        (free_period(date(2026, 11, 2), date(2026, 11, 8)), "工作报表"),
    ],
)
def test_the_title_names_the_month_or_the_year(period, title):
    assert period_title(period) == title


@pytest.fixture
def told(office, capsys, monkeypatch, tmp_path):
    """Runs ``liren report`` on the office's closed file; returns what it said, and the PDF."""
    monkeypatch.setenv("LIREN_PASSWORD", SECRETARY.password)
    path, target = office.station.path, tmp_path / "月报.pdf"
    office.station.close()

    def run(*arguments):
        asked = ["report", "--station", str(path), "-o", str(target), "--json", *arguments]
        code = main(asked)
        said = capsys.readouterr()
        return code, said.out + said.err, target

    return run


def test_the_command_prints_the_month_that_ended_last_or_the_one_asked_for(told):
    code, said, target = told()
    assert code == 0
    assert json.loads(said)["title"] == "人民里社区2026年10月工作月报"
    code, said, target = told("--month", "2026-11")
    assert json.loads(said) == {
        "path": str(target), "title": "人民里社区2026年11月工作月报", "pages": 1,
    }  # fmt: skip
    assert "上报31" in text_of(target.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--month", "11月"), "不是日期"),
        (("--from", "2026-11-01"), "开始日期和结束日期要一起写"),
        (("--from", "2026-11-02", "--until", "2026-11-01"), "结束日期早于开始日期"),
        (("--grid", "第九网格"), "没有找到网格“第九网格”"),
    ],
)
def test_the_command_says_what_is_wrong(told, arguments, words):
    code, said, target = told(*arguments)
    assert code != 0
    assert words in said
    assert not target.exists()
