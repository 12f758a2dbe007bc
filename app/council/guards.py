"""What each move of a matter needs: one function a condition, None when it holds.

A guard that does not hold says by which figure, and what to do. The table that puts guards to
moves is :data:`app.council.stages.MOVES`.
"""

from collections.abc import Callable

from app.council.guard_facts import MatterFacts, Missing
from app.council.terms import Outcome

Guard = Callable[[MatterFacts], Missing | None]


def is_complete(facts: MatterFacts) -> Missing | None:
    """Title, content and proposer are filled in."""
    fields = (("标题", facts.title), ("内容", facts.content), ("提议人", facts.proposer))
    lacking = "、".join(name for name, value in fields if not value.strip())
    return Missing(f"议题还缺{lacking}。", "请补全后再受理。") if lacking else None


def has_reason(facts: MatterFacts) -> Missing | None:
    """Whoever moves it says why; the reason goes back to the proposer."""
    return None if facts.reason.strip() else Missing("还没有写明理由。", "请填写理由，答复提议人。")


def is_discussed(facts: MatterFacts) -> Missing | None:
    """At least one speech on it is on record."""
    if facts.speeches:
        return None
    return Missing("还没有协商记录。", "请先在会议上讨论并记下发言，再表决。")


def no_vote_running(facts: MatterFacts) -> Missing | None:
    """No vote on it is open."""
    return Missing("表决还没有结束。", "请先结束表决。") if facts.vote_open else None


def has_passed(facts: MatterFacts) -> Missing | None:
    """The latest closed vote passed it."""
    if facts.last_outcome is Outcome.PASSED:
        return None
    if facts.last_outcome is None:
        return Missing("还没有表决结果。", "请在会议上表决。")
    return Missing(f"最近一次表决没有通过：{facts.last_sentence}", "可退回民议再协商，或归档。")


def has_not_passed(facts: MatterFacts) -> Missing | None:
    """No vote has passed it: what residents decided is carried out, not dropped."""
    if facts.last_outcome is not Outcome.PASSED:
        return None
    return Missing("表决已经通过。", "通过的议题应公示后交办，不能直接归档。")


def notice_is_over(facts: MatterFacts) -> Missing | None:
    """The result notice was posted and its last day has passed."""
    if facts.notice_until is None:
        return Missing("表决结果还没有公示。", "请张贴结果公示。")
    days = (facts.notice_until - facts.today).days + 1
    if days <= 0:
        return None
    until = f"{facts.notice_until.month}月{facts.notice_until.day}日"
    return Missing(f"公示到 {until}，还剩 {days} 天。", "公示期满后再交办。")


def objections_are_answered(facts: MatterFacts) -> Missing | None:
    """Every objection received has its answer."""
    if not facts.objections_open:
        return None
    return Missing(f"还有 {facts.objections_open} 条异议没有答复。", "请登记核实情况和答复。")


def work_is_planned(facts: MatterFacts) -> Missing | None:
    """Somebody is in charge, until a day."""
    fields = (("责任人", facts.work.in_charge.strip()), ("完成期限", facts.work.due_on))
    lacking = "、".join(name for name, value in fields if not value)
    if not lacking:
        return None
    return Missing(f"办理计划还缺{lacking}。", "请制定办理计划，写明谁负责、何时完成。")


def work_is_finished(facts: MatterFacts) -> Missing | None:
    """The day it was finished and what came of it are written down."""
    fields = (("完成日期", facts.work.finished_on), ("办理结果", facts.work.result.strip()))
    lacking = "、".join(name for name, value in fields if not value)
    if not lacking:
        return None
    return Missing(f"还没有登记{lacking}。", "请在办理计划中登记完工：做了什么、花费多少。")


def milestones_are_done(facts: MatterFacts) -> Missing | None:
    """Every milestone has its day of completion."""
    open_ones = facts.work.milestones - facts.work.milestones_done
    if open_ones <= 0:
        return None
    what = f"进度节点共 {facts.work.milestones} 个，还有 {open_ones} 个没有完成。"
    return Missing(what, "请登记完成日期，不做的节点请删除。")


def claims_are_accepted(facts: MatterFacts) -> Missing | None:
    """Every task that somebody took on was accepted or given back."""
    names = facts.work.claims_open
    if not names:
        return None
    what = f"还有 {len(names)} 项认领任务没有验收：{'、'.join(names)}。"
    return Missing(what, "请验收，或登记退回认领。")


def changes_are_decided(facts: MatterFacts) -> Missing | None:
    """No change of the plan waits for approval."""
    if not facts.work.changes_open:
        return None
    return Missing(f"还有 {facts.work.changes_open} 项计划变更没有审批。", "请另一位负责人审批。")


def evaluation_is_closed(facts: MatterFacts) -> Missing | None:
    """A round of evaluation since the work was finished is counted and closed."""
    if facts.round is None:
        return Missing("还没有开始居民评议。", "请发放评议表。")
    if not facts.round.closed:
        return Missing(f"第 {facts.round.number} 轮评议还没有结束。", "请登记票数，结束评议。")
    return None


def residents_are_satisfied(facts: MatterFacts) -> Missing | None:
    """The satisfied rate of the closed round reaches its threshold."""
    if facts.round is None or not facts.round.closed or facts.round.reached:
        return None
    return Missing(f"满意率没有达到门槛：{facts.round.sentence}", "请退回民办整改，再评议一轮。")


def is_on_no_live_agenda(facts: MatterFacts) -> Missing | None:
    """No meeting to come or under way has it on its agenda."""
    if not facts.live_meeting:
        return None
    return Missing(f"议题已排入{facts.live_meeting}。", "请先从议程中去掉它。")


def another_stands_for_it(facts: MatterFacts) -> Missing | None:
    """The matter that stands for it is known."""
    return None if facts.merged else Missing("还没有选择并入的议题。", "请选择相近的议题。")
