"""The year of meetings in the demo community: nothing the program would refuse, nothing untrue."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.council.board import board
from app.council.claims import state_of
from app.council.matter_facts import work_facts
from app.council.minutes import expected_fingerprint
from app.council.models import (
    AgendaItem,
    Attendance,
    Body,
    BodyMember,
    Evaluation,
    Matter,
    MatterStep,
    Meeting,
    Minutes,
    Objection,
    PublicNotice,
    Speech,
    Vote,
    WorkClaim,
)
from app.council.poll_views import polls_running
from app.council.presets import from_json
from app.council.quorum import quorum_of
from app.council.terms import Outcome, VoteMethod, VoteState
from app.council.vote_options import options_of
from app.council.work_views import evaluations
from app.demo.data import data
from app.residents.models import Resident
from app.working_days import working_days_between
from db import clock
from tests.demo_community import DEMO_DAY

DAWN = clock.moment(DEMO_DAY, 7)


@pytest.fixture
def session(demo_station):
    with demo_station.read() as opened:
        yield opened


def everything(session, kind):
    return list(session.scalars(select(kind)))


def the_meetings(session, state):
    return [meeting for meeting in everything(session, Meeting) if meeting.state == state]


def test_every_stage_and_every_ending_is_there(session):
    stages = Counter(matter.stage for matter in everything(session, Matter))
    assert set(stages) == {
        *("propose", "deliberate", "decide", "implement", "evaluate"),
        *("archived", "returned", "withdrawn", "merged", "handed_over"),
    }


def test_every_column_of_the_board_has_cards(session):
    assert all(column.cards for column in board(session))


def test_every_matter_told_is_there(session):
    told = {matter["title"] for matter in data("story")["matter"]}
    assert {matter.title for matter in everything(session, Matter)} == told


def test_steps_of_a_matter_follow_each_other_and_end_where_it_stands(session):
    for matter in everything(session, Matter):
        steps = session.scalars(
            select(MatterStep).where(MatterStep.matter_id == matter.id).order_by(MatterStep.id)
        ).all()
        assert [step.at for step in steps] == sorted(step.at for step in steps), matter.title
        stage = None
        for step in steps:
            assert step.from_stage == stage, matter.title
            stage = step.to_stage
        assert stage == matter.stage, matter.title


def test_nothing_has_happened_after_dawn_of_the_day(session):
    moments = [
        *session.scalars(select(MatterStep.at)),
        *session.scalars(select(Speech.said_at)),
        *session.scalars(select(Meeting.closed_at).where(Meeting.closed_at.is_not(None))),
        *session.scalars(select(Attendance.arrived_at).where(Attendance.arrived_at.is_not(None))),
    ]
    assert max(moments) < DAWN
    assert min(moments) > DAWN - timedelta(days=381)


def test_meetings_sat_in_the_year_before(session):
    closed = the_meetings(session, "closed")
    assert 18 <= len(closed) <= 24
    assert all(DAWN - timedelta(days=366) < meeting.starts_at < DAWN for meeting in closed)
    assert len(the_meetings(session, "cancelled")) == 1


def test_the_representatives_meet_this_evening_and_have_been_told(session):
    (tonight,) = [m for m in the_meetings(session, "planned") if m.notice_given_on]
    assert tonight.starts_at == clock.moment(DEMO_DAY, 19)
    assert tonight.entitled == 61
    status = Counter(
        row.status
        for row in session.scalars(select(Attendance).where(Attendance.meeting_id == tonight.id))
        if row.kind == "member"
    )
    assert status == {"expected": 58, "on_leave": 3}


def test_next_weeks_meeting_lacks_its_notice(session):
    (later,) = [m for m in the_meetings(session, "planned") if not m.notice_given_on]
    assert clock.local(later.starts_at).date() == DEMO_DAY + timedelta(days=7)


def test_notice_was_given_at_least_three_days_ahead(session):
    for meeting in everything(session, Meeting):
        if meeting.notice_given_on:
            day = clock.local(meeting.starts_at).date()
            assert (day - meeting.notice_given_on).days >= 3, meeting.number


def votes_given(session, vote):
    options = options_of(session, vote.id)
    if options:
        return sum(option.count for option in options)
    return vote.count_for + vote.count_against


def test_every_vote_counted_balances(session):
    votes = [vote for vote in everything(session, Vote) if vote.state == VoteState.CLOSED]
    assert len(votes) >= 20
    assert {vote.method for vote in votes} == {"show_of_hands", "secret_ballot"}
    for vote in votes:
        given = votes_given(session, vote)
        counted = given + vote.count_abstain
        assert len(vote.present_names) == vote.present
        if vote.method == VoteMethod.SHOW_OF_HANDS:
            assert counted == vote.present, vote.question
        else:
            assert vote.present == vote.issued >= vote.returned, vote.question
            assert counted == vote.returned - vote.invalid, vote.question


def test_no_vote_passed_without_quorum_and_majority(session):
    passed = [vote for vote in everything(session, Vote) if vote.outcome == Outcome.PASSED]
    assert len(passed) >= 15
    for vote in passed:
        assert quorum_of(from_json(vote.rule), vote.entitled, vote.present).held, vote.question
        best = max([option.count for option in options_of(session, vote.id)], default=0)
        assert (best or vote.count_for) > vote.present / 2, vote.question


def test_one_vote_chose_between_options(session):
    (vote,) = [vote for vote in everything(session, Vote) if vote.kind == "options"]
    assert [option.chosen for option in options_of(session, vote.id)] == [False, True]


def test_a_poll_is_under_way_from_door_to_door(session):
    (poll,) = polls_running(session)
    assert poll.until >= DEMO_DAY
    assert 0 < poll.returned < poll.delivered < poll.entitled
    assert all(row.signer == row.head for row in poll.rows if row.returned_on)


def test_work_was_planned_claimed_and_evaluated(session):
    for matter in everything(session, Matter):
        facts = work_facts(session, matter.id)
        if matter.stage in ("implement", "evaluate"):
            assert facts.in_charge, matter.title
        rounds = evaluations(session, matter_id=matter.id)
        if rounds and matter.stage == "archived":
            assert rounds[-1].reached, matter.title
    again = [m for m in everything(session, Evaluation) if m.round > 1]
    assert len(again) == 1
    states = {state_of(claim) for claim in everything(session, WorkClaim)}
    assert states >= {"offered", "claimed", "accepted"}


def test_votes_passed_failed_and_one_lost_its_quorum(session):
    outcomes = Counter(vote.outcome for vote in everything(session, Vote))
    assert outcomes[Outcome.PASSED] > outcomes[Outcome.FAILED] >= 3
    assert outcomes[Outcome.NO_QUORUM] == 1


def test_whoever_was_counted_was_in_the_room_or_gave_a_proxy(session):
    proxies = 0
    for vote in everything(session, Vote):
        item = session.get_one(AgendaItem, vote.agenda_item_id)
        rows = session.scalars(
            select(Attendance).where(Attendance.meeting_id == item.meeting_id)
        ).all()
        came = {row.name for row in rows if row.arrived_at and row.kind == "member"}
        by_proxy = {name for name in vote.present_names if "（由" in name}
        assert set(vote.present_names) - by_proxy <= came
        assert all(name.partition("（由")[2].removesuffix("代）") in came for name in by_proxy)
        proxies += len(by_proxy)
    assert proxies


def test_matters_of_all_residents_are_not_decided_by_a_council(session):
    for vote in everything(session, Vote):
        item = session.get_one(AgendaItem, vote.agenda_item_id)
        matter = session.get_one(Matter, item.matter_id)
        body = session.get_one(Body, session.get_one(Meeting, item.meeting_id).body_id)
        if matter.concerns_all_residents:
            assert body.kind == "representatives_meeting", matter.title


def test_what_passed_was_posted_for_five_working_days_or_is_still_hanging(session):
    notices = everything(session, PublicNotice)
    running = [notice for notice in notices if notice.until_day >= DEMO_DAY]
    assert len(running) == 1
    for notice in notices:
        assert working_days_between(notice.posted_on, notice.until_day) >= 4
        matter = session.get_one(Matter, notice.matter_id)
        assert (matter.stage == "decide") == (notice in running), matter.title


def test_objections_came_in_time_and_were_answered(session):
    objections = everything(session, Objection)
    assert len(objections) == 2
    for objection in objections:
        notice = session.get_one(PublicNotice, objection.notice_id)
        assert notice.from_day <= objection.received_on <= notice.until_day
        assert objection.received_on < objection.answered_on


def test_whoever_spoke_was_there_already(session):
    for speech in everything(session, Speech):
        if speech.attendance_id:
            row = session.get_one(Attendance, speech.attendance_id)
            assert row.name == speech.speaker
            assert row.arrived_at <= speech.said_at, f"{speech.speaker}：{speech.content}"
        else:
            assert speech.speaker == "赵敏", "only the secretary chairs without being a member"


def test_the_speeches_written_are_the_speeches_held(session):
    lengths = Counter(
        session.scalars(
            select(func.count()).select_from(Speech).group_by(Speech.agenda_item_id)
        ).all()
    )
    assert sum(number for length, number in lengths.items() if 8 <= length <= 20) >= 12
    assert not [s.content for s in everything(session, Speech) if "{" in s.content]


def test_a_proposer_is_present_when_his_matter_is_heard(session):
    checked = 0
    for item in everything(session, AgendaItem):
        meeting = session.get_one(Meeting, item.meeting_id)
        matter = session.get(Matter, item.matter_id) if item.matter_id else None
        if matter and matter.proposer_id and meeting.state == "closed":
            came = session.scalars(
                select(Attendance.name).where(
                    Attendance.meeting_id == meeting.id, Attendance.arrived_at.is_not(None)
                )
            ).all()
            assert matter.proposer_name in came, matter.title
            checked += 1
    assert checked > 15


def test_members_are_living_residents_and_bear_their_names(session):
    members = everything(session, BodyMember)
    names = {}
    for member in members:
        resident = session.get_one(Resident, member.resident_id)
        assert (resident.name, resident.status) == (member.name, "living")
        assert names.setdefault(member.name, resident.id) == resident.id
    sizes = Counter(session.get_one(Body, member.body_id).kind for member in members)
    assert sizes["representatives_meeting"] == 61


def test_each_kind_of_body_is_there(session):
    kinds = Counter(body.kind for body in everything(session, Body))
    assert kinds == {
        "representatives_meeting": 1,
        "residents_meeting": 1,
        "yard_council": 3,
        "grid_council": 2,
    }


def test_every_meeting_held_has_minutes_and_the_signed_ones_are_intact(session):
    minutes = everything(session, Minutes)
    closed = {meeting.id for meeting in the_meetings(session, "closed")}
    assert {one.meeting_id for one in minutes} == closed
    assert Counter(one.state for one in minutes) == {"signed": len(closed) - 2, "draft": 2}
    for one in minutes:
        if one.state == "signed":
            assert one.fingerprint == expected_fingerprint(session, one)
