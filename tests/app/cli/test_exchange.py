"""The commands of the exchange, from identity files to an inbox that a scheduler empties."""

import json
import os

import pytest

from app.cli.commands import main
from app.exchange.one_at_a_time import one_at_a_time
from app.exchange.unattended import REFUSED, TAKEN
from db import clock
from tests.app.exchange.paired import COMMUNITY, STREET, build, the_calendar, two_at_work
from tests.offices.office import PASSWORD


@pytest.fixture(autouse=True)
def _password(monkeypatch):
    monkeypatch.setenv("LIREN_PASSWORD", PASSWORD)


@pytest.fixture
def calendar():
    with the_calendar() as made:
        yield made


@pytest.fixture
def strangers(tmp_path, monkeypatch, calendar):
    with two_at_work(tmp_path, monkeypatch, are_paired=False) as both:
        yield both


@pytest.fixture
def offices(tmp_path, monkeypatch, calendar):
    with two_at_work(tmp_path, monkeypatch) as both:
        yield both


def path_of(office):
    return str(office.station.path)


def old(path):
    """A file that nobody is copying any more."""
    os.utime(path, (1, 1))
    return path


def test_two_stations_pair_by_identity_files_and_the_code_read_out(strangers, tmp_path, capsys):
    files = []
    for number, office in enumerate(strangers):
        files.append(str(tmp_path / f"{number}.lirenid"))
        assert main(["pair", "export", "--station", path_of(office), "-o", files[-1]]) == 0
    community, _ = strangers
    capsys.readouterr()
    accept = ["pair", "accept", files[1], "--station", path_of(community)]
    assert main([*accept, "--json"]) == 1  # nothing is agreed without the code
    code = json.loads(capsys.readouterr().out)["code"]
    assert main([*accept, "--code", "0000-0000-0000-0000"]) == 1
    assert "对照码不一致" in capsys.readouterr().err
    assert main([*accept, "--code", code.lower()]) == 0
    assert STREET in capsys.readouterr().out
    assert main(["pair", "list", "--station", path_of(community)]) == 0
    assert "上级" in capsys.readouterr().out


def test_a_peer_is_revoked_by_a_part_of_its_name(offices, capsys):
    community, _ = offices
    words = ["pair", "revoke", "文昌", "--station", path_of(community)]
    assert main([*words, "--reason", "街道合并"]) == 0
    assert main(["pair", "list", "--station", path_of(community)]) == 0
    assert "已停用：街道合并" in capsys.readouterr().out
    assert main([*words[:2], "没有", *words[3:], "--reason", "x"]) == 1
    assert "没有与“没有”配对" in capsys.readouterr().err


