"""积分报告: a period by category, rule, activity and project; and the account of a year."""

from typing import Any

from app.desk.chips import ChipBar
from app.desk.columns import Column
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.points.pages.at_hand import AtHand
from app.points.pages.exports import export_of
from app.points.pages.lists import BLANK
from app.points.pages.papers import PointsPapers
from app.points.pages.periods import periods
from app.points.reports import (
    REPORT_BY_NAMES,
    WITH_PROJECT_NAMES,
    PointsReport,
    ReportBy,
    ReportLine,
    points_report,
)

KINDS = tuple(Choice(by, name) for by, name in REPORT_BY_NAMES.items())
WITH = tuple(Choice(which, name) for which, name in WITH_PROJECT_NAMES.items())
COLUMNS = (
    Column("name", "名称", lambda r: r.name, width=300),
    Column("records", "条数", lambda r: r.records, kind="number", width=84),
    Column("people", "人数", lambda r: r.people, kind="number", width=84),
    Column("added", "加分", lambda r: r.added, kind="number", width=90),
    Column("deducted", "扣分", lambda r: r.deducted, kind="number", width=90),
    Column("posted", "已入账", lambda r: r.posted, kind="number", width=90),
    BLANK,
)


def _name(line: ReportLine) -> str:
    return line.name


class ReportsPage(Page):
    """One table at a time; the printed report has all four."""

    def __init__(self, hand: AtHand):
        super().__init__("积分报告")
        self._hand = hand
        self.kinds = ChipBar(KINDS)
        self.period, self.project = ChoiceBox(periods(hand.today())), ChoiceBox(WITH)
        self.period.setAccessibleName("时间")
        self.project.setAccessibleName("是否属于项目")
        self.period.setCurrentIndex(4)
        self.project.setCurrentIndex(0)
        for part in (self.kinds, self.period, self.project):
            self.filters.addWidget(part)
        self.filters.addStretch(1)
        self.table = RecordTable(
            COLUMNS, row_id=_name, name="points.report", memory=hand.memory, unit="行"
        )
        self.table.set_empty("这段时间没有登记积分。")
        self.body.addWidget(self.table, 1)
        self.papers = PointsPapers(self, hand)
        self.kinds.chosen.connect(self._ask)
        self.period.currentIndexChanged.connect(self._ask)
        self.project.currentIndexChanged.connect(self._ask)
        self.set_primary("打印报告", self.print_page, "printer")
        self.export = export_of(self, hand, "积分报告", COLUMNS, self._chosen)

    def _asked(self) -> dict[str, Any]:
        days: Any = self.period.choices[max(self.period.currentIndex(), 0)].value
        which = self.project.choices[max(self.project.currentIndex(), 0)].value
        return {"from_day": days[0], "until_day": days[1], "project": which}

    def reload(self) -> None:
        """Reckon the figures of the period."""
        self._hand.work.read(
            points_report, by=self._by(), then=self._show, owner=self, latest="report",
            title="正在统计", **self._asked(),
        )  # fmt: skip

    def _by(self) -> ReportBy:
        by: Any = self.kinds.value()
        return ReportBy(by)

    def _ask(self, _value: object) -> None:
        self.reload()

    def _show(self, report: PointsReport) -> None:
        self.table.set_rows(report.lines)
        total = report.total
        self.set_subtitle(
            f"{total.records} 条，{total.people} 人，加 {total.added} 分，扣 {total.deducted} 分"
        )

    def _chosen(self) -> Chosen:
        asked, by = self._asked(), self._by()

        def read(session: Any, *, masked: bool) -> list[ReportLine]:
            found = points_report(session, by=by, **asked)
            return [*found.lines, found.total]

        words = f"按{REPORT_BY_NAMES[by]}，{asked['from_day']} 至 {asked['until_day']}"
        return Chosen(read, f"{words}，{WITH_PROJECT_NAMES[asked['project']]}")

    def print_page(self) -> None:
        """Ctrl+P: the whole report."""
        if self.entered is not None:
            super().print_page()
        else:
            self.papers.show_report(**self._asked())
