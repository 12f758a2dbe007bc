"""What importing would do, row by row: register, change, leave, or refuse.

People are recognised by their identity number, else by name, birth and household. Where two could
be meant, or one has another number or birthday than the row, nobody is: the row is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from app.residents.importing import (
    Checked,
    Kind,
    PersonLine,
    PlaceChoice,
    RowProblem,
)
from app.residents.importing_known import Door, Known, KnownPerson, known
from app.residents.masking import mask_id, mask_phone
from app.residents.terms import RESIDENCE_NAMES, STATUS_NAMES, Status
from app.spreadsheets.containers import Step
from app.spreadsheets.reading import no_step

STEP_EVERY = 500
COMPARED = {
    "id_number": "证件号",
    "sex": "性别",
    "birth": "出生日期",
    "phone": "电话",
    "relation": "与户主关系",
    "residence": "人户情况",
    "note": "备注",
}
MASKS = {"id_number": mask_id, "phone": mask_phone}


@dataclass(frozen=True)
class Changed:
    """One thing that a row says otherwise than the register."""

    field: str
    label: str
    before: str
    after: str
    """In words, numbers masked."""

    @property
    def words(self) -> str:
        """电话 138****1234 → 139****5678."""
        return f"{self.label} {self.before or '（空）'} → {self.after}"


@dataclass(frozen=True)
class Entry:
    """A row that can be imported, and whom it means."""

    line: PersonLine
    person: KnownPerson | None
    """None: somebody new."""
    changes: tuple[Changed, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nobody is registered yet whom this row means."""
        return self.person is None


@dataclass(frozen=True)
class Missing:
    """Buildings and units that rows name and nobody has registered."""

    buildings: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    """Building and unit; those of missing buildings too."""
    rows: int

    def __bool__(self) -> bool:
        return self.rows > 0


@dataclass(frozen=True)
class Plan:
    """Everything that importing would do."""

    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    missing: Missing

    @property
    def new(self) -> list[Entry]:
        """Rows of people to be registered."""
        return [entry for entry in self.entries if entry.is_new]

    @property
    def changed(self) -> list[Entry]:
        """Rows that say something new of people known."""
        return [entry for entry in self.entries if not entry.is_new and entry.changes]

    @property
    def unchanged(self) -> int:
        """Rows that say nothing new."""
        return len(self.entries) - len(self.new) - len(self.changed)

    @property
    def refused(self) -> int:
        """Rows that are not imported."""
        return len({problem.row for problem in self.problems})


def plan_import(
    session: Session,
    checked: Checked,
    choice: PlaceChoice = PlaceChoice(),  # noqa: B008  frozen
    step: Step = no_step,
) -> Plan:
    """Compare what the rows say with what is registered; changes nothing.

    Raises:
        Cancelled: by ``step``.
    """
    planner = _Planner(known(session), choice, list(checked.problems), list(checked.warnings))
    entries = []
    for number, line in enumerate(checked.lines):
        if number % STEP_EVERY == 0:
            step(number, len(checked.lines))
        entry = planner.entry(line)
        if entry is not None:
            entries.append(entry)
    problems = sorted(planner.problems, key=lambda problem: problem.row)
    return Plan(tuple(entries), tuple(problems), tuple(planner.warnings), planner.missing())


