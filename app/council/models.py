"""Tables of the council room: bodies, matters, meetings, votes, notices, minutes.

A secret vote has no row per ballot anywhere: only its totals are kept (field-notes §2.2).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.council.stages import STEP_KEYS, Stage
from app.council.terms import (
    AttendanceKind,
    AttendanceStatus,
    BodyKind,
    Competence,
    Duty,
    MeetingState,
    MinutesState,
    Outcome,
    Source,
    VoteKind,
    VoteMethod,
    VoteState,
)
from app.grids.models import Grid
from app.residents.models import Resident
from db.base import Base
from db.replicated import Replicated

GRID = f"{Grid.__tablename__}.id"
RESIDENT = f"{Resident.__tablename__}.id"


class Body(Replicated, Base):
    """A council body: who meets, and by which rule it decides."""

    __tablename__ = "body"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(info={"words": BodyKind})
    """A :class:`~app.council.terms.BodyKind`."""
    rule_key: Mapped[str]
    """Which preset of ``resources/rules/council.toml`` it follows."""
    rule_overrides: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What its own charter sets otherwise, as JSON of :mod:`app.council.presets`."""
    grid_id: Mapped[UUID | None] = mapped_column(ForeignKey(GRID), index=True)
    charter_note: Mapped[str] = mapped_column(default="")
    term_ends_on: Mapped[date | None]
    """Last day of the term of office of its members (届满)."""
    dissolved_on: Mapped[date | None]


class BodyMember(Replicated, Base):
    """Somebody's membership of a body, from ``since`` to ``until`` (last day, None: serving)."""

    __tablename__ = "body_member"

    body_id: Mapped[UUID] = mapped_column(ForeignKey(Body.id), index=True)
    resident_id: Mapped[UUID | None] = mapped_column(ForeignKey(RESIDENT), index=True)
    name: Mapped[str]
    capacity: Mapped[str] = mapped_column(default="")
    """For whom or as what: 居民代表, 楼栋长, 党员, 物业."""
    duty: Mapped[str] = mapped_column(default=Duty.MEMBER)
    position: Mapped[int] = mapped_column(default=0)
    since: Mapped[date]
    until: Mapped[date | None]


class Matter(Replicated, Base):
    """A matter (议题) on its way through the five stages."""

    __tablename__ = "matter"
    __unique__ = (("owner", "number"),)
    __table_args__ = (Index("ix_matter_owner_number", "owner", "number"),)

    number: Mapped[str]
    """Year and running number: 2026-007."""
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    """Present state, reasons and what is proposed."""
    scope: Mapped[str] = mapped_column(default="")
    """Whom it touches: 5、6 号楼，120 户."""
    source: Mapped[str] = mapped_column(default=Source.RESIDENT, info={"words": Source})
    """A :class:`~app.council.terms.Source`."""
    proposer_name: Mapped[str]
    proposer_id: Mapped[UUID | None] = mapped_column(ForeignKey(RESIDENT), index=True)
    grid_id: Mapped[UUID | None] = mapped_column(ForeignKey(GRID), index=True)
    seconders: Mapped[int] = mapped_column(default=0)
    """Households that second it."""
    concerns_all_residents: Mapped[bool] = mapped_column(default=False)
    """Touches all residents: only the residents' or representatives' meeting may decide it."""
    stage: Mapped[str] = mapped_column(default=Stage.PROPOSE, index=True, info={"words": Stage})
    """A :class:`~app.council.stages.Stage`."""
    stage_since: Mapped[datetime]
    proposed_on: Mapped[date]
    screened_on: Mapped[date | None]
    screened_by: Mapped[str] = mapped_column(default="")
    screening_opinion: Mapped[str] = mapped_column(default="")
    competence: Mapped[str] = mapped_column(
        default="", server_default="", info={"words": Competence}
    )
    """A :class:`~app.council.terms.Competence`, as screening found; empty: not asked."""
    merged_into: Mapped[UUID | None] = mapped_column(index=True)
    """The similar matter that stands for this one since they were merged."""
    search_text: Mapped[str] = mapped_column(default="")
    """Number, title, proposer, content, and pinyin initials of title and proposer."""


