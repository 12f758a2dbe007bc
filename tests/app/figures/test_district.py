"""The headline of a district: each figure added up over what its communities sent."""

from datetime import date, timedelta

import pytest

from app.cli.commands import main
from app.figures.district import district_headline
from app.figures.headline import headline
from tests.app.figures.district_office import NOON, SECRETARY

DAY = timedelta(days=1)


def shown(district):
    return {figure.key: figure.shown for figure in district.ask(district_headline)}


@pytest.fixture
def filled(district):
    """Two communities that sent something, one that did not; the district has a record itself."""
    one = district.a_community()
    other = district.a_community("河北里社区", "130302001002")
    district.a_community("燕山里社区", "130302002001")
    homes = district.homes(one, 1, 1, 1)
    district.a_group(one, homes[0], homes[1])
    district.homes(other, 2)
    people = [district.a_resident(one, homes[0], status="moved") for _ in range(2)]
    district.an_account(one, people[0])
    for state in ("closed", "handled", "dispatched", "reported", "void"):
        district.an_event(one, state, at=NOON - 500 * DAY)
    district.an_event(other, category="noise")
    district.an_event(other, category="family", settled=False)
    district.an_event(district.station.office.id)
    district.a_body(one)
    district.a_body(other, "grid_council")
    district.a_body(other, "owners_meeting")
    district.an_activity(one, *people)
    district.an_activity(other, state="planned")
    district.points(one, 50)
    district.points(other, 8, back_at=NOON)
    district.staff(one, "information_officer")
    district.staff(other, "information_officer", until=date(2026, 5, 1))
    district.a_mark(one)
    district.a_change(one, NOON - DAY)
    district.a_change(other, NOON - 9 * DAY)
    return district


def test_every_figure_is_the_sum_over_the_communities(filled):
    assert shown(filled) == {
        "grids": "5",
        "handled": "80.0%（4/5）",
        "settled": "0.0%（0/1）",
        "councils": "2",
        "registered": "3",
        "activities": "1",
        "came": "2",
        "issued": "50",
        "chat_groups": "1",
        "joined": "33.3%（2/6）",
        "information_officer": "1",
        "marked": "33.3%（1/3）",
        "sent": "66.7%（2/3）",
        "sent_in_time": "33.3%（1/3）",
    }


def test_a_district_without_communities_shows_dashes_and_no_rate(district):
    figures = shown(district)
    assert figures["grids"] == "0"
    for rate in ("handled", "joined", "marked", "sent"):
        assert figures[rate] == "—"


def test_each_figure_says_how_it_is_counted(filled):
    for figure in filled.ask(district_headline):
        assert figure.formula
        assert ("÷" in figure.formula) == (figure.base is not None)


def test_the_command_line_prints_the_figures_of_the_station_level(filled, monkeypatch, capsys):
    filled.station.close()
    monkeypatch.setenv("LIREN_PASSWORD", SECRETARY.password)
    assert main(["figures", str(filled.station.path)]) == 0
    said = capsys.readouterr().out
    assert "按期报送社区" in said
    assert "33.3%（1/3）" in said
    assert main(["figures", str(filled.station.path), "--json"]) == 0
    assert '"key": "sent_in_time"' in capsys.readouterr().out


def test_a_community_keeps_its_own_headline(station, monkeypatch, capsys):
    with station.read() as session:
        names = [figure.name for figure in headline(session)]
    station.close()
    monkeypatch.setenv("LIREN_PASSWORD", SECRETARY.password)
    assert main(["figures", str(station.path)]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in names)
    assert "已报送社区" not in said
