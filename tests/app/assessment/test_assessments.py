"""Assessing grid workers: figures come from recorded work, and are frozen when confirmed."""

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.assessment.assessments import Adjustment, confirm_assessment, set_weights
from app.assessment.queries import assessments, confirmed, draft, weights
from app.assessment.rules import DEFAULT_WEIGHTS, Measure
from app.assessment.sheets import assessment_sheet, draft_sheet
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.grids.trainings import Part, TrainingText, record_training
from app.printing.assessment_sheet import compose_assessment
from app.residents.models import Resident
from app.residents.visits import VisitText, record_visit
from db import clock
from tests.app.events.builders import EventsOffice
from tests.builders import a_resident

FIRST, LAST = date(2026, 10, 1), date(2026, 11, 24)


@pytest.fixture
def office(station):
    made = EventsOffice(station)
    with clock.set_to(made.clock):
        yield made


@pytest.fixture
def worked(office):
    """Of 王强's grid: an event in time, one answered late; one of two homes visited; a contest."""
    office.an_event(until="closed")
    late = office.an_event("单元门坏了", category="noise")
    office.clock.forward(hours=2)
    office.move(late, "accept")
    for name, address in (("王秀芬", "3-1-101"), ("李建国", "3-1-102")):
        a_resident(office.station, name, address)
    with office.station.read() as session:
        home = session.scalars(select(Resident.household_id).where(Resident.name == "王秀芬")).one()
        worker = draft(session, from_day=FIRST, until_day=LAST)[0].id
    office.do(record_visit, household_id=home, text=VisitText(LAST, "王强"))
    text = TrainingText("入户走访比武", LAST, full_score=100)
    office.do(record_training, text=text, parts=(Part(worker, score=85),))
    return office


def the_row(office, **period):
    return office.ask(draft, **({"from_day": FIRST, "until_day": LAST} | period))[0]


def confirm(office, **changed):
    said = {"heading": "第四季度考核", "from_day": FIRST, "until_day": LAST, "adjustments": {}}
    return office.do(confirm_assessment, **(said | changed))


def test_every_measure_is_counted_from_recorded_work(worked):
    results = the_row(worked).results
    assert results[Measure.RESPONSE].shown == "50.0%（1/2）"
    assert results[Measure.VISITS].shown == "50.0%（1/2）"
    assert results[Measure.TRAINING].shown == "85.0%（85/100）"
    assert results[Measure.GROUPS].shown == "0.0%（0/2）"


def test_work_outside_the_period_does_not_count(worked):
    results = the_row(worked, from_day=date(2026, 7, 1), until_day=date(2026, 9, 30)).results
    assert results[Measure.RESPONSE].shown == "—"
    assert results[Measure.VISITS].shown == "0.0%（0/2）"


def test_who_began_after_the_period_is_not_assessed(worked):
    period = {"from_day": date(2025, 1, 1), "until_day": date(2025, 12, 31)}
    assert worked.ask(draft, **period) == []


def test_what_is_confirmed_does_not_move_with_later_work_or_weights(worked):
    made = confirm(worked)
    before = worked.ask(confirmed, assessment_id=made)
    worked.an_event("又一件", until="closed")
    points = {**DEFAULT_WEIGHTS, Measure.RESPONSE: 40, Measure.IN_TIME: 0}
    worked.do(set_weights, points=points)
    assert worked.ask(confirmed, assessment_id=made) == before
    assert worked.ask(weights)[Measure.RESPONSE] == 40
    assert worked.ask(assessments)[0].workers == 1


def test_points_given_by_hand_are_added_and_their_reason_is_printed(worked):
    row = the_row(worked)
    made = confirm(worked, adjustments={row.id: Adjustment(5, "防汛值守")})
    assert worked.ask(confirmed, assessment_id=made)[0].score == row.score + 5
    sheet = worked.ask(assessment_sheet, assessment_id=made)
    assert sheet.workers[0].adjustment_reason == "防汛值守"
    assert compose_assessment(sheet).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"heading": "  "}, "考核名称"),
        ({"until_day": date(2026, 9, 1)}, "早于开始"),
        ({"until_day": date(2027, 1, 1)}, "还没有结束"),
    ],
    ids=["no title", "dates the wrong way round", "not over yet"],
)
def test_a_confirmation_is_refused_in_words(worked, changed, words):
    with pytest.raises(InvalidInput, match=words):
        confirm(worked, **changed)
    assert worked.ask(assessments) == []


@pytest.mark.parametrize(
    ("given", "words"), [(Adjustment(3, ""), "原因"), (Adjustment(11, "好"), "最多 10 分")]
)
def test_an_adjustment_needs_its_reason_and_has_an_end(worked, given, words):
    with pytest.raises(InvalidInput, match=words):
        confirm(worked, adjustments={the_row(worked).id: given})


def test_without_a_grid_worker_there_is_nothing_to_confirm(station):
    with pytest.raises(RuleBroken, match="专职网格员"), station.write() as session:
        confirm_assessment(
            session, station.actor, heading="考核", from_day=date(2026, 1, 1),
            until_day=date(2026, 3, 31), adjustments={},
        )  # fmt: skip


def test_a_grid_worker_does_not_assess(worked):
    with pytest.raises(NotAllowed):
        worked.do(
            confirm_assessment, actor=worked.a_worker(), heading="考核", from_day=FIRST,
            until_day=LAST, adjustments={},
        )  # fmt: skip


def test_the_confirmation_is_logged(worked):
    confirm(worked)
    with worked.station.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last.sentence == "确认网格员考核：第四季度考核，1 人"


def test_a_draft_says_on_paper_that_it_is_none(worked):
    sheet = worked.ask(draft_sheet, from_day=FIRST, until_day=LAST)
    assert sheet.title == "网格员考核（未确认）"
