"""A small community on a real station file, filled through the use cases."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from app.accounts.levels import Level
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.permissions import Actor, Role
from app.accounts.station import Station, create_station
from app.council import (
    agenda,
    ballots,
    bodies,
    live_quorum,
    matters,
    meetings,
    notices,
    sign_in,
    speeches,
)
from app.council.bodies import BodyText, MemberText
from app.council.matters import MatterText
from app.council.meetings import MeetingText
from app.council.terms import BodyKind, Duty, Source, VoteMethod
from app.council.votes import Counts
from app.grids.grids import BuildingText, GridText, add_building, add_grid, add_unit
from app.residents.households import add_household
from app.residents.residents import ResidentText, add_resident
from db import clock
from db.ids import new_id
from tests.app.council import carrying_out

MORNING = clock.moment(date(2026, 11, 24), 9)
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("秀芬", "建国", "桂兰", "志强", "丽华", "国庆", "玉梅", "卫东", "淑珍", "海涛")


def a_name(number: int) -> str:
    """A name; 200 different ones, then again."""
    family = FAMILY[number % len(FAMILY)]
    return family + GIVEN[(number // len(FAMILY) + number) % len(GIVEN)]


@dataclass
class Clock:
    """What the office's clock shows."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Community:
    """A station and shortcuts to fill it."""

    station: Station
    clock: Clock = field(default_factory=Clock)

    def do(self, use_case, /, *args, **arguments):
        with self.station.write() as session:
            return use_case(session, self.station.actor, *args, **arguments)

    def ask(self, query, /, *args, **arguments):
        with self.station.read() as session:
            return query(session, *args, **arguments)

    def as_role(self, role: Role) -> None:
        """Let another account sit here."""
        self.station.actor = Actor(new_id(), "viewer", "钱芳", role)

    def a_grid(self, number: str = "01", name: str = "第一网格") -> UUID:
        return self.do(add_grid, text=GridText(number, name))

    def residents(self, grid: UUID, count: int) -> list[UUID]:
        building = self.do(add_building, grid_id=grid, text=BuildingText("5"))
        unit = self.do(add_unit, building_id=building, number="1")
        found = []
        for number in range(count):
            household = self.do(
                add_household, unit_id=unit, room=f"{number // 2 + 1}0{number % 2 + 1}"
            )
            text = ResidentText(a_name(number))
            found.append(self.do(add_resident, household_id=household, text=text))
        return found

    def a_body(
        self, name="居民代表会议", kind=BodyKind.REPRESENTATIVES_MEETING, members=9, grid=None
    ) -> UUID:
        body = self.do(bodies.set_up_body, kind=kind, text=BodyText(name, grid_id=grid))
        for number in range(members):
            duty = {0: Duty.CHAIR, 1: Duty.SECRETARY}.get(number, Duty.MEMBER)
            capacity = ("居民代表", "楼栋长", "党员", "物业")[number % 4]
            text = MemberText(a_name(number), capacity, duty)
            self.do(bodies.add_member, body_id=body, text=text)
        return body

    def a_matter(
        self, title="小区停车位改造方案", proposer="王秀芬", *, accepted=True, **fields
    ) -> UUID:
        fields.setdefault("content", "院内车多位少，消防通道常被占用。建议重新划线，并设临时车位。")
        text = MatterText(title, proposer, **fields)
        matter = self.do(matters.propose_matter, text=text)
        if accepted:
            self.do(matters.screen_matter, matter_id=matter, accepted=True)
        return matter

    def a_meeting(self, body: UUID, *matter_ids: UUID, days_ahead=5, notice=True, **fields) -> UUID:
        starts = clock.local(self.clock.at + timedelta(days=days_ahead)).replace(hour=19, minute=0)
        text = MeetingText(starts, "党群服务中心二楼会议室", **fields)
        meeting = self.do(meetings.plan_meeting, body_id=body, text=text, matter_ids=matter_ids)
        if notice:
            reason = "" if days_ahead >= 3 else "居民要求尽快议定"
            self.do(meetings.give_notice, meeting_id=meeting, short_notice_reason=reason)
        return meeting

    def attendance(self, meeting: UUID) -> list[UUID]:
        with self.station.read() as session:
            return [row.id for row in live_quorum.rows_of(session, meeting)]

    def items(self, meeting: UUID) -> list[UUID]:
        with self.station.read() as session:
            return [item.id for item in agenda.items_of(session, meeting)]

    def open(self, meeting: UUID, present: int) -> list[UUID]:
        self.do(meetings.open_meeting, meeting_id=meeting)
        people = self.attendance(meeting)
        for one in people[:present]:
            self.do(sign_in.sign_in, attendance_id=one)
        return people

    def a_decided_matter(self, body: UUID, title: str, *, votes_for: int, present: int, **fields):
        """A matter carried through a whole meeting; returns (matter, meeting, vote)."""
        matter = self.a_matter(title, **fields)
        meeting = self.a_meeting(body, matter)
        self.clock.forward(days=5, hours=10)
        people = self.open(meeting, present)
        item = self.items(meeting)[0]
        for number, said in enumerate(SPEECHES):
            self.clock.forward(minutes=3)
            self.do(speeches.add_speech, item_id=item, content=said, attendance_id=people[number])
        vote = self.do(ballots.open_vote, item_id=item, method=VoteMethod.SHOW_OF_HANDS)
        counts = Counts(votes_for, present - votes_for, 0)
        self.do(ballots.record_show_of_hands, vote_id=vote, counts=counts)
        self.do(ballots.close_vote, vote_id=vote)
        self.clock.forward(minutes=20)
        self.do(meetings.close_meeting, meeting_id=meeting)
        return matter, meeting, vote


