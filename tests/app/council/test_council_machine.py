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

from app.accounts.permissions import Actor, Role
from app.council import (
    ballots,
    claims,
    evaluation,
    matters,
    meetings,
    milestones,
    notices,
    proposals,
    sign_in,
    speeches,
    steps,
    work,
    work_changes,
)
from app.council.claims import ClaimerText
from app.council.evaluation import Forms
from app.council.milestones import MilestoneText
from app.council.models import (
    AgendaItem,
    Evaluation,
    Matter,
    MatterStep,
    Meeting,
    Milestone,
    Objection,
    PublicNotice,
    Speech,
    Vote,
    WorkChange,
    WorkClaim,
    WorkPlan,
)
from app.council.owners import Areas
from app.council.stages import MOVES
from app.council.terms import BodyKind, VoteMethod
from app.council.votes import Ballots, Counts
from app.council.work import PlanText
from app.council.work_changes import ChangeText
from app.errors import LirenError
from db import clock
from db.ids import new_id
from tests.app.council.builders import an_office

SIZE = 5
WAYS = {(move.source.value, move.target.value) for move in MOVES}
keys = st.sampled_from(sorted({move.key for move in MOVES}))
which = st.integers(0, 3)
IN_THE_ROOM = (VoteMethod.SHOW_OF_HANDS, VoteMethod.SECRET_BALLOT)
NOTHING = -1
"""Left out."""
figure = st.integers(-1, SIZE + 1)


