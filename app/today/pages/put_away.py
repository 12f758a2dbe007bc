"""Warnings somebody has taken note of: kept on this PC for one account, until something is new."""

from collections.abc import Sequence
from uuid import UUID

from app.desk.records_memory import Memory
from app.today.warning import EarlyWarning

MOST_KEPT = 500
"""The oldest are forgotten: what they were about is long over."""


class PutAway:
    """Remembers of each warning put away how things stood then."""

    def __init__(self, memory: Memory | None, account_id: UUID):
        self._memory, self._key = memory, f"today/{account_id}/known"
        kept = memory.get(self._key) if memory is not None else None
        self._marks: dict[str, str] = kept if isinstance(kept, dict) else {}

    def still_new(self, warnings: Sequence[EarlyWarning]) -> list[EarlyWarning]:
        """Those not put away, or about which something is new."""
        return [one for one in warnings if self._marks.get(one.key) != one.mark]

    def put(self, warning: EarlyWarning) -> None:
        """Put one away."""
        kept = [pair for pair in self._marks.items() if pair[0] != warning.key]
        self._keep(dict([*kept, (warning.key, warning.mark)][-MOST_KEPT:]))

    def take_back(self) -> None:
        """Show all of them again."""
        self._keep({})

    def _keep(self, marks: dict[str, str]) -> None:
        self._marks = marks
        if self._memory is not None:
            self._memory.put(self._key, marks)
