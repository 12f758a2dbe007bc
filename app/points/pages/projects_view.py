"""项目认领: what residents claim and earn by; the list and its drawer."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk.columns import written
from app.desk.detail import FactList, section, stacked
from app.desk.fields import Choice
from app.desk.labels import button, label, pill
from app.desk.page import Page
from app.points.pages.at_hand import AtHand
from app.points.pages.list_view import ListView
from app.points.pages.lists import PROJECT_COLUMNS, table
from app.points.pages.project_forms import ProjectForms
from app.points.pages.shown_record import ShownRecord
from app.points.project_views import ClaimRow, ProjectDetail, project_detail, projects
from app.points.projects import close_project, drop_claim
from app.points.terms import ClaimState

EMPTY = "这里没有项目。梳理出要办的事发布在这里，居民认领、办完验收，就得积分。"
CLAIM_STATES = {
    ClaimState.CLAIMED: "info",
    ClaimState.PROVED: "waiting",
    ClaimState.ACCEPTED: "good",
    ClaimState.REFUSED: "late",
    ClaimState.WITHDRAWN: "plain",
}


class ProjectsView(ListView):
    """Projects, the latest first."""

    def __init__(self, hand: AtHand):
        empty = (EMPTY, "发布项目" if hand.runs else "")
        super().__init__(table(hand, PROJECT_COLUMNS, "projects", "个", empty), "项目名称")
        self._hand = hand
        self.first_words = "发布项目" if hand.runs else ""
        self.open_only = self.add_box("全部项目")
        self.open_only.offer([Choice(True, "可以认领的")])
        self.row.addStretch(0)

    def load(self) -> None:
        """Read the list."""
        only = bool(self.open_only.value())
        self.table.load(self._hand.work, projects, open_only=only, text=self.text)


class ProjectDrawer(ShownRecord):
    """Shows projects in a page's drawer, with everybody who claimed them."""

    kind = "project"

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand)
        self.forms = ProjectForms(page, hand, self.again)
        self.forms.begun.connect(self.forget)
        self.forms.added.connect(self.show_record)

    def query(self, session: Any, record_id: UUID) -> ProjectDetail:
        """The project with its claims."""
        return project_detail(session, project_id=record_id)

    def title(self, detail: ProjectDetail) -> str:
        """What it is called."""
        return detail.row.title

    def panel(self, detail: ProjectDetail) -> QWidget:
        """Facts and claims."""
        row = detail.row
        places = f"{row.places} 人" if row.places else "不限"
        facts = FactList(
            (
                ("类别", row.kind_name),
                ("内容", row.content),
                ("积分", f"{row.item}，{row.worth:+d} 分"),
                ("名额", places),
                ("期限", f"{row.from_day} 至 {row.until_day or '长期'}"),
                ("结束于", written(row.closed_on, "date")),
            )
        )
        claims = [self._claim(one) for one in detail.claims]
        return stacked(
            facts,
            section(f"认领 {row.taken} 人，完成 {row.accepted} 人"),
            *(claims or [label("还没有人认领", "soft")]),
        )

    def _claim(self, one: ClaimRow) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(label(one.name, "section"))
        head.addWidget(label(one.address, "soft"))
        head.addWidget(pill(one.state_name, CLAIM_STATES[one.state]))
        head.addStretch(1)
        for made in self._steps(one):
            head.addWidget(made)
        column.addLayout(head)
        if one.proof:
            done = f"{one.done_on}　{one.proof}" + (
                f"（{one.accepted_by}验收）" if one.accepted_by else ""
            )
            column.addWidget(label(done, "hint", wrap=True))
        return whole

    def _steps(self, one: ClaimRow) -> list[QPushButton]:
        if not self._hand.runs:
            return []
        if one.state is ClaimState.PROVED:
            return [
                button("不通过", "quiet", press=partial(self.forms.refuse, one)),
                button("验收", "quiet", press=partial(self.forms.accept, one)),
            ]
        if one.state is ClaimState.CLAIMED:
            return [
                button("放弃", "quiet", press=partial(self._drop, one.id)),
                button("报告完成", "quiet", press=partial(self.forms.prove, one)),
            ]
        return []

    def _drop(self, claim_id: UUID, _checked: bool = False) -> None:
        self.do(drop_claim, claim_id=claim_id)

    def buttons(self, detail: ProjectDetail) -> tuple[QPushButton, ...]:
        """Changing, ending, claiming."""
        row = detail.row
        if not self._hand.runs:
            return ()
        closed = row.closed_on is not None
        end = button(
            "重新开放" if closed else "结束", press=partial(self._close, row.id, not closed)
        )
        change = button("修改", icon_name="pencil", press=partial(self.forms.change, row))
        claim = button("认领", "primary", "hand", press=partial(self.forms.claim, row))
        claim.setEnabled(row.is_open and not (row.places and row.taken >= row.places))
        return (end, change, claim)

    def _close(self, project_id: UUID, closed: bool, _checked: bool = False) -> None:
        self.do(close_project, project_id=project_id, closed=closed)
