"""Categories in the settings: added, changed, offered no longer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.bootstrap.station_office import StationOffice
from app.desk.page import Page
from app.desk.work import Work
from app.events.categories import active_categories, all_categories
from app.events.pages.categories_tab import CategoriesTab
from app.events.rules import LimitUnit


class Sitting:
    """The tab in a page, as the settings hold it."""

    def __init__(self, qtbot, office):
        self.qtbot, self.office = qtbot, office
        self.bugs = []
        self.work = Work(
            StationOffice(office.station), on_error=self._note, on_bug=self.bugs.append
        )
        self.page = Page("设置")
        self.tab = CategoriesTab(self.work, self.page.drawer)
        self.page.body.addWidget(self.tab)
        qtbot.addWidget(self.page)
        self.page.resize(1166, 700)
        self.page.show()
        self.tab.reload()
        self.settle()

    def _note(self, _parent, error):
        self.bugs.append(error)

    def settle(self):
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def press(self, text):
        found = [b for b in self.tab.findChildren(QPushButton) if b.text() == text]
        assert found[0].isEnabled()
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def submit(self, **values):
        form = self.page.drawer.body()
        for key, value in values.items():
            form.rows[key].editor.set_value(value)
        form.submit()
        self.settle()
        return form


@pytest.fixture
def tab(qtbot, office):
    made = Sitting(qtbot, office)
    yield made
    made.work.close()
    assert not made.bugs


def test_a_category_is_added_and_offered(tab, office):
    tab.press("新增类别")
    tab.submit(name="暖气不热", group="民生服务", limit_value=2)
    assert not tab.page.drawer.isVisible()
    found = next(c for c in office.ask(active_categories) if c.name == "暖气不热")
    assert (found.group, found.limit.text) == ("民生服务", "2 个工作日")
    rows = [tab.tab.table.model.row(n) for n in range(tab.tab.table.model.rowCount())]
    assert "暖气不热" in [row.name for row in rows]


def test_a_name_that_is_taken_is_refused_in_words(tab):
    tab.press("新增类别")
    form = tab.submit(name="环境卫生", group="市容环境", limit_value=2)
    said = [x.text() for x in form.findChildren(QLabel) if x.isVisible()]
    assert any("已有“环境卫生”这个类别" in words for words in said)


def test_the_limit_of_a_shipped_category_is_changed(tab, office):
    tab.tab.table.choose(["fire_lane"])
    tab.press("修改")
    tab.submit(limit_value=8, limit_unit=LimitUnit.HOURS)
    assert office.ask(all_categories)["fire_lane"].limit.text == "8 小时"


def test_a_category_is_retired_and_taken_back(tab, office):
    tab.tab.table.choose(["posters"])
    tab.press("停用")
    assert "posters" not in [c.key for c in office.ask(active_categories)]
    tab.press("恢复使用")
    assert "posters" in [c.key for c in office.ask(active_categories)]
