"""What a community writes down, family by family, as lines of its change log; any number of them.

A family brings its household and residents, events with their steps, and points: accounts, parts in
activities, entries of the ledger. Only the log is written: a bundle is made of it alone.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice, takewhile
from random import Random
from typing import Any

import app.tables  # noqa: F401  the metadata is whole
from app.demo.names import Names
from db import clock
from db.base import to_json
from db.ids import new_id
from db.replicated import stamper_of
from db.shapes import shape_of
from tests.offices.office import OfficeAtWork

YEAR = timedelta(days=365)
AT_ONCE = 5_000
LINE = (
    "INSERT INTO change (origin, counter, clock, transaction_id, actor_id, table_name, row_id, "
    "operation, before, after) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)"
)
TITLES = {
    "facilities": ("楼道感应灯不亮", "单元门锁坏了，关不上", "小区东门路灯不亮"),
    "sanitation": ("楼道堆放杂物", "垃圾桶满溢未清运", "绿化带里有大件垃圾"),
    "neighbours": ("楼上漏水，邻里争执", "装修噪音扰民", "停车位纠纷"),
}
MOVES = (
    ("accept", "reported", "accepted"),
    ("dispatch", "accepted", "dispatched"),
    ("handle", "dispatched", "handled"),
    ("close", "handled", "closed"),
)


@cache
def _blank(table: str) -> dict[str, Any]:
    """A row of a table in JSON form with nothing filled in."""
    shape = shape_of(table)
    return {key: to_json(shape.blank(key)) for key in shape.columns if key != "id"}


class Story:
    """The lines of one community, in the order they were written."""

    def __init__(self, office: OfficeAtWork, seed: int = 1):
        self.office, self.random = office, Random(seed)
        with office.station.write() as session:
            stamp = stamper_of(session)
        self.origin, self.owner = stamp.replica_id.hex, stamp.station_id.hex
        self.counter, self.at = stamp.counter, clock.now() - YEAR
        self.transaction = new_id().hex
        self.waiting: list[tuple[Any, ...]] = []
        self.names = Names(self.random)
        self.people: list[str] = []
        self.events = self.activities = self.entries = self.homes = self.residents = 0
        self._families = self._all_families()

    def lay(self, count: int) -> None:
        """The next ``count`` lines of the life of families, into the log."""
        self.write(islice(self._families, count))

    def lay_people(self, count: int) -> None:
        """The life of families until there are ``count`` residents."""
        self.write(takewhile(lambda _: self.residents <= count, self._families))

    def day(self, count: int) -> None:
        """About ``count`` lines of one day: events with their steps, parts in an activity."""
        self.at = max(self.at, clock.now() - timedelta(hours=8))
        while len(self.waiting) < count * 3 // 4:
            self._event()
        self._activity()
        while len(self.waiting) < count:
            self._takes_part(self.random.choice(self.people))
        lines, self.waiting = self.waiting, []
        self.write(iter(lines))

    def write(self, lines: Iterator[tuple[Any, ...]]) -> None:
        """Put lines into the log, and move the station's counter on."""
        with self.office.station.database.exclusive() as connection:
            last = None
            while part := list(islice(lines, AT_ONCE)):
                connection.exec_driver_sql(LINE, part)
                last = part[-1]
            if last:
                connection.exec_driver_sql(
                    "UPDATE replica SET counter = ?, clock = ? WHERE is_current", (last[1], last[2])
                )

    def _put(self, table: str, **values: Any) -> str:
        """A new row; returns its id."""
        row_id = new_id().hex
        after = {**_blank(table), "id": row_id, "owner": self.owner, **values}
        self._line(table, row_id, "insert", None, after)
        return row_id

    def _line(self, table: str, row_id: str, operation: str, before: Any, after: Any) -> None:
        self.counter += 1
        ticks = (int(self.at.timestamp() * 1000) << 16) + self.counter % 0xFFFF
        old, new = (
            None if one is None else json.dumps(one, ensure_ascii=False) for one in (before, after)
        )
        key = self.origin, self.counter, ticks, self.transaction
        self.waiting.append((*key, table, row_id, operation, old, new))

    def _moment(self, hours: float = 0) -> str:
        return (self.at + timedelta(hours=hours)).astimezone(UTC).isoformat()

    def _new_transaction(self) -> None:
        self.transaction = new_id().hex
        self.at = min(self.at + timedelta(seconds=self.random.randrange(1, 20)), self._now())

    def _now(self) -> datetime:
        return max(clock.now(), self.at)

    def _all_families(self) -> Iterator[tuple[Any, ...]]:
        self.issuer = self._put("points_account", kind="issued", opened_on="2025-01-01")
        self.rule = self._put("points_rule", key="volunteer", valid_from="2025-01-01",
                              category="志愿服务", item="环境清扫", points=5)  # fmt: skip
        while True:
            self._family()
            lines, self.waiting = self.waiting, []
            yield from lines

    def _family(self) -> None:
        self._place()
        self.homes += 1
        home = self._put("household", unit_id=self.unit, room=f"{self.homes % 18 // 3 + 1}01")
        for place in range(self.random.choice((1, 2, 2, 3, 3, 4))):
            self.residents += 1
            self.people.append(self._put("resident", household_id=home, **self._person(place)))
        for _ in range(self.random.choice((0, 0, 1))):
            self._event()
        if self.homes % 10 == 1:
            self._activity()
        if self.random.random() < 0.5:
            self._points(self.people[-1])
        del self.people[:-500]

    def _place(self) -> None:
        """Stairs every twelve doors, a building every four stairs, a grid every six buildings."""
        self._new_transaction()
        if self.homes % 288 == 0:
            number = self.homes // 288 + 1
            code = f"{self.office.station.office.area_code}{number:03}"
            self.grid = self._put("grid", number=f"{number:02}", code=code, name=f"第{number}网格")
        if self.homes % 48 == 0:
            number = str(self.homes // 48 + 1)
            self.building = self._put("building", grid_id=self.grid, number=number, floors=6)
        if self.homes % 12 == 0:
            number = str(self.homes % 48 // 12 + 1)
            self.unit = self._put("unit", building_id=self.building, number=number)

    def _person(self, place: int) -> dict[str, Any]:
        year, sex = self.random.randrange(1935, 2022), self.random.choice("男女")
        return {
            "name": self.names.surname() + self.names.given(year, sex),
            "sex": sex,
            "birth": f"{year}-06-15",
            "id_number": f"130302{year}0615{self.random.randrange(10**4):04}",
            "phone": f"154{self.random.randrange(10**8):08}",
            "relation": "其他" if place else "户主",
            "is_head": place == 0,
            "name_pinyin": "wangxiuying",
            "name_initials": "wxy",
        }

    def _event(self) -> None:
        self._new_transaction()
        self.events += 1
        category = self.random.choice(list(TITLES))
        event = self._put(
            "event", number=f"2026-{self.events:04}", title=self.random.choice(TITLES[category]),
            detail="居民反映，网格员到现场看过，情况属实，需要物业配合处理。", category=category,
            source="patrol", place=f"{self.homes // 48 + 1}号楼", grid_id=self.grid,
            building_id=self.building, reporter_name="张三", reporter_phone="13812345678",
            reported_at=self._moment(), entered_at=self._moment(), state="reported",
            state_since=self._moment(), response_due=self._moment(1),
        )  # fmt: skip
        for number, (move, state, to_state) in enumerate(MOVES):
            self._new_transaction()
            before = {"state": state, "state_since": self._moment(number)}
            after = {"state": to_state, "state_since": self._moment(number + 1)}
            self._line("event", event, "update", before, after)
            self._put("event_step", event_id=event, move=move, from_state=state,
                      to_state=to_state, at=self._moment(number + 1), actor_name="赵敏",
                      note="已联系物业，约定当天下午到场。")  # fmt: skip

    def _activity(self) -> None:
        self._new_transaction()
        self.activities += 1
        self.activity = self._put(
            "activity", number=f"2026-{self.activities:04}", title="周末清扫楼院",
            place="社区广场", starts_at=self._moment(), ends_at=self._moment(2),
            rule_id=self.rule, state="finished", finished_at=self._moment(2),
        )  # fmt: skip

    def _points(self, person: str) -> None:
        account = self._put("points_account", kind="resident", resident_id=person,
                            opened_on="2025-01-01")  # fmt: skip
        self._takes_part(person)
        for _ in range(2):
            self._takes_part(self.random.choice(self.people))
            self.entries += 1
            key = new_id().hex
            self._put("points_transfer", key=key, kind="award", from_account=self.issuer,
                      to_account=account, amount=5, at=self._moment(), earned_on="2026-05-01",
                      actor_name="赵敏", text="环境清扫", sequence=self.entries,
                      chain=key + key)  # fmt: skip

    def _takes_part(self, person: str) -> None:
        self._put("participation", activity_id=self.activity, resident_id=person,
                  signed_up_at=self._moment(), signed_in_at=self._moment(1))  # fmt: skip