class CouncilMachine(RuleBasedStateMachine):
    """One office, a few matters, every button."""

    @initialize(kind=st.sampled_from(BodyKind), far=st.booleans(), ahead=st.booleans())
    def begin(self, kind, far, ahead):
        self.folder = tempfile.TemporaryDirectory()
        self.office = an_office(Path(self.folder.name))
        self.set_clock = clock.set_to(self.office.clock)
        self.set_clock.__enter__()
        self.body = self.office.a_body(kind, members=SIZE)
        self.matters, self.meetings, self.votes = [], [], []
        self.reached, self.at_evaluation = set(), set()
        self.colleague = Actor(new_id(), "li", "李强", Role.SECRETARY)
        self.propose(content="内容", all_residents=far)
        self.screen(0, accepted=True)
        if ahead:
            self.go_nearly_all_the_way(NOTHING, VoteMethod.SHOW_OF_HANDS, 3)

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
        areas = Areas(900, 900, 150 * max(0, votes_for), 0, 0)
        self.press(ballots.record_areas, vote_id=vote, areas=areas)

    @rule()
    def close_the_vote(self):
        if self.votes:
            self.press(ballots.close_vote, vote_id=self.votes[-1])

    @rule(left_out=st.integers(0, 24), method=st.sampled_from(IN_THE_ROOM), yes=which)
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
            lambda: self.plan(index, in_charge="赵敏"),
            lambda: self.move(index, "implement", ""),
        ]
        self.walk(steps_in_order, left_out)

    @rule(left_out=st.integers(0, 24), yes=st.integers(2, 3))
    def carry_out_nearly(self, left_out, yes):
        """Likewise with the work on whatever was handed on, up to the archive."""
        for index in range(len(self.matters)):
            self.walk(self.work_in_order(index, yes), left_out)

    def work_in_order(self, index, yes):
        return [
            lambda: self.add_milestone(index),
            lambda: self.take_a_task(index),
            lambda: self.ask_for_a_change(index),
            lambda: self.reach_milestones(index),
            lambda: self.accept_tasks(index),
            lambda: self.decide_changes(index),
            lambda: self.finish(index, result="完工"),
            lambda: self.move(index, "evaluate", ""),
            lambda: self.begin_a_round(index),
            lambda: self.count_forms(index, yes=yes * 3, no=3),
            lambda: self.close_a_round(index),
            lambda: self.move(index, "archive", ""),
        ]

    @staticmethod
    def walk(steps_in_order, left_out):
        for number, step in enumerate(steps_in_order):
            if number != left_out:
                step()

    @rule(index=which, in_charge=st.sampled_from(["", "赵敏"]))
    def plan(self, index, in_charge):
        text = PlanText(in_charge, clock.today())
        self.press(work.plan_work, matter_id=self.pick(self.matters, index), text=text)

    @rule(index=which)
    def add_milestone(self, index):
        text = MilestoneText("施工", clock.today())
        matter = self.pick(self.matters, index)
        self.press(milestones.add_milestone, matter_id=matter, text=text)

    @rule(index=which)
    def take_a_task(self, index):
        matter = self.pick(self.matters, index)
        claim = self.press(claims.offer_task, matter_id=matter, task="挪车")
        if claim:
            self.press(claims.claim_task, claim_id=claim, claimer=ClaimerText("孙某"))

    @rule(index=which)
    def ask_for_a_change(self, index):
        matter = self.pick(self.matters, index)
        self.press(work_changes.ask_for_change, matter_id=matter, text=ChangeText("推后", "雨"))

    def rows_of(self, kind, index):
        with self.office.read() as session:
            matter = self.pick(self.matters, index)
            return list(session.scalars(select(kind.id).where(kind.matter_id == matter)))

    @rule(index=which)
    def reach_milestones(self, index):
        for one in self.rows_of(Milestone, index):
            self.press(milestones.mark_milestone, milestone_id=one, done_on=clock.today())

    @rule(index=which)
    def accept_tasks(self, index):
        for one in self.rows_of(WorkClaim, index):
            self.press(claims.finish_task, claim_id=one)
            self.press(claims.accept_task, claim_id=one)

    @rule(index=which)
    def decide_changes(self, index):
        asker, self.office.actor = self.office.actor, self.colleague
        for one in self.rows_of(WorkChange, index):
            self.press(work_changes.decide_change, change_id=one, approved=True)
        self.office.actor = asker

    @rule(index=which, result=st.sampled_from(["", "完工"]))
    def finish(self, index, result):
        matter = self.pick(self.matters, index)
        self.press(work.finish_work, matter_id=matter, result=result)

    @rule(index=which)
    def begin_a_round(self, index):
        matter = self.pick(self.matters, index)
        self.press(evaluation.begin_round, matter_id=matter, issued=12)

    @rule(index=which, yes=st.integers(-1, 13), no=st.integers(0, 4))
    def count_forms(self, index, yes, no):
        for one in self.rows_of(Evaluation, index):
            forms = Forms(12, yes, 0, no)
            self.press(evaluation.count_forms, evaluation_id=one, forms=forms)

    @rule(index=which)
    def close_a_round(self, index):
        for one in self.rows_of(Evaluation, index):
            self.press(evaluation.close_round, evaluation_id=one)

    @rule(index=which, other=which, apart=st.booleans())
    def merge(self, index, other, apart):
        one, into = (self.pick(self.matters, n) for n in (index, other))
        self.press(proposals.merge_matters, matter_id=one, into_id=into)
        if apart:
            self.press(proposals.unmerge_matter, matter_id=one, reason="不同")

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
        by_heads = 2 * vote.count_for > vote.present
        if vote.areas is None:
            assert (vote.outcome == "passed") == by_heads
        else:
            enough = by_heads and 2 * vote.areas["votes_for"] > vote.areas["present"]
            assert (vote.outcome == "passed") == enough

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
                if matter.stage in ("implement", "evaluate"):
                    plan = self.plan_of(session, matter)
                    assert plan.in_charge
                    assert plan.due_on
                if matter.stage == "evaluate":
                    self.check_finished(session, matter)
                    event("the work on a matter was evaluated")
                if matter.stage == "archived" and matter.id in self.at_evaluation:
                    self.check_satisfied(session, matter)
                    event("a matter was archived after evaluation")
                if matter.stage == "evaluate":
                    self.at_evaluation.add(matter.id)
                assert (matter.stage == "merged") == (matter.merged_into is not None)

    @staticmethod
    def plan_of(session, matter):
        return session.scalars(select(WorkPlan).where(WorkPlan.matter_id == matter.id)).one()

    def check_finished(self, session, matter):
        plan = self.plan_of(session, matter)
        assert plan.finished_on
        assert plan.result

        def all_of(kind):
            return session.scalars(select(kind).where(kind.matter_id == matter.id))

        assert all(one.done_on for one in all_of(Milestone))
        assert all(one.accepted_on or not one.claimer for one in all_of(WorkClaim))
        assert all(one.decided_on for one in all_of(WorkChange))

    @staticmethod
    def check_satisfied(session, matter):
        rows = select(Evaluation).where(Evaluation.matter_id == matter.id)
        last = session.scalars(rows.order_by(Evaluation.round.desc())).first()
        assert last.closed_on
        content, valid = last.satisfied + last.fairly, last.satisfied + last.fairly
        valid += last.dissatisfied
        assert valid
        assert 5 * content >= 4 * valid

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
