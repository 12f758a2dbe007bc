"""Files that are not what they should be: said in Chinese, and left as they are."""

import io
import shutil
import sqlite3
import zipfile

import pytest

from app.accounts.accounts import login_names
from app.accounts.station import create_station, open_by_recovery_code, open_station
from app.errors import InvalidInput, StationFault
from app.integrity import check_all, failures
from db import keyslots, migrate
from db.base import Base
from tests.builders import OFFICE, SECRETARY, a_station_file, opened, resealed, template
from tests.db.rows import a_grid, add


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch):
    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    monkeypatch.setattr(keyslots, "ARGON2_PASSES", 1)


@pytest.fixture
def path(tmp_path):
    path = a_station_file(tmp_path)
    resealed(path)
    return path


def workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 2000)
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


def plain_sqlite() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE office (name)")
    content = connection.serialize()
    connection.close()
    return content


FOREIGN = {
    "nothing": b"",
    "a line of text": "人民里".encode(),
    "a long text": "人民里社区议事会记录。\n".encode() * 2000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "zeros": bytes(40960),
    "a workbook": workbook(),
    "a plain database": plain_sqlite(),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_something_else_is_not_opened_and_not_touched(path, content):
    path.write_bytes(content)
    for way in (
        lambda: open_station(path, "zhaomin", SECRETARY.password),
        lambda: open_by_recovery_code(path, template().code, "zhaomin", "海港区-新密码-7"),
    ):
        with pytest.raises((StationFault, InvalidInput)) as caught:
            way()
        assert caught.value.what_happened.endswith("。")
        assert caught.value.what_to_do.endswith("。")
    assert path.read_bytes() == content
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, path.name + ".keys"]


@pytest.mark.parametrize("kind", ["nothing", "a line of text", "a plain database"])
def test_what_is_plainly_something_else_is_said_to_be(path, kind):
    path.write_bytes(FOREIGN[kind])
    with pytest.raises(StationFault, match="不是里仁的站点文件"):
        open_station(path, "zhaomin", SECRETARY.password)


def test_a_station_that_is_gone_is_said_to_be_gone(path):
    path.unlink()
    with pytest.raises(StationFault, match="找不到"):
        open_station(path, "zhaomin", SECRETARY.password)
    assert not path.exists()


def test_a_missing_or_damaged_companion_is_said_with_the_way_out(path):
    keyslots.companion(path).write_bytes(b"{")
    with pytest.raises(StationFault, match="已损坏"):
        login_names(path)
    keyslots.companion(path).unlink()
    with pytest.raises(StationFault, match=r"缺少同名的 \.keys") as caught:
        open_station(path, "zhaomin", SECRETARY.password)
    assert "恢复码" in caught.value.what_to_do


def test_the_companion_of_another_station_is_said_not_to_fit(path, tmp_path):
    (tmp_path / "别处").mkdir()
    other = tmp_path / "别处" / "b.station"
    create_station(other, OFFICE, SECRETARY)[0].close()
    shutil.copy(keyslots.companion(other), keyslots.companion(path))
    before = path.read_bytes()
    with pytest.raises(StationFault, match="密钥与“人民里"):
        open_station(path, "zhaomin", SECRETARY.password)
    assert path.read_bytes() == before


def test_a_station_of_a_newer_program_is_left_alone(path):
    station = opened(path)
    station.database.set_pragma("user_version", migrate.SCHEMA_VERSION + 1)
    station.close()
    before = path.read_bytes()
    with pytest.raises(StationFault, match="更新版本的里仁"):
        open_station(path, "zhaomin", SECRETARY.password)
    assert path.read_bytes() == before


@pytest.mark.parametrize("left", [0.99, 0.7, 0.3, 0.1])
def test_a_station_cut_short_is_said_to_be_damaged(path, left):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * left)])
    with pytest.raises(StationFault, match="已损坏") as caught:
        open_station(path, "zhaomin", SECRETARY.password)
    assert "恢复备份" in caught.value.what_to_do


def read_everything(station):
    with station.read() as session:
        for table in Base.metadata.sorted_tables:
            session.execute(table.select()).all()


def faults_found(path) -> list[str]:
    """What the check of the station finds; a station that does not open says why."""
    try:
        station = open_station(path, "zhaomin", SECRETARY.password)
    except StationFault as fault:
        return [str(fault)]
    found = [result.key for result in failures(check_all(station))]
    station.close()
    return found


def test_one_flipped_byte_anywhere_is_never_read_as_truth(path):
    """Wherever it is: it is said at opening, or the check of the station finds it."""
    station = opened(path)
    add(station, *(a_grid(f"{number}", note="字" * 900) for number in range(40)))
    station.close()
    content = path.read_bytes()
    places = range(2000, len(content), 4096 * 5)
    assert len(places) > 10
    for place in places:
        broken = bytearray(content)
        broken[place] ^= 0x10
        path.write_bytes(broken)
        resealed(path)
        (first, *_) = faults_found(path) or ["nothing"]
        assert first == "pages" or "已损坏" in first, place


def test_a_damaged_page_found_in_the_middle_of_work_is_said_to_be_damage(path):
    station = opened(path)
    add(station, *(a_grid(f"{number}", note="字" * 3000) for number in range(40)))
    station.close()
    content = bytearray(path.read_bytes())
    content[-4096 * 20 + 100] ^= 1
    path.write_bytes(content)
    again = opened(path)
    with pytest.raises(StationFault, match="已损坏"):
        read_everything(again)
    again.close()
