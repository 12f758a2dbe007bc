"""Parts of the drawer of a matter: who stands behind it, and the work in brief."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.council.matter_views import MatterDetail
from app.council.pages.at_hand import day_words
from app.council.pages.lines import group, line
from app.council.pages.matter_data import MatterWhole
from app.council.pages.matter_doing import MatterDoing
from app.council.pages.work_parts import plan_facts
from app.council.stages import Stage
from app.desk.detail import FactList
from app.desk.labels import button

OPEN_STAGES = (Stage.PROPOSE, Stage.DELIBERATE)


def around_proposal(detail: MatterDetail, doing: MatterDoing, *, may_change: bool) -> list[QWidget]:
    """Those who second it, the matters it stands for, and the one that stands for it."""
    open_now = may_change and detail.row.stage in OPEN_STAGES
    found: list[QWidget] = []
    if detail.merged_into is not None:
        go = partial(doing.matter_asked.emit, detail.merged_into)
        look = button("查看", "quiet", press=go)
        number = detail.merged_into_number
        found.append(line(("已并案", "info"), f"由 {number} 一并办理", "", [look]))
    if detail.seconders:
        lines = [
            line(
                ("附议", "plain"),
                one.name,
                " · ".join(part for part in (one.address, day_words(one.seconded_on)) if part),
                [button("去掉", "quiet", press=partial(doing.proposals.unsecond, one.id))]
                if open_now
                else (),
            )
            for one in detail.seconders
        ]
        found.append(group(f"附议人（{detail.row.seconders} 户）", lines, ""))
    if detail.merged:
        lines = [
            line(
                ("并入", "plain"),
                f"{one.number} {one.title}",
                f"{one.proposer}，附议 {one.seconders} 户",
                [
                    button(
                        "取消并案", "quiet", press=partial(doing.proposals.part, one.id, one.title)
                    )
                ]
                if open_now
                else (),
            )
            for one in detail.merged
        ]
        found.append(group("并入的议题", lines, ""))
    return found


def work_in_brief(whole: MatterWhole, doing: MatterDoing) -> list[QWidget]:
    """Who does it until when, how far it is, and what residents say."""
    found: list[QWidget] = []
    matter_id = whole.detail.row.id
    plan = whole.work.plan
    if plan is not None:
        facts = list(plan_facts(plan))
        rows = whole.work.milestones
        if rows:
            done = sum(row.done_on is not None for row in rows)
            facts.append(("进度节点", f"完成 {done}/{len(rows)}"))
        taken = [row for row in whole.work.claims if row.claimer]
        if whole.work.claims:
            facts.append(("认领任务", f"{len(whole.work.claims)} 项，已认领 {len(taken)} 项"))
        go = partial(doing.work_asked.emit, matter_id, "")
        found.append(group("办理", [FactList(facts)], "", button("打开", "quiet", press=go)))
    if whole.rounds:
        lines = [
            line(
                (one.rate_words, "good" if one.reached else "late"),
                f"第 {one.number} 轮" + ("" if one.closed_on else "，进行中"),
                one.sentence,
            )
            for one in whole.rounds
        ]
        rounds = partial(doing.evaluation_asked.emit, matter_id)
        found.append(group("居民评议", lines, "", button("打开", "quiet", press=rounds)))
    return found
