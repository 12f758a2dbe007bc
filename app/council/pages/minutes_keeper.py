"""Keeps the edited text of minutes: as a draft while it is typed, in the station when saved."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from app.council import minutes
from app.council.minutes_text import from_json, to_json
from app.council.minutes_views import MinutesView
from app.council.pages.at_hand import AtHand
from app.council.pages.minutes_editor import MinutesEditor
from app.errors import LirenError

KEPT_AFTER = 1_000
"""Milliseconds after the last key after which the edited text is kept as a draft."""


class MinutesKeeper(QObject):
    """Watches the editor of one version at a time."""

    said = Signal(str)
    """What became of the text, for the header."""
    changed = Signal(bool)
    """Whether something is typed that is not saved."""

    def __init__(self, editor: MinutesEditor, hand: AtHand):
        super().__init__(editor)
        self._editor, self._hand = editor, hand
        self._id: UUID | None = None
        self.dirty = False
        self._soon = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._soon.timeout.connect(self._keep)
        editor.changed.connect(self._edited)

    @property
    def _key(self) -> str:
        return f"minutes/{self._id}"

    def watch(self, view: MinutesView, *, editable: bool) -> None:
        """Keep this version from now on; a draft left behind by a power cut is shown."""
        self._id = view.id
        self.forget()
        if editable:
            self._hand.drafts.get(self._key, partial(self._restore, view))

    def forget(self) -> None:
        """Nothing typed is worth saving any more."""
        self._soon.stop()
        self._set(dirty=False)

    def drop_draft(self) -> None:
        """The draft is not needed any more."""
        self._hand.drafts.drop(self._key)

    def _set(self, *, dirty: bool) -> None:
        self.dirty = dirty
        self.changed.emit(dirty)

    def _edited(self) -> None:
        self._set(dirty=True)
        self._soon.start()

    def _keep(self) -> None:
        text = self._editor.text()
        if self.dirty and text is not None:
            self._hand.drafts.put(self._key, to_json(text))

    def _restore(self, view: MinutesView, draft: dict[str, Any] | None) -> None:
        if draft is None or self.dirty or self._id != view.id:
            return
        text = from_json(draft)
        if text != view.text:
            self._editor.show_text(text, read_only=False)
            self._edited()
            self.said.emit("已恢复上次未保存的修改")

    def save(self) -> None:
        """Keep the edited text in the station."""
        text = self._editor.text()
        if not self.dirty or text is None or self._id is None:
            return
        self.forget()
        self._hand.work.write(
            minutes.save_minutes, minutes_id=self._id, text=text,
            then=self._saved, failed=self._not_saved, owner=self,
        )  # fmt: skip

    def _saved(self, _result: object = None) -> None:
        self.drop_draft()
        self.said.emit("已保存")

    def _not_saved(self, error: LirenError) -> None:
        self._set(dirty=True)
        self.said.emit(str(error))
