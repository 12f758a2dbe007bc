"""催办: the words by which an office reminds those that have not answered, ready to paste."""

from collections.abc import Sequence
from datetime import datetime

from app.desk.columns import written

MANY = 12
"""Names up to this many are written out; of more only how many they are."""


def reminder(
    title: str, number: str, due_at: datetime | None, missing: Sequence[str], *, is_late: bool
) -> str:
    """One paragraph for the work group (工作群): what, until when, who is awaited."""
    name = f"“{title}”（{number}）" if number else f"“{title}”"
    return (
        f"【催办】{name}{_term(due_at, is_late)}。{_whom(missing)}尚未答复，请尽快办理并报来答复。"
    )


def _term(due_at: datetime | None, is_late: bool) -> str:
    if due_at is None:
        return "请抓紧办理"
    due = written(due_at, "datetime")
    return f"应于 {due} 前答复，现已超期" if is_late else f"请于 {due} 前答复"


def _whom(missing: Sequence[str]) -> str:
    names = "、".join(missing[:MANY])
    return names if len(missing) <= MANY else f"{names}等 {len(missing)} 个单位"
