"""Alembic's entry: runs the migrations on the connection :mod:`db.migrate` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from db.base import Moment
from db.migrate import compared


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Write our own column type as the plain one it is stored as: migrations outlive code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    render_item=render_item,
    include_name=compared,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