class Seconder(Replicated, Base):
    """A household or person that seconds a matter (附议)."""

    __tablename__ = "seconder"
    __unique__ = (("matter_id", "name", "address"),)
    __table_args__ = (Index("ix_seconder_matter_id_name_address", "matter_id", "name", "address"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id))
    resident_id: Mapped[UUID | None] = mapped_column(ForeignKey(RESIDENT), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    seconded_on: Mapped[date]


class MatterStep(Replicated, Base):
    """One line of a matter's history; from and to are equal for what happened within a stage."""

    __tablename__ = "matter_step"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id), index=True)
    from_stage: Mapped[str | None] = mapped_column(info={"words": Stage})
    to_stage: Mapped[str] = mapped_column(info={"words": Stage})
    """A :class:`~app.council.stages.Stage`, as the one it came from."""
    move: Mapped[str] = mapped_column(info={"words": STEP_KEYS})
    """Key of the :class:`~app.council.stages.Move`, ``propose`` or ``note``."""
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    actor_name: Mapped[str]


class Meeting(Replicated, Base):
    """One meeting of a body."""

    __tablename__ = "meeting"
    __unique__ = (("owner", "number"),)
    __table_args__ = (Index("ix_meeting_owner_number", "owner", "number"),)

    number: Mapped[str]
    """Year and running number, unique within a station."""
    title: Mapped[str]
    body_id: Mapped[UUID] = mapped_column(ForeignKey(Body.id), index=True)
    place: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    chair: Mapped[str] = mapped_column(default="")
    recorder: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(
        default=MeetingState.PLANNED, index=True, info={"words": MeetingState}
    )
    """A :class:`~app.council.terms.MeetingState`."""
    notice_given_on: Mapped[date | None]
    short_notice_reason: Mapped[str] = mapped_column(default="")
    """Why notice was given later than the rule asks; printed in the record."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")
    entitled: Mapped[int] = mapped_column(default=0)
    """Number entitled (应到), in the rule's units; frozen when the meeting opens."""
    rule: Mapped[dict[str, Any]]
    """The rule set as it stood when planned, renewed when opened."""
    search_text: Mapped[str] = mapped_column(default="")
    """Number, title, place, and pinyin initials of the title."""


class AgendaItem(Replicated, Base):
    """One item of a meeting's agenda; with or without a matter."""

    __tablename__ = "agenda_item"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey(Meeting.id), index=True)
    matter_id: Mapped[UUID | None] = mapped_column(ForeignKey(Matter.id), index=True)
    position: Mapped[int]
    title: Mapped[str]
    reporter: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    options: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Options formed in the deliberation, in order."""


class Attendance(Replicated, Base):
    """One person expected at, or come to, a meeting."""

    __tablename__ = "attendance"
    __unique__ = (("meeting_id", "member_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey(Meeting.id), index=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey(BodyMember.id), index=True)
    name: Mapped[str]
    capacity: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default=AttendanceKind.MEMBER)
    status: Mapped[str] = mapped_column(default=AttendanceStatus.EXPECTED)
    position: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    """Of a leave, or of leaving early."""
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    earlier_spells: Mapped[list[Any]] = mapped_column(default=list)
    """Earlier [arrived, left] pairs (ISO, UTC) of somebody who left and came back."""
    proxy_holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance.id"), index=True)
    """Who holds this absent member's written proxy; one person may hold several."""


class Speech(Replicated, Base):
    """What somebody said on an item, in the order of the record."""

    __tablename__ = "speech"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey(Meeting.id), index=True)
    agenda_item_id: Mapped[UUID] = mapped_column(ForeignKey(AgendaItem.id), index=True)
    position: Mapped[int]
    speaker: Mapped[str]
    attendance_id: Mapped[UUID | None] = mapped_column(ForeignKey(Attendance.id), index=True)
    content: Mapped[str]
    said_at: Mapped[datetime]


