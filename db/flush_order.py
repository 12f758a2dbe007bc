"""In which order a flush writes tables: parents before children, and removes them the other way.

SQLAlchemy orders tables by ``relationship()``; our models have none, and without one the order
of two tables in a flush is that of a set: a child written before its parent breaks its foreign
key on some days and not on others. The change log follows the same order, so that replaying or
undoing it meets every parent where it needs it.
"""

from functools import lru_cache
from itertools import pairwise

from sqlalchemy import Table, inspect
from sqlalchemy.orm import Mapper, Session, UOWTransaction
from sqlalchemy.orm.unitofwork import _DeleteAll, _SaveUpdateAll

from db.base import Base


def parents_before_children(session: Session, flush: UOWTransaction, instances: object) -> None:
    """Put the tables of this flush in the order of their foreign keys."""
    rows = (*session.new, *session.dirty, *session.deleted)
    mappers: dict[object, Mapper[object]] = {}
    for row in rows:
        mapper = inspect(row).mapper
        mappers[mapper.local_table] = mapper
    if len(mappers) < 2:
        return
    in_order = _tables_in_order(len(Base.metadata.tables))
    for pair in pairwise(mappers[table] for table in in_order if table in mappers):
        (save_parent, save_child), (remove_parent, remove_child) = (
            [step(flush, mapper) for mapper in pair] for step in (_SaveUpdateAll, _DeleteAll)
        )
        flush.dependencies.add((save_parent, save_child))
        flush.dependencies.add((remove_child, remove_parent))


@lru_cache(maxsize=1)
def _tables_in_order(count: int) -> list[Table]:
    """All tables, parents first; sorted anew when a room added its tables."""
    return Base.metadata.sorted_tables
