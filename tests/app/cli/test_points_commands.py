"""The commands of the points room on a real station."""

import json

import pytest

from app.cli.commands import main
from db import clock
from tests.app.points.builders import Clock, PointsOffice
from tests.builders import SECRETARY, a_station


@pytest.fixture
def scheme(tmp_path, monkeypatch):
    monkeypatch.setenv("LIREN_PASSWORD", SECRETARY.password)
    shown = Clock()
    with clock.set_to(shown):
        station = a_station(tmp_path)
        office = PointsOffice(station, shown)
        wang = office.resident()
        office.award(wang, 50)
        office.redeem(wang, office.reward())
        yield office
        station.close()


@pytest.mark.parametrize(
    "what",
    ["points", "points-records", "points-rules", "activities", "rewards", "redemptions"],
)
def test_every_list_of_the_room_is_printed_and_comes_as_json(scheme, capsys, what):
    path = str(scheme.station.path)
    assert main(["list", what, "--station", path]) == 0
    assert "共" in capsys.readouterr().out
    assert main(["list", what, "--station", path, "--json"]) == 0
    json.loads(capsys.readouterr().out)


def test_a_statement_is_found_by_initials_and_becomes_a_file(scheme, tmp_path, capsys):
    target = tmp_path / "book.pdf"
    words = ("points-statement", "wxf", "--station", str(scheme.station.path), "-o", str(target))
    assert main(words) == 0
    assert "余额 30 分" in capsys.readouterr().out
    assert target.read_bytes().startswith(b"%PDF")
    assert main(("points-statement", "没有", *words[2:])) == 1
    assert "没有找到" in capsys.readouterr().err


@pytest.mark.parametrize("paper", ["report", "yearly", "ranking", "register", "cards"])
def test_every_paper_of_the_scheme_becomes_a_file(scheme, tmp_path, paper):
    target = tmp_path / "paper.pdf"
    words = ("points-report", paper, "--station", str(scheme.station.path), "-o", str(target))
    assert main(words) == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_figures_and_checks_speak_of_points(scheme, capsys):
    path = str(scheme.station.path)
    assert main(["figures", path]) == 0
    assert "累计积分" in capsys.readouterr().out
    assert main(["check", path]) == 0
    assert "积分分录" in capsys.readouterr().out