class Vote(Replicated, Base):
    """One vote on one question. Figures, rule and present list are frozen together on closing."""

    __tablename__ = "vote"

    agenda_item_id: Mapped[UUID] = mapped_column(ForeignKey(AgendaItem.id), index=True)
    question: Mapped[str]
    method: Mapped[str] = mapped_column(info={"words": VoteMethod})
    """A :class:`~app.council.terms.VoteMethod`."""
    kind: Mapped[str] = mapped_column(
        default="motion", server_default="motion", info={"words": VoteKind}
    )
    """A :class:`~app.council.terms.VoteKind`: a motion, one of several options, candidates."""
    seats: Mapped[int] = mapped_column(default=1, server_default="1")
    """How many options or candidates may be chosen at most on one ballot."""
    poll_until: Mapped[date | None]
    """Last day of a written household poll."""
    state: Mapped[str] = mapped_column(
        default=VoteState.OPEN, index=True, info={"words": VoteState}
    )
    """A :class:`~app.council.terms.VoteState`."""
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    entitled: Mapped[int]
    present: Mapped[int]
    """Votes present (members and proxies held), at opening, then as frozen on closing."""
    present_names: Mapped[list[str]] = mapped_column(default=list)
    """Who was present, for all methods; who voted what is never kept."""
    issued: Mapped[int | None]
    returned: Mapped[int | None]
    invalid: Mapped[int | None]
    count_for: Mapped[int | None]
    count_against: Mapped[int | None]
    count_abstain: Mapped[int | None]
    counted_by: Mapped[str] = mapped_column(default="")
    """计票人"""
    watched_by: Mapped[str] = mapped_column(default="")
    """监票人"""
    second_count: Mapped[dict[str, Any] | None]
    """The totals as the scrutineer entered them, as JSON of figures by field; None: not entered."""
    areas: Mapped[dict[str, Any] | None]
    """Floor areas of an owners' vote in hundredths of m²; JSON of app.council.owners.Areas."""
    superseded: Mapped[bool] = mapped_column(default=False)
    """The matter went back to deliberation since: this vote no longer carries it."""
    outcome: Mapped[str | None] = mapped_column(info={"words": Outcome})
    """A :class:`~app.council.terms.Outcome`; None while it is open."""
    sentence: Mapped[str] = mapped_column(default="")
    rule: Mapped[dict[str, Any]]


class VoteOption(Replicated, Base):
    """One option or candidate of a vote, with the votes it got."""

    __tablename__ = "vote_option"
    __unique__ = (("vote_id", "position"),)
    __table_args__ = (Index("ix_vote_option_vote_id_position", "vote_id", "position"),)

    vote_id: Mapped[UUID] = mapped_column(ForeignKey(Vote.id))
    position: Mapped[int]
    text: Mapped[str]
    count: Mapped[int | None]
    chosen: Mapped[bool] = mapped_column(default=False)
    """It was carried, or elected."""


class PollSlip(Replicated, Base):
    """One household's slip of a written poll (入户书面征求意见); signed, therefore named."""

    __tablename__ = "poll_slip"
    __unique__ = (("vote_id", "household_id"),)
    __table_args__ = (Index("ix_poll_slip_vote_id_household_id", "vote_id", "household_id"),)

    vote_id: Mapped[UUID] = mapped_column(ForeignKey(Vote.id))
    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id"), index=True)
    address: Mapped[str]
    delivered_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    """A :class:`~app.council.terms.PollAnswer`, or positions of options: 1,3; empty: none yet."""
    signer: Mapped[str] = mapped_column(default="")


