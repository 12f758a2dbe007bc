"""Everything the drawer shows of one resident, read in one go."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.residents.concerns import Concern, concerns_of, tell_of
from app.residents.details import ResidentDetail, resident_detail
from app.residents.history import HistoryLine, resident_history
from app.residents.merges import merged_records
from app.residents.visit_views import visits_about

tell_of("走访", visits_about)  # this room's own answer; bootstrap adds those of the rooms above


@dataclass(frozen=True)
class PersonView:
    """One resident, with what concerns him and what happened to his record."""

    detail: ResidentDetail
    concerns: tuple[Concern, ...]
    history: tuple[HistoryLine, ...]
    merged: tuple[tuple[UUID, str], ...]
    """Records that were merged into this one: id and name."""


def person_view(session: Session, resident_id: UUID) -> PersonView | None:
    """Somebody by any of his records: of one that was merged, the record that stands for it."""
    detail = resident_detail(session, resident_id)
    while detail is not None and detail.merged_into is not None:
        detail = resident_detail(session, detail.merged_into)
    if detail is None:
        return None
    return PersonView(
        detail,
        tuple(concerns_of(session, detail.id)),
        tuple(resident_history(session, detail.id)),
        tuple(merged_records(session, detail.id)),
    )
