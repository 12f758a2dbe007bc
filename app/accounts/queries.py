"""What the settings pages show of accounts, the office and the audit log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Account, AuditEntry
from app.accounts.permissions import ROLE_NAMES, Role
from app.settings import ALL as ALL_SETTINGS
from app.settings import Scope, Setting, get


@dataclass(frozen=True)
class AccountRow:
    """One account in the settings list."""

    id: UUID
    login: str
    name: str
    role: Role
    role_name: str
    is_active: bool
    last_login_at: datetime | None


@dataclass(frozen=True)
class AuditRow:
    """One line of the audit log."""

    id: int
    at: datetime
    account_name: str
    sentence: str


def accounts(session: Session) -> list[AccountRow]:
    """All accounts, the active ones first."""
    rows = session.scalars(select(Account).order_by(Account.is_active.desc(), Account.created_at))
    return [
        AccountRow(
            row.id,
            row.login,
            row.name,
            Role(row.role),
            ROLE_NAMES[Role(row.role)],
            row.is_active,
            row.last_login_at,
        )
        for row in rows
    ]


def count_audit(session: Session, *, text: str = "") -> int:
    """How many lines of the audit log match."""
    return session.scalar(_matching(select(func.count()).select_from(AuditEntry), text)) or 0


def audit_page(
    session: Session,
    *,
    offset: int,
    limit: int,
    sort: str | None = None,
    descending: bool = False,
    text: str = "",
) -> list[AuditRow]:
    """Lines of the audit log, always newest first: its order is what it proves."""
    chosen = _matching(select(AuditEntry), text).order_by(AuditEntry.number.desc())
    rows = session.scalars(chosen.offset(offset).limit(limit))
    return [AuditRow(row.number, row.at, row.account_name, row.sentence) for row in rows]


def _matching(statement: Any, text: str) -> Any:
    if not text:
        return statement
    return statement.where(
        or_(
            AuditEntry.sentence.contains(text, autoescape=True),
            AuditEntry.account_name.contains(text, autoescape=True),
        )
    )


def station_settings(session: Session) -> dict[str, Any]:
    """Every setting of the station by key, defaults included."""
    return {
        setting.key: get(session, setting)
        for setting in ALL_SETTINGS
        if setting.scope is Scope.STATION
    }


def setting_by_key(key: str) -> Setting[Any]:
    """The declaration of a setting; KeyError when there is none."""
    return {setting.key: setting for setting in ALL_SETTINGS}[key]
