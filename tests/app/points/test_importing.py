from datetime import date

import pytest

from app.errors import InvalidInput, RuleBroken
from app.points.account_views import account_detail, statement
from app.points.importing import check_sheet, guess_columns, read_points_file
from app.points.importing_apply import apply_import
from app.points.importing_plan import plan_import
from db import clock


def checked(text):
    sheet = read_points_file(text.encode("utf-8"), name="旧积分.csv")
    return check_sheet(sheet, guess_columns(sheet), clock.today())


def imported(office, text):
    return office.do(apply_import, checked=checked(text), file_name="旧积分.csv")


BALANCES = """积分台账
姓名,住址,现有积分
王秀芬,3-2-301,120
李建国,3-2-302,45分
张三,9-9-999,10
"""
HISTORY = """姓名,电话,日期,事由,增减
王秀芬,,2025-05-01,义务植树,20
王秀芬,,2025-06-01,兑换抽纸,-15
王秀芬,,2025-05-01,义务植树,20
李建国,,2025-07-01,兑换大米,-80
"""


def test_balances_come_in_as_opening_entries_and_only_once(office):
    wang = office.resident()
    office.resident("李建国", "3-2-302")
    done = imported(office, BALANCES)
    assert (done.people, done.points) == (2, 165)
    assert office.balance(wang) == 120
    with pytest.raises(RuleBroken, match="没有可以导入"):
        imported(office, BALANCES)
    assert office.balance(wang) == 120
    assert office.year().agrees


def test_a_row_of_nobody_is_refused_and_says_why(office):
    office.resident()
    plan = office.ask(plan_import, checked=checked(BALANCES))
    assert [problem.sentence for problem in plan.problems] == [
        "第 4 行：没有登记“李建国”，请先登记居民。",
        "第 5 行：没有登记“张三”，请先登记居民。",
    ]


def test_two_people_of_one_name_are_not_guessed(office):
    office.resident()
    office.resident("王秀芬", "3-2-302")
    plan = office.ask(plan_import, checked=checked("姓名,积分\n王秀芬,10\n"))
    assert "有 2 位" in plan.problems[0].reason
    told = office.ask(plan_import, checked=checked("姓名,住址,积分\n王秀芬,3-2-302,10\n"))
    assert told.people == 1


def test_history_keeps_its_days_and_is_refused_where_it_falls_below_zero(office):
    wang = office.resident()
    office.resident("李建国", "3-2-302")
    done = imported(office, HISTORY)
    assert (done.entries, done.points) == (3, 25)
    book = office.ask(statement, resident_id=wang)
    assert [line.change for line in book.lines] == [20, 20, -15]
    assert book.lines[0].text == "2025-05-01 义务植树"
    endings = office.ask(account_detail, resident_id=wang).endings
    assert endings[0].until == date(2025, 12, 31)
    plan = office.ask(plan_import, checked=checked(HISTORY))
    assert (len(plan.new), plan.known) == (0, 3)
    assert "小于零" in plan.problems[0].reason


@pytest.mark.parametrize("cell", ["", "很多", "1.5", "-3"])
def test_points_that_are_none_are_refused(office, cell):
    found = checked(f"姓名,积分\n王秀芬,{cell}\n李建国,5\n")
    assert len(found.problems) == 1


def test_a_sheet_without_points_says_what_is_missing(office):
    with pytest.raises(InvalidInput, match="积分"):
        checked("姓名,住址\n王秀芬,3-2-301\n")


def test_a_person_twice_among_balances_is_refused(office):
    office.resident()
    plan = office.ask(plan_import, checked=checked("姓名,积分\n王秀芬,10\n王秀芬,20\n"))
    assert (plan.points, len(plan.problems)) == (10, 1)
