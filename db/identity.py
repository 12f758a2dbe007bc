"""Which replica this database file is: a fresh one after a restore.

A restored backup must not go on with the old file's numbers: the superior may have seen numbers
that were given out after the backup was made. So a restored file takes a new identity at its
first opening and counts from one. A file is marked when it is laid out; a server's database is
compared with where it was when it was last opened.
"""

from sqlalchemy import Connection, insert, select, update

from db import clock, faults, keyslots
from db.changelog import Replica
from db.engine import Database
from db.ids import new_id
from db.postgres import PostgresDatabase


def take_new_identity_after_restore(database: Database) -> None:
    """Become a new replica when the station was restored from a backup; else do nothing.

    Where the companion is lost or unreadable, nobody can tell whether this is a restored file,
    so it is taken for one: a new identity costs nothing, a number given twice costs a record.
    """
    if isinstance(database.backend, PostgresDatabase):
        _take_new_identity_elsewhere(database, database.backend)
        return
    try:
        keys = keyslots.load(database.place)
    except (faults.KeysMissing, faults.Damaged):
        become_new_replica(database)
        return
    if keys.restored:
        become_new_replica(database)
        keyslots.save(database.place, keys.as_settled())


def _take_new_identity_elsewhere(database: Database, server: PostgresDatabase) -> None:
    with database.exclusive() as connection:
        if server.moved(connection):
            _retire(connection)
            server.settle(connection)


def become_new_replica(database: Database) -> None:
    """Retire the current replica; the new one goes on with its clock and starts its own numbers."""
    with database.exclusive() as connection:
        _retire(connection)


def _retire(connection: Connection) -> None:
    old = connection.execute(select(Replica).where(Replica.is_current)).one()
    connection.execute(update(Replica).values(is_current=False))
    connection.execute(
        insert(Replica).values(
            id=new_id(),
            station_id=old.station_id,
            counter=0,
            clock=old.clock,
            is_current=True,
            since=clock.now(),
            parent_id=old.id,
        )
    )