SPEECHES = (
    "车位应该先满足没有车位的老住户，外来车辆晚上不能进院。",
    "同意重新划线。消防通道两侧要装地桩，不然划了线照样有人停。",
    "物业可以出一半费用，另一半从公共收益里出，账目按季度公示。",
    "建议先在 5、6 号楼之间试行一个月，再全院推开。",
)


def a_community(folder: Path) -> Community:
    """A fresh, empty station."""
    office = NewOffice(
        Level.COMMUNITY, "人民里社区", "130302001001", "文化路街道", "海港区", phone="03351234567"
    )
    first = FirstAccount("zhao", "赵敏", "liren-2026")
    station, _ = create_station(folder / "council.station", office, first)
    return Community(station)


def fill(made: Community) -> dict[str, UUID]:
    """Matters at every stage, meetings planned, open and closed; what a real office shows."""
    made.clock.at = clock.moment(date(2026, 10, 10), 9)
    grids = [made.a_grid(f"0{n}", f"第{c}网格") for n, c in enumerate("一二三四", start=1)]
    made.residents(grids[0], 40)
    representatives = made.a_body(members=61)
    yard = made.a_body("3 号小院议事厅", BodyKind.YARD_COUNCIL, 11, grids[2])
    grid_council = made.a_body("第二网格议事厅", BodyKind.GRID_COUNCIL, 9, grids[1])
    ids = {"representatives": representatives, "yard": yard, "grid_council": grid_council}
    lit, _, vote = made.a_decided_matter(
        representatives, "东墙路灯补装", votes_for=44, present=47, seconders=26, grid_id=grids[0]
    )
    made.do(notices.post_result_notice, vote_id=vote)
    fit, _, other = made.a_decided_matter(
        yard, "健身器材更换", votes_for=8, present=10, seconders=9, grid_id=grids[2]
    )
    made.do(notices.post_result_notice, vote_id=other)
    done, _, third = made.a_decided_matter(
        yard, "雨污管疏通", votes_for=9, present=10, seconders=14, grid_id=grids[2]
    )
    made.do(notices.post_result_notice, vote_id=third)
    made.clock.at = clock.moment(date(2026, 11, 9), 9)
    for one in (lit, fit, done):
        carrying_out.implement(made.do, one)
    for one in (fit, done):
        carrying_out.finish(made.do, one)
    carrying_out.archive(made.do, done)
    passed, held, vote = made.a_decided_matter(
        representatives, "小区停车位改造方案", votes_for=45, present=51, seconders=23,
        grid_id=grids[3], scope="5、6 号楼，120 户", concerns_all_residents=True,
    )  # fmt: skip
    ids |= {"passed": passed, "held": held, "vote": vote}
    ids["notice"] = made.do(notices.post_result_notice, vote_id=vote)
    failed, _, _ = made.a_decided_matter(
        grid_council, "楼道杂物清理公约", votes_for=3, present=9, seconders=6, grid_id=grids[1]
    )
    made.clock.at = clock.moment(date(2026, 11, 24), 9)
    one = made.a_matter(
        "老旧小区加装电梯", "李建国", seconders=31, grid_id=grids[1], concerns_all_residents=True
    )
    two = made.a_matter("北门早市占道整治", "第一网格网格员", source=Source.EVENT, grid_id=grids[0])
    made.a_matter("地下车库充电桩扩容", "陈志强", seconders=17, grid_id=grids[3])
    made.a_matter("7 号楼后院增设晾衣架", "张桂兰", accepted=False, seconders=12, grid_id=grids[2])
    made.a_matter(
        "电动自行车集中充电", "刘玉梅", accepted=False, source=Source.CHAT_GROUP, grid_id=grids[0]
    )
    made.a_matter("广场舞音量时段公约", "周淑珍", accepted=False, content="", grid_id=grids[0])
    ids |= {"failed": failed, "lift": one, "market": two}
    ids["planned"] = made.a_meeting(representatives, one, days_ahead=5)
    ids["unnoticed"] = made.a_meeting(grid_council, two, days_ahead=2, notice=False)
    made.clock.at = clock.moment(date(2026, 11, 29), 18, 52)
    ids["open"] = ids["planned"]
    people = made.open(ids["open"], 0)
    for number, who in enumerate(people[:38]):
        made.clock.forward(seconds=20 + number)
        made.do(sign_in.sign_in, attendance_id=who)
    made.do(sign_in.put_on_leave, attendance_id=people[40], reason="出差")
    item = made.items(ids["open"])[0]
    for number, said in enumerate(SPEECHES[:3]):
        made.clock.forward(minutes=4)
        made.do(speeches.add_speech, item_id=item, content=said, attendance_id=people[number])
    return ids
