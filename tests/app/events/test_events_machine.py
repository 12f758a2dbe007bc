"""Whatever users press in whatever order, no event is where its guards would not have let it.

The machine presses every button at random, with words and without; what the program refuses it
refuses. After each press the stored rows are compared with plain definitions written here.
"""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from app.errors import LirenError
from app.events.closing import merge_event
from app.events.events import EventText, report_event
from app.events.figures import figures
from app.events.models import Event, EventStep
from app.events.moves import BY_KEY
from app.events.steps import Said
from app.events.terms import Satisfaction
from app.working_days import is_working_day
from db import clock
from tests.app.events.builders import Clock, EventsOffice
from tests.builders import a_station

which = st.integers(0, 2)
word = st.sampled_from(["", "情况如此"])
sayings = st.builds(
    Said,
    reason=word,
    outcome=word,
    late_reason=word,
    handler_name=st.sampled_from(["", "王强"]),
    settled=st.none() | st.booleans(),
    satisfaction=st.none() | st.sampled_from(Satisfaction),
)
CATEGORIES = ("fire_lane", "neighbours", "noise")
IN_ORDER = ("accept", "dispatch", "suspend", "resume", "handle", "verify", "close", "reopen")
WHOLE = Said("情况如此", "已清理", "人手不足", handler_name="王强", settled=True)


class EventsMachine(RuleBasedStateMachine):
    """One office, a few events, every button."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.shown = Clock()
        self.set_clock = clock.set_to(self.shown)
        self.set_clock.__enter__()
        self.station = a_station(Path(self.folder.name))
        self.office = EventsOffice(self.station, self.shown)
        self.events = []
        self.due = {}
        self.report(0, late=0)

    def press(self, use_case, **arguments):
        try:
            return self.office.do(use_case, **arguments)
        except LirenError:
            return None

    def pick(self, index):
        return self.events[index % len(self.events)]

    @rule(kind=which, late=st.integers(-1, 30))
    def report(self, kind, late):
        text = EventText(
            "事项",
            CATEGORIES[kind],
            building_id=self.office.building,
            reported_at=self.shown.at - timedelta(hours=late),
        )
        event = self.press(report_event, text=text)
        self.events += [event] if event else []

    @rule(index=which, key=st.sampled_from(sorted(BY_KEY)), said=sayings)
    def move(self, index, key, said):
        self.press(BY_KEY[key], event_id=self.pick(index), said=said)

    @rule(
        kind=which,
        left_out=st.integers(0, len(IN_ORDER) + 2),
        blank=st.sampled_from(["", "reason", "outcome", "late_reason", "handler_name"]),
        far=st.integers(2, len(IN_ORDER)),
        hours=st.sampled_from([0, 5, 60]),
    )
    def go_nearly_all_the_way(self, kind, left_out, blank, far, hours):
        """What an orderly office does with a new event, but for one step or one word left out."""
        self.report(kind, late=0)
        said = replace(WHOLE, **{blank: ""}) if blank else WHOLE
        for number, key in enumerate(IN_ORDER[:far]):
            if number != left_out:
                self.press(BY_KEY[key], event_id=self.events[-1], said=said)
                self.shown.forward(hours=hours)

    @rule(index=which, other=which)
    def merge(self, index, other):
        self.press(merge_event, event_id=self.pick(index), original_id=self.pick(other))

    @rule(hours=st.sampled_from([1, 7, 40, 300]))
    def time_passes(self, hours):
        self.shown.forward(hours=hours)

    def rows(self):
        with self.station.read() as session:
            yield from session.scalars(select(Event))

    def history(self, event):
        with self.station.read() as session:
            found = select(EventStep).where(EventStep.event_id == event.id)
            return list(session.scalars(found.order_by(EventStep.at, EventStep.id)))

    @invariant()
    def no_event_is_where_it_may_not_be(self):
        for event in self.rows():
            beyond = event.state not in ("reported", "void")
            assert not beyond or (event.accepted_at and event.responded_at and event.due_at)
            if event.state == "dispatched":
                assert event.handler_name
            if event.state in ("handled", "verified", "closed"):
                assert event.handled_at
                assert event.outcome
                assert event.handler_name
                assert event.handled_at <= event.due_at or event.late_reason
                assert event.suspended_at is None
            else:
                assert event.handled_at is None
            if event.state == "closed":
                assert event.closed_at
                assert event.category != "neighbours" or event.settled is not None
            else:
                assert event.closed_at is None
                assert not event.satisfaction

    @invariant()
    def times_never_run_backwards(self):
        for event in self.rows():
            moments = [event.reported_at, *(step.at for step in self.history(event))]
            assert moments == sorted(moments)
            assert moments[-1] <= max(self.shown.at, moments[0])
            steps = self.history(event)
            assert [step.from_state for step in steps[1:]] == [s.to_state for s in steps[:-1]]
            assert steps[-1].to_state == event.state

    @invariant()
    def a_limit_in_days_ends_on_a_working_day_and_never_moves_back(self):
        for event in self.rows():
            if event.due_at and event.limit_unit == "working_days":
                assert is_working_day(clock.local(event.due_at).date())
            before = self.due.get((event.id, event.rounds))
            assert before is None or event.due_at >= before
            if event.due_at:
                self.due[event.id, event.rounds] = event.due_at

    @invariant()
    def no_numerator_exceeds_its_base(self):
        days = (clock.today() - timedelta(days=400), clock.today())
        found = self.office.ask(figures, from_day=days[0], until_day=days[1])
        rows = {event.id: event for event in self.rows()}
        for rate in found.rates:
            assert set(rate.hits) <= set(rate.base) <= set(rows)
            assert all(rows[event].state != "void" for event in rate.base)
        accepted = [e for e in rows.values() if e.accepted_at and e.state != "void"]
        assert len(found.rates[0].base) == len(accepted)

    def teardown(self):
        if hasattr(self, "station"):
            self.set_clock.__exit__(None, None, None)
            self.station.close()
            self.folder.cleanup()


EventsMachine.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes here
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestEvents = EventsMachine.TestCase
