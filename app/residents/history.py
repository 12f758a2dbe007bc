"""What happened to a resident's record, in words, from the change log; numbers masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account, AuditEntry
from app.residents.households import address_of
from app.residents.masking import mask_id, mask_phone
from app.residents.models import Household, Resident
from app.residents.terms import RESIDENCE_NAMES, STATUS_NAMES, Residence, Status
from db.changelog import Change, Operation

FIELD_NAMES = {
    "name": "姓名",
    "sex": "性别",
    "birth": "出生日期",
    "id_number": "证件号",
    "phone": "电话",
    "relation": "与户主关系",
    "household_id": "住址",
    "tags": "标签",
    "status": "状态",
    "residence": "人户情况",
    "note": "备注",
    "merged_into": "并入",
}
"""Fields a history tells of; the others are computed from these."""
OPERATION_NAMES = {
    Operation.INSERT: "登记",
    Operation.UPDATE: "修改资料",
    Operation.DELETE: "撤销登记",
}
NOTHING = "（空）"
Said = dict[UUID, tuple[datetime, str]]
"""When and in what words the audit log tells of a transaction."""
CLOCK_BITS = 16
"""Lower bits of the log's clock, which number changes within a millisecond."""


@dataclass(frozen=True)
class HistoryLine:
    """One step in the life of a record."""

    at: datetime
    """Aware, UTC."""
    who: str
    """The account's name; empty when another station made the change."""
    what: str
    """The step as the audit log words it, or what kind of step it was."""
    changes: tuple[str, ...]
    """电话：138****1234 → 139****5678; empty for the registration itself."""


def resident_history(session: Session, resident_id: UUID) -> list[HistoryLine]:
    """Every change to the record, the newest first; empty when there is no such record."""
    log = session.execute(
        select(Change, Account.name)
        .outerjoin(Account, Change.actor_id == Account.id)
        .where(Change.table_name == "resident", Change.row_id == resident_id)
        .order_by(Change.clock, Change.counter)
    )
    by_transaction = groupby(log, key=lambda step: step[0].transaction_id)
    steps = {key: [(change, who or "") for change, who in group] for key, group in by_transaction}
    said = _said(session, resident_id, set(steps))
    return [_line(session, group, said) for group in reversed(steps.values())]


def _line(session: Session, steps: list[tuple[Change, str]], said: Said) -> HistoryLine:
    """One transaction; its first change says what kind it was."""
    (first, who), told = steps[0], []
    for change, _ in steps:
        if change.operation == Operation.UPDATE:
            told += list(_differences(session, change.before or {}, change.after or {}))
    kind = OPERATION_NAMES[Operation(first.operation)]
    at, what = said.get(first.transaction_id, (_moment(first), kind))
    return HistoryLine(at, who, what, tuple(told))


def _differences(session: Session, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for field, label in FIELD_NAMES.items():
        if field in after:
            old, new = (_words(session, field, values.get(field)) for values in (before, after))
            yield f"{label}：{old} → {new}"


def _words(session: Session, field: str, value: Any) -> str:  # noqa: PLR0911  one line a field
    """A value of the log as a reader understands it."""
    if not value:
        return NOTHING
    match field:
        case "id_number":
            return mask_id(value)
        case "phone":
            return mask_phone(value)
        case "tags":
            return "、".join(value)
        case "status":
            return STATUS_NAMES[Status(value)]
        case "residence":
            return RESIDENCE_NAMES[Residence(value)]
        case "household_id":
            known = session.get(Household, UUID(value))
            return address_of(session, known.id) if known else "已撤销的住址"
        case "merged_into":
            survivor = session.get(Resident, UUID(value))
            return f"{survivor.name}的记录" if survivor else "已撤销的记录"
    return str(value)


def _said(session: Session, resident_id: UUID, steps: set[UUID]) -> Said:
    """What the audit log says of the steps. Taking back names no subject, so it is looked for
    only where a step has no sentence yet.
    """
    lines = select(AuditEntry).order_by(AuditEntry.number)
    about = (AuditEntry.subject_table == "resident") & (AuditEntry.subject_id == resident_id)
    found = {line.transaction_id: line for line in session.scalars(lines.where(about))}
    unsaid = steps - found.keys()
    if unsaid:
        undone = (AuditEntry.action == "undo") & AuditEntry.transaction_id.in_(unsaid)
        found |= {line.transaction_id: line for line in session.scalars(lines.where(undone))}
    return {key: (line.at, line.sentence) for key, line in found.items()}


def _moment(change: Change) -> datetime:
    """When the log says it was. Its clock never runs backwards, so after a PC's clock was once
    ahead this is too late: the audit log's time is the better one.
    """
    return datetime.fromtimestamp((change.clock >> CLOCK_BITS) / 1000, UTC)
