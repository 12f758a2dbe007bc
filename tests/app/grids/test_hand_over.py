"""Handing over in one step, and one full-time holder of a grid whoever writes."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.undo import undo_step
from app.errors import InvalidInput, NotFound, RuleBroken
from app.grids.hand_over import Successor, hand_over
from app.grids.models import StaffTerm
from app.grids.rules import Duty
from app.grids.staff import Post, appoint, change_staff_member, end_term
from app.grids.staff_views import Standing, staff_detail, staff_entries
from db.ids import new_id
from tests.app.grids.test_grids import do, refused, rows, sentences
from tests.app.grids.test_staff import appointed, member, terms_of
from tests.builders import a_grid, a_resident, opened

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def grid(station):
    return a_grid(station)


def entries(station, **chosen):
    with station.read() as session:
        return staff_entries(session, **chosen)


def test_the_old_term_ends_the_day_before_and_nobody_is_missing_for_a_day(station, grid):
    old = appointed(station, grid, since=TODAY - 100 * DAY)
    do(station, hand_over, term_id=old, to=Successor(name="王芳", phone="139"), since=TODAY)
    first, second = terms_of(station)
    assert (first.until, second.since, second.until) == (TODAY - DAY, TODAY, None)
    assert (rows(station)[0].worker, rows(station)[0].worker_phone) == ("王芳", "139")
    assert "交接：第一网格专职网格员由李建国交给王芳" in sentences(station)


def test_a_hand_over_is_one_step_that_can_be_taken_back(station, grid):
    old = appointed(station, grid, since=TODAY - 100 * DAY)
    with station.write() as session:
        step = session.info["transaction"].id
        hand_over(
            session, station.actor, term_id=old, to=Successor(name="王芳"), since=TODAY + 3 * DAY
        )
    assert rows(station)[0].worker == "李建国", "until the day comes"
    do(station, undo_step, step, label="交接")
    assert [(term.id, term.until) for term in terms_of(station)] == [(old, None)]


def test_somebody_on_the_list_or_a_resident_may_take_over(station, grid):
    old = appointed(station, grid, since=TODAY - 100 * DAY)
    known = member(station, "王芳")
    new = do(station, hand_over, term_id=old, to=Successor(known), since=TODAY - 50 * DAY)
    who = a_resident(station, "赵强", "3-1-101")
    to = Successor(name="赵强", resident_id=who)
    third = do(station, hand_over, term_id=new, to=to, since=TODAY)
    do(station, hand_over, term_id=third, to=Successor(known), since=TODAY + 9 * DAY)
    with station.read() as session:
        staff = session.get_one(StaffTerm, third).staff_id
        assert staff_detail(session, staff).resident_id == who
        assert [t.standing for t in staff_detail(session, known).terms] == [
            Standing.COMING,
            Standing.FORMER,
        ]


@pytest.mark.parametrize("since", [TODAY - 100 * DAY, TODAY - 101 * DAY])
def test_a_successor_does_not_begin_before_the_predecessor(station, grid, since):
    old = appointed(station, grid, since=TODAY - 100 * DAY)
    error = refused(station, hand_over, term_id=old, to=Successor(name="王芳"), since=since)
    assert error.field == "since"


def test_an_ended_term_is_not_handed_over(station, grid):
    old = appointed(station, grid, since=TODAY - 100 * DAY)
    do(station, end_term, old, until=TODAY - 10 * DAY)
    asked = {"to": Successor(name="王芳"), "since": TODAY}
    refused(station, hand_over, term_id=old, kind=RuleBroken, **asked)
    refused(station, hand_over, term_id=new_id(), kind=NotFound, **asked)


def test_a_nameless_successor_leaves_the_old_term_as_it_was(station, grid):
    old = appointed(station, grid, since=TODAY - 100 * DAY)
    refused(station, hand_over, term_id=old, to=Successor(), since=TODAY, kind=InvalidInput)
    assert terms_of(station)[0].until is None


def test_a_person_is_corrected_and_keeps_the_terms(station, grid):
    appointed(station, grid)
    staff = terms_of(station)[0].staff_id
    do(station, change_staff_member, staff_id=staff, name="李建业", phone="1", is_party_member=True)
    assert rows(station)[0].worker == "李建业"
    assert refused(station, change_staff_member, staff_id=staff, name="").field == "name"
    refused(station, change_staff_member, staff_id=new_id(), name="x", kind=NotFound)


# -- two windows, and whoever goes past the use cases -------------------------------------------


def test_of_two_windows_that_appoint_at_once_one_is_told_who_came_first(station, grid):
    """Two connections to the file, each in a thread of its own, begin at the same moment."""
    windows = [station, opened(station.path)]
    people = [member(station, name) for name in ("甲", "乙")]
    ready, told = Barrier(2), []

    def sit_at(window, staff):
        ready.wait()
        try:
            do(window, appoint, staff_id=staff, post=Post(Duty.FULL_TIME, grid), since=TODAY)
        except RuleBroken as error:
            told.append(error.what_happened)

    threads = [Thread(target=sit_at, args=pair) for pair in zip(windows, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    windows[1].close()
    assert len(terms_of(station)) == 1
    assert len(told) == 1
    assert rows(station)[0].worker in told[0]


@pytest.mark.parametrize(
    ("since", "until"),
    [(TODAY, None), (TODAY - 30 * DAY, TODAY - 10 * DAY), (TODAY + 50 * DAY, TODAY + 60 * DAY)],
)
def test_the_file_itself_refuses_a_second_holder_on_any_day(station, grid, since, until):
    term = appointed(station, grid, since=TODAY - 10 * DAY)
    do(station, end_term, term, until=TODAY + 50 * DAY)
    staff = member(station, "乙")
    second = {"staff_id": staff, "grid_id": grid, "since": since, "until": until}
    with pytest.raises(IntegrityError, match="two holders of one grid"), station.write() as session:
        session.add(StaffTerm(duty="full_time", **second))
    with station.write() as session:
        session.add(StaffTerm(duty="part_time", **second))


def test_the_file_itself_refuses_to_stretch_a_term_over_the_next_holders(station, grid):
    term = appointed(station, grid, since=TODAY - 10 * DAY)
    do(station, hand_over, term_id=term, to=Successor(name="乙"), since=TODAY)
    with pytest.raises(IntegrityError, match="two holders of one grid"), station.write() as session:
        session.get_one(StaffTerm, term).until = None


# -- the list -----------------------------------------------------------------------------------


def test_vacant_posts_come_first_and_say_where(station, grid):
    a_resident(station, "王秀芬", "3-2-301")
    appointed(station, grid)
    shown = [(e.standing_name, e.duty_name, e.place, e.name) for e in entries(station)]
    assert shown == [
        ("缺岗", "楼栋长", "3 号楼", ""),
        ("缺岗", "单元长", "3 号楼 1 单元", ""),
        ("缺岗", "单元长", "3 号楼 2 单元", ""),
        ("在任", "专职网格员", "", "李建国"),
    ]


def test_the_list_is_filtered_by_grid_standing_and_words(station, grid):
    other = a_grid(station, "02", "第二网格")
    appointed(station, grid)
    assert [e.grid for e in entries(station, standing=Standing.VACANT)] == ["第二网格"]
    assert [e.name for e in entries(station, text="建国")] == ["李建国"]
    assert [e.grid_id for e in entries(station, grid_id=other)] == [other]
    assert len({e.id for e in entries(station)}) == 2
