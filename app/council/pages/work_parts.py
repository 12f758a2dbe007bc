"""The groups of the page on the work: plan, milestones, tasks, changes; with what can be done."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.council.money import yuan
from app.council.pages.at_hand import AtHand, day_words
from app.council.pages.lines import group, line
from app.council.pages.work_forms import WorkForms
from app.council.stages import Stage
from app.council.terms import ClaimState
from app.council.work_views import ChangeRow, ClaimRow, MilestoneRow, PlanView, WorkBoard
from app.desk.detail import FactList
from app.desk.labels import button

CLAIM_STATES = {
    ClaimState.OFFERED: "plain",
    ClaimState.CLAIMED: "info",
    ClaimState.DONE: "waiting",
    ClaimState.ACCEPTED: "good",
}


def overdue_words(plan: PlanView) -> str:
    """12月24日 周四，逾期 3 天."""
    late = f"，逾期 {plan.days_late} 天" if plan.days_late else ""
    return f"{day_words(plan.due_on)}{late}"


def plan_facts(plan: PlanView) -> Iterator[tuple[str, str]]:
    """Label and value of what a plan says."""
    yield "责任人", plan.in_charge
    yield "完成期限", overdue_words(plan)
    yield "怎样办", plan.content
    yield "实施单位", plan.contractor
    yield "开工日期", day_words(plan.starts_on) if plan.starts_on else ""
    yield "预算", "" if plan.budget is None else _money(plan)
    yield "资金来源", plan.money_source if plan.budget is None else ""
    yield "实际花费", "" if plan.actual is None else f"{yuan(plan.actual)}{_beyond(plan)}"
    yield "完工日期", day_words(plan.finished_on) if plan.finished_on else ""
    yield "办理结果", plan.result


def _money(plan: PlanView) -> str:
    source = f"（{plan.money_source}）" if plan.money_source else ""
    return f"{yuan(plan.budget or 0)}{source}"


def _beyond(plan: PlanView) -> str:
    """，超出预算 200 元; or what was left over."""
    if plan.budget is None or plan.actual is None or plan.actual == plan.budget:
        return ""
    more = plan.actual - plan.budget
    return f"，超出预算 {yuan(more)}" if more > 0 else f"，比预算少 {yuan(-more)}"


class WorkParts:
    """Makes the groups for one reading of the work."""

    def __init__(self, hand: AtHand, forms: WorkForms, board: WorkBoard):
        self._forms, self._board = forms, board
        self._may = hand.edits_matters
        self._account = hand.actor.account_id
        self._plans = self._may and board.stage in (Stage.DECIDE, Stage.IMPLEMENT)
        self._works = self._may and board.stage is Stage.IMPLEMENT

    # -- plan ---------------------------------------------------------------------------------

    def plan(self) -> QWidget:
        """What was planned, and what came of it."""
        plan = self._board.plan
        doing = []
        if self._plans and plan is not None:
            doing.append(_press("修改计划", self._forms.plan, self._board))
        lines = [FactList(plan_facts(plan))] if plan else []
        return group("办理计划", lines, "还没有办理计划。先定责任人和期限，再交办。", *doing)

    # -- milestones ---------------------------------------------------------------------------

    def milestones(self) -> QWidget:
        """The steps on the way."""
        rows = self._board.milestones
        done = sum(row.done_on is not None for row in rows)
        title = f"进度节点（完成 {done}/{len(rows)}）" if rows else "进度节点"
        doing = []
        if self._plans and self._board.plan is not None:
            doing.append(_press("增加节点", self._forms.add_milestone, self._board.matter_id))
        lines = [self._milestone(row) for row in rows]
        return group(title, lines, "没有分节点。工程较大时，按节点看进度。", *doing)

    def _milestone(self, row: MilestoneRow) -> QWidget:
        state = ("完成", "good") if row.done_on else ("逾期", "late") if row.is_late else ("", "")
        state = state if state[0] else ("未到", "plain")
        detail = f"期限 {day_words(row.due_on)}"
        if row.done_on:
            detail = f"{day_words(row.done_on)}完成"
        detail = " · ".join(part for part in (detail, row.note) if part)
        doing = []
        if self._works and not row.done_on:
            doing.append(_press("完成", self._forms.mark, row))
        if self._works and row.done_on:
            doing.append(_press("改为未完成", self._forms.unmark, row))
        if self._plans and not row.done_on:
            doing.append(_press("去掉", self._forms.remove_milestone, row))
        return line(state, f"{row.position}. {row.title}", detail, doing)

    # -- tasks --------------------------------------------------------------------------------

    def claims(self) -> QWidget:
        """Tasks that residents, party members and units take on."""
        doing = []
        if self._works:
            doing.append(_press("发布任务", self._forms.offer, self._board.matter_id))
        lines = [self._claim(row) for row in self._board.claims]
        nothing = "没有认领任务。居民、党员、单位能出力的，发布出来请大家认领。"
        return group("认领任务", lines, nothing, *doing)

    def _claim(self, row: ClaimRow) -> QWidget:
        who = f"{row.claimer}（{row.kind_name}）" if row.claimer else ""
        detail = " · ".join(part for part in (who, _claim_day(row), row.note) if part)
        state = (row.state_name, CLAIM_STATES[row.state])
        return line(state, row.task, detail, self._claim_doing(row))

    def _claim_doing(self, row: ClaimRow) -> list[QPushButton]:
        if not self._works:
            return []
        forms = self._forms
        if row.state is ClaimState.OFFERED:
            return [_press("认领", forms.claim, row), _press("撤回", forms.withdraw, row)]
        if row.state is ClaimState.CLAIMED:
            return [_press("完成", forms.finish_task, row), _press("退回", forms.give_back, row)]
        if row.state is ClaimState.DONE:
            return [_press("验收", forms.accept, row), _press("退回", forms.give_back, row)]
        return []

    # -- changes ------------------------------------------------------------------------------

    def changes(self) -> QWidget | None:
        """Changes asked for and decided; None before the work is handed on."""
        board = self._board
        if board.stage is Stage.DECIDE or (not self._works and not board.changes):
            return None
        doing = []
        if self._works and board.plan is not None:
            doing.append(_press("申请变更", self._forms.ask_for_change, board.matter_id))
        lines = [self._change(row) for row in board.changes]
        return group("计划变更", lines, "没有变更。期限、预算要改时在这里申请。", *doing)

    def _change(self, row: ChangeRow) -> QWidget:
        state = ("待审批", "waiting")
        if row.approved is not None:
            state = ("同意", "good") if row.approved else ("不同意", "late")
        doing = []
        detail = _change_words(row)
        if row.approved is None and self._works:
            if row.asked_by_id == self._account:
                detail += "。须由另一位工作人员登录后审批"
            else:
                doing.append(_press("审批", self._forms.decide, row))
        return line(state, row.what, detail, doing)


def _press(text: str, doing: Callable[..., object], what: object) -> QPushButton:
    return button(text, "quiet", press=partial(doing, what))


def _claim_day(row: ClaimRow) -> str:
    for day, word in (
        (row.accepted_on, f"{row.accepted_by}验收"),
        (row.done_on, "完成"),
        (row.claimed_on, "认领"),
    ):
        if day is not None:
            return f"{_short(day)}{word}"
    return ""


def _change_words(row: ChangeRow) -> str:
    parts = [f"理由：{row.reason}"]
    if row.due_on:
        parts.append(f"期限改到 {_short(row.due_on)}")
    if row.budget is not None:
        parts.append(f"预算改为 {yuan(row.budget)}")
    parts.append(f"{row.asked_by} {_short(row.asked_on)}申请")
    if row.decided_on:
        note = f"：{row.decision_note}" if row.decision_note else ""
        parts.append(f"{row.decided_by} {_short(row.decided_on)}审批{note}")
    return " · ".join(parts)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
