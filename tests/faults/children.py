"""What other processes do to a station's file while the test looks on.

Children are forked from one server that has everything imported, so that each costs milliseconds;
they are real processes with connections of their own and can be killed at any instant.
"""

import multiprocessing
from contextlib import contextmanager

import app.tables  # noqa: F401
from app.grids.models import Grid
from db import faults
from db.engine import Database
from db.ids import new_id
from tests.db.rows import a_grid

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT = multiprocessing.get_context(METHOD)
if METHOD == "forkserver":
    CONTEXT.set_forkserver_preload([__name__])
ROWS = 3
"""Rows in each transaction of a child: a torn transaction shows as another count."""
PATIENCE = 30
"""Seconds after which a silent child is a failed test."""


@contextmanager
def child(work, *args):
    """Run ``work(connection, *args)`` in another process; yields (process, connection)."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=work, args=(theirs, *args), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def told(connection):
    """The next thing a child says."""
    assert connection.poll(PATIENCE), "the child is silent"
    return connection.recv()


def write_without_end(connection, path, key):
    """Commit transactions of three rows, saying the number of each after its commit."""
    database = Database(path, key)
    number = 0
    while True:
        number += 1
        with database.write(new_id()) as session:
            for part in range(ROWS):
                session.add(a_grid(f"{number}-{part}", note=str(number)))
                session.flush()
        connection.send(number)


def write_some(connection, path, key, name, count):
    """Commit ``count`` transactions, as fast as the other programs let it."""
    database = Database(path, key)
    connection.send("ready")
    connection.recv()
    for number in range(count):
        with database.write(new_id()) as session:
            session.add(a_grid(f"{name}{number}"))
    database.close()
    connection.send("done")


def hold_the_lock(connection, path, key):
    """Begin a transaction and keep it until told."""
    database = Database(path, key)
    with database.write(new_id()) as session:
        session.add(a_grid("占着不放"))
        session.flush()
        connection.send("holding")
        connection.recv()


def write_until_the_file_may_not_grow(connection, path, key, room):
    """Write rows until the limit on file sizes, which the system sets here, is met."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    database = Database(path, key)
    with database.read() as session:
        session.get(Grid, new_id())
    limit = path.stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    number = 0
    try:
        while number < 5000:
            with database.write(new_id()) as session:
                session.add(a_grid(f"{number}", note="字" * 2000))
            number += 1
    except faults.FileFault as fault:
        connection.send((number, type(fault).__name__))
    else:
        connection.send((number, "nothing happened"))
