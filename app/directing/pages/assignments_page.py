"""任务: what stations below are told to do, who has answered, who is to be reminded."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from app.accounts.levels import Level
from app.accounts.permissions import Actor
from app.desk.chips import ChipBar
from app.desk.columns import Column
from app.desk.drafts import Drafts
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.desk.list_keys import ListKeys
from app.desk.page import Page
from app.desk.records_memory import Memory
from app.desk.tables import RecordTable
from app.desk.work import Work
from app.directing.assignment_views import AssignmentFilter, AssignmentRow, assignments
from app.directing.pages.assign_page import AssignPage
from app.directing.pages.assignment_drawer import AssignmentDrawer
from app.directing.pages.at_hand import TASK_KINDS, AtHand
from app.directing.pages.exports import add_export
from app.directing.pages.search_line import SearchLine
from app.directing.pages.waiting_count import WaitingCount

COLUMNS = (
    Column("title", "任务", lambda r: r.title, width=280),
    Column("pill", "状态", lambda r: r.pill.pair, kind="pill", width=130),
    Column("progress", "已答复", lambda r: r.progress, width=76, align="right",
           sort_key=lambda text: text),
    Column("to_review", "待评价", lambda r: r.to_review, kind="number", width=76),
    Column("overdue", "超期未答", lambda r: r.overdue, kind="number", width=84),
    Column("due_at", "答复期限", lambda r: r.due_at, kind="datetime", width=140),
    Column("issued_at", "下达时间", lambda r: r.issued_at, kind="datetime", width=140),
    Column("number", "编号", lambda r: r.number, width=120),
)  # fmt: skip


def _is_open(row: AssignmentRow) -> bool:
    """Somebody has still to answer, or an answer to be looked at."""
    return row.answered < row.total or row.to_review > 0


GROUPS = (
    ("open", "办理中", _is_open),
    ("review", "待评价", lambda row: row.to_review > 0),
    ("overdue", "超期", lambda row: row.overdue > 0),
    ("done", "已办完", lambda row: not _is_open(row)),
    ("all", "全部", lambda _row: True),
)
HOLDS = {key: holds for key, _, holds in GROUPS}
NAMES = {key: name for key, name, _ in GROUPS}
HINT = "任务、编号或内容"
EMPTY = "给社区、街道指派的任务会列在这里，答复随报送包送来。"


class AssignmentsPage(Page):
    """The room of a street or district."""

    def __init__(
        self,
        work: Work,
        drafts: Drafts,
        actor: Actor,
        level: Level,
        memory: Memory | None = None,
    ):
        super().__init__("任务")
        self._hand = AtHand(work, drafts, actor, memory, level=level)
        self._rows: Sequence[AssignmentRow] = ()
        self.search = self._search = SearchLine(HINT)
        self.groups = ChipBar([Choice(key, name) for key, name, _ in GROUPS])
        self.table = RecordTable(
            COLUMNS, row_id=attrgetter("batch_id"), name="assignments", memory=memory, unit="项"
        )
        self.sheet = AssignmentDrawer(self, self._hand)
        self.filters.addWidget(self._search, 1)
        self.filters.addStretch(0)
        self.body.addWidget(self.groups)
        self.body.addWidget(self.table, 1)
        if self._hand.assigns:
            self.set_primary("指派任务", self.assign)
        self.table.set_empty(EMPTY, "指派任务" if self._hand.assigns else "")
        add_export(self, self._hand, "指派任务台账", COLUMNS, self._chosen)
        self._waiting = WaitingCount(self, self._hand, ("assignment",))
        self._connect()

    def _connect(self) -> None:
        keys = ListKeys(self.table, self.drawer, self._open, self.sheet.go_on)
        self.sheet.shown.connect(keys.mark)
        self._search.asked.connect(self._load)
        self.groups.chosen.connect(self._filter)
        self.table.clear_asked.connect(self._clear)
        self.table.first_asked.connect(self.assign)
        self._hand.work.watch(self, TASK_KINDS, self._load)

    def assign(self) -> None:
        """Enter the page that assigns a task."""
        if self.drawer.may_leave():
            self.enter(AssignPage(self._hand))

    def reload(self) -> None:
        """Read the list again, and what waits."""
        self._waiting.read()
        self._load()

    def _load(self) -> None:
        where = AssignmentFilter(text=self._search.words)
        self._hand.work.read(assignments, where=where, then=self._take, owner=self, latest="rows")

    def _take(self, rows: Sequence[AssignmentRow]) -> None:
        self._rows = rows
        self._filter()

    def _filter(self, _value: object = None) -> None:
        counts = {key: sum(1 for row in self._rows if holds(row)) for key, holds in HOLDS.items()}
        self.groups.set_counts(counts, frozenset({"overdue"}))
        group = str(self.groups.value())
        self.table.set_filtered(bool(self._search.words) or group not in ("open", "all"))
        self.table.set_rows([row for row in self._rows if HOLDS[group](row)])

    def _clear(self) -> None:
        self._search.clear()
        self.groups.choose("all")
        self._load()

    def _chosen(self) -> Chosen:
        group = str(self.groups.value())
        rows = [row for row in self._rows if HOLDS[group](row)]
        words = [NAMES[group], *([f"“{self._search.words}”"] if self._search.words else [])]
        return Chosen(partial(_known, rows), "、".join(words))

    def open_record(self, what: Any) -> None:
        """Show ("assignment", batch id)."""
        self.leave_entered()
        self.sheet.open(what[1])

    def _open(self, row: AssignmentRow) -> None:
        self.sheet.open(row.batch_id)


def _known(rows: list[Any], _session: Any, *, masked: bool) -> list[Any]:
    return rows
