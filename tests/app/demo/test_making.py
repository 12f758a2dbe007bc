"""Making the demo: the same twice, interrupted without a trace, never over an existing file."""

import json
import os
import subprocess
import sys
import textwrap
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.council.models import Matter, PublicNotice
from app.council.stages import Stage
from app.demo.community import make_demo_community
from app.errors import LirenError
from app.residents.models import Resident
from db import clock, ids
from tests.demo_community import DEMO_DAY, copy_of, digest, make_demo, opened

SPRING_FESTIVAL = date(2026, 2, 20)


class Stopped(Exception):
    """Somebody pressed cancel."""


AGAIN = """
import json, sys
from pathlib import Path
from tests.demo_community import digest, make_demo, opened
seen = []
made = make_demo(Path(sys.argv[1]), step=lambda *at: seen.append(at))
with opened(made.path) as station, station.read() as session:
    print(json.dumps({"digest": digest(session), "counts": made.counts, "seen": seen}))
"""


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """A second making, by a process that orders its sets differently, and the progress told."""
    run = subprocess.run(
        [sys.executable, "-c", AGAIN, str(tmp_path_factory.mktemp("again"))],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def test_how_long_it_took(demo_file, request, capsys):
    line = f"demo community: {demo_file.seconds:.1f} s, {demo_file.counts['居民']} residents"
    with capsys.disabled():
        request.config.get_terminal_writer().line(f"\n{line}")
    assert demo_file.path.exists()


def test_progress_only_rises_and_ends_full(again):
    shares = [done / total for done, total in again["seen"]]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 50


def test_the_same_seed_and_day_make_the_same_records(again, demo_file, demo_station):
    assert again["counts"] == demo_file.counts
    with demo_station.read() as session:
        assert digest(session) == again["digest"]


def test_the_digest_sees_a_changed_record(demo_station):
    with demo_station.read() as session:
        before = digest(session)
    with demo_station.write() as session:
        session.scalars(select(Resident).limit(1)).one().note = "改过"
    with demo_station.read() as session:
        assert digest(session) != before


def test_on_a_holiday_and_from_another_seed_the_year_is_told_as_well(tmp_path):
    made = make_demo(tmp_path, seed=7, today=SPRING_FESTIVAL)
    with opened(made.path, SPRING_FESTIVAL) as station, station.read() as session:
        stages = Counter(session.scalars(select(Matter.stage)))
        posted = list(session.scalars(select(PublicNotice)))
    assert set(stages) == set(Stage)
    assert [notice for notice in posted if notice.until_day >= SPRING_FESTIVAL]


@pytest.mark.parametrize("reached", [1, 60], ids=["at the residents", "in the year"])
def test_interrupted_it_leaves_nothing_behind(tmp_path, reached):
    def stop(done, total):
        if done >= total * reached / 100:
            raise Stopped

    with pytest.raises(Stopped):
        make_demo_community(tmp_path / "演示社区.station", step=stop, today=DEMO_DAY)
    assert list(tmp_path.iterdir()) == []


def test_interrupted_the_clock_and_the_identifiers_are_the_worlds_again(tmp_path):
    def stop(done, total):
        raise Stopped

    before = clock.now()
    with pytest.raises(Stopped):
        make_demo_community(tmp_path / "演示社区.station", step=stop, today=date(2020, 1, 1))
    assert clock.now() >= before
    assert ids.new_id() != ids.new_id()


def test_an_existing_file_is_not_written_over(demo_file, tmp_path):
    path = copy_of(demo_file, tmp_path)
    before = path.read_bytes()
    with pytest.raises(LirenError, match="已经存在"):
        make_demo_community(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes is a thing of Unix")
def test_without_room_on_the_disk_it_says_so_and_leaves_nothing_behind(tmp_path):
    program = f"""
        import resource
        from datetime import date
        from pathlib import Path
        from app.demo.community import make_demo_community
        from app.errors import LirenError
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
        try:
            make_demo_community(Path({str(tmp_path)!r}) / "demo.station", today=date(2026, 6, 30))
        except LirenError as error:
            raise SystemExit(f"said: {{error.what_happened}}")
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "said: 读写“demo.station”时出错" in run.stderr, run.stderr
    assert list(tmp_path.iterdir()) == []
