"""From which figures on the office wants a warning: read, and changed in the settings."""

from sqlalchemy.orm import Session

from app import settings
from app.accounts import office
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput
from app.today.rules import Thresholds

LIMITS: dict[str, tuple[int, int]] = {
    settings.REPEATED_EVENTS.key: (0, 50),
    settings.REPEATED_DAYS.key: (1, 366),
    settings.NEAR_HOURS.key: (0, 240),
    settings.VISIT_EVERY_DAYS.key: (0, 366),
    settings.STUCK_DAYS.key: (0, 366),
    settings.OVERDUE_LEAST.key: (0, 999),
    settings.OVERDUE_TIMES.key: (1, 20),
    settings.WHISTLE_DAYS.key: (0, 366),
    settings.BUNDLE_DAYS_LATE.key: office.LIMITS[settings.BUNDLE_DAYS_LATE.key],
}
"""Lowest and highest value; 0 switches a rule off."""


def thresholds(session: Session) -> Thresholds:
    """The figures in force."""
    return Thresholds(
        settings.get(session, settings.REPEATED_EVENTS),
        settings.get(session, settings.REPEATED_DAYS),
        settings.get(session, settings.NEAR_HOURS),
        settings.get(session, settings.VISIT_EVERY_DAYS),
        settings.get(session, settings.STUCK_DAYS),
        settings.get(session, settings.OVERDUE_LEAST),
        settings.get(session, settings.OVERDUE_TIMES),
        settings.get(session, settings.WHISTLE_DAYS),
        settings.get(session, settings.BUNDLE_DAYS_LATE),
    )


def change_thresholds(session: Session, actor: Actor, *, values: dict[str, int]) -> None:
    """Store figures by their setting's key; what is not named stays.

    Raises:
        NotAllowed.
        InvalidInput: outside its limits; the field is the setting's key.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    labels = {setting.key: setting.label for setting in settings.ALL}
    for key, value in values.items():
        lowest, highest = LIMITS[key]
        if not lowest <= value <= highest:
            raise InvalidInput(
                f"“{labels[key]}”应在 {lowest} 到 {highest} 之间，现在是 {value}。",
                "请改正。",
                field=key,
            )
    office.change_settings(session, actor, values=values)
