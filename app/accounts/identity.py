"""Whether a station's file goes on as the same one, or as a new one with numbers of its own.

A number that left this PC in a bundle must never be given again. A backup laid out by the program
is marked (:mod:`db.identity`); a file that somebody set back by copying an old one over it is known
by the note this PC keeps of what it sent.
"""

from sqlalchemy import select

from app import machine
from db.changelog import Replica
from db.engine import Database
from db.identity import become_new_replica, take_new_identity_after_restore


def settle_identity(database: Database) -> None:
    """Become a new replica when the file was restored or set back; else do nothing.

    Raises:
        faults.Busy, faults.DiskFull, faults.ReadOnly.
    """
    take_new_identity_after_restore(database)
    with database.read() as session:
        current = session.scalars(select(Replica).where(Replica.is_current)).one()
    if machine.sent_from_here(current.id) > current.counter:
        become_new_replica(database)
