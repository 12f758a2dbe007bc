"""A year of events in a community of the trial: all handled, disputes settled as the article says.

The demo's own event ledger draws and writes them; some it draws are void, which no figure counts,
so it goes on until as many as planned stand.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.cast import Cast
from app.demo.data import data
from app.demo.district.ground import Ground
from app.demo.event_kinds import Incident, Incidents
from app.demo.event_ledger import Ledger
from app.demo.registry import Registry
from app.events.categories import shipped
from app.events.models import Event
from app.events.stages import State
from db import clock

LAST = 12
"""Days ago, when the last event was reported: by now all are over."""
UNSETTLED = 25
"""Of so many disputes one stays unsettled: 化解率 95 % and more [A]."""


def write_events(
    session: Session, cast: Cast, ground: Ground, count: int, *, days: int, random: Random
) -> None:
    """Write down so many handled events of the last ``days`` days."""
    known = len([entry for entry in data("places")["grid"] if entry["yard"]])
    near = [one for one in cast.registry.neighbours if one.place.grid <= known]
    cast = Cast(cast.secretary, cast.recorder, cast.places, Registry(near, len(near)))
    incidents = Incidents(cast, random)
    ledger = Ledger(cast, random, ground.workers, clock.now())
    while missing := count - _standing(session):
        ledger.write(session, list(_drawn(incidents, missing, days, random)))
    _settle(session)


def _drawn(incidents: Incidents, count: int, days: int, random: Random) -> Iterator[Incident]:
    for _ in range(count):
        yield incidents.on(clock.today() - timedelta(days=random.randrange(LAST, days)))


def _standing(session: Session) -> int:
    chosen = select(func.count()).select_from(Event).where(Event.state != State.VOID)
    return session.scalar(chosen) or 0


def _settle(session: Session) -> None:
    """What the ledger left unsettled was taken up again, but for a few."""
    disputes = [category.key for category in shipped() if category.is_dispute]
    chosen = select(Event).where(Event.category.in_(disputes), Event.state != State.VOID)
    found = session.scalars(chosen.order_by(Event.reported_at, Event.id)).all()
    open_ones = [event for event in found if event.settled is False]
    for event in open_ones[len(found) // UNSETTLED :]:
        event.settled = True
