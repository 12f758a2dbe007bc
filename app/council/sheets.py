"""Turns what is recorded into the frozen sheets that :mod:`app.printing` sets.

Minutes and record have a file of their own, :mod:`app.council.minutes_sheets`. Screens put a space
between figures and characters; paper does not, so sentences are closed up.
"""

import re
from uuid import UUID

from sqlalchemy.orm import Session

from app import settings
from app.accounts.levels import Level
from app.accounts.station import OfficeProfile, profile
from app.council import live_quorum
from app.council.ballots import counts_of
from app.council.minutes_draft import held
from app.council.models import AgendaItem, Attendance, Matter, Meeting, PublicNotice, Vote
from app.council.notices import earliest_end
from app.council.presets import from_json as rule_from_json
from app.council.rows import the
from app.council.terms import (
    OUTCOME_NAMES,
    AttendanceKind,
    AttendanceStatus,
    MeetingState,
    Outcome,
)
from app.council.vote_options import options_of
from app.printing.foot import PrintMark
from app.printing.result_notice import ResultNoticeSheet
from app.printing.sign_in_sheet import SignInRow, SignInSheet
from db import clock

_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])")


def closed_up(text: str) -> str:
    """Without the spaces a screen puts between figures and characters."""
    return _GAP.sub("", text)


def issuer(office: OfficeProfile) -> str:
    """The office as it signs a paper: a community by its residents' committee.

    城市居民委员会组织法: it is the residents' committee that convenes, announces and answers.
    """
    whole = office.level is not Level.COMMUNITY or office.name.endswith(("委员会", "居委会"))
    return office.name if whole else f"{office.name}居民委员会"


def sign_in_sheet(session: Session, *, meeting_id: UUID, operator: str = "") -> SignInSheet:
    """The sign-in list; until the meeting is over, times and figures are left to the pen.

    Raises:
        NotFound: the meeting is gone.
    """
    meeting = the(session, Meeting, meeting_id)
    blank = meeting.state in (MeetingState.PLANNED, MeetingState.OPEN)
    rows = live_quorum.rows_of(session, meeting_id)
    members = [row for row in rows if row.kind == AttendanceKind.MEMBER]
    quorum = live_quorum.quorum_at(session, meeting)
    observers = sum(r.kind == AttendanceKind.OBSERVER and bool(r.arrived_at) for r in rows)
    on_leave = sum(row.status == AttendanceStatus.ON_LEAVE for row in members)
    return SignInSheet(
        office_name=issuer(profile(session)),
        meeting_name=meeting.title,
        held=held(meeting),
        place=meeting.place,
        rows=tuple(_sign_in_row(row, blank=blank) for row in rows),
        chair=meeting.chair,
        entitled=meeting.entitled,
        present=None if blank else quorum.present,
        on_leave=None if blank else on_leave,
        observers=None if blank else observers,
        blank_rows=5 if blank else 0,
        mark=PrintMark(clock.now(), operator, meeting.number),
    )


def _sign_in_row(row: Attendance, *, blank: bool) -> SignInRow:
    capacity = row.capacity
    if row.kind == AttendanceKind.OBSERVER:
        capacity = f"列席 {capacity}".strip()
    if blank:
        return SignInRow(row.name, capacity)
    arrived = f"{clock.local(row.arrived_at):%H:%M}" if row.arrived_at else ""
    return SignInRow(row.name, capacity, arrived, _remark(row))


def _remark(row: Attendance) -> str:
    if row.status == AttendanceStatus.ON_LEAVE:
        return f"请假：{row.reason}"
    if row.left_at:
        return f"{clock.local(row.left_at):%H:%M}离场"
    return ""


def result_notice_sheet(
    session: Session, *, notice_id: UUID, operator: str = ""
) -> ResultNoticeSheet:
    """The result of a vote as it hangs on the notice board.

    Raises:
        NotFound: the notice is gone.
    """
    notice = the(session, PublicNotice, notice_id)
    vote, matter = the(session, Vote, notice.vote_id), the(session, Matter, notice.matter_id)
    item, office = the(session, AgendaItem, vote.agenda_item_id), profile(session)
    rule = rule_from_json(vote.rule)
    outcome = Outcome(vote.outcome or Outcome.FAILED)
    shortest = notice.until_day == earliest_end(session, notice.from_day)
    return ResultNoticeSheet(
        office_name=issuer(office),
        title=f"{office.name}关于{item.title}\n表决结果的公示",
        opening=closed_up(notice.text),
        matter="\n".join(part for part in (f"{vote.question}。", matter.content) if part),
        figures=vote_figures(session, vote),
        result=f"表决{OUTCOME_NAMES[outcome]}。",
        signed_on=notice.posted_on,
        rule_basis=rule.basis,
        rule_working=closed_up(vote.sentence),
        notice_from=notice.from_day,
        notice_to=notice.until_day,
        working_days=settings.get(session, settings.RESULT_NOTICE_DAYS) if shortest else None,
        objections_to=issuer(office),
        phone=settings.get(session, settings.OBJECTION_PHONE) or office.phone,
        mark=PrintMark(clock.now(), operator, matter.number),
    )


def vote_figures(session: Session, vote: Vote) -> tuple[tuple[str, str], ...]:
    """(label, figure) of a vote, as papers list them: heads, ballots, then votes or options."""
    rule = rule_from_json(vote.rule)
    heads = (
        (rule.entitled_word, f"{vote.entitled}{rule.unit}"),
        (rule.present_word, f"{vote.present}{rule.unit}"),
    )
    papers: tuple[tuple[str, str], ...] = ()
    if vote.issued is not None and vote.returned is not None:
        invalid = vote.invalid or 0
        numbers = (vote.issued, vote.returned, vote.returned - invalid, invalid)
        labels = ("发出", "收回", "有效", "无效")
        papers = tuple((name, f"{n}张") for name, n in zip(labels, numbers, strict=True))
    return (*heads, *papers, *_votes(session, vote))


def _votes(session: Session, vote: Vote) -> tuple[tuple[str, str], ...]:
    options = options_of(session, vote.id)
    if options:
        named = [(option.text, f"{option.count or 0}票") for option in options]
        return (*named, ("弃权", f"{vote.count_abstain or 0}票"))
    counts = counts_of(vote)
    if counts is None:
        return ()
    given = (counts.votes_for, counts.against, counts.abstain)
    return tuple((name, f"{n}票") for name, n in zip(("赞成", "反对", "弃权"), given, strict=True))