class PublicNotice(Replicated, Base):
    """A result put up for residents to see and object to; the last day counts in full."""

    __tablename__ = "public_notice"
    __table_args__ = (Index("ix_public_notice_until_day", "until_day"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id), index=True)
    vote_id: Mapped[UUID] = mapped_column(ForeignKey(Vote.id), index=True)
    posted_on: Mapped[date]
    from_day: Mapped[date]
    until_day: Mapped[date]
    text: Mapped[str]


class Objection(Replicated, Base):
    """Somebody's objection to a notice, and the answer given."""

    __tablename__ = "objection"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey(PublicNotice.id), index=True)
    objector: Mapped[str]
    content: Mapped[str]
    received_on: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(default="")


class Minutes(Replicated, Base):
    """A version of a meeting's minutes; a signed one never changes, a correction replaces it."""

    __tablename__ = "minutes"
    __unique__ = (("meeting_id", "version"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey(Meeting.id), index=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default=MinutesState.DRAFT)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """JSON form of :class:`~app.council.minutes_text.MinutesText`."""
    signed_by: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    fingerprint: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("minutes.id"), index=True)
    correction_reason: Mapped[str] = mapped_column(default="")


class WorkPlan(Replicated, Base):
    """How a decided matter is carried out (民办): who, until when, with what money."""

    __tablename__ = "work_plan"
    __unique__ = (("matter_id",),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id), index=True)
    content: Mapped[str] = mapped_column(default="")
    in_charge: Mapped[str]
    contractor: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    due_on: Mapped[date] = mapped_column(index=True)
    budget: Mapped[int | None]
    """Fen."""
    money_source: Mapped[str] = mapped_column(default="")
    actual: Mapped[int | None]
    """Fen, when it is done."""
    finished_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")


class Milestone(Replicated, Base):
    """One step of a work plan."""

    __tablename__ = "milestone"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id), index=True)
    position: Mapped[int]
    title: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class WorkClaim(Replicated, Base):
    """A task of the work that a resident, a party member or a unit takes on (认领)."""

    __tablename__ = "work_claim"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id), index=True)
    task: Mapped[str]
    claimer_kind: Mapped[str] = mapped_column(default="resident")
    """A :class:`~app.council.terms.ClaimerKind`."""
    claimer: Mapped[str] = mapped_column(default="")
    """Empty: still to be claimed."""
    resident_id: Mapped[UUID | None] = mapped_column(ForeignKey(RESIDENT), index=True)
    claimed_on: Mapped[date | None]
    done_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    accepted_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class WorkChange(Replicated, Base):
    """A change of plan, deadline or budget that somebody has to approve."""

    __tablename__ = "work_change"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id), index=True)
    what: Mapped[str]
    reason: Mapped[str]
    due_on: Mapped[date | None]
    """The new deadline, where it changes."""
    budget: Mapped[int | None]
    """The new budget in fen, where it changes."""
    asked_by: Mapped[str]
    asked_by_id: Mapped[UUID]
    """The account that asked: another one has to decide."""
    asked_on: Mapped[date]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")
    approved: Mapped[bool | None]
    decision_note: Mapped[str] = mapped_column(default="")


class Evaluation(Replicated, Base):
    """One round of evaluation by those concerned (民评): counts of forms, never who said what."""

    __tablename__ = "evaluation"
    __unique__ = (("matter_id", "round"),)
    __table_args__ = (Index("ix_evaluation_matter_id_round", "matter_id", "round"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey(Matter.id))
    round: Mapped[int] = mapped_column(default=1)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    threshold: Mapped[int]
    """Per cent satisfied that it takes, as set when the round began."""
    issued: Mapped[int] = mapped_column(default=0)
    satisfied: Mapped[int] = mapped_column(default=0)
    fairly: Mapped[int] = mapped_column(default=0)
    dissatisfied: Mapped[int] = mapped_column(default=0)
    invalid: Mapped[int] = mapped_column(default=0)
    opinions: Mapped[list[str]] = mapped_column(default=list)
    closed_on: Mapped[date | None]
    closed_by: Mapped[str] = mapped_column(default="")
