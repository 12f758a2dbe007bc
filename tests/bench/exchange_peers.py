"""What bundles are measured beside: raw inserts, git bundles, zipped JSON."""

import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from app.exchange.envelope import read_manifest, records
from app.exchange.frames import ChangeFrame
from app.exchange.models import Peer
from app.exchange.own_keys import current_pair
from app.exchange.strict_json import canonical
from db.changelog import Change
from db.shapes import shapes
from db.sqlite_file import raw_connection
from tests.bench.exchange_timing import timed
from tests.offices.office import OfficeAtWork

Texts = dict[str, list[bytes]]
"""Records as JSON, by table."""


def texts_of(receiver: OfficeAtWork, bundle: Path) -> Texts:
    """The records in a bundle."""
    manifest, found = read_manifest(bundle), Texts()
    with receiver.station.read() as session:
        pair = current_pair(session, receiver.station.database.key)
        sign_key = session.get_one(Peer, manifest.sender.station).sign_public
    for one in records(bundle, manifest, own=pair, sign_key=sign_key):
        if isinstance(one, ChangeFrame):
            found.setdefault(one.change["t"], []).append(canonical(one.change))
    return found


class RawInserts:
    """Rows and lines of the log that one office took, put into another one's file."""

    def __init__(
        self, source: OfficeAtWork, target: OfficeAtWork, *, tables: list[str], owner: UUID
    ):
        self._target = target.station.database
        with closing(raw_connection(source.station.path, source.station.database.key)) as file:
            self._rows = {
                name: file.execute(
                    f"SELECT * FROM {name} WHERE owner = ? ORDER BY rowid", (owner.hex,)
                ).fetchall()
                for name in shapes()
                if name in tables
            }
            log = Change.__tablename__
            self._rows[log] = file.execute(
                f"SELECT {log}.* FROM {log} JOIN replica ON replica.id = origin "
                "WHERE station_id = ? ORDER BY counter",
                (owner.hex,),
            ).fetchall()

    def run(self) -> None:
        """One transaction, as a merge is, with the guards lifted as in a merge."""
        with closing(raw_connection(self._target.path, self._target.key)) as file:
            file.execute("BEGIN IMMEDIATE")
            file.execute("PRAGMA defer_foreign_keys = ON")
            file.execute("INSERT INTO merge_running VALUES (1)")
            for name, rows in self._rows.items():
                marks = ", ".join("?" * len(rows[0]))
                file.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
            file.execute("DELETE FROM merge_running")
            file.execute("COMMIT")


def write_tables(folder: Path, texts: Texts) -> None:
    """A file a table, a line a record."""
    for table, lines in texts.items():
        (folder / f"{table}.jsonl").write_bytes(b"\n".join(lines) + b"\n")


def write_records(folder: Path, texts: Texts) -> None:
    """A file a record, a thousand in a folder."""
    for table, lines in texts.items():
        for number, line in enumerate(lines):
            into = folder / table / f"{number // 1000}"
            if number % 1000 == 0:
                into.mkdir(parents=True)
            (into / f"{number}.json").write_bytes(line)


def git(folder: Path, write: Callable[[Path], None]) -> dict[str, Any]:
    """Files written, committed and bundled; then cloned from the bundle."""
    source, bundle = folder / "source", folder / "all.bundle"
    source.mkdir(parents=True)

    def make() -> None:
        write(source)
        _git(source, "init", "--quiet", "--initial-branch=main")
        _git(source, "add", "--all")
        _git(source, "commit", "--quiet", "--message=a bundle")
        _git(source, "bundle", "create", "--quiet", str(bundle), "main")

    def apply() -> None:
        _git(folder, "clone", "--quiet", "--branch=main", str(bundle), "copy")

    return {"make": timed(make)[1], "apply": timed(apply)[1], "size": bundle.stat().st_size}


def _git(folder: Path, *arguments: str) -> None:
    settings = ("user.name=a", "user.email=a@b", "gc.auto=0", "commit.gpgsign=false")
    given = [part for setting in settings for part in ("-c", setting)]
    subprocess.run(["git", *given, *arguments], cwd=folder, check=True, capture_output=True)


def zipped(target: Path, texts: Texts) -> dict[str, Any]:
    """Deflated at level 6, a file a table, a line a record."""

    def make() -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for table, lines in texts.items():
                archive.writestr(f"{table}.jsonl", b"\n".join(lines) + b"\n")

    def apply() -> None:
        with zipfile.ZipFile(target) as archive:
            for name in archive.namelist():
                archive.read(name)

    return {"make": timed(make)[1], "apply": timed(apply)[1], "size": target.stat().st_size}
