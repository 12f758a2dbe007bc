from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.residents.importing import Kind, Target, counts_by_kind
from app.residents.importing_checks import check_sheet, missing_columns
from app.residents.importing_mapping import guess_columns, is_known_heading
from app.residents.importing_places import read_address, read_part
from app.residents.terms import Residence
from tests.app.residents.import_lists import HEAD, LI, WANG, a_sheet

TODAY = date(2026, 11, 24)
TAGS = ("党员", "志愿者", "独居老人", "低保")


def checked(*rows, head=HEAD):
    sheet = a_sheet(*rows, head=head)
    return check_sheet(sheet, guess_columns(sheet, TODAY, TAGS), TODAY)


def the_problem(**cells):
    """What is said about 王秀芬's row when some of its cells are other ones."""
    named = dict(zip(HEAD, WANG, strict=True)) | cells
    found = checked(tuple(named.values())).problems
    assert len(found) == 1, found
    return found[0]


# -- columns --------------------------------------------------------------------------------------


def test_columns_are_known_by_their_headings_in_any_order():
    head = (
        "备注",
        "*身份证号码（必填）",
        "联 系 电 话",
        "姓名",
        "是否党员",
        "楼号",
        "单元号",
        "门牌号",
        "序号",
    )
    sheet = a_sheet(("x",) * len(head), head=head)
    meant = {sheet.titles[place]: one for place, one in guess_columns(sheet, TODAY, TAGS).items()}
    assert meant == {
        "备注": Target.NOTE,
        "*身份证号码（必填）": Target.ID_NUMBER,
        "联系电话": Target.PHONE,
        "姓名": Target.NAME,
        "是否党员": "tag:党员",
        "楼号": Target.BUILDING,
        "单元号": Target.UNIT,
        "门牌号": Target.ROOM,
    }


def test_columns_with_other_headings_are_known_by_what_stands_in_them():
    head = ("姓名", "甲", "乙", "丙", "丁")
    rows = [("王秀芬", WANG[1], "13833551234", "女", "3-2-301")] * 3
    sheet = a_sheet(*rows, head=head)
    assert guess_columns(sheet, TODAY, TAGS) == {
        0: Target.NAME,
        1: Target.ID_NUMBER,
        2: Target.PHONE,
        3: Target.SEX,
        4: Target.ADDRESS,
    }


def test_no_meaning_is_given_twice():
    head = ("姓名", "居民姓名", "电话", "手机")
    sheet = a_sheet(("王秀芬", "李建国", "13833551234", "13833551235"), head=head)
    meant = guess_columns(sheet, TODAY, TAGS)
    assert sorted(meant.values()) == [Target.NAME, Target.PHONE]


def test_a_tag_the_office_does_not_have_is_not_guessed():
    sheet = a_sheet(("王秀芬", "是"), head=("姓名", "残疾"))
    assert guess_columns(sheet, TODAY, TAGS) == {0: Target.NAME}


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({}, ["姓名", "住址，或楼栋、单元、房号"]),
        ({0: Target.NAME, 1: Target.ADDRESS}, []),
        ({0: Target.NAME, 1: Target.ID_NUMBER}, []),
        ({0: Target.NAME, 1: Target.BUILDING}, ["单元", "房号"]),
    ],
)
def test_what_has_to_be_chosen_is_named(columns, missing):
    assert missing_columns(columns) == missing


def test_the_program_knows_its_own_columns():
    assert is_known_heading("证件号·问题")


# -- rows -----------------------------------------------------------------------------------------


def test_a_good_row_says_everything_it_says():
    (line,) = checked(WANG).lines
    assert (line.row, line.name, line.birth, line.sex) == (2, "王秀芬", date(1962, 3, 15), "女")
    assert (line.building, line.unit, line.room, line.address) == ("3", "2", "301", "3-2-301")
    assert (line.relation, line.residence, line.tags) == ("户主", Residence.REGISTERED, {"党员"})


def test_words_of_lists_become_the_words_of_the_office():
    (line,) = checked(LI).lines
    assert (line.relation, line.residence, line.address) == (
        "户主", Residence.LIVING_HERE, "3-2-302",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "kind", "column", "words"),
    [
        ({"姓名": ""}, Kind.MISSING, "A 列“姓名”", "请填写姓名"),
        ({"证件号": "130302196203151220"}, Kind.ID_NUMBER, "B 列“证件号”", "校验码应为 7"),
        ({"证件号": 130302196203151227.0}, Kind.ID_NUMBER, "B 列“证件号”", "末几位已经丢失"),
        ({"证件号": "1.30302E+17"}, Kind.ID_NUMBER, "B 列“证件号”", "末几位已经丢失"),
        ({"出生日期": "1963-03-15"}, Kind.DATE, "D 列“出生日期”", "不一致"),
        ({"证件号": "", "出生日期": "1962-3"}, Kind.DATE, "D 列“出生日期”", "只有年月"),
        ({"证件号": "", "出生日期": "2031-1-1"}, Kind.DATE, "D 列“出生日期”", "不合情理"),
        ({"电话": "1383355"}, Kind.PHONE, "E 列“电话”", "不像电话号码"),
        ({"电话": "13833551234/13833551235"}, Kind.PHONE, "E 列“电话”", "2 个电话"),
        ({"住址": "3-301"}, Kind.TEXT, "F 列“住址”", "缺少单元"),
        ({"住址": "东头第二家"}, Kind.TEXT, "F 列“住址”", "看不懂"),
        ({"人户情况": "空挂"}, Kind.TEXT, "H 列“人户情况”", "不认识"),
        ({"备注": "长" * 501}, Kind.TEXT, "J 列“备注”", "最多 500 个字"),
        ({"姓名": "#REF!"}, Kind.TEXT, "A 列“姓名”", "公式出错"),
    ],
)
def test_each_fault_names_row_and_column_and_the_way_out(cells, kind, column, words):
    problem = the_problem(**cells)
    assert (problem.row, problem.kind, problem.column) == (2, kind, column)
    assert words in problem.reason
    assert problem.sentence.startswith(f"第 2 行 {column}：")


