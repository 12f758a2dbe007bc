"""Things of this room to choose in a form."""

from collections.abc import Iterable

from app.desk.fields import Choice
from app.points.rule_views import RuleRow

LONGEST = 14
"""Characters of an item's name in a drop-down, which is as wide as its longest entry."""


def rule_options(rows: Iterable[RuleRow]) -> list[Choice]:
    """Items that are recorded by hand, with what one unit is worth."""
    return [Choice(row.id, _words(row)) for row in rows if not row.text.trigger]


def _words(row: RuleRow) -> str:
    item = row.text.item
    short = item if len(item) <= LONGEST else f"{item[:LONGEST]}…"
    return f"{short}（{row.worth}）"
