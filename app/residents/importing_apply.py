"""Carrying an import out: all of its good rows in one transaction, or none of them.

Rows are set on the records directly: through the form's use case each would be looked up by its
number and logged by itself, which takes minutes. What the form checks, the checks of the import
have checked of every row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput
from app.grids.grids import BuildingText, add_building, add_unit
from app.residents.importing import Checked, PersonLine, PlaceChoice, Source
from app.residents.importing_known import known
from app.residents.importing_plan import Entry, Missing, Plan, plan_import, tags_after
from app.residents.models import Household, Resident
from app.residents.search_keys import initials_of, pinyin_of
from app.residents.terms import HEAD, Residence, Status
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import no_step
from db.ids import new_id
from db.replicated import transaction_of

AT_ONCE = 500
"""Rows written between two looks at whether the user wants to stop."""

SearchKeys = Mapping[str, tuple[str, str]]
"""Pinyin and initials by name."""


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    new: int
    changed: int
    unchanged: int
    refused: int
    households: int = 0
    buildings: int = 0
    units: int = 0

    @property
    def sentence(self) -> str:
        """In words."""
        parts = [
            f"新增 {self.new:,} 人",
            f"更新 {self.changed:,} 人",
            f"无变化 {self.unchanged:,} 人",
        ]
        if self.refused:
            parts.append(f"未导入 {self.refused:,} 行")
        places = ((self.buildings, "栋楼"), (self.units, "个单元"), (self.households, "户"))
        made = [f"{count:,} {unit}" for count, unit in places if count]
        return "，".join(parts) + (f"；新登记 {'、'.join(made)}" if made else "")


def search_keys(names: Iterable[str], step: Step = no_step) -> dict[str, tuple[str, str]]:
    """What people of these names are found by; slow, hence made before the transaction.

    Raises:
        Cancelled: by ``step``.
    """
    different = sorted(set(names))
    keys = {}
    for number, name in enumerate(different):
        if number % AT_ONCE == 0:
            step(number, len(different))
        keys[name] = (pinyin_of(name), initials_of(name))
    return keys


def apply_import(  # noqa: PLR0913  the file, what is in it, and how to go about it
    session: Session,
    actor: Actor,
    *,
    checked: Checked,
    source: Source,
    choice: PlaceChoice = PlaceChoice(),  # noqa: B008  frozen
    keys: SearchKeys | None = None,
    step: Step = no_step,
) -> Imported:
    """Import the good rows of a file. Importing it again changes nothing.

    ``keys`` as :func:`search_keys` makes them; names that are not in it are looked up here.

    Raises:
        NotAllowed.
        InvalidInput: buildings are to be registered and no grid is chosen (field ``grid_id``).
        Cancelled: by ``step``; nothing is changed then.
    """
    actor.require(Permission.IMPORT)
    actor.require(Permission.EDIT_RESIDENTS)
    plan = plan_import(session, checked, choice)
    if not plan.new and not plan.changed:
        return Imported(0, 0, plan.unchanged, plan.refused)
    transaction = transaction_of(session)
    transaction.label = f"导入居民：{source.file_name}"
    if choice.create and plan.missing:
        _register_places(session, actor, plan.missing, choice)
    writer = _Writer(session, keys or {}, len(plan.new) + len(plan.changed), step)
    writer.write(plan)
    done = Imported(
        len(plan.new),
        len(plan.changed),
        plan.unchanged,
        plan.refused,
        writer.households,
        len(plan.missing.buildings) if choice.create else 0,
        len(plan.missing.units) if choice.create else 0,
    )
    sentence = f"导入居民：{source.file_name}（SHA-256 {source.sha256}），{done.sentence}"
    audit.record(session, actor, "resident.import", sentence)
    return done


def _register_places(session: Session, actor: Actor, missing: Missing, choice: PlaceChoice) -> None:
    if missing.buildings and choice.grid_id is None:
        raise InvalidInput("还没有选择新楼栋属于哪个网格。", "请先选择网格。", field="grid_id")
    for number in missing.buildings:
        assert choice.grid_id is not None
        add_building(session, actor, grid_id=choice.grid_id, text=BuildingText(number))
    buildings = known(session).buildings
    for building, unit in missing.units:
        add_unit(session, actor, building_id=buildings[building][0], number=unit)


@dataclass
class _Writer:
    """Writes households and people, a few hundred at a time."""

    session: Session
    keys: SearchKeys
    total: int
    step: Step
    households: int = 0
    done: int = 0
    homes: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def write(self, plan: Plan) -> None:
        self.now = known(self.session)
        self.homes = self.now.households
        for entries in _parts(plan.new):
            for entry in entries:
                self._register(entry.line)
            self._flush(len(entries))
        for entries in _parts(plan.changed):
            ids = [entry.person.id for entry in entries if entry.person is not None]
            chosen = select(Resident).where(Resident.id.in_(ids))
            rows = {row.id: row for row in self.session.scalars(chosen)}
            for entry in entries:
                if entry.person is not None:
                    self._change(rows[entry.person.id], entry)
            self._flush(len(entries))

    def _flush(self, count: int) -> None:
        self.session.flush()
        self.session.expunge_all()  # what is written is not looked at again, and there is much
        self.done += count
        self.step(self.done, self.total)

    def _household(self, line: PersonLine) -> UUID:
        unit_id = self.now.units[self.now.buildings[line.building][0], line.unit]
        door = (unit_id, line.room)
        if door not in self.homes:
            household = Household(id=new_id(), unit_id=unit_id, room=line.room)
            self.session.add(household)
            self.homes[door] = household.id
            self.households += 1
        return self.homes[door]

    def _register(self, line: PersonLine) -> None:
        pinyin, initials = self.keys.get(line.name) or (
            pinyin_of(line.name),
            initials_of(line.name),
        )
        self.session.add(
            Resident(
                id=new_id(),
                household_id=self._household(line),
                name=line.name,
                sex=line.sex,
                birth=line.birth,
                id_number=line.id_number,
                phone=line.phone,
                relation=line.relation,
                is_head=line.relation == HEAD,
                tags=list(tags_after(line, ())),
                status=Status.LIVING,
                residence=line.residence or Residence.REGISTERED,
                note=line.note,
                name_pinyin=pinyin,
                name_initials=initials,
            )
        )

    def _change(self, resident: Resident, entry: Entry) -> None:
        for change in entry.changes:
            if change.field == "household_id":
                resident.household_id = self._household(entry.line)
            elif change.field == "tags":
                resident.tags = list(tags_after(entry.line, resident.tags))
            else:
                setattr(resident, change.field, getattr(entry.line, change.field))
        resident.is_head = resident.relation == HEAD


def _parts(entries: list[Any]) -> Iterable[list[Any]]:
    return (entries[at : at + AT_ONCE] for at in range(0, len(entries), AT_ONCE))
