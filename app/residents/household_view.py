"""One household, as the drawer of a walk shows it: who lives there and who called when."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.details import Member, living_in
from app.residents.households import address_of
from app.residents.models import Household
from app.residents.rules import age_on
from app.residents.visit_views import VisitLine, visits_to
from db import clock


@dataclass(frozen=True)
class HouseholdView:
    """A door, its people and its visits."""

    id: UUID
    address: str
    grid: str
    members: tuple[Member, ...]
    visits: tuple[VisitLine, ...]


def household_view(session: Session, household_id: UUID) -> HouseholdView | None:
    """A household; None when there is no such record."""
    grid = session.scalar(
        select(Grid.name)
        .join(Building, Building.grid_id == Grid.id)
        .join(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .join(Household, Household.unit_id == ResidentialUnit.id)
        .where(Household.id == household_id)
    )
    if grid is None:
        return None
    today = clock.today()
    return HouseholdView(
        household_id,
        address_of(session, household_id),
        grid,
        tuple(
            Member(one.id, one.name, one.relation, age_on(today, one.birth), one.is_head)
            for one in living_in(session, household_id)
        ),
        tuple(visits_to(session, household_id)),
    )
