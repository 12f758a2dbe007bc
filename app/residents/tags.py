"""The tags of residents, and which of them mark whom the office looks after first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.new_station import check_name
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput

MOST_TAGS = 60
DAYS_OF_A_YEAR = 366


def tags(session: Session) -> list[str]:
    """Every tag on offer, in the office's order."""
    return settings.get(session, settings.RESIDENT_TAGS)


def vulnerable_tags(session: Session) -> list[str]:
    """The tags of people in need of care (重点人员): visited first."""
    return settings.get(session, settings.VULNERABLE_TAGS)


@dataclass(frozen=True)
class Care:
    """What the office has chosen."""

    offered: tuple[str, ...]
    vulnerable: tuple[str, ...]
    visit_every_days: int


def care(session: Session) -> Care:
    """The tags on offer, those of people in need of care, and how often those are visited."""
    return Care(
        tuple(tags(session)),
        tuple(vulnerable_tags(session)),
        settings.get(session, settings.VISIT_EVERY_DAYS),
    )


def change_tags(
    session: Session,
    actor: Actor,
    *,
    offered: Sequence[str],
    vulnerable: Sequence[str],
    visit_every_days: int,
) -> None:
    """Choose which tags are on offer; whoever has one that is taken from the list keeps it.

    Households of the vulnerable are to be visited every so many days; 0 asks for none.

    Raises:
        NotAllowed.
        InvalidInput: a tag is empty, too long or twice there, there are none or too many; field
            ``offered``. A vulnerable tag is not on offer; field ``vulnerable``.
            Days below 0 or over a year; field ``visit_every_days``.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    kept = [tag.strip() for tag in offered]
    _check(kept)
    strays = [tag for tag in vulnerable if tag not in kept]
    if strays:
        raise InvalidInput(
            f"重点标签“{strays[0]}”不在标签之中。", "请先添加它，或不选。", field="vulnerable"
        )
    if not 0 <= visit_every_days <= DAYS_OF_A_YEAR:
        raise InvalidInput("走访间隔应在 0 到 366 天之间。", field="visit_every_days")
    settings.put(session, settings.RESIDENT_TAGS, kept)
    settings.put(session, settings.VISIT_EVERY_DAYS, visit_every_days)
    settings.put(session, settings.VULNERABLE_TAGS, [tag for tag in kept if tag in vulnerable])
    audit.record(session, actor, "setting.change", f"更改居民标签：{'、'.join(kept)}")


def _check(offered: Sequence[str]) -> None:
    if not 0 < len(offered) <= MOST_TAGS:
        raise InvalidInput(
            f"标签应有 1 到 {MOST_TAGS} 个，现在是 {len(offered)} 个。", field="offered"
        )
    for place, tag in enumerate(offered):
        check_name(tag, "标签", "offered")
        if tag in offered[:place]:
            raise InvalidInput(f"标签“{tag}”写了两次。", "请删去一个。", field="offered")
