"""Lays a scheme down in a station by plain inserts, past the use cases, with a right hash chain."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.accounts.station import Station
from app.grids.models import Building, Grid, ResidentialUnit
from app.points.accounts import card_of, system_account
from app.points.ledger import CHAINED, START, link
from app.points.models import Activity, Participation, PointsAccount, PointsRecord, PointsTransfer
from app.points.rule_versions import RuleText, add_rule
from app.points.terms import AccountKind
from app.residents.models import Household, Resident
from app.residents.search_keys import initials_of, pinyin_of
from db import clock
from db.ids import new_id
from db.replicated import stamper_of
from tests.bench.points_rows import ACCOUNTS, ACTIVITIES, FIRST_DAY, parts

AT_ONCE = 5_000
GRIDS, BUILDINGS, UNITS, DOORS = 8, 40, 4, 16
"""Grids of a thousand times the scale's share, buildings of a grid, stairs, doors."""


@dataclass(frozen=True)
class Filled:
    """What was laid down."""

    people: list[UUID]
    accounts: list[UUID]
    cards: list[str]
    parts: int
    points: int
    entries: int


class _Filler:
    """Inserts rows of a table in bulk, stamped."""

    def __init__(self, connection: Any, stamps: dict[str, Any]):
        self.connection, self.stamps = connection, stamps

    def put(self, kind: Any, rows: Any) -> None:
        rows = iter(rows)
        while batch := [row | self.stamps for row in islice(rows, AT_ONCE)]:
            self.connection.execute(insert(kind.__table__), batch)


def fill(station: Station, scale: int) -> Filled:
    """Make people, accounts, activities, participations, records and entries."""
    with station.write() as session:
        stamp = stamper_of(session)
        kinds = (AccountKind.ISSUED, AccountKind.HELD)
        issued, held = (system_account(session, kind) for kind in kinds)
        text = RuleText("志愿服务", "志愿服务", 5)
        rule = add_rule(session, station.actor, text=text, valid_from=FIRST_DAY)
    stamps = {"owner": stamp.station_id, "origin": stamp.replica_id, "counter": 0}
    with station.database.engine.begin() as connection:
        filler = _Filler(connection, stamps)
        people = _people(filler, scale)
        cards = [card_of(number) for number in range(1, len(people) + 1)]
        accounts = [new_id() for _ in people]
        filler.put(PointsAccount, _accounts(people, accounts, cards))
        activities = [new_id() for _ in range(ACTIVITIES * scale)]
        filler.put(Activity, _activities(activities, rule, scale))
        found = list({(p.person, p.activity): p for p in parts(scale)}.values())
        records = [new_id() for _ in found]
        filler.put(Participation, _participations(found, people, activities))
        filler.put(PointsRecord, _records(found, records, people, activities, rule))
        ways = (issued, held, accounts)
        filler.put(PointsTransfer, _transfers(found, records, ways, rule, stamp.replica_id))
    total = sum(part.points for part in found)
    return Filled(people, accounts, cards, len(found), total, 2 * len(found))


def _people(filler: _Filler, scale: int) -> list[UUID]:
    names = _names()
    grids = [new_id() for _ in range(GRIDS * scale)]
    filler.put(Grid, (
        {"id": one, "number": f"{n:02d}", "code": f"130302001001{n:03d}", "name": f"第{n}网格",
         "kind": "community", "party_branch": "", "area": "", "note": ""}
        for n, one in enumerate(grids, start=1)
    ))  # fmt: skip
    buildings, units, doors, people = [], [], [], []
    chance = Random(4)
    count = ACCOUNTS * scale // (UNITS * DOORS)
    for number in range(1, count + 1):
        building = new_id()
        buildings.append({"id": building, "grid_id": grids[number % len(grids)],
                          "number": str(number), "name": "", "address": "", "floors": 6,
                          "kind": "residential"})  # fmt: skip
        for stairs in range(1, UNITS + 1):
            unit = new_id()
            units.append({"id": unit, "building_id": building, "number": str(stairs), "name": ""})
            for door in range(1, DOORS + 1):
                home = new_id()
                doors.append({"id": home, "unit_id": unit, "room": str(100 + door), "note": ""})
                people.append(_person(home, *chance.choice(names)))
    for kind, rows in (
        (Building, buildings), (ResidentialUnit, units), (Household, doors), (Resident, people)
    ):  # fmt: skip
        filler.put(kind, rows)
    return [person["id"] for person in people]


