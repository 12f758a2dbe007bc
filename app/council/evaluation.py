"""Evaluation by those concerned (民评): one round after each finishing of the work.

Only counts of forms are kept, never who said what. The threshold is set when a round begins and
stays; below it the matter goes back to 民办 with a reason, and finishing it again asks for
another round.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.council import steps
from app.council.matter_facts import round_facts, round_number, this_round
from app.council.models import Evaluation, Matter
from app.council.rows import require_text, the
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import Opinion
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


@dataclass(frozen=True)
class Forms:
    """What was counted of evaluation forms."""

    issued: int
    satisfied: int = 0
    fairly: int = 0
    dissatisfied: int = 0
    invalid: int = 0

    @property
    def returned(self) -> int:
        """All forms that came back."""
        return self.satisfied + self.fairly + self.dissatisfied + self.invalid


FORM_NAMES = {
    "issued": "发出",
    "satisfied": "满意",
    "fairly": "基本满意",
    "dissatisfied": "不满意",
    "invalid": "无效",
}


def refuse_unbalanced(forms: Forms, returned: int | None = None) -> None:
    """Go on only when the forms add up; ``returned``: as counted before sorting, if it was.

    Raises:
        InvalidInput: with both figures.
    """
    for field, name in FORM_NAMES.items():
        number = getattr(forms, field)
        if number < 0:
            what = f"{name}的评议表不能是 {number} 份。"
            raise InvalidInput(what, "请填 0 或正整数。", field=field)
    if returned is not None and returned != forms.returned:
        raise InvalidInput(
            f"满意 {forms.satisfied}、基本满意 {forms.fairly}、不满意 {forms.dissatisfied}、"
            f"无效 {forms.invalid}，合计 {forms.returned} 份；收回 {returned} 份，"
            f"相差 {abs(returned - forms.returned)} 份。",
            "请重新清点。",
            field="returned",
        )
    if forms.returned > forms.issued:
        raise InvalidInput(
            f"收回 {forms.returned} 份，多于发出的 {forms.issued} 份。",
            "请核对发出的份数。",
            field="issued",
        )


def begin_round(
    session: Session,
    actor: Actor,
    *,
    matter_id: UUID,
    issued: int = 0,
    until_day: date | None = None,
) -> UUID:
    """Begin to hand out forms; ``until_day``: until when they are collected.

    Raises:
        RuleBroken: not at 民评, or this round has begun. InvalidInput: a day gone by.
    """
    actor.require(Permission.EDIT_MATTERS)
    matter = the(session, Matter, matter_id)
    _refuse_elsewhere(matter)
    if this_round(session, matter_id):
        number = round_number(session, matter_id)
        raise RuleBroken(f"第 {number} 轮评议已经开始。", "请继续登记评议表。")
    refuse_unbalanced(Forms(issued))
    if until_day and until_day < clock.today():
        raise InvalidInput("截止日期已过。", "请核对日期。", field="until_day")
    found = Evaluation(
        id=new_id(),
        matter_id=matter_id,
        round=round_number(session, matter_id),
        from_day=clock.today(),
        until_day=until_day,
        threshold=settings.get(session, settings.SATISFACTION_THRESHOLD),
        issued=issued,
        satisfied=0,
        fairly=0,
        dissatisfied=0,
        invalid=0,
        opinions=[],
    )
    session.add(found)
    session.flush()
    told = f"开始第 {found.round} 轮居民评议，满意率门槛 {found.threshold}%"
    _tell(session, actor, matter, found, told)
    return found.id


def _refuse_elsewhere(matter: Matter) -> None:
    if matter.stage != Stage.EVALUATE:
        what = f"议题 {matter.number} 现在是“{STAGE_NAMES[Stage(matter.stage)]}”，不能评议。"
        raise RuleBroken(what, "办结后再请居民评议。")


def _running(session: Session, evaluation_id: UUID) -> tuple[Evaluation, Matter]:
    found = the(session, Evaluation, evaluation_id)
    matter = the(session, Matter, found.matter_id)
    _refuse_elsewhere(matter)
    if found.closed_on:
        raise RuleBroken(f"第 {found.round} 轮评议已经结束。", "需要再评议请先退回民办。")
    return found, matter


def forms_of(found: Evaluation) -> Forms:
    """What is counted so far."""
    return Forms(found.issued, found.satisfied, found.fairly, found.dissatisfied, found.invalid)


def _write(found: Evaluation, forms: Forms) -> None:
    found.issued, found.satisfied = forms.issued, forms.satisfied
    found.fairly, found.dissatisfied = forms.fairly, forms.dissatisfied
    found.invalid = forms.invalid


def count_forms(
    session: Session,
    actor: Actor,
    *,
    evaluation_id: UUID,
    forms: Forms,
    returned: int | None = None,
) -> None:
    """Write down the totals; they replace what was there.

    Raises:
        InvalidInput: they do not add up, with both figures. RuleBroken: the round is over.
    """
    actor.require(Permission.EDIT_MATTERS)
    found, matter = _running(session, evaluation_id)
    refuse_unbalanced(forms, returned)
    _write(found, forms)
    sentence = f"议题 {matter.number} 登记评议表：发出 {forms.issued} 份，收回 {forms.returned} 份"
    audit.record(session, actor, "evaluation.count", sentence, subject=("evaluation", found.id))


def add_form(
    session: Session,
    actor: Actor,
    *,
    evaluation_id: UUID,
    opinion: Opinion,
    words: str = "",
) -> None:
    """One more form, handed in at the counter; issued rises with it when it has to."""
    actor.require(Permission.EDIT_MATTERS)
    found, matter = _running(session, evaluation_id)
    forms = forms_of(found)
    more = replace(forms, **{opinion.value: getattr(forms, opinion.value) + 1})
    _write(found, replace(more, issued=max(more.issued, more.returned)))
    if words.strip():
        found.opinions = [*found.opinions, words.strip()]
    sentence = f"议题 {matter.number} 登记一份评议表"
    audit.record(session, actor, "evaluation.add", sentence, subject=("evaluation", found.id))


def write_opinions(
    session: Session, actor: Actor, *, evaluation_id: UUID, opinions: tuple[str, ...]
) -> None:
    """What people wrote on their forms, without names; replaces what was there."""
    actor.require(Permission.EDIT_MATTERS)
    found, matter = _running(session, evaluation_id)
    found.opinions = [words.strip() for words in opinions if words.strip()]
    sentence = f"议题 {matter.number} 登记评议意见 {len(found.opinions)} 条"
    audit.record(session, actor, "evaluation.words", sentence, subject=("evaluation", found.id))


def close_round(
    session: Session, actor: Actor, *, evaluation_id: UUID, counted_by: str = ""
) -> bool:
    """End a round; returns whether the threshold was reached.

    Raises:
        RuleBroken: over already, or no valid form came back.
    """
    actor.require(Permission.EDIT_MATTERS)
    found, matter = _running(session, evaluation_id)
    facts = round_facts(found)
    if not facts.valid:
        raise RuleBroken("还没有有效的评议表。", "请先登记收回的评议表。")
    found.closed_on = clock.today()
    found.closed_by = require_text("counted_by", counted_by or actor.name, "统计人")
    _tell(session, actor, matter, found, f"第 {found.round} 轮居民评议结束：{facts.sentence}")
    return facts.reached


def _tell(session: Session, actor: Actor, matter: Matter, found: Evaluation, words: str) -> None:
    steps.note(session, actor, matter, words)
    sentence = f"议题 {matter.number} {words}"
    audit.record(session, actor, "evaluation.round", sentence, subject=("evaluation", found.id))
