"""Carries out an import of old points, in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import RuleBroken
from app.points import ledger
from app.points.accounts import resident_accounts, system_account
from app.points.importing import Checked
from app.points.importing_plan import PlannedEntry, plan_import
from app.points.ledger import Entry
from app.points.terms import AccountKind, TransferKind
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import no_step
from db import clock

STEP_EVERY = 1000


@dataclass(frozen=True)
class Imported:
    """What was done."""

    entries: int
    people: int
    points: int
    known: int

    @property
    def sentence(self) -> str:
        """In one line."""
        again = f"，{self.known} 行以前导入过" if self.known else ""
        return f"{self.people} 人，{self.entries} 笔，共 {self.points} 分{again}"


def apply_import(
    session: Session, actor: Actor, *, checked: Checked, file_name: str, step: Step = no_step
) -> Imported:
    """Write the opening entries that are not known yet; rows with problems are left out.

    Raises:
        NotAllowed.
        RuleBroken: no row is new.
        Cancelled: by ``step``; nothing is left then.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    plan = plan_import(session, checked)
    if not plan.new:
        raise RuleBroken("没有可以导入的新内容。", f"{plan.known} 行以前导入过。")
    owners = [entry.resident_id for entry in plan.new]
    accounts = resident_accounts(session, actor, owners)
    issued = system_account(session, AccountKind.ISSUED)
    spent = system_account(session, AccountKind.REDEEMED)
    entries = [_entry(each, accounts, issued, spent) for each in plan.new]
    for start in range(0, len(entries), STEP_EVERY):
        step(start, len(entries))
        ledger.write(session, actor, entries[start : start + STEP_EVERY])
    step(len(entries), len(entries))
    done = Imported(len(entries), plan.people, plan.points, plan.known)
    sentence = f"导入旧积分“{file_name}”：{done.sentence}"
    audit.record(session, actor, "points.import", sentence)
    return done


def _entry(each: PlannedEntry, accounts: dict[UUID, UUID], issued: UUID, spent: UUID) -> Entry:
    own, line = accounts[each.resident_id], each.line
    day = line.day or clock.today()
    told = line.text or "旧积分结转"
    text = f"{day} {told}" if line.day else told
    if line.points < 0:
        kind = TransferKind.OPENING_SPENT
        return Entry(each.key, kind, own, spent, -line.points, text)
    return Entry(each.key, TransferKind.OPENING, issued, own, line.points, text, earned_on=day)
