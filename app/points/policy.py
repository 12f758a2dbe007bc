"""How this office runs its scheme: publicity, expiry, deductions. Station settings, one form."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.points.rows import within
from app.points.rules import Policy
from app.points.terms import ExpiryMode
from app.settings import Scope, Setting

PUBLICITY_DAYS = Setting(
    "points.publicity_days", 5, "积分公示天数", Scope.STATION, "从公示次日算起，到期后才能入账"
)
EXPIRY_MODE = Setting("points.expiry_mode", ExpiryMode.YEARLY.value, "积分有效期", Scope.STATION)
EXPIRY_MONTHS = Setting("points.expiry_months", 24, "满几个月到期", Scope.STATION, "从入账之日算起")
WARN_DAYS = Setting(
    "points.warn_days", 30, "到期前几天提醒", Scope.STATION, "余额旁显示将到期的积分"
)
CUT_DEDUCTIONS = Setting(
    "points.cut_deductions",
    True,
    "余额不足时扣到零为止",
    Scope.STATION,
    "关闭后，余额不足的扣分不入账，等余额够了再扣",
)


@dataclass(frozen=True)
class Scheme:
    """The settings together, as the form shows and saves them."""

    publicity_days: int = 5
    expiry: Policy = field(default_factory=Policy)
    cut_deductions: bool = True
    """A deduction larger than the balance takes what is there; otherwise it waits, unposted."""


def scheme(session: Session) -> Scheme:
    """What is set now."""
    return Scheme(
        settings.get(session, PUBLICITY_DAYS),
        Policy(
            ExpiryMode(settings.get(session, EXPIRY_MODE)),
            settings.get(session, EXPIRY_MONTHS),
            settings.get(session, WARN_DAYS),
        ),
        settings.get(session, CUT_DEDUCTIONS),
    )


def change_scheme(session: Session, actor: Actor, *, wanted: Scheme) -> None:
    """Set everything from now on; what is posted or public stays as it is.

    Raises:
        NotAllowed.
        InvalidInput: names the field: publicity_days, months or warn_days outside its limits.
    """
    actor.require(Permission.EDIT_POINTS_RULES)
    within(wanted.publicity_days, 0, 60, "公示天数", "publicity_days")
    within(wanted.expiry.months, 1, 120, "有效月数", "months")
    within(wanted.expiry.warn_days, 0, 180, "提醒天数", "warn_days")
    settings.put(session, PUBLICITY_DAYS, wanted.publicity_days)
    settings.put(session, EXPIRY_MODE, wanted.expiry.mode.value)
    settings.put(session, EXPIRY_MONTHS, wanted.expiry.months)
    settings.put(session, WARN_DAYS, wanted.expiry.warn_days)
    settings.put(session, CUT_DEDUCTIONS, wanted.cut_deductions)
    audit.record(session, actor, "points.scheme", "修改积分办法：公示、有效期、扣分")
