"""Foreign keys that wait: a merge meets children before their parents."""

from sqlalchemy import text
from sqlalchemy.orm import Session

LATER = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET CONSTRAINTS ALL DEFERRED",
}


def defer_foreign_keys(session: Session) -> None:
    """Let rows of this transaction point to some not there yet; all must be there at its end."""
    session.execute(text(LATER[session.connection().dialect.name]))
