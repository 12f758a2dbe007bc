"""Registering the drafts that are filled in: one transaction each, to be stopped in between."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.errors import LirenError
from app.events.pages.at_hand import AtHand
from app.events.pages.intake_drafts import DraftModel, Entry, Standing
from app.events.pages.intake_form import text_of
from app.events.snapshots import register_snapshot


class DraftRegister(QObject):
    """Goes through the drafts; what fails stays in the list with its reason."""

    moved = Signal(int, int)
    """(those done, those to be done in all)"""
    ended = Signal()

    def __init__(self, parent: QObject, hand: AtHand, drafts: DraftModel):
        super().__init__(parent)
        self._hand, self._drafts = hand, drafts
        self.runs = False

    def start(self) -> None:
        """Register what is filled in."""
        self.runs = True
        self._register_next()

    def stop(self) -> None:
        """Let what is being registered be the last one."""
        self.runs = False

    def _register_next(self) -> None:
        place = self._drafts.first(Standing.READY)
        if place < 0 or not self.runs:
            self.runs = False
            self.ended.emit()
            return
        done = self._drafts.count(Standing.DONE)
        self.moved.emit(done, done + self._drafts.count(Standing.READY))
        entry = self._drafts.entries[place]
        self._hand.work.write(
            register_snapshot, text=text_of(entry), photos=entry.draft.photos,
            taken_at=entry.draft.taken_at, then=partial(self._registered, entry),
            failed=partial(self._refused, entry), owner=self,
        )  # fmt: skip

    def _registered(self, entry: Entry, _event_id: UUID) -> None:
        self._drafts.set_standing(entry, Standing.DONE)
        self._register_next()

    def _refused(self, entry: Entry, error: LirenError) -> None:
        self._drafts.set_standing(entry, Standing.FAILED, str(error))
        self._register_next()
