"""Records that tests of single guarantees lay down at an office, without its use cases."""

from sqlalchemy import select

from app.directing.models import Whistle
from app.events.models import Event
from app.grids.models import Grid
from db import clock
from db.ids import new_id


def add_grid(office, number=1):
    with office.station.write() as session:
        grid = Grid(
            id=new_id(),
            number=f"{number:02}",
            code=f"13030201001{number:03}",
            name=f"{number}号网格",
        )
        session.add(grid)
        return grid.id


def rename(office, grid_id, name):
    with office.station.write() as session:
        session.get_one(Grid, grid_id).name = name


def name_of(office, grid_id):
    with office.station.read() as session:
        return session.scalar(select(Grid.name).where(Grid.id == grid_id))


def an_event(**values):
    return Event(
        id=new_id(), number=f"2026-{new_id().hex[-4:]}", title="路灯不亮", category="facilities",
        source="patrol", reported_at=clock.now(), entered_at=clock.now(), state="reported",
        state_since=clock.now(), response_due=clock.now(), **values,
    )  # fmt: skip


def a_whistle(event, **values):
    return Whistle(
        event_id=event.id, event_number=event.number, title=event.title, id=new_id(),
        category=event.category, whistled_at=clock.now(), **values,
    )  # fmt: skip
