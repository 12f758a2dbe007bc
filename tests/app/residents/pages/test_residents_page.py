"""The list and the drawer, worked as somebody at the desk works them."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.accounts.permissions import Role
from app.residents.terms import Ages, Status
from tests.app.residents.pages.conftest import TODAY


def audited(station, action):
    with station.read() as session:
        found = select(AuditEntry.account_name, AuditEntry.sentence).where(
            AuditEntry.action == action
        )
        return [tuple(line) for line in session.execute(found)]


def test_initials_find_mrs_zhang_and_what_is_shown_in_full_is_logged(street, desk_of):
    desk = desk_of(street)
    desk.type("zgl")
    assert desk.names() == ["张桂兰"]
    desk.open_first()
    desk.sees("138****5678")
    desk.sees("重点 · 独居老人")
    assert "11010519491231002X" not in desk.words()
    desk.press("显示完整号码")
    desk.sees("11010519491231002X")
    desk.sees("13812345678")
    assert audited(street, "resident.reveal") == [("赵敏", "查看了张桂兰的完整证件号和电话")]


def test_every_key_narrows_the_list_and_escape_closes_the_drawer(street, desk_of):
    desk = desk_of(street)
    desk.type("w")
    assert desk.names() == ["王建国", "王小雨"]
    desk.type("x")
    assert desk.names() == ["王小雨"]
    desk.open_first()
    assert desk.page.drawer.isVisible()
    desk.qtbot.keyClick(desk.page.table.view, Qt.Key.Key_Escape)
    assert not desk.page.drawer.isVisible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("龑", []),
        ("䶮", ["䶮𬱖"]),
        ("𬱖", ["䶮𬱖"]),
        ("5678", ["张桂兰"]),
        ("3-2-301", ["张桂兰"]),
        ("002x", ["张桂兰"]),
    ],
)
def test_rare_characters_tails_and_addresses_are_found(street, desk_of, typed, found):
    desk = desk_of(street)
    desk.page.search.setText(typed)
    assert desk.names() == found


def test_the_drop_downs_narrow_the_list(street, desk_of):
    desk = desk_of(street)
    row = desk.page.filter_row
    row.ages.setCurrentIndex(row.ages.findData(Ages.MINOR))
    assert desk.names() == ["王小雨"]
    row.ages.setCurrentIndex(row.ages.findData(Ages.SIXTY))
    assert desk.names() == ["张桂兰"]
    row.ages.setCurrentIndex(0)
    row.tag.setCurrentText("重点人员")
    assert desk.names() == ["张桂兰"]
    row.tag.setCurrentText("党员")
    assert set(desk.names()) == {"张桂兰", "陈海涛"}
    row.clear()
    row.status.setCurrentIndex(row.status.findData(Status.MOVED))
    assert desk.names() == []
    desk.press("清除筛选")
    assert len(desk.names()) == 7


def test_somebody_registered_is_found_at_once(street, desk_of):
    desk = desk_of(street)
    desk.page.start_new()
    desk.settle()
    desk.find_unit("3-2")
    desk.submit(room="501", name="赵子龙", relation="户主", phone="13700007777")
    desk.sees("赵子龙")
    desk.type("zzl")
    assert desk.names() == ["赵子龙"]


def test_what_is_changed_stands_in_the_history(street, desk_of):
    desk = desk_of(street)
    desk.type("zgl")
    desk.open_first()
    desk.press("修改")
    desk.submit(phone="13911112222")
    desk.sees("电话：138****5678 → 139****2222")
    desk.page.search.setText("2222")
    assert desk.names() == ["张桂兰"]


def test_a_daughter_moves_out_with_day_and_reason(street, desk_of):
    desk = desk_of(street)
    desk.type("lxy")
    desk.open_first()
    desk.sees("同户 2 人")
    desk.choose("迁居、分户")
    desk.find_unit("3-2")
    desk.submit(room="601", on=TODAY, reason="分家另住")
    desk.sees("3-2-601　第一网格")
    desk.sees("李秀英 2026-11-24 搬到 3-2-601：分家另住")
    assert "同户" not in desk.words()


def test_a_death_is_noted_and_taken_back(street, desk_of):
    desk = desk_of(street)
    desk.type("zgl")
    desk.open_first()
    desk.choose("去世")
    desk.submit(reason="病故")
    desk.sees("张桂兰 2026-11-24 改为去世：病故")
    desk.undo()
    desk.sees("状态：去世 → 在住")


def test_another_head_leaves_the_former_with_a_relation(street, desk_of):
    desk = desk_of(street)
    desk.type("lxy")
    desk.open_first()
    desk.choose("设为户主")
    desk.submit(relation_of_former="配偶")
    desk.sees("3-1-101 户主改为李秀英")
    desk.qtbot.waitUntil(lambda: any("王建国　配偶" in text for text in _buttons(desk)))


def _buttons(desk):
    from PySide6.QtWidgets import QPushButton

    return [one.text() for one in desk.page.drawer.findChildren(QPushButton)]


def test_a_new_tag_is_offered_and_filtered_by(street, desk_of):
    desk = desk_of(street)
    desk.more("标签与重点人员")
    desk.submit(offered="党员\n独居老人\n养犬户", vulnerable="独居老人")
    assert desk.page.filter_row.tag.findText("养犬户") > 0
    assert desk.page.filter_row.tag.findText("低保") < 0


def test_a_viewer_sees_masked_numbers_and_no_way_to_change_them(street, desk_of):
    desk = desk_of(street, Role.VIEWER)
    desk.type("zgl")
    desk.open_first()
    desk.sees("138****5678")
    assert not {"修改", "显示完整号码", "其他操作"} & set(_buttons(desk))
