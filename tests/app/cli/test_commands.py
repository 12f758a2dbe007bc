"""The commands on a real station: what they print, which exit code, one line on failure."""

import json
import os
import subprocess
import sys

import pytest

from app.cli.commands import main
from db import clock
from tests.app.council.pages.station import a_community

PASSWORD = "liren-2026"


@pytest.fixture
def community(tmp_path, monkeypatch):
    made = a_community(tmp_path)
    monkeypatch.setenv("LIREN_PASSWORD", PASSWORD)
    with clock.set_to(made.clock):
        yield made
    made.station.close()


def test_a_station_is_made_once_and_checks_out(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LIREN_PASSWORD", PASSWORD)
    path = str(tmp_path / "new.station")
    office = ("--level", "community", "--code", "130302001001", "--name", "人民里社区")
    assert main(["init", path, *office, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["recovery"].replace("-", "")) == 28
    assert main(["check", path]) == 0
    assert "未通过" not in capsys.readouterr().out
    assert main(["init", path, *office]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize("password", ["wrong-password", ""])
def test_a_wrong_password_is_one_line_and_exit_code_one(community, monkeypatch, capsys, password):
    monkeypatch.setenv("LIREN_PASSWORD", password)
    assert main(["check", str(community.station.path)]) == 1
    said = capsys.readouterr()
    assert "密码不对" in said.err
    assert not said.out


def test_lists_are_filtered_and_come_as_json(community, capsys):
    community.a_matter("小区停车位改造方案")
    community.a_matter("楼道照明")
    path = str(community.station.path)
    assert main(["list", "matters", "--station", path, "--query", "tcw"]) == 0
    assert "共 1 条" in capsys.readouterr().out
    assert main(["list", "matters", "--station", path, "--json"]) == 0
    assert {row["title"] for row in json.loads(capsys.readouterr().out)} == {
        "小区停车位改造方案", "楼道照明",
    }  # fmt: skip


def test_minutes_record_and_sign_in_sheet_become_files(community, tmp_path, capsys):
    community.a_decided_matter(community.a_body(), "楼道照明", votes_for=8, present=9)
    path, target = str(community.station.path), tmp_path / "paper.pdf"
    for command in (("minutes",), ("minutes", "--record"), ("sign-in-sheet",)):
        target.unlink(missing_ok=True)
        words = (command[0], "latest", "--station", path, "-o", str(target), *command[1:])
        assert main(words) == 0
        assert target.read_bytes().startswith(b"%PDF")
    assert main(["minutes", "没有的会议", "--station", path, "-o", str(target)]) == 1
    assert "没有找到会议" in capsys.readouterr().err


def test_a_backup_is_restored_to_another_file_and_never_over_one(community, tmp_path, capsys):
    path, kept = str(community.station.path), str(tmp_path / "kept.stationbackup")
    back = str(tmp_path / "back.station")
    assert main(["backup", path, "-o", kept]) == 0
    assert main(["restore", kept, "-o", back]) == 0
    assert main(["check", back]) == 0
    assert main(["restore", kept, "-o", back]) == 1
    assert "已经存在，没有覆盖" in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_is_no_fault(community):
    community.residents(community.a_grid(), 40)
    reading, writing = os.pipe()
    os.close(reading)
    words = ("list", "residents", "--station", str(community.station.path), "--json")
    done = subprocess.run(
        [sys.executable, "-m", "app", *words], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert b"Traceback" not in done.stderr