def _names() -> list[tuple[str, str, str]]:
    """A thousand names with their search keys."""
    family, given = "王李张刘陈杨赵黄周吴", "秀建桂淑玉志德小晓国芬国兰华梅强明妹东庆"
    found = [f + a + b for f in family for a in given[:10] for b in given[10:]]
    return [(name, pinyin_of(name), initials_of(name)) for name in found]


def _person(home: UUID, name: str, pinyin: str, initials: str) -> dict[str, Any]:
    return {
        "id": new_id(), "household_id": home, "name": name, "sex": "女", "birth": None,
        "id_number": "", "phone": "", "relation": "户主", "is_head": True, "tags": [],
        "status": "living", "residence": "registered", "note": "", "name_pinyin": pinyin,
        "name_initials": initials, "search_text": "", "merged_into": None,
    }  # fmt: skip


def _accounts(people: list[UUID], accounts: list[UUID], cards: list[str]) -> Any:
    return (
        {"id": account, "kind": "resident", "resident_id": person, "card": card,
         "opened_on": FIRST_DAY, "closed_on": None}
        for person, account, card in zip(people, accounts, cards, strict=True)
    )  # fmt: skip


def _activities(activities: list[UUID], rule: UUID, scale: int) -> Any:
    for number, activity in enumerate(activities):
        day = FIRST_DAY + timedelta(days=number * 690 // (ACTIVITIES * scale))
        at = clock.moment(day, 9)
        yield {
            "id": activity, "number": f"{day.year}-{number:05d}", "title": f"第{number}次活动",
            "place": "", "starts_at": at, "ends_at": None, "rule_id": rule, "quantity": 1,
            "capacity": 0, "organiser": "", "project_id": None, "state": "finished",
            "finished_at": at, "cancelled_reason": "", "note": "", "search_text": "",
        }  # fmt: skip


def _participations(found: Any, people: list[UUID], activities: list[UUID]) -> Any:
    return (
        {"id": new_id(), "activity_id": activities[p.activity], "resident_id": people[p.person],
         "signed_up_at": None, "signed_in_at": clock.moment(p.day, 9), "quantity": None,
         "note": ""}
        for p in found
    )  # fmt: skip


def _records(
    found: Any, records: list[UUID], people: list[UUID], activities: list[UUID], rule: UUID
) -> Any:
    for part, record in zip(found, records, strict=True):
        at = clock.moment(part.day, 11)
        yield {
            "id": record, "key": f"activity:{part.number}", "resident_id": people[part.person],
            "rule_id": rule, "quantity": 1, "points": part.points, "happened_on": part.day,
            "evidence": "", "note": "", "source_table": "activity",
            "source_id": activities[part.activity], "state": "posted", "recorded_by": None,
            "recorder_name": "", "recorded_at": at, "reviewed_by": None, "reviewer_name": "",
            "reviewed_at": None, "review_note": "", "publicity_id": None, "posted_at": at,
        }  # fmt: skip


def _transfers(
    found: Any, records: list[UUID], ways: tuple[UUID, UUID, list[UUID]], rule: UUID, origin: UUID
) -> Any:
    issued, held, accounts = ways
    sequence, chain = 0, START
    nothing = dict.fromkeys(CHAINED) | {"rule_id": rule, "text": "志愿服务", "actor_name": "刘洋"}
    for part, record in zip(found, records, strict=True):
        at = clock.moment(part.day, 12)
        for kind, giver, taker in (
            ("hold", issued, held), ("award", held, accounts[part.person])
        ):  # fmt: skip
            sequence += 1
            row = nothing | {
                "id": new_id(), "key": f"{kind}:{record.hex}", "kind": kind,
                "from_account": giver, "to_account": taker, "amount": part.points, "at": at,
                "earned_on": part.day if kind == "award" else None, "record_id": record,
                "sequence": sequence,
            }  # fmt: skip
            chain = link(chain, SimpleNamespace(**row), origin)
            yield row | {"chain": chain}
