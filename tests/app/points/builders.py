"""An office that runs a points scheme, with a clock that tests move and a second pair of eyes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app.accounts.permissions import Actor, Role
from app.accounts.station import Station
from app.points import publicity, records, rule_versions, stock
from app.points.account_views import account_detail
from app.points.record_views import RecordFilter
from app.points.record_views import records as list_records
from app.points.records import RecordText, Share
from app.points.redemptions import Piece, redeem
from app.points.rule_versions import RuleText
from app.points.stages import RecordState
from app.points.stock import RewardText
from app.points.yearly import yearly_account
from db import clock
from db.ids import new_id
from tests.builders import a_resident

MORNING = clock.moment(date(2026, 3, 10), 9)
"""A Tuesday."""
RULES_FROM = date(2026, 1, 1)


@dataclass
class Clock:
    """What the office's clock shows."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass
class PointsOffice:
    """A station with rules of points; 刘洋 records, the secretary 赵敏 reviews."""

    station: Station
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.clerk = Actor(new_id(), "liuyang", "刘洋", Role.POINTS_CLERK)
        self.rules: dict[str, UUID] = {}
        self.ask_count = 0

    def do(self, use_case, *, actor: Actor | None = None, **arguments):
        with self.station.write() as session:
            return use_case(session, actor or self.station.actor, **arguments)

    def ask(self, query, **arguments):
        with self.station.read() as session:
            return query(session, **arguments)

    def rule(self, item="志愿服务", points=10, **fields) -> UUID:
        """A rule in force, made when it is asked for first."""
        if item not in self.rules:
            text = RuleText(fields.pop("category", "日常"), item, points, **fields)
            self.rules[item] = self.do(rule_versions.add_rule, text=text, valid_from=RULES_FROM)
        return self.rules[item]

    def record(self, resident, rule=None, quantity=1, *, actor=None, on=None, key=""):
        """Points recorded by 刘洋; the result of one share."""
        text = RecordText(rule or self.rule(), on or clock.today(), "照片")
        shares = [Share(resident, quantity, key)]
        return self.do(records.record_points, actor=actor or self.clerk, text=text, shares=shares)[
            0
        ]

    def review(self, *record_ids):
        return self.do(records.review_records, record_ids=list(record_ids))

    def publish(self, *record_ids, title="三月积分公示"):
        return self.do(publicity.publish_records, record_ids=list(record_ids), title=title)

    def close(self, publicity_id):
        self.clock.forward(days=6)
        return self.do(publicity.close_publicity, publicity_id=publicity_id)

    def post_all(self):
        """Whatever is recorded goes all the way into the ledger."""
        found = self.records(RecordState.RECORDED)
        if found:
            self.review(*found)
        self.close(self.publish(*self.records(RecordState.REVIEWED)))

    def records(self, *states) -> list[UUID]:
        rows = self.ask(list_records, where=RecordFilter(states=states), sort="recorded_at")
        return [row.id for row in rows]

    def state(self, record_id) -> RecordState:
        rows = self.ask(list_records, limit=10_000)
        return next(row.state for row in rows if row.id == record_id)

    def award(self, resident, points=10) -> None:
        """So many points on the account."""
        rule = self.rule("奖励", 1)
        whole, rest = divmod(points, 200)
        for quantity in [200] * whole + ([rest] if rest else []):
            self.record(resident, rule, quantity)
        self.post_all()

    def balance(self, resident) -> int:
        return self.ask(account_detail, resident_id=resident).row.balance

    def reward(self, name="洗衣液", price=20, stock_=10, **fields) -> UUID:
        return self.do(stock.add_reward, text=RewardText(name, price, **fields), stock=stock_)

    def redeem(self, resident, reward, quantity=1, *, key=None, actor=None):
        return self.do(
            redeem,
            actor=actor,
            key=key or f"counter:{new_id().hex}",
            resident_id=resident,
            pieces=[Piece(reward, quantity)],
        )

    def resident(self, name="王秀芬", address="3-2-301", **text) -> UUID:
        return a_resident(self.station, name, address, **text)

    def year(self, year=2026):
        return self.ask(yearly_account, year=year)
