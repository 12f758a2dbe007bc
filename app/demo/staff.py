"""Who looks after grids, buildings and staircases in the demo community."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor
from app.demo.data import data
from app.demo.numbers import Numbers
from app.demo.places import Places
from app.demo.registry import Neighbour, Registry
from app.grids.models import StaffMember
from app.grids.rules import Duty
from app.grids.staff import Post, add_staff_member, appoint, end_term
from db import clock

OLDEST = 76
STAIRS_WITH_HEAD = 0.9


class Engagement:
    """Gives every grid its full-time worker and part-time ones, buildings and units their heads.

    Nobody holds two duties.
    """

    def __init__(self, session: Session, actor: Actor, random: Random, numbers: Numbers):
        self._session, self._actor, self._random = session, actor, random
        self._numbers = numbers
        self._taken: set[UUID] = set()

    def run(self, places: Places, registry: Registry) -> None:
        """Appoint everybody."""
        self._full_time(places)
        for number, grid_id in enumerate(places.grids[:-1], start=1):
            residents = registry.settled((number,))
            for _ in range(2):
                self._elect(residents, Post(Duty.PART_TIME, grid_id))
            for _, building, building_id in (b for b in places.buildings if b[0] == number):
                near = [n for n in residents if n.place.building == building]
                self._elect(near, Post(Duty.BUILDING_HEAD, grid_id, building_id))
                for unit in (u for u in places.units if u.building_id == building_id):
                    stairs = [n for n in near if n.place.unit_id == unit.unit_id]
                    if self._random.random() < STAIRS_WITH_HEAD:
                        self._elect(
                            stairs, Post(Duty.UNIT_HEAD, grid_id, building_id, unit.unit_id)
                        )

    def _full_time(self, places: Places) -> None:
        team = data("people")["grid_worker"]
        before = data("people")["former_grid_worker"]
        former = self._register(before)
        first = self._term(former, Post(Duty.FULL_TIME, places.grids[0]), self._ago(1400))
        end_term(self._session, self._actor, first, until=self._ago(500))
        for grid_id, worker in zip(places.grids, team, strict=True):
            since = self._ago(
                490 if grid_id == places.grids[0] else self._random.randrange(420, 1300)
            )
            self._term(self._register(worker), Post(Duty.FULL_TIME, grid_id), since)

    def _elect(self, among: list[Neighbour], post: Post) -> None:
        fit = [n for n in among if n.age <= OLDEST and n.id not in self._taken]
        if not fit:
            return
        chosen = self._random.choice([n for n in fit if n.tags] or fit)
        self._taken.add(chosen.id)
        staff_id = add_staff_member(
            self._session,
            self._actor,
            name=chosen.name,
            phone=chosen.phone,
            sex=chosen.sex,
            is_party_member="党员" in chosen.tags,
        )
        self._session.get_one(StaffMember, staff_id).resident_id = chosen.id
        self._term(staff_id, post, self._ago(self._random.randrange(400, 1100)))

    def _register(self, entry: dict[str, Any]) -> UUID:
        return add_staff_member(
            self._session,
            self._actor,
            name=entry["name"],
            phone=self._numbers.phone(),
            sex=entry["sex"],
            is_party_member=entry["party"],
        )

    def _term(self, staff_id: UUID, post: Post, since: date) -> UUID:
        return appoint(self._session, self._actor, staff_id=staff_id, post=post, since=since)

    def _ago(self, days: int) -> date:
        return clock.today() - timedelta(days=days)