def test_a_bundle_is_made_looked_at_and_applied(offices, tmp_path, capsys):
    community, street = offices
    build(community, "1", "2")
    target = str(tmp_path / "包.liren")
    make = ["bundle", "make", "--station", path_of(community), "--to", "130302003000"]
    assert main([*make, "-o", target, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert main(["bundle", "inspect", target, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["check_code"] == made["check_code"]
    assert said["sender"]["name"] == COMMUNITY
    assert said["counts"]["building"] == 2
    assert main(["bundle", "inspect", target]) == 0
    assert "加上 --station 才核对签名" in capsys.readouterr().out
    assert main(["bundle", "inspect", target, "--station", path_of(street)]) == 0
    assert "签名有效" in capsys.readouterr().out
    assert main(["bundle", "apply", target, "--station", path_of(street)]) == 0
    assert "楼栋 2 条" in capsys.readouterr().out


def test_what_may_not_be_taken_says_why_and_the_exit_code_is_not_nought(offices, tmp_path, capsys):
    community, _ = offices
    target = tmp_path / "包.liren"
    make = ["bundle", "make", "--station", path_of(community), "--to", STREET]
    assert main([*make, "-o", str(target)]) == 0
    capsys.readouterr()
    assert main(["bundle", "inspect", str(target), "--station", path_of(community)]) == 1
    assert "本站自己制作" in capsys.readouterr().err
    assert main(["bundle", "apply", str(target), "--station", path_of(community), "--json"]) == 1
    (outcome,) = json.loads(capsys.readouterr().out)
    assert outcome["reason"] == "own_bundle"


def test_volumes_are_made_and_taken_from_the_first_of_them(offices, tmp_path, capsys):
    community, street = offices
    make = ["bundle", "make", "--station", path_of(community), "--to", STREET]
    assert main([*make, "-o", str(tmp_path / "包.liren"), "--volume-size", "1"]) == 0
    assert "包.liren.001" in capsys.readouterr().out
    volume = str(tmp_path / "包.liren.001")
    assert main(["bundle", "apply", volume, "--station", path_of(street)]) == 0


@pytest.fixture
def inbox(offices, tmp_path):
    """Two good bundles under names in the wrong order, one altered, one being copied."""
    community, street = offices
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, name in ((1, "z.liren"), (2, "a.liren")):
        build(community, str(number))
        old(community.make(street).path.rename(folder / name))
    data = bytearray((folder / "a.liren").read_bytes())
    data[-1] ^= 1
    (folder / "m.liren").write_bytes(data)
    old(folder / "m.liren")
    (folder / "new.liren").write_bytes(bytes(data[: len(data) // 2]))
    os.utime(folder / "new.liren", (clock.now().timestamp(),) * 2)
    (folder / "读我.txt").write_text("不是报送包", "utf-8")
    return folder


def test_a_folder_is_emptied_by_serial_and_what_is_refused_says_why(offices, inbox, capsys):
    _, street = offices
    words = ["bundle", "apply", str(inbox), "--station", path_of(street)]
    assert main([*words, "--json"]) == 1
    found = {outcome["file"].split("/")[-1]: outcome for outcome in json.loads(_out(capsys))}
    assert list(found) == ["z.liren", "a.liren", "m.liren", "new.liren"]
    assert found["z.liren"]["applied"]
    assert found["a.liren"]["note"] == ""  # it came second, so nothing was missing before it
    assert found["m.liren"]["reason"] == "altered"
    assert found["new.liren"]["left"]
    assert {path.name for path in (inbox / TAKEN).iterdir()} == {"z.liren", "a.liren"}
    reason = (inbox / REFUSED / "m.liren-原因.txt").read_text("utf-8")
    assert "改动过或已损坏" in reason
    assert {path.name for path in inbox.iterdir()} == {TAKEN, REFUSED, "new.liren", "读我.txt"}


def test_a_file_that_stays_half_copied_is_refused_in_the_end(offices, inbox, capsys):
    _, street = offices
    old(inbox / "new.liren")
    assert main(["bundle", "apply", str(inbox), "--station", path_of(street)]) == 1
    assert "文件不完整" in capsys.readouterr().out
    assert (inbox / REFUSED / "new.liren").exists()


def test_an_empty_folder_is_no_failure_and_a_second_run_finds_the_lock(offices, tmp_path, capsys):
    _, street = offices
    words = ["bundle", "apply", str(tmp_path), "--station", path_of(street)]
    assert main(words) == 0
    assert "没有报送包" in capsys.readouterr().out
    with one_at_a_time(tmp_path):
        assert main(words) == 1
    assert "另一次收取" in capsys.readouterr().err
    assert main(words) == 0


def test_where_slips_are_checked_a_folder_is_not_taken_unattended(offices, inbox, capsys):
    from app import settings

    _, street = offices
    with street.station.write() as session:
        settings.put(session, settings.EXCHANGE_REQUIRE_SLIP, True)
    words = ["bundle", "apply", "--station", path_of(street)]
    assert main([*words, str(inbox)]) == 1
    assert "核对移交单" in capsys.readouterr().err
    assert main(["bundle", "inspect", str(inbox / "z.liren"), "--json"]) == 0
    code = json.loads(_out(capsys))["check_code"]
    assert main([*words, str(inbox / "z.liren"), "--slip", code.replace("-", " ")]) == 0
    assert main([*words, str(inbox / "a.liren"), "--slip", code]) == 1
    assert "校验码与这个报送包不符" in _out(capsys)


def _out(capsys):
    return capsys.readouterr().out
