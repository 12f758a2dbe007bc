"""The local day of a moment, in SQL: the one expression that differs between databases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

MomentColumn = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


class _LocalDay(FunctionElement[date]):
    """``local_day(moment)``."""

    type = Date()
    inherit_cache = True


@compiles(_LocalDay, "sqlite")
def _on_sqlite(element: _LocalDay, compiler: SQLCompiler, **how: Any) -> str:
    return f"date({compiler.process(element.clauses, **how)}, '+8 hours')"


@compiles(_LocalDay, "postgresql")
def _on_postgresql(element: _LocalDay, compiler: SQLCompiler, **how: Any) -> str:
    return f"(({compiler.process(element.clauses, **how)} AT TIME ZONE 'Asia/Shanghai')::date)"


def local_day(moment: MomentColumn) -> FunctionElement[date]:
    """The calendar day in China on which a stored moment lies; to select and to group by.

    Moments are stored as UTC. China has kept UTC+8 without summer time since 1991, so that eight
    hours are exact.
    """
    return _LocalDay(moment)
