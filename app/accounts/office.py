"""Changing what the office says of itself, and its settings."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.models import Office
from app.accounts.new_station import LONGEST_LINE, LONGEST_NAME, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.accounts.queries import setting_by_key
from app.errors import InvalidInput

LINES = {
    "street_name": ("所属街道", LONGEST_NAME),
    "district_name": ("所属区", LONGEST_NAME),
    "address": ("地址", LONGEST_LINE),
    "phone": ("电话", LONGEST_LINE),
}
"""What an office says of itself besides its name: label, and how long it may be."""


def change_office(
    session: Session, actor: Actor, office_id: UUID, *, name: str, **lines: str
) -> None:
    """Change what the office is called and where it is, as printed on every sheet.

    ``lines`` are those of :data:`LINES`; what is not given stays as it is.

    Raises:
        NotAllowed, InvalidInput.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    check_name(name, "单位名称", "name")
    for field, value in lines.items():
        label, longest = LINES[field]
        check_length(value, label, field, longest)
    office = session.get_one(Office, office_id)
    for field, value in {"name": name, **lines}.items():
        setattr(office, field, value.strip())
    audit.record(session, actor, "office.change", "更改了单位资料", subject=("office", office_id))


LIMITS = {
    settings.NOTICE_DAYS_AHEAD.key: (0, 60),
    settings.RESULT_NOTICE_DAYS.key: (5, 60),
    settings.SATISFACTION_THRESHOLD.key: (50, 100),
    settings.IDLE_LOCK_MINUTES.key: (0, 240),
    settings.EXCHANGE_EVERY_DAYS.key: (0, 90),
    settings.BUNDLE_DAYS_LATE.key: (0, 90),
}
"""Lowest and highest value; result notices have the 5 working days of domain.md as a floor."""


def change_settings(session: Session, actor: Actor, *, values: dict[str, Any]) -> None:
    """Store several station settings at once.

    Raises:
        NotAllowed.
        InvalidInput: a number outside its limits; names the setting.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    for key, value in values.items():
        setting = setting_by_key(key)
        _check_limits(key, setting.label, value)
        if settings.get(session, setting) == value:
            continue
        settings.put(session, setting, value)
        audit.record(session, actor, "setting.change", f"设置“{setting.label}”改为 {value}")


def _check_limits(key: str, label: str, value: Any) -> None:
    if key not in LIMITS:
        return
    lowest, highest = LIMITS[key]
    if not lowest <= value <= highest:
        raise InvalidInput(
            f"“{label}”应在 {lowest} 到 {highest} 之间，现在是 {value}。", "请改正。", field=key
        )
