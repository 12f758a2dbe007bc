"""Marks (示范社区, 示范街道): the district gives them and takes them back."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.entered import line
from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.permissions import Actor, Permission
from app.directing.models import Mark
from app.directing.queries import UNKNOWN, office_names, offices_below
from app.directing.rows import reason_given, require_superior, the
from app.directing.terms import MARK_KIND_NAMES, MarkKind
from app.errors import InvalidInput, RuleBroken
from db import clock
from db.ids import new_id


def grant_mark(
    session: Session,
    actor: Actor,
    *,
    addressee: UUID,
    kind: MarkKind,
    granted_on: date,
    note: str = "",
) -> UUID:
    """Give an office below a mark.

    Raises:
        NotAllowed.
        InvalidInput: an office that is not below, a day to come, a note that is too long.
        RuleBroken: this is not the district's station, or the office has the mark already.
    """
    actor.require(Permission.ASSIGN)
    require_superior(session, at_least=Level.DISTRICT)
    office = next((one for one in offices_below(session) if one.id == addressee), None)
    if office is None:
        raise InvalidInput("还没有选择授牌单位。", "请从下级单位中选择。", field="addressee")
    if granted_on > clock.today():
        raise InvalidInput("授牌日期在今天之后。", "请核对日期。", field="granted_on")
    name = f"{MARK_KIND_NAMES[kind]}{LEVEL_NAMES[office.level]}"
    held = select(Mark.id).where(Mark.addressee == addressee, Mark.kind == kind)
    if session.scalar(held.where(Mark.revoked_on.is_(None)).limit(1)) is not None:
        raise RuleBroken(f"“{office.name}”已经是{name}。", "不用重复授牌。")
    mark = Mark(
        id=new_id(),
        addressee=addressee,
        kind=kind,
        granted_on=granted_on,
        note=line(note, "说明", "note"),
    )
    session.add(mark)
    _tell(session, actor, mark, "grant", f"{granted_on} 授予{office.name}“{name}”")
    return mark.id


def revoke_mark(session: Session, actor: Actor, *, mark_id: UUID, on: date, reason: str) -> None:
    """Take a mark back; why stands with it.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: no reason, a day before it was given or to come.
        RuleBroken: it is taken back already, or this is not the district's station.
    """
    actor.require(Permission.ASSIGN)
    require_superior(session, at_least=Level.DISTRICT)
    mark = the(session, Mark, mark_id)
    if mark.revoked_on is not None:
        raise RuleBroken(f"这块牌子已于 {mark.revoked_on} 撤销。", "请刷新后查看。")
    if not mark.granted_on <= on <= clock.today():
        raise InvalidInput(
            f"撤牌日期应在授牌（{mark.granted_on}）之后、今天以前。", "请核对日期。", field="on"
        )
    why = f"撤牌原因：{reason_given(reason, '撤牌原因')}"
    mark.revoked_on, mark.note = on, f"{mark.note}\n{why}".strip()
    name = office_names(session).get(mark.addressee, UNKNOWN)
    _tell(session, actor, mark, "revoke", f"{on} 撤销{name}的示范称号（{why}）")


def _tell(session: Session, actor: Actor, mark: Mark, action: str, sentence: str) -> None:
    audit.record(session, actor, f"mark.{action}", sentence, subject=("mark", mark.id))