@dataclass
class _Planner:
    """Looks at one row after the other."""

    known: Known
    choice: PlaceChoice
    problems: list[RowProblem]
    warnings: list[RowProblem]
    taken: dict[UUID, int] = field(default_factory=dict)
    """Rows by whom they mean."""
    lacking: dict[tuple[str, str], int] = field(default_factory=dict)
    """Rows by building and unit not registered."""

    def entry(self, line: PersonLine) -> Entry | None:
        door = (line.building, line.unit, line.room) if line.room else None
        if door and not self._may_live_at(door, line):
            return None
        person = self._person(line, door)
        if isinstance(person, RowProblem):
            self.problems.append(person)
            return None
        if person is None:
            if door is None:
                self._refuse(line, Kind.MISSING, "没有住址，登记不了新居民。", "请填写住址。")
                return None
            return Entry(line, None)
        if person.id in self.taken:
            row = self.taken[person.id]
            self._refuse(line, Kind.DUPLICATE, f"与第 {row} 行是同一人。", "请删去其中一行。")
            return None
        self.taken[person.id] = line.row
        if person.status is not Status.LIVING:
            status = STATUS_NAMES[person.status]
            self._warn(line, f"{line.name}已登记为“{status}”，状态没有改。")
        return Entry(line, person, tuple(self._changes(line, person, door)))

    def missing(self) -> Missing:
        units = tuple(sorted(self.lacking, key=_by_number))
        buildings = dict.fromkeys(b for b, _ in units if not self.known.buildings.get(b))
        return Missing(tuple(buildings), units, sum(self.lacking.values()))

    # -- where -----------------------------------------------------------------------------------

    def _may_live_at(self, door: Door, line: PersonLine) -> bool:
        building, unit, _ = door
        homes = self.known.buildings.get(building, [])
        if len(homes) > 1:
            what = f"登记有 {len(homes)} 栋 {building} 号楼，分不清是哪一栋。"
            self._refuse(line, Kind.PLACE, what, "请先在“网格”里把楼号改成不同的。")
            return False
        if homes and (homes[0], unit) in self.known.units:
            return True
        self.lacking[building, unit] = self.lacking.get((building, unit), 0) + 1
        if self.choice.create and (homes or self.choice.grid_id is not None):
            return True
        what = f"{building} 号楼没有登记。" if not homes else f"{building} 号楼没有 {unit} 单元。"
        self._refuse(line, Kind.PLACE, what, "请先登记，或选择导入时一并登记。")
        return False

    # -- who -------------------------------------------------------------------------------------

    def _person(self, line: PersonLine, door: Door | None) -> KnownPerson | RowProblem | None:
        holders = self.known.by_number.get(line.id_number, []) if line.id_number else []
        if len(holders) > 1:
            return _conflict(line, f"已有 {len(holders)} 人登记了这个证件号。", "请先合并他们。")
        if holders:
            holder = holders[0]
            if holder.name == line.name:
                return holder
            where = self.known.address(holder.household_id)
            what = f"这个证件号已登记给{holder.name}（{where}），表里是{line.name}。"
            return _conflict(line, what, "请核对证件；如是改名，请先在“居民”里改。")
        home = self.known.household_at(door) if door else None
        namesakes = self.known.by_home.get((home, line.name), []) if home else []
        return self._of_namesakes(line, namesakes)

    def _of_namesakes(
        self, line: PersonLine, namesakes: list[KnownPerson]
    ) -> KnownPerson | RowProblem | None:
        """Whom of the same name in the same household a row means that no number tells of."""
        if not namesakes:
            return None
        if line.id_number and all(one.id_number for one in namesakes):
            what = "这一户已有同名的人，证件号不同。"
            return _conflict(line, what, "请核对证件；号码有误请先在“居民”里改。")
        free = [one for one in namesakes if not (line.id_number and one.id_number)]
        fits = [one for one in free if one.birth is None or line.birth in (None, one.birth)]
        same_day = [one for one in fits if line.birth is not None and one.birth == line.birth]
        chosen = same_day or fits
        if len(chosen) == 1:
            return chosen[0]
        if not chosen:
            what = "这一户已有同名的人，出生日期不同。"
            return _conflict(line, what, "请核对；日期有误请先在“居民”里改。")
        return _conflict(line, f"这一户有 {len(chosen)} 个同名的人，分不清是谁。", "请补上证件号。")

    # -- what is different -----------------------------------------------------------------------

    def _changes(
        self, line: PersonLine, person: KnownPerson, door: Door | None
    ) -> Iterator[Changed]:
        for name, label in COMPARED.items():
            told, kept = getattr(line, name), getattr(person, name)
            if told and told != kept:
                yield Changed(name, label, _words(name, kept), _words(name, told))
        if door is not None and self.known.doors[person.household_id] != door:
            before = self.known.address(person.household_id)
            yield Changed("household_id", "住址", before, line.address)
        tags = tags_after(line, person.tags)
        if tags != person.tags:
            yield Changed("tags", "标签", "、".join(person.tags), "、".join(tags) or "（空）")

    def _refuse(self, line: PersonLine, kind: Kind, what: str, todo: str = "") -> None:
        self.problems.append(RowProblem(line.row, None, "", line.name, kind, what, todo))

    def _warn(self, line: PersonLine, what: str) -> None:
        self.warnings.append(RowProblem(line.row, None, "", line.name, Kind.CONFLICT, what))


def tags_after(line: PersonLine, before: Iterable[str]) -> tuple[str, ...]:
    """Somebody's tags when a row has been imported: those given come, those denied go."""
    kept = [tag for tag in before if tag not in line.not_tags]
    return (*kept, *sorted(tag for tag in line.tags if tag not in kept))


def _conflict(line: PersonLine, what: str, todo: str) -> RowProblem:
    return RowProblem(line.row, None, "", line.name, Kind.CONFLICT, what, todo)


def _words(name: str, value: object) -> str:
    if not value:
        return ""
    if name in MASKS:
        return MASKS[name](str(value))
    return RESIDENCE_NAMES[value] if name == "residence" else str(value)  # type: ignore[index]


def _by_number(place: tuple[str, str]) -> tuple[int, str, int, str]:
    return len(place[0]), place[0], len(place[1]), place[1]
