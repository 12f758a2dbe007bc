"""What the page of a meeting reads at once, off the GUI thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from app.council.meeting_views import AttendanceRow, ItemView, MeetingDetail, meeting_detail
from app.council.minutes_views import minutes_of
from app.residents.search_keys import initials_of, pinyin_of


@dataclass(frozen=True)
class MeetingData:
    """A meeting, how its people are found while typing, and whether minutes exist."""

    detail: MeetingDetail
    keys: Mapping[UUID, str]
    """Name, initials and pinyin of everybody on the list, by attendance id."""
    has_minutes: bool

    def found(self, text: str) -> list[AttendanceRow]:
        """Who ``text`` may mean: characters of the name or capacity, or initials; best first."""
        typed = text.strip().lower()
        if not typed:
            return list(self.detail.attendance)
        ranked = [(_rank(self.keys[row.id], row, typed), row) for row in self.detail.attendance]
        fitting = [pair for pair in ranked if pair[0] < _NONE]
        return [row for _, row in sorted(fitting, key=_first)]

    def item(self, item_id: UUID | None) -> ItemView | None:
        """The item of the agenda with this id, else the first one."""
        items = self.detail.agenda
        return next((item for item in items if item.id == item_id), items[0] if items else None)


_NONE = 9


def _first(pair: tuple[int, AttendanceRow]) -> int:
    return pair[0]


def _rank(keys: str, row: AttendanceRow, typed: str) -> int:
    words = keys.split()
    if row.name.startswith(typed):
        return 0
    if any(word.startswith(typed) for word in words):
        return 1
    return 2 if typed in row.name or typed in row.capacity else _NONE


@lru_cache(maxsize=4096)
def _keys_of(name: str) -> str:
    return f"{initials_of(name)} {pinyin_of(name)}"


def read_meeting(session: Any, *, meeting_id: UUID) -> MeetingData:
    """Everything the page shows of one meeting."""
    detail = meeting_detail(session, meeting_id=meeting_id)
    keys = {row.id: _keys_of(row.name) for row in detail.attendance}
    return MeetingData(detail, keys, bool(minutes_of(session, meeting_id=meeting_id)))
