"""``liren import residents``."""

import json

import pytest

import app.cli.commands as cli
from app.residents.importing_file import read_residents_file
from tests.app.residents.import_lists import HEAD, LI, WANG
from tests.app.spreadsheets.books import a_list
from tests.builders import SECRETARY, a_building, a_grid, a_station_file, opened


@pytest.fixture
def paths(tmp_path, monkeypatch):
    monkeypatch.setenv("LIREN_PASSWORD", SECRETARY.password)
    path = a_station_file(tmp_path)
    station = opened(path)
    a_building(station, a_grid(station), "3", 2)
    station.close()
    return path, tmp_path / "居民.xlsx"


def run(capsys, *arguments):
    code = cli.main(["import", "residents", *map(str, arguments)])
    return code, capsys.readouterr()


def test_good_rows_are_imported_and_the_others_saved(paths, tmp_path, capsys):
    station, file = paths
    errors = tmp_path / "错误.xlsx"
    file.write_bytes(a_list(WANG, ("李明", "123", *LI[2:]), head=HEAD))
    code, said = run(capsys, file, "--station", station, "--errors", errors)
    assert code == 1
    assert "第 3 行 B 列“证件号”：身份证号应为 18 位" in said.out
    assert "已导入：新增 1 人" in said.out
    assert len(read_residents_file(errors).rows) == 1


def test_a_dry_run_tells_in_numbers_what_would_be_done(paths, capsys):
    station, file = paths
    file.write_bytes(a_list(WANG, LI, head=HEAD))
    code, said = run(capsys, file, "--station", station, "--dry-run", "--json")
    told = json.loads(said.out)
    assert (code, told["new"], told["imported"]) == (0, 2, False)


def test_missing_buildings_are_registered_in_the_grid_that_is_named(paths, capsys):
    station, file = paths
    file.write_bytes(a_list((*WANG[:5], "9-1-101", *WANG[6:]), head=HEAD))
    code, said = run(capsys, file, "--station", station, "--grid", "没有的网格")
    assert code == 1
    assert "现有：第一网格" in said.err
    code, said = run(capsys, file, "--station", station, "--grid", "第一网格")
    assert code == 0
    assert "新登记 1 栋楼、1 个单元、1 户" in said.out


def test_headings_nobody_understands_are_refused(paths, capsys):
    station, file = paths
    file.write_bytes(a_list(("x", "y"), head=("甲", "乙")))
    code, said = run(capsys, file, "--station", station)
    assert code == 1
    assert "认不出：姓名" in said.err
