"""The whole file of a matter (卷宗): every paper there is of it, in the order of its stages."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.council import work_views
from app.council.matter_facts import plan_of
from app.council.minutes import versions_of
from app.council.minutes_sheets import minutes_sheet
from app.council.models import AgendaItem, Matter, Meeting, PublicNotice, Vote
from app.council.proposals import merged_of
from app.council.rows import the
from app.council.sheets import issuer, result_notice_sheet, sign_in_sheet
from app.council.sheets_matter import (
    evaluation_result_sheet,
    proposal_form_sheet,
    work_sheet,
)
from app.council.sheets_meeting import meeting_notice_sheet
from app.council.sheets_vote import resolution_sheet, vote_report_sheet
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import MeetingState, MinutesState, Outcome, VoteState
from app.printing.case_file import CaseFileSheet, CasePart
from app.printing.foot import PrintMark
from db import clock


def case_file_sheet(session: Session, *, matter_id: UUID, operator: str = "") -> CaseFileSheet:
    """Everything of one matter, as far as it has come.

    Raises:
        NotFound: it is gone.
    """
    matter = the(session, Matter, matter_id)
    parts = tuple(_parts(session, matter, operator))
    archived = matter.stage == Stage.ARCHIVED
    days = [part.day for part in parts if part.day]
    return CaseFileSheet(
        office_name=issuer(profile(session)),
        title=f"关于{matter.title}的议事卷宗",
        number=matter.number,
        parts=parts,
        from_day=min(days, default=matter.proposed_on),
        until_day=max(days, default=matter.proposed_on),
        remarks=_remarks(session, matter),
        filed_by=operator,
        filed_on=clock.local(matter.stage_since).date() if archived else None,
        mark=PrintMark(clock.now(), operator, matter.number),
    )


def _remarks(session: Session, matter: Matter) -> str:
    lines = []
    if matter.stage != Stage.ARCHIVED:
        lines.append(f"本议题现为“{STAGE_NAMES[Stage(matter.stage)]}”，尚未归档。")
    merged = "、".join(f"{one.number}{one.title}" for one in merged_of(session, matter.id))
    if merged:
        lines.append(f"并案办理：{merged}。")
    rounds = work_views.evaluations(session, matter_id=matter.id)
    if len(rounds) > 1:
        lines.append(f"评议{len(rounds)}轮，第{len(rounds)}轮为准。")
    return "".join(lines)


def _parts(session: Session, matter: Matter, operator: str) -> Iterator[CasePart]:
    form = proposal_form_sheet(session, matter_id=matter.id, operator=operator)
    yield CasePart("议题提议表", form, matter.proposer_name, matter.proposed_on)
    for one in merged_of(session, matter.id):
        other = proposal_form_sheet(session, matter_id=one.id, operator=operator)
        yield CasePart(f"并入议题提议表（{one.number}）", other, one.proposer_name, one.proposed_on)
    for meeting, item in _meetings(session, matter.id):
        yield from _of_meeting(session, meeting, item, operator)
    yield from _of_notices(session, matter.id, operator)
    plan = plan_of(session, matter.id)
    if plan:
        sheet = work_sheet(session, matter_id=matter.id, operator=operator)
        yield CasePart("办理单", sheet, "", plan.finished_on or plan.starts_on)
    for view in work_views.evaluations(session, matter_id=matter.id):
        if view.closed_on:
            result = evaluation_result_sheet(session, evaluation_id=view.id, operator=operator)
            yield CasePart(f"第{view.number}轮评议结果", result, "", view.closed_on)


def _meetings(session: Session, matter_id: UUID) -> list[tuple[Meeting, AgendaItem]]:
    rows = session.execute(
        select(Meeting, AgendaItem)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.matter_id == matter_id, Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, item) for meeting, item in rows]


def _of_meeting(
    session: Session, meeting: Meeting, item: AgendaItem, operator: str
) -> Iterator[CasePart]:
    given = meeting.notice_given_on
    if given:
        called = meeting_notice_sheet(session, meeting_id=meeting.id, operator=operator)
        yield CasePart(f"{meeting.title}通知", called, "", given)
    if meeting.state != MeetingState.CLOSED:
        return
    day = clock.local(meeting.opened_at or meeting.starts_at).date()
    signed_in = sign_in_sheet(session, meeting_id=meeting.id, operator=operator)
    yield CasePart(f"{meeting.title}签到表", signed_in, meeting.recorder, day)
    latest = next(
        (one for one in versions_of(session, meeting.id)[::-1] if one.state == MinutesState.SIGNED),
        None,
    )
    if latest:
        minutes = minutes_sheet(session, minutes_id=latest.id, operator=operator)
        signed_on = clock.local(latest.signed_at).date() if latest.signed_at else day
        yield CasePart(f"{meeting.title}纪要", minutes, latest.signed_by, signed_on)
    yield from _of_votes(session, item, operator)


def _of_votes(session: Session, item: AgendaItem, operator: str) -> Iterator[CasePart]:
    votes = session.scalars(
        select(Vote)
        .where(Vote.agenda_item_id == item.id, Vote.state == VoteState.CLOSED)
        .order_by(Vote.opened_at, Vote.id)
    )
    for vote in votes:
        day = clock.local(vote.closed_at or vote.opened_at).date()
        report = vote_report_sheet(session, vote_id=vote.id, operator=operator)
        yield CasePart("表决结果报告单", report, vote.counted_by, day)
        if vote.outcome == Outcome.PASSED and not vote.superseded:
            resolved = resolution_sheet(session, vote_id=vote.id, operator=operator)
            yield CasePart("决议", resolved, "", day)


def _of_notices(session: Session, matter_id: UUID, operator: str) -> Iterator[CasePart]:
    notices = session.scalars(
        select(PublicNotice)
        .where(PublicNotice.matter_id == matter_id)
        .order_by(PublicNotice.from_day, PublicNotice.id)
    )
    for notice in notices:
        sheet = result_notice_sheet(session, notice_id=notice.id, operator=operator)
        yield CasePart("表决结果公示", sheet, "", notice.posted_on)


def matters_of_year(session: Session, *, year: int) -> list[tuple[UUID, str, str]]:
    """Id, number and title of a year's matters: whose case files a batch prints."""
    rows = session.execute(
        select(Matter.id, Matter.number, Matter.title)
        .where(Matter.number.startswith(f"{year}-"), Matter.stage != Stage.MERGED)
        .order_by(Matter.number)
    )
    return [(row.id, row.number, row.title) for row in rows]


def meetings_of_year(session: Session, *, year: int) -> list[tuple[UUID, str, str]]:
    """Id, number and title of a year's meetings held: whose papers a batch prints."""
    rows = session.execute(
        select(Meeting.id, Meeting.number, Meeting.title)
        .where(Meeting.number.startswith(f"{year}-"), Meeting.state == MeetingState.CLOSED)
        .order_by(Meeting.number)
    )
    return [(row.id, row.number, row.title) for row in rows]
