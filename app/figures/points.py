"""The figures of the points scheme, for the headline of a station."""

from sqlalchemy.orm import Session

from app.figures.headline import Figure
from app.points.reports import points_figures


def scheme_figures(session: Session) -> list[Figure]:
    """People registered, activities, participations, points."""
    return [
        Figure(found.key, found.name, found.value, found.formula)
        for found in points_figures(session)
    ]
