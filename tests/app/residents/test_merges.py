"""Two records of one person: found, shown side by side, merged, parted again without loss."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.permissions import Actor, Role
from app.accounts.undo import undo_step
from app.errors import InvalidInput, NotAllowed, RuleBroken
from app.residents.details import resident_detail
from app.residents.duplicates import probable_duplicates, side_by_side
from app.residents.merges import PICKED, merge_residents, tell_apart, unmerge_residents
from app.residents.models import Resident
from app.residents.person_view import person_view
from app.residents.queries import count_residents, find_residents
from app.residents.residents import ResidentText, change_resident
from db.changelog import Change
from db.ids import new_id
from db.replicated import STAMPS
from tests.app.grids.test_grids import do, refused
from tests.builders import a_resident, a_station, copied

WOMAN = "11010519491231002X"


@pytest.fixture(scope="module")
def twice_file(tmp_path_factory):
    """王秀芬 twice, with and without a number, and somebody else of her name."""
    station = a_station(tmp_path_factory.mktemp("twice"))
    a_resident(station, "王秀芬", "3-2-301", id_number=WOMAN, phone="13812345678", tags=("党员",))
    a_resident(station, "王秀芬", "3-2-302", phone="13812345678", note="住女儿家", relation="户主")
    a_resident(station, "王秀芬", "3-2-303", birth=date(1980, 1, 1))
    station.close()
    return station.path


@pytest.fixture
def twice(twice_file, tmp_path):
    station = copied(twice_file, tmp_path)
    yield station
    station.close()


def by_room(station, room):
    with station.read() as session:
        found = find_residents(session, f"3-2-{room}")
    return found[0].id


def pairs(station):
    with station.read() as session:
        return [(pair.reasons, pair.id) for pair in probable_duplicates(session)]


def rows(station):
    """Every resident's row but for the stamps."""
    with station.read() as session:
        return {
            row["id"]: {key: value for key, value in row.items() if key not in STAMPS}
            for row in session.execute(select(Resident.__table__)).mappings()
        }


def detail(station, resident):
    with station.read() as session:
        return resident_detail(session, resident)


def test_the_same_name_and_phone_make_a_pair_and_the_name_alone_does_not(twice):
    assert [reasons for reasons, _ in pairs(twice)] == ["姓名、电话相同"]


def test_who_was_told_apart_is_not_paired_again(twice):
    do(twice, tell_apart, by_room(twice, 302), by_room(twice, 301))
    assert pairs(twice) == []


def test_namesakes_born_on_different_days_are_two_people(twice):
    a_resident(twice, "王秀芬", "3-2-303", birth=date(2010, 1, 1))
    assert len(pairs(twice)) == 1
    a_resident(twice, "王秀芬", "3-2-303")
    assert len(pairs(twice)) == 3


def test_each_reason_is_told_and_the_surest_comes_first(twice):
    first = by_room(twice, 301)
    a_resident(twice, "王秀芬", "3-2-301", phone="13812345678")
    with twice.write() as session:  # as a bundle or an import may bring it
        twin = Resident(id=new_id(), name="王秀兰", id_number=WOMAN,
                        household_id=session.get_one(Resident, first).household_id)  # fmt: skip
        session.add(twin)
    reasons = [reasons for reasons, _ in pairs(twice)]
    assert reasons[0] == "证件号相同"
    assert "姓名、电话相同；姓名、住址相同" in reasons


def test_side_by_side_numbers_are_masked_and_differences_marked(twice):
    with twice.read() as session:
        both = side_by_side(session, by_room(twice, 301), by_room(twice, 302))
    shown = {line.label: line for line in both.lines}
    assert (shown["证件号"].first, shown["证件号"].second) == ("110105**********2X", "—")
    assert shown["证件号"].differs
    assert not shown["电话"].differs
    assert WOMAN not in repr(both)


