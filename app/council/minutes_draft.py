"""Writes the first draft of minutes from what was recorded at the meeting."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council import agenda, live_quorum
from app.council.minutes_text import Block, BlockKind, MinutesText
from app.council.models import AgendaItem, Attendance, Matter, Meeting, Vote
from app.council.presets import from_json
from app.council.speeches import speeches_on
from app.council.terms import (
    VOTE_METHOD_NAMES,
    AttendanceKind,
    AttendanceStatus,
    Outcome,
    VoteMethod,
    VoteState,
)
from db import clock


def draft(session: Session, meeting: Meeting) -> MinutesText:
    """The draft: opening, each item with report, speeches, votes and decision, three lists."""
    rows = live_quorum.rows_of(session, meeting.id)
    blocks = [Block(BlockKind.PARAGRAPH, _opening(meeting, rows))]
    if meeting.short_notice_reason:
        text = f"会议通知提前天数不足，原因：{meeting.short_notice_reason}。"
        blocks.append(Block(BlockKind.PARAGRAPH, text))
    heard = {row.name for row in rows if row.arrived_at}
    for item in agenda.items_of(session, meeting.id):
        blocks += _item(session, item, heard)
    return MinutesText(
        title=meeting.title,
        number=meeting.number,
        held=held(meeting),
        place=meeting.place,
        chair=meeting.chair,
        recorder=meeting.recorder,
        blocks=tuple(blocks),
        present=_present(rows),
        on_leave=tuple(f"{r.name}（{r.reason}）" for r in _with(rows, AttendanceStatus.ON_LEAVE)),
        absent=tuple(r.name for r in _with(rows, AttendanceStatus.ABSENT)),
        observers=tuple(
            f"{r.name}（{r.capacity}）" if r.capacity else r.name
            for r in rows
            if r.kind == AttendanceKind.OBSERVER and r.arrived_at
        ),
    )


def held(meeting: Meeting) -> str:
    """From when to when, as the record says it."""
    start = clock.local(meeting.opened_at or meeting.starts_at)
    text = f"{start.year}年{start.month}月{start.day}日{start:%H:%M}"
    return f"{text}至{clock.local(meeting.closed_at):%H:%M}" if meeting.closed_at else text


def _with(rows: list[Attendance], status: AttendanceStatus) -> list[Attendance]:
    return [r for r in rows if r.kind == AttendanceKind.MEMBER and r.status == status]


def _present(rows: list[Attendance]) -> tuple[str, ...]:
    by_id = {row.id: row for row in rows}
    names = [row.name for row in _with(rows, AttendanceStatus.PRESENT)]
    proxies = [
        f"{row.name}（由{by_id[row.proxy_holder_id].name}代）"
        for row in rows
        if row.proxy_holder_id and by_id[row.proxy_holder_id].arrived_at and not row.arrived_at
    ]
    return (*names, *proxies)


def _opening(meeting: Meeting, rows: list[Attendance]) -> str:
    rule, came = from_json(meeting.rule), len(_present(rows))
    needed = rule.quorum.needed(meeting.entitled)
    held_or_not = "达到法定人数" if came >= needed else "未达到法定人数"
    return (
        f"会议应到 {meeting.entitled} {rule.unit}，实到 {came} {rule.unit}，"
        f"{rule.quorum.words()}为 {needed} {rule.unit}，{held_or_not}（依据{rule.citation}）。"
    )


def _item(session: Session, item: AgendaItem, heard: set[str]) -> list[Block]:
    blocks = [Block(BlockKind.HEADING, item.title)]
    if item.reporter:
        blocks.append(Block(BlockKind.PARAGRAPH, _report(session, item, heard)))
    for speech in speeches_on(session, item.id):
        blocks.append(Block(BlockKind.SPEECH, f"{speech.speaker}：{speech.content}"))
    votes = votes_of(session, item)
    for place, option in enumerate(item.options, start=1):
        blocks.append(Block(BlockKind.PARAGRAPH, f"方案{place}：{option}"))
    blocks += [Block(BlockKind.VOTE, _vote(vote)) for vote in votes]
    decision = item.conclusion or _decision(item, votes)
    if decision:
        blocks.append(Block(BlockKind.DECISION, decision))
    return blocks


def _report(session: Session, item: AgendaItem, heard: set[str]) -> str:
    """Who reported; of a proposer who was not there, only that the matter is his."""
    matter = session.get(Matter, item.matter_id) if item.matter_id else None
    if matter and item.reporter == matter.proposer_name and item.reporter not in heard:
        return f"本议题由{item.reporter}提出。"
    return f"{item.reporter}作了说明。"


def votes_of(session: Session, item: AgendaItem) -> list[Vote]:
    """An item's votes, oldest first."""
    return list(
        session.scalars(
            select(Vote).where(Vote.agenda_item_id == item.id).order_by(Vote.opened_at, Vote.id)
        )
    )


def _vote(vote: Vote) -> str:
    text = f"对“{vote.question}”进行{VOTE_METHOD_NAMES[VoteMethod(vote.method)]}。"
    if vote.returned is not None and vote.state == VoteState.CLOSED:
        invalid = vote.invalid or 0
        tellers = f"（计票人{vote.counted_by}，监票人{vote.watched_by}）" if vote.watched_by else ""
        text += (
            f"发出 {vote.issued} 张，收回 {vote.returned} 张，"
            f"有效 {vote.returned - invalid} 张，无效 {invalid} 张{tellers}。"
        )
    return text + vote.sentence


def _decision(item: AgendaItem, votes: list[Vote]) -> str:
    closed = [vote for vote in votes if vote.state == VoteState.CLOSED]
    if not closed:
        return ""
    passed = any(vote.outcome == Outcome.PASSED for vote in closed)
    return f"会议{'同意' if passed else '未通过'}“{item.title}”。"
