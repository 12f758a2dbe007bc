"""Whatever users do in whatever order, no matter reaches a stage whose guard did not hold.

The machine presses every button at random; what the program refuses it refuses. After each press
the stored rows are compared with the plain definitions, written here without the program's rules.
"""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from app.council import ballots, matters, meetings, notices, sign_in, speeches, steps
from app.council.models import (
    AgendaItem,
    Matter,
    MatterStep,
    Meeting,
    Objection,
    PublicNotice,
    Speech,
    Vote,
)
from app.council.stages import MOVES
from app.council.terms import BodyKind, VoteMethod
from app.council.votes import Ballots, Counts
from app.errors import LirenError
from db import clock
from tests.app.council.builders import an_office

SIZE = 5
WAYS = {(move.source.value, move.target.value) for move in MOVES}
keys = st.sampled_from(sorted({move.key for move in MOVES}))
which = st.integers(0, 3)
figure = st.integers(-1, SIZE + 1)


class CouncilMachine(RuleBasedStateMachine):
    """One office, a few matters, every button."""

    @initialize(kind=st.sampled_from(BodyKind), far=st.booleans())
    def begin(self, kind, far):
        self.folder = tempfile.TemporaryDirectory()
        self.office = an_office(Path(self.folder.name))
        self.set_clock = clock.set_to(self.office.clock)
        self.set_clock.__enter__()
        self.body = self.office.a_body(kind, members=SIZE)
        self.matters, self.meetings, self.votes = [], [], []
        self.reached = set()
        self.propose(content="内容", all_residents=far)
        self.screen(0, accepted=True)

    def press(self, use_case, **arguments):
        try:
            return self.office.do(use_case, **arguments)
        except LirenError:
            return None

    @staticmethod
    def pick(found, index):
        return found[index % len(found)] if found else None

    def an_item(self, index):
        with self.office.read() as session:
            return self.pick(list(session.scalars(select(AgendaItem.id))), index)

    @rule(content=st.sampled_from(["", "内容"]), all_residents=st.booleans())
    def propose(self, content, all_residents):
        text = matters.MatterText(
            "议题", "王秀芬", content=content, concerns_all_residents=all_residents
        )
        self.matters.append(self.press(matters.propose_matter, text=text))

    @rule(index=which, accepted=st.booleans(), opinion=st.sampled_from(["", "理由"]))
    def screen(self, index, accepted, opinion=""):
        matter = self.pick(self.matters, index)
        self.press(matters.screen_matter, matter_id=matter, accepted=accepted, opinion=opinion)

    @rule(index=which, key=keys, reason=st.sampled_from(["", "理由"]))
    def move(self, index, key, reason):
        matter = self.pick(self.matters, index)
        self.press(steps.move_matter, matter_id=matter, move=key, reason=reason)

    @rule(index=which)
    def start_a_meeting(self, index):
        text = meetings.MeetingText(self.office.clock.at, "会议室", entitled=SIZE)
        ids = (self.pick(self.matters, index),)
        meeting = self.press(meetings.plan_meeting, body_id=self.body, text=text, matter_ids=ids)
        if meeting:
            self.meetings.append(meeting)
            self.press(meetings.give_notice, meeting_id=meeting, short_notice_reason="急")
            self.press(meetings.open_meeting, meeting_id=meeting)

    @rule(index=which, seat=st.integers(0, SIZE - 1), arrives=st.booleans())
    def come_or_go(self, index, seat, arrives):
        meeting = self.pick(self.meetings, -1 - index)
        if meeting:
            self.office.clock.forward(minutes=1)
            one = self.office.attendance(meeting)[seat]
            self.press(sign_in.sign_in if arrives else sign_in.leave_early, attendance_id=one)

    @rule(index=which)
    def everybody_comes(self, index):
        meeting = self.pick(self.meetings, -1 - index)
        if meeting:
            self.press(sign_in.sign_in_all, meeting_id=meeting)

    @rule(index=which)
    def speak(self, index):
        item = self.an_item(-1 - index)
        if item:
            self.press(speeches.add_speech, item_id=item, content="同意", speaker="李建国")

    @rule(index=which, method=st.sampled_from(VoteMethod))
    def open_a_vote(self, index, method):
        item = self.an_item(-1 - index)
        vote = item and self.press(ballots.open_vote, item_id=item, method=method)
        if vote:
            self.votes.append(vote)

    @rule(figures=st.tuples(*[figure] * 6), tidy=st.booleans(), votes_for=st.integers(0, SIZE))
    def count(self, figures, tidy, votes_for):
        if not self.votes:
            return
        vote = self.votes[-1]
        issued, returned, invalid, *three = figures
        if tidy:
            with self.office.read() as session:
                present = session.get(Vote, vote).present
            votes_for = min(votes_for, present)
            issued, returned, invalid = present, present, 0
            three = [votes_for, present - votes_for, 0]
        counts = Counts(*three)
        self.press(ballots.record_show_of_hands, vote_id=vote, counts=counts)
        made = Ballots(issued, returned, invalid, counts)
        names = {"counted_by": "甲", "watched_by": "乙"}
        self.press(ballots.record_secret_ballot, vote_id=vote, ballots=made, **names)

    @rule()
    def close_the_vote(self):
        if self.votes:
            self.press(ballots.close_vote, vote_id=self.votes[-1])

    @rule(left_out=st.integers(0, 16), method=st.sampled_from(VoteMethod), yes=which)
    def go_nearly_all_the_way(self, left_out, method, yes):
        """What an orderly office does with a new matter, but for one step left out (or none)."""
        self.propose(content="内容", all_residents=yes == 2)
        index = len(self.matters) - 1
        steps_in_order = [
            lambda: self.screen(index, accepted=True),
            lambda: self.start_a_meeting(index),
            lambda: self.everybody_comes(0),
            lambda: self.speak(0),
            lambda: self.open_a_vote(0, method),
            lambda: self.count((0, 0, 0, 0, 0, 0), tidy=True, votes_for=yes + 2),
            self.close_the_vote,
            lambda: self.close_a_meeting(0),
            lambda: self.post(0, objected=yes == 3),
            self.answer_all,
            lambda: self.days_pass(9),
            lambda: self.move(index, "implement", ""),
        ]
        for number, step in enumerate(steps_in_order):
            if number != left_out:
                step()

    @rule(index=which)
    def close_a_meeting(self, index):
        meeting = self.pick(self.meetings, -1 - index)
        if meeting:
            self.press(meetings.close_meeting, meeting_id=meeting)

    @rule(index=which, objected=st.booleans())
    def post(self, index, objected):
        vote = self.pick(self.votes, -1 - index)
        notice = vote and self.press(notices.post_result_notice, vote_id=vote)
        if notice and objected:
            self.press(
                notices.receive_objection, notice_id=notice, objector="孙某", content="不同意"
            )

    @rule()
    def answer_all(self):
        with self.office.read() as session:
            ids = list(session.scalars(select(Objection.id)))
        for objection in ids:
            self.press(notices.answer_objection, objection_id=objection, answer="已解释")

    @rule(days=st.sampled_from([1, 9]))
    def days_pass(self, days):
        self.office.clock.forward(days=days)

    @invariant()
    def every_step_was_a_move_of_the_table(self):
        with self.office.read() as session:
            for step in session.scalars(select(MatterStep)):
                if step.from_stage and step.from_stage != step.to_stage:
                    assert (step.from_stage, step.to_stage) in WAYS

    @invariant()
    def no_vote_closed_against_the_rule(self):
        with self.office.read() as session:
            rows = session.execute(
                select(Vote, Meeting, Matter)
                .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
                .join(Meeting, Meeting.id == AgendaItem.meeting_id)
                .join(Matter, Matter.id == AgendaItem.matter_id)
                .where(Vote.state == "closed")
            )
            for vote, meeting, matter in rows:
                self.check_vote(vote, meeting, matter)

    def check_vote(self, vote, meeting, matter):
        legal = meeting.rule["decides_for_all"]
        assert legal or not matter.concerns_all_residents or vote.superseded
        assert vote.entitled == SIZE
        assert len(vote.present_names) == vote.present <= SIZE
        thirds = meeting.rule["quorum"]["share"] == "2/3"
        quorate = 3 * vote.present >= 2 * SIZE if thirds else 2 * vote.present > SIZE
        assert quorate
        total = vote.count_for + vote.count_against + vote.count_abstain
        if vote.method == "show_of_hands":
            assert total == vote.present
        else:
            assert total + vote.invalid == vote.returned <= vote.issued <= vote.present
        assert (vote.outcome == "passed") == (2 * vote.count_for > vote.present)

    @invariant()
    def no_matter_is_where_it_may_not_be(self):
        with self.office.read() as session:
            for matter in session.scalars(select(Matter)):
                before = (matter.id, "implement") in self.reached
                if matter.stage not in ("propose", "returned"):
                    assert matter.content or matter.stage == "withdrawn"
                if matter.stage in ("decide", "implement", "evaluate"):
                    assert self.speeches_on(session, matter)
                if matter.stage == "implement" and not before:
                    self.check_carried_out(session, matter)
                    self.reached.add((matter.id, "implement"))
                    event("a matter was carried out")

    @staticmethod
    def speeches_on(session, matter):
        found = select(Speech.id).join(AgendaItem, AgendaItem.id == Speech.agenda_item_id)
        return list(session.scalars(found.where(AgendaItem.matter_id == matter.id)))

    def check_carried_out(self, session, matter):
        posted = session.execute(
            select(Vote, PublicNotice)
            .join(AgendaItem, AgendaItem.id == Vote.agenda_item_id)
            .join(PublicNotice, PublicNotice.vote_id == Vote.id)
            .where(AgendaItem.matter_id == matter.id)
        ).all()
        assert any(
            vote.outcome == "passed" and not vote.superseded and notice.until_day < clock.today()
            for vote, notice in posted
        )
        ids = [notice.id for _, notice in posted]
        objections = session.scalars(select(Objection).where(Objection.notice_id.in_(ids)))
        assert all(objection.answered_on for objection in objections)

    def teardown(self):
        if hasattr(self, "office"):
            self.set_clock.__exit__(None, None, None)
            self.office.database.close()
            self.folder.cleanup()


CouncilMachine.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes here
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestCouncil = CouncilMachine.TestCase
