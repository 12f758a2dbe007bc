"""The rules of warnings in the settings: said in words, changed, switched off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.accounts.levels import Level
from app.bootstrap.station_office import StationOffice
from app.desk.page import Page
from app.desk.work import Work
from app.today.pages.warning_rules_tab import WarningRulesTab
from app.today.terms import RULES_OF, Rule
from app.today.thresholds import thresholds


class Sitting:
    """The tab in a page, as the settings hold it."""

    def __init__(self, qtbot, office, level=Level.COMMUNITY):
        self.qtbot, self.office = qtbot, office
        self.troubles = []
        self.work = Work(
            StationOffice(office.station),
            on_error=lambda _, error: self.troubles.append(error),
            on_bug=self.troubles.append,
        )
        self.page = Page("设置")
        self.tab = WarningRulesTab(self.work, self.page.drawer, level)
        self.page.body.addWidget(self.tab)
        qtbot.addWidget(self.page)
        self.page.resize(1166, 700)
        self.page.show()
        self.tab.reload()
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(self.work.idle, timeout=8000)

    def rows(self):
        model = self.tab.table.model
        return {model.row(n).rule: model.row(n) for n in range(model.rowCount())}

    def change(self, rule, **values):
        self.tab.table.choose([rule])
        button = next(b for b in self.tab.findChildren(QPushButton) if b.text() == "修改")
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()
        form = self.page.drawer.body()
        for key, value in values.items():
            form.rows[f"today.{key}"].editor.set_value(value)
        form.submit()
        self.settle()
        return form


@pytest.fixture
def tab(qtbot, office):
    made = Sitting(qtbot, office)
    yield made
    made.work.close()
    assert not made.troubles


def test_every_rule_is_said_in_words(tab):
    assert tab.rows()[Rule.REPEATED].sentence == "同一楼栋 30 天内上报满 3 件"
    assert list(tab.rows()) == list(RULES_OF[Level.COMMUNITY])


def test_a_figure_is_changed_and_warns_accordingly(tab, office):
    office.an_event("楼道堆放杂物")
    office.an_event("单元门坏了")
    assert office.warnings(Rule.REPEATED) == []
    tab.change(Rule.REPEATED, repeated_events=2, repeated_days=7)
    assert not tab.page.drawer.isVisible()
    assert tab.rows()[Rule.REPEATED].sentence == "同一楼栋 7 天内上报满 2 件"
    assert len(office.warnings(Rule.REPEATED)) == 1


def test_a_rule_is_switched_off_by_a_zero(tab):
    tab.change(Rule.STUCK, stuck_days=0)
    row = tab.rows()[Rule.STUCK]
    assert (row.sentence, row.is_on) == ("不预警", False)


def test_a_figure_outside_its_limits_is_refused_in_words(tab, office):
    form = tab.change(Rule.STUCK, stuck_days=400)
    said = [x.text() for x in form.findChildren(QLabel) if x.isVisible()]
    assert any("366" in words for words in said)
    assert office.ask(thresholds).stuck_days == 15


def test_a_street_has_rules_of_its_own(qtbot, street):
    tab = Sitting(qtbot, street, Level.STREET)
    assert {rule: row.sentence for rule, row in tab.rows().items()} == {
        Rule.LAGGING: "一个社区超期事项满 5 件，并且达到其他社区平均的 3 倍",
        Rule.UNANSWERED: "吹哨满 3 天还没有全部答复",
        Rule.SILENT: "社区超过 7 天没有报来新数据",
    }
    tab.change(Rule.UNANSWERED, whistle_days=0)
    assert tab.rows()[Rule.UNANSWERED].sentence == "不预警"
    tab.work.close()
    assert not tab.troubles
