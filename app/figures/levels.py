"""The headline figures of a station, by its level: its own records, or those it was sent."""

from sqlalchemy.orm import Session

from app.accounts.levels import Level
from app.accounts.station import profile
from app.figures.district import district_headline
from app.figures.events import event_figures
from app.figures.headline import Figure, headline
from app.figures.points import scheme_figures


def main_figures(session: Session) -> list[Figure]:
    """A community's grids, council, events and points; of a superior, the sums over all below."""
    if profile(session).level is Level.COMMUNITY:
        return [*headline(session), *event_figures(session), *scheme_figures(session)]
    return district_headline(session)
