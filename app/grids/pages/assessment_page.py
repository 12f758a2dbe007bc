"""网格员考核: a period's measures and scores, adjusted by hand, confirmed, printed."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from app.assessment.assessments import Adjustment, confirm_assessment, set_weights
from app.assessment.queries import AssessmentRow, WorkerRow, assessments, confirmed, draft, weights
from app.assessment.rules import FORMULAS, MEASURE_NAMES, MOST_ADJUSTMENT, Measure
from app.assessment.sheets import assessment_sheet, draft_sheet
from app.desk.columns import Column
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.filter_box import FilterBox
from app.desk.labels import button
from app.desk.page import Page
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.desk.tables import RecordTable
from app.grids.pages.at_hand import AtHand
from app.printing.assessment_sheet import compose_assessment
from app.printing.preview import page_count, render_page

RENDERER = Renderer(render_page, page_count)
QUARTERS = "一二三四"


def _share(measure: Measure, row: WorkerRow) -> str:
    return row.results[measure].shown


COLUMNS = (
    Column("rank", "名次", lambda row: row.rank, width=60, kind="number"),
    Column("name", "姓名", lambda row: row.name, width=90),
    Column("grid", "网格", lambda row: row.grid, width=110),
    Column("score", "得分", lambda row: row.score, width=70, kind="number"),
    Column("adjustment", "加减分", lambda row: row.adjustment or None, width=70, kind="number"),
    *(
        Column(str(one), MEASURE_NAMES[one], partial(_share, one), width=134, sortable=False)
        for one in Measure
    ),
)


class AssessmentPage(Page):
    """The draft of a quarter, or an assessment that was confirmed."""

    def __init__(self, hand: AtHand):
        super().__init__("网格员考核")
        self._hand = hand
        self._forms = DrawerForms(self, hand)
        self._adjusted: dict[UUID, Adjustment] = {}
        self.shown = FilterBox("本期（未确认）")
        self.shown.setMaximumWidth(self.shown.maximumWidth() * 2)
        self.shown.currentIndexChanged.connect(self._switch)
        self.filters.addWidget(self.shown)
        self.filters.addStretch(1)
        self.filters.addWidget(button("修改分值", "quiet", "pencil", press=self._ask_weights))
        self.table = RecordTable(COLUMNS, name="assessment", memory=hand.memory, unit="人")
        self.table.set_empty("期末没有在任的专职网格员，先在“力量”里任命。")
        self.table.opened.connect(self._ask_adjustment)
        self.table.edit_asked.connect(self._ask_adjustment)
        self.body.addWidget(self.table, 1)
        self._paper: QPushButton = button("打印考核表", icon_name="printer", press=self.print_page)
        self.add_header_button(self._paper)
        self._confirm = self.set_primary("确认考核", self._ask_to_confirm, "check")

    # -- reading ------------------------------------------------------------------------------

    @property
    def _period(self) -> tuple[date, date]:
        return quarter_before(self._hand.today())

    def reload(self) -> None:
        """Read which assessments there are, and the one shown."""
        self._hand.work.read(assessments, then=self._offer, owner=self, latest="offer")
        self._load()

    def _offer(self, found: list[AssessmentRow]) -> None:
        self.shown.offer([Choice(row.id, row.title) for row in found])

    def _switch(self, _place: int) -> None:
        self._load()

    def _load(self) -> None:
        kept, work = self.shown.value_id(), self._hand.work
        first, last = self._period
        self._confirm.setVisible(kept is None)
        if kept is None:
            self.set_subtitle(f"{first} 至 {last}")
            read = partial(draft, from_day=first, until_day=last)
        else:
            self.set_subtitle("已确认，不再变动")
            read = partial(confirmed, assessment_id=kept)
        work.read(read, then=self._show, owner=self, latest="rows")

    def _show(self, rows: list[WorkerRow]) -> None:
        self.table.set_rows([self._with_adjustment(row) for row in rows])

    def _with_adjustment(self, row: WorkerRow) -> WorkerRow:
        given = self._adjusted.get(row.id)
        if given is None or self.shown.value_id() is not None:
            return row
        score = round((row.score or 0) + given.points, 1)
        return replace(row, adjustment=given.points, adjustment_reason=given.reason, score=score)

    # -- changing -----------------------------------------------------------------------------

    def _ask_weights(self) -> None:
        self._hand.work.read(weights, then=self._show_weights, owner=self)

    def _show_weights(self, points: dict[Measure, int]) -> None:
        fields = [
            Field(str(one), MEASURE_NAMES[one], "number", required=True, default=points[one],
                  minimum=0, maximum=100, hint=FORMULAS[one], width=120)
            for one in Measure
        ]  # fmt: skip
        self._forms.ask_and_write("考核分值（合计 100 分）", fields, _set_weights, self._done)

    def _ask_adjustment(self, row: WorkerRow) -> None:
        if self.shown.value_id() is not None:
            return
        given = self._adjusted.get(row.id, Adjustment(0, ""))
        fields = [
            Field("points", "加减分", "number", default=int(given.points), width=120,
                  minimum=-MOST_ADJUSTMENT, maximum=MOST_ADJUSTMENT, hint="减分填负数"),
            Field("reason", "原因", "long_text", default=given.reason, hint="会印在考核表上"),
        ]  # fmt: skip
        keep = partial(self._keep_adjustment, row)
        self._forms.ask(f"{row.name}：加减分", fields, keep, self._done, save="记下")

    def _keep_adjustment(self, row: WorkerRow, values: dict[str, Any]) -> None:
        self._adjusted[row.id] = Adjustment(values["points"] or 0, values["reason"])
        self._done()

    def _ask_to_confirm(self) -> None:
        first, last = self._period
        word = QUARTERS[(last.month - 1) // 3]
        given = [one for one in self._adjusted.values() if one.points]
        fields = [
            Field("heading", "考核名称", required=True, max_length=50,
                  default=f"{last.year} 年第{word}季度考核"),
            Field("from_day", "考核期从", "date", required=True, default=first),
            Field("until_day", "到", "date", required=True, default=last,
                  hint=f"确认后各项数字和得分不再变动；有 {len(given)} 人加减分"),
        ]  # fmt: skip
        use_case = partial(confirm_assessment, adjustments=dict(self._adjusted))
        self._forms.ask_and_write("确认考核", fields, use_case, self._confirmed, save="确认")

    def _confirmed(self) -> None:
        self._adjusted.clear()
        self._done()

    def _done(self) -> None:
        self.drawer.hide()
        self.reload()

    # -- paper --------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Ctrl+P: the sheet of what is shown."""
        kept = self.shown.value_id()
        first, last = self._period
        asked: dict[str, Any] = (
            {"from_day": first, "until_day": last} if kept is None else {"assessment_id": kept}
        )
        read = draft_sheet if kept is None else assessment_sheet
        paper = Paper(read, compose_assessment, _name)
        self.enter(PaperPage(self._hand, "网格员考核表", paper, RENDERER, **asked))


def _name(sheet: Any) -> str:
    return str(sheet.title)


def _set_weights(session: Any, actor: Any, **points: int) -> None:
    set_weights(session, actor, points={Measure(key): count for key, count in points.items()})


def quarter_before(today: date) -> tuple[date, date]:
    """The last quarter that is over; its last two weeks count as over when it is being assessed."""
    soon = today + timedelta(days=14)
    first = date(soon.year, 3 * ((soon.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    start = date(last.year, 3 * ((last.month - 1) // 3) + 1, 1)
    return start, min(last, today)
