"""Makes the full demo district in a scratch folder and says what came of it, as a line of JSON."""

import json
import os
import resource
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

import app.tables  # noqa: F401  the metadata is whole
from app.accounts.station import Station, open_station
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD
from app.demo.district.making import DistrictMade, make_demo_district
from app.demo.district.work_force import processes_here
from app.figures.levels import main_figures
from app.integrity import check_all, failures
from db.changelog import Change


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="liren-district-") as scratch:
        os.environ["XDG_DATA_HOME"] = scratch
        made = make_demo_district(Path(scratch) / "海港区")
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        told = {
            "processes": processes_here(),
            "making": made.making,
            "answering": made.answering,
            "cpu": sum(one.ru_utime + one.ru_stime for one in used),
            "folders": [folder_size(path) for path in sorted(made.folder.iterdir())],
            **looked_at(made),
        }
    print(json.dumps(told, ensure_ascii=False))


def folder_size(folder: Path) -> tuple[str, int, int]:
    sizes = [path.stat().st_size for path in folder.iterdir()]
    return folder.name, len(sizes), sum(sizes)


def looked_at(made: DistrictMade) -> dict[str, Any]:
    """The district as its secretary finds it, and whether it and one of each kind are whole."""
    some = [
        made.station,
        *(next((made.folder / kind).glob("*.station")) for kind in ("街道", "社区")),
    ]
    stations = [open_station(path, DEMO_LOGIN, DEMO_PASSWORD) for path in some]
    try:
        with stations[0].read() as session:
            figures = {
                figure.key: {"value": figure.value, "base": figure.base, "shown": figure.shown}
                for figure in main_figures(session)
            }
            changes = session.scalar(select(func.count()).select_from(Change))
        return {
            "figures": figures,
            "changes": changes,
            "checked": [station.office.name for station in stations],
            "broken": [line for station in stations for line in broken(station)],
        }
    finally:
        for station in stations:
            station.close()


def broken(station: Station) -> list[tuple[str, str]]:
    found = failures(check_all(station))
    return [(station.office.name, f"{one.label} {one.detail}") for one in found]


if __name__ == "__main__":
    main()
