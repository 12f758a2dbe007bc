"""In the child of :mod:`tests.bench.importing`: make the list, read it by calamine, import it."""

import json
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.child import peak_megabytes

HEAD = (
    "序号", "姓名", "身份证号码", "性别", "出生日期", "民族", "联系电话", "楼栋", "单元", "房号",
    "与户主关系", "人户情况", "人员标签", "是否残疾", "备注",
)  # fmt: skip


def people(count: int) -> Any:
    """Made-up rows as lists have them, every number with its check digit and none twice."""
    from app.demo.names import Names
    from app.residents.identity import check_digit

    draw, seen = Random(1), set()
    names = Names(draw)
    for number in range(count):
        home, day = number // 3, date(1935, 1, 1) + timedelta(days=draw.randrange(32_000))
        sex, digits = draw.choice("男女"), ""
        while not digits or digits in seen:
            order = draw.randrange(500) * 2 + (sex == "男")
            digits = f"130302{day:%Y%m%d}{order:03d}"
        seen.add(digits)
        yield (
            number + 1,
            names.surname() + names.given(day.year, sex),
            digits + check_digit(digits),
            sex,
            (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}")[number % 3],
            "汉族",
            f"13{draw.randrange(10**9):09d}",
            f"{home // 120 + 1}号楼",
            home % 120 // 30 + 1,
            f"{home % 30 // 3 + 1}0{home % 3 + 1}",
            ("户主", "配偶", "子")[number % 3],
            draw.choice(("户籍", "常住", "流动", "")),
            draw.choice(("", "党员", "党员、志愿者")),
            draw.choice(("是", "否", "")),
            f"备注{number}",
        )


def make(path: Path, count: int) -> dict[str, Any]:
    """Write the list."""
    from app.spreadsheets.writing import SheetColumn, SheetText, write_workbook

    begun = time.perf_counter()
    columns = [SheetColumn(title) for title in HEAD]
    write_workbook(path, [SheetText("居民", columns, people(count), count)])
    return {"seconds": time.perf_counter() - begun}


def calamine(path: Path) -> dict[str, Any]:
    """Only the cells as Python values."""
    from python_calamine import load_workbook

    begun = time.perf_counter()
    rows = load_workbook(path).get_sheet_by_index(0).to_python()
    return {"seconds": time.perf_counter() - begun, "rows": len(rows) - 1}


def whole(path: Path) -> dict[str, Any]:
    """Everything an office waits for, from the file to the committed residents."""
    from app.residents.importing import PlaceChoice
    from app.residents.importing_apply import apply_import, search_keys
    from app.residents.importing_checks import check_sheet
    from app.residents.importing_file import read_residents_file, source_of
    from app.residents.importing_mapping import guess_columns
    from app.residents.importing_plan import plan_import
    from app.residents.tags import tags
    from db import clock
    from tests.builders import a_grid, a_station

    laps: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        station = a_station(Path(folder))
        choice = PlaceChoice(create=True, grid_id=a_grid(station))
        watch = _Watch(laps)
        sheet = read_residents_file(path)
        watch.lap("read")
        with station.read() as session:
            columns = guess_columns(sheet, clock.today(), tags(session))
        checked = check_sheet(sheet, columns, clock.today())
        watch.lap("check")
        with station.read() as session:
            plan = plan_import(session, checked, choice)
        watch.lap("compare")
        keys = search_keys(entry.line.name for entry in plan.new)
        watch.lap("readings of names")
        told = {"checked": checked, "source": source_of(sheet), "choice": choice, "keys": keys}
        with station.write() as session:
            done = apply_import(session, station.actor, **told)
        watch.lap("write")
        seconds = sum(laps.values())
        with station.write() as session:
            again = apply_import(session, station.actor, **told)
        watch.lap("again")
        station.close()
    return {"seconds": seconds, "rows": done.new, "laps": laps, "unchanged": again.unchanged}


class _Watch:
    def __init__(self, laps: dict[str, float]):
        self._laps, self._last = laps, time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name], self._last = now - self._last, now


if __name__ == "__main__":
    case, file, *count = sys.argv[1:]
    if case == "make":
        said = make(Path(file), int(count[0]))
    else:
        said = {"calamine": calamine, "whole": whole}[case](Path(file))
    print(json.dumps(said | {"peak": peak_megabytes()}))
