"""Whatever happens in whatever order, the sum is zero, nobody is below zero, nothing is forgotten.

The machine awards, caps, reviews, rejects, publishes, posts, reverses, expires, redeems, cancels,
merges and parts at random; what the program refuses it refuses. After each step the ledger is
reckoned anew from its entries and compared with what the database keeps.
"""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from app.errors import LirenError
from app.points import expiry, publicity, records, redemptions, stock
from app.points.ledger_check import check_ledger
from app.points.models import (
    PointsAccount,
    PointsBalance,
    PointsRecord,
    PointsTransfer,
    Redemption,
    RewardStock,
    StockMove,
)
from app.points.publicity_views import publicities
from app.points.queries import accounts as list_accounts
from app.points.record_views import open_objections
from app.points.stages import COUNTING, PENDING, RecordState
from app.points.yearly import yearly_account
from app.residents.merges import merge_residents, unmerge_residents
from db import clock
from tests.app.points.builders import Clock, PointsOffice
from tests.builders import a_station

which = st.integers(0, 3)
CAP = 30


class PointsMachine(RuleBasedStateMachine):
    """One office, three people, every use case."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.shown = Clock()
        self.set_clock = clock.set_to(self.shown)
        self.set_clock.__enter__()
        self.station = a_station(Path(self.folder.name))
        self.office = PointsOffice(self.station, self.shown)
        self.rules = [
            self.office.rule("志愿服务", 10, cap_day=CAP),
            self.office.rule("奖励", 25),
            self.office.rule("高空抛物", -50),
        ]
        self.people = [self.office.resident(f"居民{n}", f"3-2-30{n}") for n in range(1, 4)]
        self.rewards = [self.office.reward("洗衣液", 7, stock_=6), self.office.reward("米", 20)]
        self.redeemed = []
        self.seen = {}

    def press(self, use_case, **arguments):
        try:
            return self.office.do(use_case, **arguments)
        except LirenError:
            return None

    def some(self, states, index):
        ids = self.office.records(*states)
        return ids[index % len(ids)] if ids else None

    @rule(who=which, what=which, quantity=st.integers(1, 4), by_secretary=st.booleans())
    def record(self, who, what, quantity, by_secretary):
        text = records.RecordText(self.rules[what % 3], clock.today(), "照片")
        share = records.Share(self.people[who % 3], quantity)
        actor = None if by_secretary else self.office.clerk
        self.press(records.record_points, actor=actor, text=text, shares=[share])

    @rule(index=which)
    def review(self, index):
        if record := self.some([RecordState.RECORDED], index):
            self.press(records.review_records, record_ids=[record])

    @rule(index=which)
    def reject(self, index):
        if record := self.some([RecordState.RECORDED], index):
            self.press(records.reject_records, record_ids=[record], reason="不实")

    @rule(index=which)
    def withdraw(self, index):
        if record := self.some(list(PENDING), index):
            self.press(records.withdraw_records, record_ids=[record], reason="重复")

    @rule()
    def publish(self):
        if ids := self.office.records(RecordState.REVIEWED):
            self.press(publicity.publish_records, record_ids=ids, title="公示")

    @rule(index=which, answer=st.booleans())
    def object(self, index, answer):
        if record := self.some([RecordState.PUBLIC, RecordState.POSTED], index):
            said = {"record_id": record, "objector": "张三", "content": "有异议"}
            self.press(publicity.object_to_record, **said)
        if answer:
            for objection in self.office.ask(open_objections):
                self.press(
                    publicity.answer_objection,
                    objection_id=objection.id,
                    upheld=bool(index % 2),
                    answer="已核实",
                )

    @rule()
    def post(self):
        for row in self.office.ask(publicities, open_only=True):
            self.press(publicity.close_publicity, publicity_id=row.id)

    @rule(who=which, what=which, quantity=st.integers(1, 3))
    def award_all_the_way(self, who, what, quantity):
        """What an orderly office does, so that there is something to spend."""
        self.record(who, what % 2, quantity, by_secretary=False)
        for record in self.office.records(RecordState.RECORDED):
            self.press(records.review_records, record_ids=[record])
        self.publish()
        self.shown.forward(days=6)
        self.post()

    @rule(index=which)
    def reverse(self, index):
        if record := self.some([RecordState.POSTED], index):
            self.press(publicity.reverse_record, record_id=record, reason="登记错了")

    @rule(who=which, what=which, quantity=st.integers(1, 3), again=st.booleans())
    def redeem(self, who, what, quantity, again):
        key = f"counter:{len(self.redeemed) if not again else max(len(self.redeemed) - 1, 0)}"
        done = self.press(
            redemptions.redeem,
            key=key,
            resident_id=self.people[who % 3],
            pieces=[redemptions.Piece(self.rewards[what % 2], quantity)],
        )
        if done and not done.is_again:
            self.redeemed.append(done.redemption_id)

    @rule(index=which)
    def cancel(self, index):
        if self.redeemed:
            chosen = self.redeemed[index % len(self.redeemed)]
            self.press(redemptions.cancel_redemption, redemption_id=chosen, reason="拿错了")

    @rule()
    def expire(self):
        self.press(expiry.run_expiry)

    @rule()
    def give_back_the_last_expiry(self):
        with self.station.read() as session:
            batch = session.scalars(
                select(PointsTransfer.batch_id)
                .where(PointsTransfer.kind == "expire")
                .order_by(PointsTransfer.sequence.desc())
                .limit(1)
            ).first()
        if batch:
            self.press(expiry.reverse_expiry, batch_id=batch, reason="延期")

    @rule(survivor=which, other=which)
    def merge(self, survivor, other):
        self.press(
            merge_residents,
            survivor_id=self.people[survivor % 3],
            other_id=self.people[other % 3],
        )

    @rule(other=which)
    def part(self, other):
        self.press(unmerge_residents, other_id=self.people[other % 3])

    @rule(index=which, counted=st.integers(0, 5))
    def count_goods(self, index, counted):
        self.press(stock.take_stock, counted={self.rewards[index % 2]: counted})

    @rule(days=st.sampled_from([1, 6, 40, 400]))
    def time_passes(self, days):
        self.shown.forward(days=days)

    def rows(self, kind):
        with self.station.read() as session:
            return list(session.scalars(select(kind)))

    @invariant()
    def every_balance_is_the_sum_of_its_entries_and_none_is_below_zero(self):
        balances = Counter()
        for entry in self.rows(PointsTransfer):
            balances[entry.from_account] -= entry.amount
            balances[entry.to_account] += entry.amount
        kept = {row.account_id: row.balance for row in self.rows(PointsBalance)}
        assert kept == dict(balances)
        assert sum(kept.values()) == 0
        kinds = {account.id: account.kind for account in self.rows(PointsAccount)}
        assert all(kept[each] >= 0 or kinds[each] == "issued" for each in kept)

    @invariant()
    def what_was_issued_is_somewhere_to_the_point(self):
        found = self.office.ask(yearly_account, year=clock.today().year)
        assert found.agrees
        pending = sum(
            record.points
            for record in self.rows(PointsRecord)
            if record.state in PENDING and record.points > 0
        )
        assert dict(found.by_balances)["待入账"] == pending

    @invariant()
    def history_is_complete_and_chained(self):
        entries = {entry.id: (entry.chain, entry.amount) for entry in self.rows(PointsTransfer)}
        assert all(entries.get(key) == value for key, value in self.seen.items())
        self.seen = entries
        with self.station.read() as session:
            assert check_ledger(session)[0]

    @invariant()
    def goods_that_went_are_goods_that_were_there(self):
        moves = Counter()
        for move in self.rows(StockMove):
            moves[move.reward_id] += move.quantity
        kept = {row.reward_id: row.quantity for row in self.rows(RewardStock)}
        assert kept == dict(moves)
        assert all(quantity >= 0 for quantity in kept.values())
        live = [row for row in self.rows(Redemption) if row.cancelled_at is None]
        spent = dict(self.office.ask(yearly_account, year=2026).by_balances)["已兑换"]
        assert spent == sum(row.points for row in live)

    @invariant()
    def people_have_what_their_accounts_hold(self):
        rows = self.office.ask(list_accounts)
        kept = {row.account_id: row.balance for row in self.rows(PointsBalance)}
        residents = [a for a in self.rows(PointsAccount) if a.kind == "resident"]
        assert sum(row.balance for row in rows) == sum(kept.get(a.id, 0) for a in residents)

    @invariant()
    def no_record_exceeds_its_cap(self):
        got = Counter()
        for record in self.rows(PointsRecord):
            if record.rule_id == self.rules[0] and record.state in COUNTING:
                got[record.resident_id, record.happened_on] += record.points
        assert all(points <= CAP for points in got.values())

    def teardown(self):
        if hasattr(self, "station"):
            self.set_clock.__exit__(None, None, None)
            self.station.close()
            self.folder.cleanup()


PointsMachine.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes here
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestPoints = PointsMachine.TestCase