def test_numbers_that_look_alike_when_masked_and_differ_are_marked(twice):
    first, second = by_room(twice, 301), by_room(twice, 302)
    do(twice, change_resident, second, text=ResidentText("王秀芬", phone="13899995678"))
    with twice.read() as session:
        both = side_by_side(session, first, second)
    phone = next(line for line in both.lines if line.label == "电话")
    assert phone.first == phone.second == "138****5678"
    assert phone.differs


def test_the_survivor_takes_over_what_was_picked_and_the_other_leaves_lists(twice):
    stays, goes = by_room(twice, 301), by_room(twice, 302)
    do(twice, merge_residents, survivor_id=stays, other_id=goes, take=["address", "note"])
    merged = detail(twice, stays)
    assert (merged.address, merged.note, merged.tags) == ("3-2-302", "住女儿家", ("党员",))
    assert pairs(twice) == []
    with twice.read() as session:
        assert count_residents(session, text="王秀芬") == 2
        assert person_view(session, goes).detail.id == stays, "old references lead to her"
        assert person_view(session, stays).merged == ((goes, "王秀芬"),)
    assert detail(twice, stays).household == ()


def test_a_number_of_a_merged_record_does_not_stand_in_the_way(twice):
    stays, goes = by_room(twice, 302), by_room(twice, 301)
    do(twice, merge_residents, survivor_id=stays, other_id=goes, take=["id_number"])
    do(twice, change_resident, stays, text=ResidentText("王秀芬", id_number=WOMAN))
    assert detail(twice, stays).birth == date(1949, 12, 31)


def test_taking_back_the_merging_brings_both_back(twice):
    before = rows(twice)
    stays, goes = by_room(twice, 301), by_room(twice, 302)
    do(twice, merge_residents, survivor_id=stays, other_id=goes, take=list(PICKED))
    with twice.read() as session:
        log = select(Change.transaction_id).where(Change.row_id == goes)
        step = session.scalars(log.order_by(Change.counter.desc())).first()
    do(twice, undo_step, step, label="合并")
    assert rows(twice) == before


def test_what_was_changed_after_the_merging_stays_when_they_are_parted(twice):
    stays, goes = by_room(twice, 301), by_room(twice, 302)
    do(twice, merge_residents, survivor_id=stays, other_id=goes, take=["note"])
    changed = ResidentText("王秀芬", id_number=WOMAN, phone="13700000000", note="住女儿家")
    do(twice, change_resident, stays, text=changed)
    do(twice, unmerge_residents, goes)
    with twice.read() as session:
        row = session.get_one(Resident, stays)
    assert (row.phone, row.note) == ("13700000000", "")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(take=st.sets(st.sampled_from(sorted(PICKED))), swapped=st.booleans())
def test_merging_and_parting_leaves_everything_as_it_was(twice, take, swapped):
    before = rows(twice)
    ids = [by_room(twice, 301), by_room(twice, 302)]
    stays, goes = reversed(ids) if swapped else ids
    do(twice, merge_residents, survivor_id=stays, other_id=goes, take=sorted(take))
    do(twice, unmerge_residents, goes)
    assert rows(twice) == before


def test_what_cannot_be_merged_is_refused(twice):
    first, second, third = (by_room(twice, room) for room in (301, 302, 303))
    do(twice, merge_residents, survivor_id=first, other_id=second)
    same = {"survivor_id": first, "other_id": first}
    refused(twice, merge_residents, kind=InvalidInput, **same)
    again = {"survivor_id": third, "other_id": second}
    refused(twice, merge_residents, kind=RuleBroken, **again)
    strange = {"survivor_id": first, "other_id": third, "take": ["owner"]}
    refused(twice, merge_residents, kind=InvalidInput, **strange)
    refused(twice, unmerge_residents, third, kind=RuleBroken)
    twice.actor = Actor(new_id(), "other", "钱芳", Role.VIEWER)
    refused(twice, merge_residents, kind=NotAllowed, survivor_id=first, other_id=third)
    refused(twice, unmerge_residents, second, kind=NotAllowed)