def test_what_the_number_says_better_is_only_remarked():
    row = (*WANG[:2], "男", "1962年", *WANG[4:])
    found = checked(row)
    assert not found.problems
    assert [(one.column, one.row) for one in found.warnings] == [
        ("D 列“出生日期”", 2), ("C 列“性别”", 2),
    ]  # fmt: skip
    assert found.lines[0].sex == "女"


def test_the_same_person_twice_is_kept_once():
    found = checked(WANG, LI, WANG)
    assert [line.row for line in found.lines] == [2, 3]
    assert found.problems[0].kind is Kind.DUPLICATE
    assert "与第 2 行是同一人" in found.problems[0].reason


def test_one_number_under_two_names_is_nobodys():
    found = checked(WANG, ("李秀芬", *WANG[1:]))
    assert not found.lines
    assert [problem.row for problem in found.problems] == [2, 3]
    assert counts_by_kind(found.problems) == [("表内重复", 2)]


def test_names_stretched_with_spaces_and_sample_rows():
    found = checked(("王　芬", "", "", "1962-3-15", "", "3-2-301", "", "", "", ""),
                    ("张三（示例）", "x", "", "", "", "", "", "", "", ""))  # fmt: skip
    assert [line.name for line in found.lines] == ["王芬"]
    assert not found.problems


def test_columns_of_yes_and_no_give_and_take_tags():
    head = ("姓名", "住址", "政治面貌", "低保", "标签")
    rows = [
        ("王秀芬", "3-2-301", "中共党员", "否", "志愿者、独居老人"),
        ("李建国", "3-2-301", "群众", "√", "无"),
        ("李明", "3-2-301", "", "", ""),
    ]
    lines = checked(*rows, head=head).lines
    assert [(sorted(line.tags), sorted(line.not_tags)) for line in lines] == [
        (["党员", "志愿者", "独居老人"], ["低保"]), (["低保"], ["党员"]), ([], []),
    ]  # fmt: skip


def test_who_is_named_as_the_head_is_the_head():
    head = ("户主姓名", "姓名", "住址")
    rows = [("王秀芬", "王秀芬", "3-2-301"), ("王秀芬", "李建国", "3-2-301")]
    assert [line.relation for line in checked(*rows, head=head).lines] == ["户主", ""]


# -- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "3-2-301", "3号楼2单元301室", "3栋2单元301", "三号楼二单元301", "人民里3号楼2单元301户",
        "3#2单元301", "３－２－３０１", "3幢 2单元 301", "3号楼-2单元-301室", "3—2—301",
        "3号-2-301室",
    ],
)  # fmt: skip
def test_an_address_is_read_however_it_is_written(text):
    assert read_address(text) == ("3", "2", "301")


@pytest.mark.parametrize("text", ["3-301", "3号楼301", "河北大街1号", "301", "3-2-3-01-x-y"])
def test_what_is_no_address_of_a_flat_is_refused(text):
    with pytest.raises(InvalidInput):
        read_address(text)


@given(st.integers(1, 300), st.integers(1, 30), st.integers(101, 3305))
def test_every_spelling_of_an_address_gives_the_same_door(building, unit, room):
    door = (str(building), str(unit), str(room))
    for text in (f"{building}-{unit}-{room}", f"{building}号楼{unit}单元{room}室"):
        assert read_address(text) == door


def test_parts_of_an_address_lose_the_word_behind_them():
    assert read_part("甲3号楼", "building") == "甲3"
    assert read_part("二单元", "unit") == "2"
    assert read_part("十二", "building") == "12"
    assert read_part("301室", "room") == "301"


CELLS = st.one_of(st.text(max_size=20), st.integers(0, 10**12), st.floats(0, 1e20), st.dates())


@settings(max_examples=80, deadline=None)
@given(st.lists(CELLS, min_size=len(HEAD), max_size=len(HEAD)))
def test_whatever_a_row_holds_it_is_taken_or_refused_with_a_reason(cells):
    sheet = a_sheet(WANG)
    row = sheet.rows[0]._replace(values=tuple(cells))
    columns = guess_columns(sheet, TODAY, TAGS)
    found = check_sheet(replace(sheet, rows=(row,)), columns, TODAY)
    assert bool(found.lines) != bool(found.problems)
    assert all(problem.reason and problem.row == row.number for problem in found.problems)
