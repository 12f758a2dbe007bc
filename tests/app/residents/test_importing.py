"""Importing lists of residents into a station."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.accounts.models import AuditEntry
from app.accounts.permissions import Actor, Role
from app.accounts.undo import undo_step
from app.errors import Cancelled, InvalidInput, NotAllowed
from app.residents.importing import Kind, PlaceChoice
from app.residents.importing_apply import apply_import
from app.residents.importing_file import (
    read_residents_file,
    source_of,
    write_refused_rows,
    write_template,
)
from app.residents.importing_mapping import guess_columns, recalled_columns, remember_columns
from app.residents.models import Household, Resident
from app.residents.queries import find_residents
from app.residents.residents import change_status
from app.residents.terms import Status
from db import clock
from db.changelog import Change
from db.ids import new_id
from tests.app.residents.import_lists import HEAD, LI, WANG, Office, a_sheet
from tests.builders import a_building, a_grid, a_resident


@pytest.fixture
def office(station):
    with clock.set_to(clock.moment(date(2026, 11, 24), 9)):
        grid = a_grid(station)
        a_building(station, grid, "3", 2)
        made = Office(station)
        made.grid = grid
        yield made


def people(office):
    with office.station.read() as session:
        return {row.name: row for row in session.scalars(select(Resident))}


def changes(office):
    """How long the change log is."""
    with office.station.read() as session:
        return session.scalar(select(func.count()).select_from(Change))


def told(office):
    """The last sentence of the audit log."""
    with office.station.read() as session:
        newest = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)
        return session.scalars(newest).one().sentence


def rows(*cells):
    """王秀芬's row with other cells."""
    return tuple((dict(zip(HEAD, WANG, strict=True)) | one).values() for one in cells)


# -- registering ----------------------------------------------------------------------------------


def test_good_rows_become_residents_and_their_households(office):
    done = office.bring_in(a_sheet(WANG, LI))
    assert (done.new, done.changed, done.unchanged, done.refused) == (2, 0, 0, 0)
    assert done.households == 2
    wang = people(office)["王秀芬"]
    assert (wang.id_number, wang.birth, wang.sex) == (WANG[1], date(1962, 3, 15), "女")
    assert (wang.is_head, wang.tags, wang.note) == (True, ["党员"], "独居")
    with office.station.read() as session:
        (found,) = find_residents(session, "wxf")
    assert (found.name, found.address) == ("王秀芬", "3-2-301")


def test_the_same_file_again_changes_nothing(office):
    office.bring_in(a_sheet(WANG, LI))
    before, sentence = changes(office), told(office)
    done = office.bring_in(a_sheet(WANG, LI))
    assert (done.new, done.changed, done.unchanged) == (0, 0, 2)
    assert changes(office) == before
    assert told(office) == sentence


def test_rows_without_numbers_are_recognised_the_second_time_too(office):
    head = ("姓名", "出生日期", "住址")
    sheet = a_sheet(("王秀芬", "1962-3-15", "3-2-301"), ("李建国", "", "3-2-301"), head=head)
    assert office.bring_in(sheet).new == 2
    before = changes(office)
    assert office.bring_in(sheet).unchanged == 2
    assert changes(office) == before


def test_the_log_names_the_file_its_fingerprint_and_the_counts(office):
    sheet = a_sheet(WANG)
    office.bring_in(sheet)
    assert told(office) == (
        f"导入居民：居民.xlsx（SHA-256 {sheet.sha256}），"
        "新增 1 人，更新 0 人，无变化 0 人；新登记 1 户"
    )


def test_good_rows_go_in_although_others_cannot(office):
    done = office.bring_in(a_sheet(WANG, *rows({"姓名": "李明", "证件号": "123"})))
    assert (done.new, done.refused) == (1, 1)
    assert set(people(office)) == {"王秀芬"}


def test_an_import_stopped_half_way_leaves_nothing(office):
    def stop(done, total):
        raise Cancelled

    before = changes(office)
    with pytest.raises(Cancelled):
        office.bring_in(a_sheet(WANG, LI), step=stop)
    assert changes(office) == before
    assert not people(office)


