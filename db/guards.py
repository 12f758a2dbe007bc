"""Guards: what the database itself refuses, and what it keeps, by triggers of either dialect.

A business rule (one number, one holder, nothing below zero) holds for what is written *here*. What
other files wrote before they heard of each other is merged in as it is, however it meets ours: two
files of one station may each have made event 2026-0043, and the bundle must still go in. So the
rules are not constraints but triggers that look away while a merge runs. What must hold whoever
writes (append-only tables, balances that are the sum of their entries) has no such condition.

A trigger's SQL is written once, in words both SQLite and PostgreSQL know.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db.replicated import shared_tables

NOT_MERGING = "NOT EXISTS (SELECT 1 FROM merge_running)"
"""See :class:`db.changelog.MergeRunning`."""
POSTGRESQL = "postgresql"


@dataclass(frozen=True)
class Trigger:
    """One trigger, by its name; on PostgreSQL the function it calls has the same one."""

    name: str
    table: str
    occasion: str
    """``BEFORE INSERT``, ``AFTER UPDATE OF number`` …; it runs for each row."""

    def statements(self, dialect: str) -> tuple[str, ...]:
        """What makes it in a database of this dialect."""
        if dialect != POSTGRESQL:
            return (f"CREATE TRIGGER {self.name} {self.occasion} ON {self.table} {self._sqlite()}",)
        row = "OLD" if "DELETE" in self.occasion else "NEW"
        return (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {self._plpgsql()} RETURN {row}; END $$",
            f"CREATE TRIGGER {self.name} {self.occasion} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        )

    def _sqlite(self) -> str:
        raise NotImplementedError

    def _plpgsql(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Refusal(Trigger):
    """Refuses a row; the caller meets an ``IntegrityError`` with the message."""

    message: str
    condition: str = ""
    """Over NEW and OLD; empty: every row."""
    in_merges: bool = False
    """It holds for what is merged in, too."""

    @property
    def _when(self) -> str:
        parts = () if self.in_merges else (NOT_MERGING,)
        return " AND ".join((*parts, *((f"({self.condition})",) if self.condition else ())))

    def _sqlite(self) -> str:
        when = f"WHEN {self._when} " if self._when else ""
        return f"{when}BEGIN SELECT RAISE(ABORT, '{self.message}'); END"

    def _plpgsql(self) -> str:
        code = "integrity_constraint_violation"
        refuse = f"RAISE EXCEPTION USING MESSAGE = '{self.message}', ERRCODE = '{code}';"
        return f"IF {self._when} THEN {refuse} END IF;" if self._when else refuse


@dataclass(frozen=True)
class Upkeep(Trigger):
    """Keeps what follows from a row; whoever writes, it is right when the transaction ends."""

    work: tuple[str, ...]
    """Statements over NEW and OLD."""

    def _sqlite(self) -> str:
        return f"BEGIN {self._plpgsql()} END"

    def _plpgsql(self) -> str:
        return " ".join(f"{statement};" for statement in self.work)


def uniqueness(table: str, *columns: str) -> tuple[Refusal, Refusal]:
    """No two rows of ``table`` agree in all of ``columns``; an empty (NULL) one agrees with none.

    The columns need an index, as every insert looks them up.
    """
    same = " AND ".join(f"other.{column} = NEW.{column}" for column in columns)
    condition = f"EXISTS (SELECT 1 FROM {table} AS other WHERE {same} AND other.id <> NEW.id)"
    name, message = f"{table}_unique_{'_'.join(columns)}", f"UNIQUE: {table} {', '.join(columns)}"
    return (
        Refusal(f"{name}_on_insert", table, "BEFORE INSERT", message, condition),
        Refusal(
            f"{name}_on_update", table, f"BEFORE UPDATE OF {', '.join(columns)}", message, condition
        ),
    )


@dataclass(frozen=True)
class Numbering(Trigger):
    """Numbers rows 1, 2, 3 … in the column ``number``, as SQLite does by itself.

    PostgreSQL's sequences leave a gap where a transaction was rolled back.
    """

    def statements(self, dialect: str) -> tuple[str, ...]:
        """Nothing on SQLite."""
        return super().statements(dialect) if dialect == POSTGRESQL else ()

    def _plpgsql(self) -> str:
        return f"NEW.number := (SELECT coalesce(max(number), 0) + 1 FROM {self.table});"


def append_only(table: str) -> tuple[Refusal, Refusal]:
    """Rows of ``table`` are never changed and never taken out, not by a merge either."""
    update, delete = (
        Refusal(
            f"{table}_refuses_{operation.lower()}",
            table,
            f"BEFORE {operation}",
            f"{table} is append-only",
            in_merges=True,
        )
        for operation in ("UPDATE", "DELETE")
    )
    return update, delete


def create(triggers: Iterable[Trigger], dialect: str, execute: Callable[[str], object]) -> None:
    """Make triggers in a database; for migrations."""
    for trigger in triggers:
        for statement in trigger.statements(dialect):
            execute(statement)


def declared() -> tuple[str, ...]:
    """Names of the triggers that ``__unique__`` of the shared tables asks for."""
    return tuple(
        guard.name
        for table, kind in shared_tables().items()
        for columns in kind.__unique__
        for guard in uniqueness(table, *columns)
    )
