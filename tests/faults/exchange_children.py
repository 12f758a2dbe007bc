"""Offices that make and take bundles in other processes, and are killed while they do.

One server process has everything imported and every statement compiled. For each attempt it forks
a child, which opens the station's file as the program does at its start; so an attempt costs
milliseconds, and the child can be killed at any instant.
"""

import multiprocessing
import os
import signal
import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.errors import StationFault
from app.exchange.applying import apply_bundle
from app.exchange.sending import send_as
from db import clock
from tests.faults.children import CONTEXT, child, told
from tests.offices.fleet import START, Fleet, Plan

CONTEXT.set_forkserver_preload(["tests.faults.children", __name__])
LATER = START + timedelta(days=1)
DONE, KILLED = "done", "killed"


@dataclass(frozen=True)
class Attempt:
    """What a child is to do."""

    office: str
    """Its name."""
    work: str
    """``make`` or ``apply``."""
    path: Path
    """The bundle."""
    peer: object = None
    """For whom it is made."""
    largest_file: int = 0
    """Bytes that no file may grow beyond; 0: no limit."""


def attempt(fleet: Fleet, what: Attempt) -> str:
    """Do it here; returns how it ended, in words."""
    fleet.start(what.office)
    station = fleet.open[what.office].station
    try:
        if what.work == "make":
            send_as(station, peer_id=what.peer, target=what.path)
        else:
            apply_bundle(station, what.path)
    except StationFault as fault:
        return str(fault)
    return DONE


def serve(connection, plan: Plan, folder: Path, practice: list[Attempt]):
    """Practise, then do what is asked for: (attempt, seconds until the kill, or None for none)."""
    fleet = Fleet(plan, folder)
    with clock.set_to(LATER):
        for one in practice:
            attempt(fleet, one)
            fleet.close(one.office)
        connection.send("ready")
        while True:
            connection.send(_in_a_child(fleet, *connection.recv()))


def _in_a_child(fleet: Fleet, what: Attempt, seconds: float | None) -> tuple[str, float]:
    """How the attempt ended, and after how many seconds."""
    ours, theirs = multiprocessing.Pipe()
    began = time.perf_counter()
    child_id = os.fork()
    if child_id == 0:
        try:
            _limit_files(what.largest_file)
            theirs.send(attempt(fleet, what))
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(0)  # never back into the server's own work
    theirs.close()
    said = KILLED
    if ours.poll(seconds):
        said = ours.recv()
    took = time.perf_counter() - began
    os.kill(child_id, signal.SIGKILL)
    os.waitpid(child_id, 0)
    ours.close()
    return said, took


def _limit_files(largest: int) -> None:
    if largest:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


@contextmanager
def server(plan: Plan, folder: Path, practice: list[Attempt]):
    """A server on the stations in a folder; yields ``ask(attempt, seconds)``."""
    with child(serve, plan, folder, practice) as (_, connection):
        assert told(connection) == "ready"

        def ask(what: Attempt, seconds: float | None = None) -> tuple[str, float]:
            connection.send((what, seconds))
            return told(connection)

        yield ask
