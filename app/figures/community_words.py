"""Three short paragraphs on a period, made of its figures: the best, those behind, what is late."""

from collections.abc import Sequence

from app.figures.communities import CommunityRow, ranks_by, together
from app.figures.community_measures import BY_KEY, percent, score

NAMED = 5
"""So many communities are called by name."""
JUDGED_BY = ("handled", "in_time", "visited", "joined")
"""Measures of which the first and the last are named."""


def paragraphs(rows: Sequence[CommunityRow]) -> tuple[str, ...]:
    """What stands out; nothing is said of what nobody has sent."""
    if not rows:
        return ("还没有社区报送数据。",)
    return (_best(rows), _worst(rows), _late(rows))


def _ordered(rows: Sequence[CommunityRow], key: str) -> list[tuple[int, CommunityRow]]:
    ranks = ranks_by(rows, key)
    found = [(rank, row) for row in rows if (rank := ranks[row.id]) is not None]
    return sorted(found, key=lambda pair: pair[0])


def _best(rows: Sequence[CommunityRow]) -> str:
    parts = []
    for key in JUDGED_BY:
        ordered = _ordered(rows, key)
        if len({score(row.figures[key]) for _, row in ordered}) > 1:  # else nobody stands out
            first = [row for rank, row in ordered if rank == 1]
            figure = percent(first[0].figures[key])
            parts.append(f"{BY_KEY[key].name}最高的{_those(first)}（{figure}）")
    total = together(rows)
    whole = f"期内共上报事项{total['reported'].value:,}件，处置率{percent(total['handled'])}"
    return "，".join((whole, *parts)) + "。"


def _worst(rows: Sequence[CommunityRow]) -> str:
    parts = []
    for key in JUDGED_BY:
        ordered = _ordered(rows, key)
        scores = {score(row.figures[key]) for _, row in ordered}
        if len(scores) > 1:
            last = [row for rank, row in ordered if rank == ordered[-1][0]]
            figure = percent(last[0].figures[key])
            parts.append(f"{BY_KEY[key].name}最低的{_those(last)}（{figure}）")
    return "，".join(parts) + "。" if parts else "各社区的主要比率没有高低之分。"


def _late(rows: Sequence[CommunityRow]) -> str:
    total = together(rows)
    overdue = total["overdue"].value
    parts = [f"超期未办结的事项{overdue:,}件"]
    if overdue:
        most = sorted(rows, key=lambda row: -row.figures["overdue"].value)[:NAMED]
        named = [
            f"{row.name}{row.figures['overdue'].value:,}件"
            for row in most
            if row.figures["overdue"].value
        ]
        parts[0] += f"，较多的是{'、'.join(named)}"
    parts.append(f"超期未答复的任务{total['tasks_overdue'].value:,}件")
    late = [row for row in rows if row.reported.late]
    words = f"迟报或从未报送的社区{len(late)}个"
    parts.append(f"{words}：{_named(late)}" if late else words)
    return "；".join(parts) + "。"


def _those(rows: Sequence[CommunityRow]) -> str:
    """是人民里社区、河北里社区; 有 44 个社区 where they are too many to be named."""
    if len(rows) > NAMED:
        return f"有{len(rows)}个社区"
    return f"是{_named(rows)}"


def _named(rows: Sequence[CommunityRow]) -> str:
    names = "、".join(row.name for row in rows[:NAMED])
    return f"{names}等{len(rows)}个社区" if len(rows) > NAMED else names
