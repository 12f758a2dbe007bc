"""Fills the sheets of a matter: proposal form, work sheet, evaluation form and its result."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.accounts.station import profile
from app.attachments.attachments import pictures_of
from app.attachments.contents import content
from app.attachments.rules import AttachmentKind
from app.council import work_views
from app.council.matter_facts import deciding_vote, votes_on
from app.council.models import AgendaItem, Evaluation, Matter, Meeting, Seconder
from app.council.money import yuan
from app.council.rows import the
from app.council.sheets import closed_up, issuer
from app.council.stages import Stage
from app.council.terms import SOURCE_NAMES, Source
from app.council.work_views import ChangeRow, ClaimRow, PlanView, RoundView, WorkBoard
from app.printing.evaluation_form import EvaluationFormSheet
from app.printing.evaluation_result import EvaluationResultSheet
from app.printing.foot import PrintMark
from app.printing.proposal_form import ProposalFormSheet
from app.printing.sections import Picture
from app.printing.work_sheet import ChangeLine, ClaimLine, MilestoneLine, WorkSheet
from db import clock

DESTINATIONS = {
    Stage.RETURNED: "不予受理",
    Stage.HANDED_OVER: "转有关部门",
    Stage.PROPOSE: "",
    Stage.WITHDRAWN: "",
}
"""Where a matter went that did not go to a meeting; all others did."""
NAMED_AT_MOST = 12


def proposal_form_sheet(
    session: Session, *, matter_id: UUID | None = None, operator: str = ""
) -> ProposalFormSheet:
    """A matter's proposal form; without a matter an empty one to be filled in by hand.

    Raises:
        NotFound: the matter is gone.
    """
    office = issuer(profile(session))
    if matter_id is None:
        return ProposalFormSheet(office, mark=PrintMark(clock.now(), operator))
    matter = the(session, Matter, matter_id)
    return ProposalFormSheet(
        office_name=office,
        number=matter.number,
        title=matter.title,
        proposer=matter.proposer_name,
        proposed_on=matter.proposed_on,
        source=SOURCE_NAMES[Source(matter.source)],
        content=matter.content,
        scope=matter.scope,
        seconders=_seconders(session, matter),
        destination=DESTINATIONS.get(Stage(matter.stage), "提交议事"),
        opinion=matter.screening_opinion,
        screened_by=matter.screened_by,
        screened_on=matter.screened_on,
        mark=PrintMark(clock.now(), operator, matter.number),
    )


def _seconders(session: Session, matter: Matter) -> str:
    """Names and addresses as far as there is room; the number of households is always told."""
    rows = session.scalars(
        select(Seconder).where(Seconder.matter_id == matter.id).order_by(Seconder.id)
    ).all()
    named = [f"{one.name}（{one.address}）" if one.address else one.name for one in rows]
    total = f"共{matter.seconders}户附议" if matter.seconders else ""
    if not named:
        return total
    rest = "等" if len(named) > NAMED_AT_MOST else ""
    return f"{'、'.join(named[:NAMED_AT_MOST])}{rest}，{total}"


def work_sheet(session: Session, *, matter_id: UUID, operator: str = "") -> WorkSheet:
    """How a matter is carried out, with its photos; what is not known yet stays blank.

    Raises:
        NotFound: the matter is gone.
    """
    matter = the(session, Matter, matter_id)
    board = work_views.work_board(session, matter_id=matter_id)
    return WorkSheet(
        office_name=issuer(profile(session)),
        number=matter.number,
        title=matter.title,
        decided=_decided(session, matter_id),
        content=board.plan.content if board.plan else matter.content,
        mark=PrintMark(clock.now(), operator, matter.number),
        **_planned(board.plan),
        **_lines(board),
        pictures=_pictures(session, matter_id),
    )


def _decided(session: Session, matter_id: UUID) -> str:
    vote = deciding_vote(votes_on(session, matter_id))
    if vote is None:
        return ""
    item = the(session, AgendaItem, vote.agenda_item_id)
    meeting = the(session, Meeting, item.meeting_id)
    day = clock.local(vote.closed_at or vote.opened_at)
    return f"{day.year}年{day.month}月{day.day}日{meeting.title}表决通过"


def _planned(plan: PlanView | None) -> dict[str, Any]:
    if plan is None:
        return {}
    return {
        "in_charge": plan.in_charge,
        "contractor": plan.contractor,
        "starts_on": plan.starts_on,
        "due_on": plan.due_on,
        "budget": _money(plan.budget),
        "money_source": plan.money_source,
        "actual": _money(plan.actual),
        "finished_on": plan.finished_on,
        "result": plan.result,
    }


def _money(fen: int | None) -> str:
    return "" if fen is None else closed_up(yuan(fen))


def _lines(board: WorkBoard) -> dict[str, Any]:
    return {
        "milestones": tuple(
            MilestoneLine(one.title, one.due_on, one.done_on, one.note) for one in board.milestones
        ),
        "claims": tuple(_claim(one) for one in board.claims),
        "changes": tuple(_change(one) for one in board.changes),
    }


def _claim(row: ClaimRow) -> ClaimLine:
    claimer = f"{row.claimer}（{row.kind_name}）" if row.claimer else ""
    return ClaimLine(row.task, claimer, row.claimed_on, row.done_on, row.accepted_by)


def _change(row: ChangeRow) -> ChangeLine:
    decision = ""
    if row.decided_on:
        word = "同意" if row.approved else "不同意"
        note = f"：{row.decision_note}" if row.decision_note else ""
        decision = f"{word}{note}\n{row.decided_by} {row.decided_on:%Y-%m-%d}"
    asked = f"{row.asked_by}\n{row.asked_on:%Y-%m-%d}"
    return ChangeLine(row.what, row.reason, asked, decision)


def _pictures(session: Session, matter_id: UUID) -> tuple[Picture, ...]:
    found = []
    for kind, word in ((AttachmentKind.BEFORE, "实施前"), (AttachmentKind.AFTER, "实施后")):
        for one in pictures_of(session, "matter", matter_id, kind):
            caption = f"{word}：{one.note}" if one.note else word
            found.append(Picture(caption, content(session, one.content)))
    return tuple(found)


def evaluation_form_sheet(
    session: Session, *, matter_id: UUID, count: int, operator: str = ""
) -> EvaluationFormSheet:
    """Forms for residents to say how the work was done.

    Raises:
        NotFound: the matter is gone.
    """
    matter = the(session, Matter, matter_id)
    board = work_views.work_board(session, matter_id=matter_id)
    result = board.plan.result if board.plan else ""
    rounds = work_views.evaluations(session, matter_id=matter_id)
    until = rounds[-1].until_day if rounds and not rounds[-1].closed_on else None
    office = issuer(profile(session))
    return EvaluationFormSheet(
        office_name=office,
        matter=f"{matter.title}。{closed_up(result)}" if result else matter.title,
        count=count,
        number=matter.number,
        return_by=f"{until.month}月{until.day}日前交回{office}" if until else "",
        mark=PrintMark(clock.now(), operator, matter.number),
    )


def evaluation_result_sheet(
    session: Session, *, evaluation_id: UUID, operator: str = ""
) -> EvaluationResultSheet:
    """The result of one round as it hangs on the notice board.

    Raises:
        NotFound: the round is gone.
    """
    row = the(session, Evaluation, evaluation_id)
    matter, office = the(session, Matter, row.matter_id), profile(session)
    view = next(
        one
        for one in work_views.evaluations(session, matter_id=matter.id)
        if one.id == evaluation_id
    )
    board = work_views.work_board(session, matter_id=matter.id)
    signed_on = view.closed_on or clock.today()
    return EvaluationResultSheet(
        office_name=issuer(office),
        title=f"{office.name}关于{matter.title}\n评议结果的公示",
        matter=closed_up(_done(matter, board.plan)),
        evaluated=_evaluated(view),
        figures=_figures(view),
        result=closed_up(view.sentence),
        signed_on=signed_on,
        opinions=view.opinions,
        handling="" if view.reached else "满意率没有达到门槛，退回整改后再次评议。",
        objections_to=issuer(office),
        phone=settings.get(session, settings.OBJECTION_PHONE) or office.phone,
        mark=PrintMark(clock.now(), operator, f"{matter.number}-{view.number}"),
    )


def _done(matter: Matter, plan: PlanView | None) -> str:
    if plan is None or not plan.result:
        return f"{matter.title}。"
    return f"{matter.title}：{plan.result}"


def _evaluated(view: RoundView) -> str:
    first, last = view.from_day, view.closed_on or view.until_day or clock.today()
    return (
        f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日，"
        f"向居民发放评议表{view.forms.issued}份，收回{view.forms.returned}份。"
    )


def _figures(view: RoundView) -> tuple[tuple[str, str], ...]:
    forms = view.forms
    numbers = (
        ("发出", forms.issued),
        ("收回", forms.returned),
        ("有效", view.valid),
        ("满意", forms.satisfied),
        ("基本满意", forms.fairly),
        ("不满意", forms.dissatisfied),
    )
    return tuple((name, f"{number}份") for name, number in numbers)
