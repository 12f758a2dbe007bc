"""A list taken out of the program: the columns on the screen, and below them who and what for."""

from dataclasses import dataclass
from datetime import date

from python_calamine import load_workbook

from app.desk.columns import Column
from app.desk.export_flow import Asked, Chosen
from app.spreadsheets.shown_lists import ShownList


@dataclass(frozen=True)
class Row:
    title: str
    points: int
    day: date
    state: tuple[str, str] = ("已结案", "good")


COLUMNS = (
    Column("mark", "", lambda row: "★"),
    Column("title", "事项", lambda row: row.title),
    Column("points", "积分", lambda row: row.points, kind="number"),
    Column("day", "日期", lambda row: row.day, kind="date"),
    Column("state", "状态", lambda row: row.state, kind="pill"),
)


def test_numbers_stay_numbers_and_all_else_is_written_as_it_is_shown(tmp_path):
    asked = Asked("上报街道", masked=True, chosen=Chosen(read=list, filters="在办"))
    rows = [Row("路灯不亮", 1200, date(2026, 11, 24))]
    made = ShownList("赵敏", "办理台账", COLUMNS).write(tmp_path / "台账.xlsx", rows, asked=asked)
    lines = load_workbook(made).get_sheet_by_index(0).to_python()
    head = lines.index(["事项", "积分", "日期", "状态"])
    assert lines[head + 1] == ["路灯不亮", 1200, "2026-11-24", "已结案"]
    below = "".join(str(line[0]) for line in lines[head + 2 :])
    for said in ("导出人：赵敏", "用途：上报街道", "筛选条件：在办", "条数：1"):
        assert said in below
    assert "遮盖" not in below
