"""Whose records are counted at a street's or district's station: by the area code of communities.

``area`` is the beginning of the 12-digit code (统计用区划代码): empty for all communities, nine
digits for a street, all twelve for one community. None stands for a community's own station, whose
file holds no records of others.
"""

from typing import Any

from sqlalchemy import ColumnElement, select

from app.accounts.levels import Level
from app.accounts.models import Office


def owned(owner: Any, area: str | None) -> tuple[ColumnElement[bool], ...]:
    """The condition that a record belongs to a community of the area; none where that is None."""
    if area is None:
        return ()
    here = Office.area_code.startswith(area, autoescape=True)
    return (owner.in_(select(Office.id).where(Office.level == Level.COMMUNITY, here)),)
