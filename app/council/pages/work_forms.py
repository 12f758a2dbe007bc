"""The forms of the work on a matter: plan, milestones, tasks, changes, finishing."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from app.council import claims, milestones, work, work_changes
from app.council.claims import ClaimerText
from app.council.milestones import MilestoneText
from app.council.pages.at_hand import AtHand
from app.council.stages import Stage
from app.council.terms import CLAIMER_KIND_NAMES, ClaimerKind
from app.council.work import PlanText
from app.council.work_changes import ChangeText
from app.council.work_views import ChangeRow, ClaimRow, MilestoneRow, PlanView, WorkBoard
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field, TypedName
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.residents.queries import find_residents, rows_of

BY_APPROVAL = "已经交办，要改请登记“计划变更”"
MONEY_SOURCES = "例如：社区服务群众专项经费、居民自筹、物业出资"
MILESTONE = (
    Field("title", "节点名称", required=True, max_length=50, placeholder="例如：完成划线"),
    Field("due_on", "节点期限", "date", required=True),
    Field("note", "说明", max_length=200),
)
OFFER = (
    Field("task", "任务", required=True, max_length=80, placeholder="例如：周六清理楼道堆物"),
    Field("note", "要求或时间", max_length=200),
)
CHANGE = (
    Field("what", "变更内容", required=True, max_length=100, placeholder="例如：改用沥青铺面"),
    Field("reason", "变更理由", "long_text", required=True),
    Field("due_on", "完成期限改到", "date", hint="不改就空着"),
    Field("budget", "预算改为（元）", "money", width=160, hint="不改就空着"),
)
DECISION = (
    Field("approved", "审批意见", "choice", required=True,
          choices=(Choice(True, "同意变更"), Choice(False, "不同意"))),
    Field("note", "说明", "long_text", hint="不同意时必须写明理由"),
)  # fmt: skip


def _plan_fields(plan: PlanView | None, *, fixed: bool) -> list[Field]:
    """The fields of a plan; deadline and budget are ``fixed`` once the work is handed on."""
    why = BY_APPROVAL if fixed else ""
    return [
        Field("in_charge", "责任人", required=True, max_length=40,
              default=plan.in_charge if plan else ""),
        Field("due_on", "完成期限", "date", required=True, read_only=fixed, hint=why,
              default=plan.due_on if plan else None),
        Field("content", "怎样办", "long_text", default=plan.content if plan else ""),
        Field("contractor", "实施单位", max_length=60, default=plan.contractor if plan else "",
              placeholder="例如：和平物业、市政养护中心"),
        Field("starts_on", "开工日期", "date", default=plan.starts_on if plan else None),
        Field("budget", "预算（元）", "money", width=160, read_only=fixed, hint=why,
              default=plan.budget if plan else None),
        Field("money_source", "资金来源", max_length=100, placeholder=MONEY_SOURCES,
              default=plan.money_source if plan else ""),
    ]  # fmt: skip


class WorkForms:
    """Opens them in the drawer of one page."""

    def __init__(self, page: Page, hand: AtHand):
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def _ask(
        self, title: str, fields: list[Field], use_case: Callable[..., object],
        *, save: str = "保存", draft: str = "",
    ) -> None:  # fmt: skip
        if self._page.drawer.may_leave():
            back = self._page.drawer.dismiss
            self._forms.ask_and_write(title, fields, use_case, back, save=save, draft=draft)

    # -- plan, end, changes -------------------------------------------------------------------

    def plan(self, board: WorkBoard, _checked: bool = False) -> None:
        """Make or change the plan."""
        fixed = board.stage is Stage.IMPLEMENT and board.plan is not None
        use_case = partial(_plan_work, matter_id=board.matter_id)
        fields = _plan_fields(board.plan, fixed=fixed)
        self._ask("办理计划", fields, use_case, draft=f"work_plan/{board.matter_id}")

    def finish(self, board: WorkBoard, _checked: bool = False) -> None:
        """The work is done."""
        plan = board.plan
        fields = [
            Field("result", "办理结果", "long_text", required=True,
                  default=plan.result if plan else "", hint="做了什么、效果怎样"),
            Field("finished_on", "完工日期", "date", required=True,
                  default=(plan.finished_on if plan else None) or self._hand.today),
            Field("actual", "实际花费（元）", "money", width=160,
                  default=plan.actual if plan else None),
        ]  # fmt: skip
        use_case = partial(work.finish_work, matter_id=board.matter_id)
        self._ask("登记完工", fields, use_case, draft=f"work_finish/{board.matter_id}")

    def ask_for_change(self, matter_id: UUID, _checked: bool = False) -> None:
        """Ask for another deadline, budget or way."""
        use_case = partial(_ask_for_change, matter_id=matter_id)
        self._ask("申请计划变更", list(CHANGE), use_case, save="提交审批")

    def decide(self, change: ChangeRow, _checked: bool = False) -> None:
        """Approve or refuse a change."""
        use_case = partial(work_changes.decide_change, change_id=change.id)
        self._ask(f"审批变更：{change.what}", list(DECISION), use_case, save="提交审批意见")

    # -- milestones ---------------------------------------------------------------------------

    def add_milestone(self, matter_id: UUID, _checked: bool = False) -> None:
        """Append a milestone."""
        self._ask("增加进度节点", list(MILESTONE), partial(_add_milestone, matter_id=matter_id))

    def mark(self, row: MilestoneRow, _checked: bool = False) -> None:
        """Mark a milestone as done."""
        fields = [
            Field("done_on", "完成日期", "date", required=True, default=self._hand.today),
            Field("note", "说明", max_length=200, default=row.note),
        ]
        use_case = partial(milestones.mark_milestone, milestone_id=row.id)
        self._ask(f"完成节点：{row.title}", fields, use_case)

    def unmark(self, row: MilestoneRow, _checked: bool = False) -> None:
        """It was not done after all."""
        self._hand.work.write(
            milestones.mark_milestone, milestone_id=row.id, done_on=None, owner=self._page
        )

    def remove_milestone(self, row: MilestoneRow, _checked: bool = False) -> None:
        """Take out one that will not be done."""
        self._hand.work.write(milestones.remove_milestone, milestone_id=row.id, owner=self._page)

    # -- tasks --------------------------------------------------------------------------------

    def offer(self, matter_id: UUID, _checked: bool = False) -> None:
        """Offer a task to whoever will take it on."""
        use_case = partial(claims.offer_task, matter_id=matter_id)
        self._ask("发布认领任务", list(OFFER), use_case, save="发布")

    def claim(self, row: ClaimRow, _checked: bool = False) -> None:
        """Somebody takes a task on."""
        finder = PersonFinder(self._hand.work, find_residents)
        kinds = tuple(Choice(kind, name) for kind, name in CLAIMER_KIND_NAMES.items())
        fields = [
            Field("kind", "认领人是", "choice", required=True, choices=kinds,
                  default=ClaimerKind.RESIDENT),
            Field("who", "认领人", "person", required=True, find=finder.find, free=True,
                  placeholder="居民可按拼音首字母找；单位写名称"),
        ]  # fmt: skip
        use_case = partial(_claim, claim_id=row.id)
        self._ask(f"认领：{row.task}", fields, use_case, save="登记认领")

    def finish_task(self, row: ClaimRow, _checked: bool = False) -> None:
        """The claimer says that it is done."""
        fields = [
            Field("done_on", "完成日期", "date", required=True, default=self._hand.today),
            Field("note", "完成情况", max_length=200, default=row.note),
        ]
        use_case = partial(claims.finish_task, claim_id=row.id)
        self._ask(f"{row.claimer}完成任务", fields, use_case, save="登记完成")

    def accept(self, row: ClaimRow, _checked: bool = False) -> None:
        """Accept what was done."""
        fields = [Field("note", "验收意见", max_length=200, default=row.note)]
        use_case = partial(claims.accept_task, claim_id=row.id)
        self._ask(f"验收：{row.task}", fields, use_case, save="验收通过")

    def give_back(self, row: ClaimRow, _checked: bool = False) -> None:
        """A claim cannot be kept."""
        fields = [Field("reason", "退回理由", "long_text", required=True)]
        use_case = partial(claims.give_back_task, claim_id=row.id)
        self._ask(f"退回任务：{row.task}", fields, use_case, save="退回")

    def withdraw(self, row: ClaimRow, _checked: bool = False) -> None:
        """Take back an offer that nobody took on."""
        self._hand.work.write(claims.withdraw_task, claim_id=row.id, owner=self._page)


def _plan_work(session: Any, actor: Any, *, matter_id: UUID, **values: Any) -> UUID:
    return work.plan_work(session, actor, matter_id=matter_id, text=PlanText(**values))


def _ask_for_change(session: Any, actor: Any, *, matter_id: UUID, **values: Any) -> UUID:
    text = ChangeText(**values)
    return work_changes.ask_for_change(session, actor, matter_id=matter_id, text=text)


def _add_milestone(session: Any, actor: Any, *, matter_id: UUID, **values: Any) -> UUID:
    text = MilestoneText(**values)
    return milestones.add_milestone(session, actor, matter_id=matter_id, text=text)


def _claim(session: Any, actor: Any, *, claim_id: UUID, kind: str, who: Any) -> None:
    if isinstance(who, TypedName):
        claimer = ClaimerText(who.text, ClaimerKind(kind))
    else:
        resident = rows_of(session, [UUID(who)])[0]
        claimer = ClaimerText(resident.name, ClaimerKind(kind), resident.id)
    claims.claim_task(session, actor, claim_id=claim_id, claimer=claimer)
