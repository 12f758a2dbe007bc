"""What an import of old points would do: whose each row is, what is new, what is known."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grids.models import Building, ResidentialUnit
from app.points.importing import Checked, PointsLine, RowProblem
from app.points.models import PointsTransfer
from app.points.people import standing_for
from app.points.rows import own_station
from app.residents.models import Household, Resident
from app.residents.queries import joined
from app.residents.terms import Status

AT_ONCE = 5_000
OPENING = "opening"


@dataclass(frozen=True)
class PlannedEntry:
    """One opening entry."""

    key: str
    resident_id: UUID
    line: PointsLine


@dataclass(frozen=True)
class Plan:
    """What would be done with the rows."""

    new: tuple[PlannedEntry, ...]
    known: int
    """Rows that were imported before."""
    empty: int
    """Rows of nought points."""
    problems: tuple[RowProblem, ...]

    @property
    def points(self) -> int:
        """Points that residents would get, less what was spent."""
        return sum(entry.line.points for entry in self.new)

    @property
    def people(self) -> int:
        """How many get an opening balance."""
        return len({entry.resident_id for entry in self.new})


def plan_import(session: Session, checked: Checked) -> Plan:
    """Compare the rows of a sheet with what is registered; changes nothing."""
    problems = list(checked.problems)
    owners = _owners(session, checked.lines, problems)
    entries = list(_entries(checked, owners))
    known = _known(session, entries)
    if not checked.is_history:
        entries = _once(entries, problems)
    entries = _never_below_zero(entries, problems)
    live = [entry for entry in entries if entry.line.points]
    new = [entry for entry in live if entry.key not in known]
    return Plan(
        tuple(new),
        len(live) - len(new),
        len(entries) - len(live),
        tuple(sorted(problems, key=lambda problem: problem.row)),
    )


@dataclass(frozen=True)
class _Candidate:
    id: UUID
    id_number: str
    phone: str
    address: str


def _owners(
    session: Session, lines: Sequence[PointsLine], problems: list[RowProblem]
) -> dict[int, UUID]:
    """Whose each row is, by row number; what cannot be told becomes a problem."""
    named: dict[str, list[_Candidate]] = defaultdict(list)
    names = list({line.name for line in lines})
    for start in range(0, len(names), AT_ONCE):
        part = names[start : start + AT_ONCE]
        rows = session.execute(
            joined(
                Resident.id,
                Resident.name,
                Resident.id_number,
                Resident.phone,
                Building.number.label("building"),
                ResidentialUnit.number.label("stairs"),
                Household.room,
            ).where(
                Resident.name.in_(part),
                Resident.merged_into.is_(None),
                Resident.status != Status.DECEASED,
            )
        )
        for row in rows:
            address = f"{row.building}-{row.stairs}-{row.room}"
            named[row.name].append(_Candidate(row.id, row.id_number, row.phone, address))
    owners: dict[int, UUID] = {}
    for line in lines:
        fitting = [one for one in named[line.name] if _fits(one, line)]
        if len(fitting) == 1:
            owners[line.row] = fitting[0].id
        else:
            problems.append(RowProblem(line.row, _why(line, named[line.name], fitting)))
    return standing_for_rows(session, owners)


def standing_for_rows(session: Session, owners: dict[int, UUID]) -> dict[int, UUID]:
    """The owners by the records that stand for them."""
    standing = standing_for(session, owners.values())
    return {row: standing[resident_id] for row, resident_id in owners.items()}


def _fits(one: _Candidate, line: PointsLine) -> bool:
    """Everything that the sheet says must be so; an identity number settles the rest."""
    if line.id_number:
        return one.id_number == line.id_number
    phone = not line.phone or one.phone == line.phone
    return phone and (not line.address or one.address == line.address)


def _why(line: PointsLine, named: list[_Candidate], fitting: list[_Candidate]) -> str:
    if not named:
        return f"没有登记“{line.name}”，请先登记居民。"
    if not fitting:
        return f"“{line.name}”的证件号、电话或住址与登记的不符，请核对。"
    return f"有 {len(fitting)} 位“{line.name}”，请加一列证件号、电话或住址。"


def _entries(checked: Checked, owners: dict[int, UUID]) -> Iterable[PlannedEntry]:
    seen: Counter[str] = Counter()
    for line in checked.lines:
        if line.row not in owners:
            continue
        person = owners[line.row].hex
        if not checked.is_history:
            yield PlannedEntry(f"{OPENING}:{person}", owners[line.row], line)
            continue
        told = f"{person}|{line.day}|{line.text}|{line.points}"
        seen[told] += 1
        digest = hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()[:32]
        yield PlannedEntry(f"{OPENING}:{person}:{digest}", owners[line.row], line)


def _once(entries: list[PlannedEntry], problems: list[RowProblem]) -> list[PlannedEntry]:
    """Of balances one a person; a second row of the same person is refused."""
    found: dict[str, PlannedEntry] = {}
    for entry in entries:
        if entry.key in found:
            first = found[entry.key].line.row
            problems.append(RowProblem(entry.line.row, f"与第 {first} 行是同一个人。"))
        else:
            found[entry.key] = entry
    return list(found.values())


def _never_below_zero(
    entries: list[PlannedEntry], problems: list[RowProblem]
) -> list[PlannedEntry]:
    """Each person's rows by day, what came before what went; refused where they do not add up."""
    people: dict[UUID, list[PlannedEntry]] = defaultdict(list)
    for entry in entries:
        people[entry.resident_id].append(entry)
    found: list[PlannedEntry] = []
    for own in people.values():
        own.sort(key=lambda entry: (str(entry.line.day), entry.line.points < 0, entry.line.row))
        balance = 0
        for entry in own:
            balance += entry.line.points
            if balance < 0:
                reason = f"{entry.line.name}到这一行的积分合计小于零，这个人的各行都不导入。"
                problems.append(RowProblem(entry.line.row, reason))
                break
        else:
            found += own
    return found


def _known(session: Session, entries: Sequence[PlannedEntry]) -> set[str]:
    own, keys = own_station(session), [entry.key for entry in entries]
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        found |= set(
            session.scalars(
                select(PointsTransfer.key)
                .where(PointsTransfer.owner == own)
                .where(PointsTransfer.key.in_(keys[start : start + AT_ONCE]))
            )
        )
    return found
