"""Leave out any one step of the way and the matter is not carried out."""

import pytest

from app.accounts.permissions import Actor, Role
from app.council import (
    ballots,
    claims,
    evaluation,
    matter_views,
    matters,
    meetings,
    milestones,
    notices,
    sign_in,
    speeches,
    steps,
    work,
    work_changes,
)
from app.council.claims import ClaimerText
from app.council.evaluation import Forms
from app.council.milestones import MilestoneText
from app.council.owners import Areas
from app.council.stages import Stage
from app.council.terms import BodyKind, VoteMethod
from app.council.votes import Counts
from app.council.work import PlanText
from app.council.work_changes import ChangeText
from app.errors import LirenError
from db import clock
from db.ids import new_id

WAY = (
    "screen",
    "give_notice",
    "open_meeting",
    "sign_in",
    "speak",
    "open_vote",
    "count",
    "close_vote",
    "post_notice",
    "answer",
    "wait",
    "plan",
)


class Orderly:
    """Walks the whole way; what the program refuses is simply not done."""

    def __init__(self, office, kind, *, all_residents=False):
        self.office = office
        self.vote = self.notice = self.objection = None
        self.matter = office.a_matter(accepted=False, concerns_all_residents=all_residents)
        self.body = office.a_body(kind)
        self.meeting = None

    def walk(self, left_out=""):
        for step in WAY:
            if step != left_out:
                getattr(self, step)()
        self.press(steps.move_matter, matter_id=self.matter, move="implement")
        shown = self.office.ask(matter_views.matter_detail, matter_id=self.matter)
        return shown.row.stage

    def press(self, use_case, **arguments):
        if None in arguments.values():
            return None
        try:
            return self.office.do(use_case, **arguments)
        except LirenError:
            return None

    @property
    def item(self):
        return self.office.item(self.meeting) if self.meeting else None

    def screen(self):
        self.press(matters.screen_matter, matter_id=self.matter, accepted=True)

    def give_notice(self):
        text = meetings.MeetingText(self.office.clock.at, "会议室", entitled=9)
        self.meeting = self.press(
            meetings.plan_meeting, body_id=self.body, text=text, matter_ids=(self.matter,)
        )
        self.press(meetings.give_notice, meeting_id=self.meeting, short_notice_reason="急")

    def open_meeting(self):
        self.press(meetings.open_meeting, meeting_id=self.meeting)

    def sign_in(self):
        self.press(sign_in.sign_in_all, meeting_id=self.meeting)

    def speak(self):
        self.press(speeches.add_speech, item_id=self.item, content="同意", speaker="李建国")

    def open_vote(self):
        self.vote = self.press(
            ballots.open_vote, item_id=self.item, method=VoteMethod.SHOW_OF_HANDS
        )

    def count(self):
        counts = Counts(6, 2, 1)
        self.press(ballots.record_show_of_hands, vote_id=self.vote, counts=counts)
        areas = Areas(90_000, 90_000, 60_000, 20_000, 10_000)
        self.press(ballots.record_areas, vote_id=self.vote, areas=areas)

    def close_vote(self):
        self.press(ballots.close_vote, vote_id=self.vote)

    def post_notice(self):
        self.notice = self.press(notices.post_result_notice, vote_id=self.vote)
        self.objection = self.press(
            notices.receive_objection, notice_id=self.notice, objector="孙某", content="太窄"
        )

    def answer(self):
        self.press(notices.answer_objection, objection_id=self.objection, answer="按国标")

    def wait(self):
        self.office.clock.forward(days=15)

    def plan(self):
        text = PlanText("赵敏", self.office.clock.at.date())
        self.press(work.plan_work, matter_id=self.matter, text=text)


@pytest.mark.parametrize("kind", list(BodyKind))
def test_the_whole_way_leads_to_carrying_out(office, kind):
    assert Orderly(office, kind).walk() is Stage.IMPLEMENT


@pytest.mark.parametrize("left_out", WAY)
def test_a_step_left_out_keeps_the_matter_where_it_is(office, left_out):
    assert Orderly(office, BodyKind.GRID_COUNCIL).walk(left_out) is not Stage.IMPLEMENT


WORK = (
    "milestone",
    "accept_task",
    "decide_change",
    "finish",
    "move_evaluate",
    "begin_round",
    "count",
    "close_round",
    "move_archive",
)


class Worker:
    """Carries a matter out in order; what the program refuses is simply not done."""

    def __init__(self, office, matter):
        self.office, self.matter = office, matter
        do, self.round = office.do, None
        text = MilestoneText("施工", clock.today())
        self.step = do(milestones.add_milestone, matter_id=matter, text=text)
        self.claim = do(claims.offer_task, matter_id=matter, task="挪车")
        do(claims.claim_task, claim_id=self.claim, claimer=ClaimerText("孙某"))
        change = ChangeText("推后", "雨")
        self.change = do(work_changes.ask_for_change, matter_id=matter, text=change)
        office.actor = Actor(new_id(), "li", "李强", Role.SECRETARY)

    def walk(self, left_out=""):
        for step in WORK:
            if step != left_out:
                self.press(*getattr(self, step)())
        return self.office.ask(matter_views.matter_detail, matter_id=self.matter).row.stage

    def press(self, use_case, arguments):
        if None in arguments.values():
            return
        try:
            made = self.office.do(use_case, **arguments)
        except LirenError:
            return
        self.round = made if use_case is evaluation.begin_round else self.round

    def milestone(self):
        told = {"milestone_id": self.step, "done_on": clock.today()}
        return milestones.mark_milestone, told

    def accept_task(self):
        self.office.do(claims.finish_task, claim_id=self.claim)
        return claims.accept_task, {"claim_id": self.claim}

    def decide_change(self):
        return work_changes.decide_change, {"change_id": self.change, "approved": True}

    def finish(self):
        return work.finish_work, {"matter_id": self.matter, "result": "完工"}

    def move_evaluate(self):
        return steps.move_matter, {"matter_id": self.matter, "move": "evaluate"}

    def begin_round(self):
        return evaluation.begin_round, {"matter_id": self.matter, "issued": 10}

    def count(self):
        return evaluation.count_forms, {"evaluation_id": self.round, "forms": Forms(10, 8, 0, 2)}

    def close_round(self):
        return evaluation.close_round, {"evaluation_id": self.round}

    def move_archive(self):
        return steps.move_matter, {"matter_id": self.matter, "move": "archive"}


@pytest.mark.parametrize("left_out", ["", *WORK])
def test_a_step_of_the_work_left_out_keeps_the_matter_from_the_archive(office, left_out):
    orderly = Orderly(office, BodyKind.GRID_COUNCIL)
    orderly.walk()
    reached = Worker(office, orderly.matter).walk(left_out) is Stage.ARCHIVED
    assert reached is (left_out == "")


@pytest.mark.parametrize("kind", list(BodyKind))
def test_who_may_decide_for_all_residents(office, kind):
    legal = kind in (BodyKind.RESIDENTS_MEETING, BodyKind.REPRESENTATIVES_MEETING)
    reached = Orderly(office, kind, all_residents=True).walk() is Stage.IMPLEMENT
    assert reached is legal
