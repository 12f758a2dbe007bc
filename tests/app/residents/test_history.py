"""The history of a resident: who did what, in words, the numbers masked."""

from datetime import date

import pytest

from app.accounts.undo import undo_step
from app.residents.history import FIELD_NAMES, OPERATION_NAMES, resident_history
from app.residents.models import Resident
from app.residents.residents import (
    ResidentText,
    change_resident,
    change_status,
    reveal_personal_data,
)
from app.residents.terms import Status
from db import clock
from db.ids import new_id
from db.replicated import STAMPS, transaction_of
from tests.app.grids.test_grids import do
from tests.builders import a_resident

PHONE, LATER_PHONE = "13812345678", "13987654321"
NINE = clock.moment(date(2026, 11, 24), 9)


@pytest.fixture
def resident(station):
    with clock.set_to(NINE):
        return a_resident(station, "王秀芬", phone=PHONE)


def history(station, resident):
    with station.read() as session:
        return resident_history(session, resident)


def test_a_registration_is_the_first_line(station, resident):
    (line,) = history(station, resident)
    assert line.what == "登记居民：王秀芬（3-2-301）"
    assert (line.who, line.at, line.changes) == ("赵敏", NINE, ())


def test_a_change_tells_what_was_and_what_is_without_numbers_in_full(station, resident):
    text = ResidentText("王秀芬", phone=LATER_PHONE, tags=("党员", "志愿者"))
    with clock.set_to(clock.moment(date(2026, 11, 25), 9)):
        do(station, change_resident, resident, text=text)
    newest, oldest = history(station, resident)
    assert newest.changes == (
        "电话：138****5678 → 139****4321",
        "标签：（空） → 党员、志愿者",
    )
    assert newest.at > oldest.at
    assert PHONE not in repr((newest, oldest))
    assert LATER_PHONE not in repr((newest, oldest))


def test_an_identity_number_is_masked_too(station, resident):
    number = "11010519491231002X"
    do(station, change_resident, resident, text=ResidentText("王秀芬", id_number=number))
    shown = repr(history(station, resident))
    assert "证件号：（空） → 110105**********2X" in shown
    assert number not in shown


def test_a_move_tells_its_reason(station, resident):
    do(station, change_status, resident, status=Status.MOVED, reason="迁往唐山")
    newest = history(station, resident)[0]
    assert newest.what == "王秀芬改为迁出：迁往唐山"
    assert newest.changes == ("状态：在住 → 迁出",)


def test_another_door_is_told_by_its_address(station, resident):
    neighbour = a_resident(station, "李四", "3-1-101")
    with station.write() as session:
        there = session.get_one(Resident, neighbour).household_id
        session.get_one(Resident, resident).household_id = there
    newest = history(station, resident)[0]
    assert newest.changes == ("住址：3-2-301 → 3-1-101",)
    assert newest.what == "修改资料", "no audit line says more"


def test_taking_back_is_a_step_of_its_own(station, resident):
    with station.write() as session:
        change_resident(session, station.actor, resident, text=ResidentText("王秀芳", phone=PHONE))
        step = transaction_of(session).id
    do(station, undo_step, step, label="修改居民资料：王秀芳")
    back, change, _ = history(station, resident)
    assert back.what == "撤销：修改居民资料：王秀芳"
    assert (change.changes, back.changes) == (
        ("姓名：王秀芬 → 王秀芳",),
        ("姓名：王秀芳 → 王秀芬",),
    )


def test_the_time_is_right_even_where_the_clock_of_the_log_runs_ahead(station, resident):
    """The PC's clock once stood in the next year; the log's clock cannot go back."""
    with clock.set_to(clock.moment(date(2027, 11, 24), 9)):
        do(station, change_resident, resident, text=ResidentText("王秀芳"))
    with clock.set_to(NINE):
        do(station, change_resident, resident, text=ResidentText("王秀"))
    assert history(station, resident)[0].at == NINE


def test_looking_at_numbers_changes_nothing_and_is_no_line(station, resident):
    do(station, reveal_personal_data, resident)
    assert len(history(station, resident)) == 1


def test_a_stranger_has_no_history(station, resident):
    assert history(station, new_id()) == []


def test_every_column_is_told_or_known_to_be_computed():
    computed = {"id", "is_head", "name_pinyin", "name_initials", "search_text"}
    columns = {column.key for column in Resident.__mapper__.column_attrs}
    assert columns == set(FIELD_NAMES) | computed | STAMPS


def test_every_operation_of_the_log_has_its_word():
    from db.changelog import Operation

    assert set(OPERATION_NAMES) == set(Operation)
