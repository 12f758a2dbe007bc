"""Taking everything in a folder without a person: an inbox that a scheduler empties.

Each bundle is a transaction of its own. What was taken moves to 已收取, what was refused to 未收取
with a text beside it that says why; what is still being copied stays for the next run. Two runs at
once do not meet: the second finds the folder locked.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import settings
from app.accounts.permissions import Permission
from app.accounts.station import Station
from app.errors import LirenError, RuleBroken
from app.exchange.applying import Applied
from app.exchange.inbox import Arrived, arrived
from app.exchange.media import free_name, on_medium
from app.exchange.one_at_a_time import one_at_a_time
from app.exchange.refusals import Reason, Refused
from app.exchange.taking import take, whole_bundle
from app.exchange.whole_files import Step, no_step
from db import clock

TAKEN, REFUSED = "已收取", "未收取"
"""Folders that what was dealt with moves to."""
STAYS = frozenset({Reason.TOO_NEW, Reason.GAP, Reason.MISSED_ROTATION, Reason.VOLUME_MISSING})
"""Refusals that may be over at a later run: the program renewed, an earlier bundle arrived."""


@dataclass(frozen=True)
class Outcome:
    """What became of one bundle."""

    file: Path
    applied: Applied | None = None
    refusal: LirenError | None = None
    moved_to: Path | None = None
    is_left: bool = False
    """It is still being copied, and waits for the next run."""


def take_folder(station: Station, folder: Path, *, step: Step = no_step) -> list[Outcome]:
    """Take every bundle in a folder, by sender and serial; ``step`` counts bundles.

    Raises:
        NotAllowed.
        RuleBroken: the office asks for the code on the slip, which nobody can type here; or
            another run is at it.
        StationFault: the folder cannot be read or written.
    """
    station.actor.require(Permission.EXCHANGE)
    with station.read() as session:
        if settings.get(session, settings.EXCHANGE_REQUIRE_SLIP):
            raise RuleBroken(
                "本站要求核对移交单上的校验码，不能成批收取。",
                "请在窗口里逐个收取，或在“报送—设置”里取消这项要求。",
            )
    with one_at_a_time(folder):
        found = arrived(folder)
        return [
            _deal_with(station, folder, one, done, len(found), step)
            for done, one in enumerate(found)
        ]


def _deal_with(
    station: Station, folder: Path, one: Arrived, done: int, total: int, step: Step
) -> Outcome:
    step(done, total)
    if one.is_being_copied:
        return Outcome(one.path, is_left=True)
    try:
        if one.refusal is not None:
            raise one.refusal
        applied = take_one(station, one.path)
    except Refused as error:
        if error.reason in STAYS:
            return Outcome(one.path, refusal=error)
        return Outcome(one.path, refusal=error, moved_to=_put_away(one, folder / REFUSED, error))
    return Outcome(one.path, applied, moved_to=_put_away(one, folder / TAKEN))


def take_one(station: Station, path: Path, *, slip_code: str = "", step: Step = no_step) -> Applied:
    """Take one file; volumes beside it are joined first.

    Raises:
        Refused, InvalidInput, StationFault: nothing was taken.
    """
    with tempfile.TemporaryDirectory(prefix="liren-") as own:
        return take(station, whole_bundle(path, Path(own)), slip_code=slip_code, step=step)


def _put_away(one: Arrived, folder: Path, refusal: Refused | None = None) -> Path:
    """Move its files; returns where the first of them lies now."""
    with on_medium(folder):
        folder.mkdir(exist_ok=True)
        moved = []
        for file in one.files:
            target = free_name(folder, file.name)
            file.rename(target)
            moved.append(target)
        if refusal is not None:
            day = f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"
            text = f"{day}\n{refusal.what_happened}\n{refusal.what_to_do}\n"
            moved[0].with_name(f"{moved[0].name}-原因.txt").write_text(text, "utf-8")
    return moved[0]


def refused(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those that were not taken, apart from what is still being copied."""
    return [one for one in outcomes if one.refusal is not None]
