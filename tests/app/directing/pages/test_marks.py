"""示范单位 at the district: which offices hold a mark; granted, and taken back with a reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from app.accounts.levels import Level
from app.directing.pages.publications_page import PublicationsPage
from app.directing.queries import marks


@pytest.fixture
def desk(desk_of, district):
    desk = desk_of(district, PublicationsPage, Level.DISTRICT)
    desk.look("示范单位")
    return desk


def opens(desk, name):
    """Choose an office in the list and press Enter."""
    table = desk.page.beside.table
    rows = [table.model.row(place) for place in range(table.model.rowCount())]
    place = [row.office.name for row in rows].index(name)
    table.view.setCurrentIndex(table.model.index(place, 0))
    table.view.setFocus()
    desk.keys(Qt.Key.Key_Return)


def test_a_community_gets_a_mark_and_loses_it_with_a_reason(desk, district):
    opens(desk, "人民里社区")
    desk.sees("授牌“示范社区”：人民里社区")
    desk.submit(granted_on=district.clock.at.date(), note="秦海民〔2026〕8 号")
    assert [(one.office, one.is_held) for one in district.ask(marks)] == [("人民里社区", True)]
    first = desk.page.beside.table.model.row(0)
    assert (first.office.name, first.state) == ("人民里社区", ("示范社区", "good"))
    opens(desk, "人民里社区")
    desk.sees("撤牌：人民里社区", "秦海民〔2026〕8 号")
    desk.submit(reason="")
    desk.sees("请填写撤牌原因")
    desk.submit(on=district.clock.at.date(), reason="考核未通过")
    assert not district.ask(marks)[0].is_held


def test_a_street_is_marked_as_one(desk, district):
    opens(desk, "燕山大街街道")
    desk.submit(granted_on=district.clock.at.date())
    assert district.ask(marks)[0].name == "示范街道"


def test_offices_are_searched_by_their_street(desk):
    desk.page.beside.search.setText("燕山")
    desk.qtbot.waitUntil(lambda: desk.page.beside.table.model.rowCount() == 2, timeout=3000)


def test_a_street_gives_no_marks(desk_of, street):
    tabs = desk_of(street, PublicationsPage, Level.STREET).page.findChild(QTabBar)
    titles = [tabs.tabText(place) for place in range(tabs.count())]
    assert titles == ["本级发布", "上级来件"]
