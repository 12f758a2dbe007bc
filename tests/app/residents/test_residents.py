"""Registering and changing residents: every refusal by its field, every look at data logged."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.accounts.permissions import Role
from app.accounts.undo import undo_step
from app.errors import NotAllowed, NotFound
from app.residents import details
from app.residents.households import add_household
from app.residents.models import Household, Resident
from app.residents.registration import form_for_change, register_resident
from app.residents.residents import (
    ResidentText,
    add_resident,
    change_resident,
    change_status,
    reveal_personal_data,
)
from app.residents.terms import Residence, Status
from db import clock
from db.ids import new_id
from tests.app.grids.test_grids import LONG, do, refused, sentences
from tests.builders import a_resident, a_unit
from tests.db.rows import shared_rows

TODAY = date(2026, 11, 24)
WOMAN = "11010519491231002X"
MAN = "440524188001010014"
FOREIGNER = "FRA310273121201"
TEXT = ResidentText("王秀芬")


@pytest.fixture(autouse=True)
def _on_a_tuesday():
    with clock.set_to(clock.moment(TODAY, 9)):
        yield


@pytest.fixture
def unit(station):
    return a_unit(station, "3-2")


@pytest.fixture
def household(station, unit):
    return do(station, add_household, unit_id=unit, room="301")


def detail(station, resident):
    with station.read() as session:
        return details.resident_detail(session, resident)


def the_row(station, resident):
    with station.read() as session:
        return session.get_one(Resident, resident)


# -- households -------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ["", "  ", LONG, "3\n01", "301", " 301 "])
def test_a_wrong_or_taken_room_is_refused(station, unit, household, room):
    assert refused(station, add_household, unit_id=unit, room=room).field == "room"


def test_a_household_in_a_unit_that_is_not_there_is_refused(station):
    refused(station, add_household, unit_id=new_id(), room="301", kind=NotFound)
    refused(station, register_resident, unit_id=new_id(), room="1", text=TEXT, kind=NotFound)


def test_two_people_of_one_door_share_one_household(station):
    first = a_resident(station, "王秀芬", "3-2-301")
    second = a_resident(station, "赵强", "3-2- 301 ")
    with station.read() as session:
        assert len(session.scalars(select(Household)).all()) == 1
    assert detail(station, first).household[0].id == second


# -- registering ------------------------------------------------------------------------------


def test_a_registered_resident_has_what_the_number_says(station, household):
    text = ResidentText(
        " 王秀芬 ",
        id_number=" 11010519491231002x",
        phone="138 0000 1234",
        relation="户主",
        tags=("党员", "志愿者"),
        residence=Residence.LIVING_HERE,
        note="一楼\n有狗",
    )
    found = the_row(station, do(station, add_resident, household_id=household, text=text))
    assert (found.name, found.sex, found.birth) == ("王秀芬", "女", date(1949, 12, 31))
    assert (found.id_number, found.phone) == (WOMAN, "13800001234")
    assert (found.relation, found.is_head, found.tags) == ("户主", True, ["党员", "志愿者"])
    assert (found.status, found.residence, found.note) == ("living", "living_here", "一楼\n有狗")
    assert sentences(station)[-1] == "登记居民：王秀芬（3-2-301）"


def test_of_an_old_foreign_permit_birth_and_sex_are_what_was_typed(station, household):
    text = ResidentText("让", "男", date(1973, 12, 12), FOREIGNER)
    found = the_row(station, do(station, add_resident, household_id=household, text=text))
    assert (found.birth, found.sex) == (date(1973, 12, 12), "男")


WRONG = [
    ("name", {"name": ""}),
    ("name", {"name": " 　"}),
    ("name", {"name": LONG}),
    ("name", {"name": "王\n秀芬"}),
    ("sex", {"sex": "女性"}),
    ("relation", {"relation": LONG}),
    ("tags", {"tags": (LONG,)}),
    ("tags", {"tags": ("党员", "")}),
    ("note", {"note": LONG}),
    ("phone", {"phone": "没有"}),
    ("phone", {"phone": "1380000123"}),
    ("id_number", {"id_number": "1234"}),
    ("id_number", {"id_number": "110105194912310021"}),
    ("id_number", {"id_number": "1.10105E+17"}),
    ("id_number", {"id_number": MAN}),
    ("birth", {"birth": date(1949, 12, 30), "id_number": WOMAN}),
    ("birth", {"birth": date(2026, 11, 25)}),
    ("birth", {"birth": date(1700, 1, 1)}),
    ("birth", {"birth": date(2026, 11, 25), "id_number": FOREIGNER}),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG)
def test_a_wrong_field_is_refused_by_its_name(station, household, field, wrong):
    a_resident(station, "李大爷", "3-1-101", id_number=MAN)
    text = replace(TEXT, **wrong)
    assert refused(station, add_resident, household_id=household, text=text).field == field
    own = a_resident(station, "赵强", "3-1-102")
    assert refused(station, change_resident, own, text=text).field == field


def test_a_taken_number_says_whose_it_is(station, household):
    a_resident(station, "李大爷", "3-1-101", id_number=MAN)
    text = ResidentText("王秀芬", id_number=MAN)
    error = refused(station, add_resident, household_id=household, text=text)
    assert "李大爷（3-1-101）" in error.what_happened


def test_the_old_form_of_a_taken_number_is_taken_too(station, household):
    a_resident(station, "王秀芬", "3-1-101", id_number=WOMAN)
    text = ResidentText("王秀芬", id_number=WOMAN[:6] + WOMAN[8:17])
    assert "王秀芬" in refused(station, add_resident, household_id=household, text=text).args[0]


def test_somebody_may_be_changed_and_keep_the_number(station):
    resident = a_resident(station, id_number=WOMAN)
    before = the_row(station, resident)
    text = replace(TEXT, name="单秀芬", id_number=WOMAN)
    do(station, change_resident, resident, text=text)
    after = the_row(station, resident)
    assert after.id_number == WOMAN
    assert before.name_pinyin.startswith("wangxiufen")
    assert after.name_pinyin.startswith("shanxiufen"), "found by the new name"
    assert after.name_initials.startswith("sxf")


def test_several_people_may_have_no_number(station):
    for name in ("甲", "乙", "丙"):
        a_resident(station, name, id_number="  ")
    with station.read() as session:
        assert session.scalars(select(Resident.id_number)).all() == ["", "", ""]


def test_who_or_what_is_not_there_is_not_found(station):
    refused(station, add_resident, household_id=new_id(), text=TEXT, kind=NotFound)
    refused(station, change_resident, new_id(), text=TEXT, kind=NotFound)
    gone = {"status": Status.MOVED, "reason": "x"}
    refused(station, change_status, new_id(), kind=NotFound, **gone)
    refused(station, reveal_personal_data, new_id(), kind=NotFound)
    refused(station, form_for_change, new_id(), kind=NotFound)
    assert detail(station, new_id()) is None


@pytest.mark.parametrize("reason", ["", " ", LONG, "两\n行"])
def test_a_change_of_status_takes_a_reason(station, reason):
    resident = a_resident(station)
    asked = {"status": Status.MOVED, "reason": reason}
    assert refused(station, change_status, resident, **asked).field == "reason"


def test_somebody_who_moved_stays_on_record_and_may_come_back(station):
    resident = a_resident(station, id_number=WOMAN)
    do(station, change_status, resident, status=Status.MOVED, reason=" 随子女迁往北京 ")
    assert sentences(station)[-1] == "王秀芬改为迁出：随子女迁往北京"
    assert detail(station, resident).status_name == "迁出"
    error = refused(
        station,
        register_resident,
        unit_id=a_unit(station, "3-1"),
        room="1",
        text=replace(TEXT, id_number=WOMAN),
    )
    assert error.field == "id_number", "the same person is not registered a second time"
    do(station, change_status, resident, status=Status.LIVING, reason="迁回")
    assert detail(station, resident).status is Status.LIVING


# -- who may, and who looked ------------------------------------------------------------------


def as_role(station, role):
    return replace(station, actor=replace(station.actor, role=role))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.POINTS_CLERK])
def test_the_service_refuses_who_may_not_edit(station, unit, household, role):
    resident = a_resident(station, "赵强", "3-1-102")
    who = as_role(station, role)
    refused(who, add_household, unit_id=unit, room="9", kind=NotAllowed)
    refused(who, add_resident, household_id=household, text=TEXT, kind=NotAllowed)
    refused(who, register_resident, unit_id=unit, room="9", text=TEXT, kind=NotAllowed)
    refused(who, change_resident, resident, text=TEXT, kind=NotAllowed)
    moved = {"status": Status.MOVED, "reason": "x"}
    refused(who, change_status, resident, kind=NotAllowed, **moved)
    refused(who, form_for_change, resident, kind=NotAllowed)


def test_a_viewer_is_not_shown_numbers_in_full(station):
    resident = a_resident(station, id_number=WOMAN)
    viewer = as_role(station, Role.VIEWER)
    error = refused(viewer, reveal_personal_data, resident, kind=NotAllowed)
    assert WOMAN not in str(error)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.GRID_WORKER, Role.POINTS_CLERK])
def test_revealing_is_logged_with_who_looked_and_at_whose(station, role):
    resident = a_resident(station, id_number=WOMAN, phone="13800001234")
    shown = do(as_role(station, role), reveal_personal_data, resident)
    assert (shown.id_number, shown.phone) == (WOMAN, "13800001234")
    with station.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last.sentence == "查看了王秀芬的完整证件号和电话"
    assert (last.account_name, last.subject_table, last.subject_id) == (
        "赵敏",
        "resident",
        resident,
    )


def test_opening_the_form_shows_all_and_is_logged(station):
    text = ResidentText(
        "王秀芬", "女", date(1949, 12, 31), WOMAN, "13800001234", "户主", ("党员",), note="记"
    )
    unit = a_unit(station)
    resident = do(station, register_resident, unit_id=unit, room="301", text=text)
    form = do(station, form_for_change, resident)
    assert (form.id, form.text) == (resident, text)
    assert "王秀芬" in sentences(station)[-1]
    before = shared_rows(station)
    do(station, change_resident, resident, text=form.text)
    assert shared_rows(station) == before, "saving what was opened changes nothing"


def test_no_number_in_full_goes_into_the_audit_log(station):
    resident = a_resident(station, id_number=WOMAN, phone="13800001234")
    do(station, change_resident, resident, text=replace(TEXT, id_number=WOMAN))
    do(station, reveal_personal_data, resident)
    do(station, form_for_change, resident)
    written = "".join(sentences(station))
    assert WOMAN not in written
    assert "13800001234" not in written


# -- undo -------------------------------------------------------------------------------------


def test_a_registration_with_its_new_household_is_taken_back_in_one_step(station, unit):
    before = shared_rows(station)
    with station.write() as session:
        text = replace(TEXT, id_number=WOMAN)
        register_resident(session, station.actor, unit_id=unit, room="301", text=text)
        step = session.info["transaction"].id
    assert len(shared_rows(station)) == len(before) + 2
    do(station, undo_step, step, label="登记居民")
    assert shared_rows(station) == before
    a_resident(station, id_number=WOMAN)


def test_a_change_is_taken_back_with_the_search_keys(station):
    resident = a_resident(station, "王秀芬", phone="13800001234")
    before = shared_rows(station)
    with station.write() as session:
        text = ResidentText("单秀芬", phone="", tags=("党员",))
        change_resident(session, station.actor, resident, text=text)
        step = session.info["transaction"].id
    do(station, undo_step, step, label="修改")
    assert shared_rows(station) == before