def test_a_whole_import_is_taken_back_in_one_step(office):
    office.bring_in(a_sheet(WANG, *rows({"住址": "9-1-101", "证件号": "", "姓名": "李明"})),
                    PlaceChoice(True, office.grid))  # fmt: skip
    with office.station.read() as session:
        newest = select(Change.transaction_id).order_by(Change.counter.desc()).limit(1)
        transaction = session.scalars(newest).one()
    with office.station.write() as session:
        undo_step(session, office.station.actor, transaction, label="导入居民：居民.xlsx")
    assert not people(office)
    with office.station.read() as session:
        assert not session.scalars(select(Household)).all()


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.VIEWER, Role.POINTS_CLERK])
def test_only_who_may_import_does(office, role):
    office.station.actor = Actor(new_id(), "x", "钱芳", role)
    with pytest.raises(NotAllowed):
        office.bring_in(a_sheet(WANG))


# -- people who are known -------------------------------------------------------------------------


def test_what_a_row_says_otherwise_is_changed_and_what_it_leaves_empty_stays(office):
    office.bring_in(a_sheet(WANG))
    sheet = a_sheet(*rows({"电话": "13833559999", "备注": "", "标签": "志愿者", "人户情况": ""}))
    (entry,) = office.plan(sheet).changed
    assert [change.words for change in entry.changes] == [
        "电话 138****1234 → 138****9999",
        "标签 党员 → 党员、志愿者",
    ]
    assert office.bring_in(sheet).changed == 1
    wang = people(office)["王秀芬"]
    assert (wang.phone, wang.note, wang.tags) == ("13833559999", "独居", ["党员", "志愿者"])


def test_who_has_moved_within_the_community_moves(office):
    office.bring_in(a_sheet(WANG))
    office.bring_in(a_sheet(*rows({"住址": "3-1-102"})))
    with office.station.read() as session:
        (found,) = find_residents(session, "王秀芬")
    assert found.address == "3-1-102"


def test_somebody_known_without_a_number_gets_it(office):
    a_resident(office.station, "王秀芬", "3-2-301", birth=date(1962, 3, 15))
    done = office.bring_in(a_sheet(WANG))
    assert (done.new, done.changed) == (0, 1)
    assert people(office)["王秀芬"].id_number == WANG[1]


def test_a_tag_that_is_denied_goes(office):
    office.bring_in(a_sheet(WANG))
    head = ("姓名", "证件号", "住址", "是否党员")
    office.bring_in(a_sheet((WANG[0], WANG[1], "3-2-301", "否"), head=head))
    assert people(office)["王秀芬"].tags == []


def refused(office, *cells):
    problems = office.plan(a_sheet(*rows(*cells))).problems
    assert len(problems) == 1, problems
    return problems[0]


def test_a_number_registered_under_another_name_is_a_conflict(office):
    office.bring_in(a_sheet(WANG))
    problem = refused(office, {"姓名": "王秀芳"})
    assert problem.kind is Kind.CONFLICT
    assert "已登记给王秀芬（3-2-301），表里是王秀芳" in problem.reason


def test_a_namesake_with_another_birthday_is_not_guessed_to_be_the_same(office):
    a_resident(office.station, "王秀芬", "3-2-301", birth=date(1990, 1, 1))
    assert "出生日期不同" in refused(office, {}).reason


def test_a_namesake_with_another_number_is_not_guessed_to_be_the_same(office):
    a_resident(office.station, "王秀芬", "3-2-301", id_number=LI[1])
    assert "证件号不同" in refused(office, {}).reason


def test_two_namesakes_in_one_household_are_told_apart_by_nobody(office):
    for _ in range(2):
        a_resident(office.station, "王秀芬", "3-2-301")
    problem = refused(office, {"证件号": "", "出生日期": ""})
    assert "2 个同名的人" in problem.reason


def test_two_rows_that_mean_one_person_are_one_too_many(office):
    a_resident(office.station, "王秀芬", "3-2-301", id_number=WANG[1])
    plan = office.plan(a_sheet(*rows({}, {"证件号": "", "出生日期": "", "备注": "又一行"})))
    assert [problem.kind for problem in plan.problems] == [Kind.DUPLICATE]
    assert "与第 2 行是同一人" in plan.problems[0].reason


def test_who_has_moved_away_is_remarked_and_stays_away(office):
    resident_id = a_resident(office.station, "王秀芬", "3-2-301", id_number=WANG[1])
    with office.station.write() as session:
        change_status(session, office.station.actor, resident_id, status=Status.MOVED, reason="迁")
    assert "已登记为“迁出”" in office.plan(a_sheet(WANG)).warnings[0].reason
    office.bring_in(a_sheet(WANG))
    assert people(office)["王秀芬"].status == Status.MOVED


