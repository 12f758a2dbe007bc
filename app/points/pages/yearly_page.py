"""年度收支: the account of the scheme in a year, to the point."""

from typing import Any

from app.desk.columns import Column
from app.desk.detail import Notice, section
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.points.pages.at_hand import AtHand
from app.points.pages.exports import export_of
from app.points.pages.lists import BLANK
from app.points.pages.papers import PointsPapers
from app.points.yearly import YearlyAccount, YearlyLine, yearly_account

YEARS = 10
COLUMNS = (
    Column("name", "账户", lambda r: r.name, width=200, sortable=False),
    Column("opening", "年初", lambda r: r.opening, kind="number", width=110, sortable=False),
    Column("came", "本年增加", lambda r: r.came, kind="number", width=110, sortable=False),
    Column("went", "本年减少", lambda r: r.went, kind="number", width=110, sortable=False),
    Column("closing", "年末", lambda r: r.closing, kind="number", width=110, sortable=False),
    BLANK,
)
FLOWS = (
    Column("name", "分录", lambda r: r.name, width=200, sortable=False),
    Column("entries", "笔数", lambda r: r.entries, kind="number", width=110, sortable=False),
    Column("points", "积分", lambda r: r.points, kind="number", width=110, sortable=False),
    BLANK,
)


def _name(line: Any) -> str:
    return str(line.name)


class YearlyPage(Page):
    """What was issued is somewhere: held, on accounts, redeemed, expired or taken back."""

    def __init__(self, hand: AtHand):
        super().__init__("年度收支")
        self._hand = hand
        this = hand.today().year
        self.year = ChoiceBox([Choice(this - back, f"{this - back} 年") for back in range(YEARS)])
        self.year.setAccessibleName("年份")
        self.year.setCurrentIndex(0)
        self.filters.addWidget(self.year)
        self.filters.addStretch(1)
        self._notice: Notice | None = None
        self.lines = RecordTable(COLUMNS, row_id=_name, unit="个账户")
        self.flows = RecordTable(FLOWS, row_id=_name, unit="种")
        self.flows.set_empty("这一年没有分录。")
        self.body.addWidget(self.lines, 5)
        self.body.addWidget(section("本年分录"))
        self.body.addWidget(self.flows, 4)
        self.papers = PointsPapers(self, hand)
        self.year.currentIndexChanged.connect(self._ask)
        self.set_primary("打印收支表", self.print_page, "printer")
        self.export = export_of(self, hand, "积分年度收支", COLUMNS, self._chosen)

    def _chosen_year(self) -> int:
        return int(self.year.choices[max(self.year.currentIndex(), 0)].value)

    def _ask(self, _place: int) -> None:
        self.reload()

    def reload(self) -> None:
        """Reckon the account of the year."""
        self._hand.work.read(
            yearly_account, year=self._chosen_year(), then=self._show, owner=self,
            latest="year", title="正在结算",
        )  # fmt: skip

    def _show(self, found: YearlyAccount) -> None:
        self.lines.set_rows(found.lines)
        self.flows.set_rows(found.flows)
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        rest = " + ".join(f"{line.name} {line.closing}" for line in found.lines[1:])
        if found.agrees:
            self._notice = Notice("good", "收支相符", [f"已发放 {found.issued} = {rest}"])
        else:
            self._notice = Notice("late", "收支不符", [f"已发放 {found.issued} ≠ {rest}",
                                                     "请书记用“检查数据”核对积分账。"])  # fmt: skip
        self.body.insertWidget(0, self._notice)

    def _chosen(self) -> Chosen:
        year = self._chosen_year()

        def read(session: Any, *, masked: bool) -> list[YearlyLine]:
            return list(yearly_account(session, year=year).lines)

        return Chosen(read, f"{year} 年")

    def print_page(self) -> None:
        """Ctrl+P: the account for the file."""
        if self.entered is not None:
            super().print_page()
        else:
            self.papers.show_yearly(self._chosen_year())