# -- places ---------------------------------------------------------------------------------------


def test_a_building_nobody_registered_is_never_replaced_by_the_nearest(office):
    problem = refused(office, {"住址": "33-2-301"})
    assert (problem.kind, problem.reason) == (Kind.PLACE, "33 号楼没有登记。")
    assert "3 号楼没有 7 单元" in refused(office, {"住址": "3-7-301"}).reason


def test_missing_places_are_counted_and_registered_when_asked(office):
    sheet = a_sheet(*rows({"住址": "12-1-101"}), LI,
                    *rows({"姓名": "李明", "证件号": "", "住址": "3-5-101"}))  # fmt: skip
    missing = office.plan(sheet).missing
    assert (missing.buildings, missing.units, missing.rows) == (
        ("12",), (("3", "5"), ("12", "1")), 2,
    )  # fmt: skip
    done = office.bring_in(sheet, PlaceChoice(True, office.grid))
    assert (done.new, done.buildings, done.units) == (3, 1, 2)
    assert office.bring_in(sheet, PlaceChoice(True, office.grid)).unchanged == 3


def test_units_of_known_buildings_need_no_grid_but_buildings_do(office):
    sheet = a_sheet(*rows({"住址": "3-9-101"}))
    assert office.bring_in(sheet, PlaceChoice(True)).units == 1
    assert office.plan(a_sheet(*rows({"住址": "8-1-101"})), PlaceChoice(True)).refused == 1


def test_somebody_new_without_an_address_cannot_be_registered(office):
    head = ("姓名", "证件号")
    problem = office.plan(a_sheet(WANG[:2], head=head)).problems[0]
    assert "没有住址" in problem.reason


# -- files ----------------------------------------------------------------------------------------


def test_refused_rows_are_saved_with_the_reason_beside_the_cell_and_read_again(office, tmp_path):
    bad = rows(
        {"姓名": "李明", "证件号": "123"}, {"姓名": "李刚", "证件号": "", "住址": "77-1-101"}
    )
    sheet = a_sheet(WANG, *bad)
    plan = office.plan(sheet)
    again = read_residents_file(write_refused_rows(tmp_path / "改.xlsx", sheet, plan.problems))
    assert again.titles == (
        *HEAD[:2], "证件号·问题", *HEAD[2:], "整行·问题", "原行号",
    )  # fmt: skip
    assert "应为 18 位" in again.rows[0].values[2]
    assert "77 号楼没有登记" in again.rows[1].values[-2]
    assert [row.values[-1] for row in again.rows] == [3, 4]
    assert office.columns(again).keys() == {0, 1, 3, 4, 5, 6, 7, 8, 9, 10}
    assert office.plan(again).refused == 2


def test_the_empty_list_is_understood_and_holds_nobody(office, tmp_path):
    sheet = read_residents_file(write_template(tmp_path / "空白.xlsx"))
    checked = office.check(sheet)
    assert len(office.columns(sheet)) == 12
    assert (checked.lines, checked.problems) == ((), ())


def test_what_columns_mean_is_remembered_by_their_headings(office, tmp_path):
    sheet, actor = a_sheet(WANG), office.station.actor
    chosen = {0: "name", 5: "address"}
    with office.station.write() as session:
        remember_columns(session, actor, titles=sheet.titles, columns=chosen)
    with office.station.read() as session:
        assert recalled_columns(session, titles=a_sheet(LI).titles) == chosen
        assert recalled_columns(session, titles=("姓名",)) is None
        mended = ("姓名", "姓名·问题", *HEAD[1:], "原行号")
        assert recalled_columns(session, titles=mended) == {0: "name", 6: "address"}


def test_nothing_is_imported_into_a_building_without_a_grid(office):
    sheet = a_sheet(*rows({"住址": "8-1-101"}, {"姓名": "李明", "证件号": "", "住址": "3-9-101"}))
    checked = office.check(sheet)
    with office.station.write() as session, pytest.raises(InvalidInput, match="网格"):
        apply_import(
            session, office.station.actor, checked=checked, source=source_of(sheet),
            choice=PlaceChoice(True),
        )  # fmt: skip
    assert guess_columns(sheet, clock.today(), ())
