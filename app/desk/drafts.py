"""Drafts: what is being typed survives a power cut.

A form bound to a key is kept a second after the typing stops, and every three seconds while it
goes on. Bootstrap gives a store inside the encrypted station: drafts hold residents' data and
never lie about as files.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from app.desk.forms import Form

AFTER_TYPING = 1_000
"""Milliseconds without a key after which a draft is kept."""
AT_MOST = 3_000
"""Milliseconds a draft may lag behind somebody who types on and on."""


class Drafts(Protocol):
    """Keeps drafts by key; a draft is a JSON-able dict."""

    def get(self, key: str, then: Callable[[dict[str, Any] | None], object]) -> None:
        """Tell the draft kept under ``key``, None when there is none; on the GUI thread."""
        ...

    def put(self, key: str, draft: dict[str, Any]) -> None:
        """Keep ``draft`` under ``key`` instead of what was there."""
        ...

    def drop(self, key: str) -> None:
        """Forget what is kept under ``key``."""
        ...


class KeptDraft(QObject):
    """Keeps the draft of one form; lives and ends with it."""

    def __init__(
        self,
        form: Form,
        drafts: Drafts,
        key: str,
        *,
        after_typing: int = AFTER_TYPING,
        at_most: int = AT_MOST,
    ):
        super().__init__(form)
        self._form, self._drafts, self._key = form, drafts, key
        self._typed = False
        self._before: dict[str, Any] = {}
        self.soon = QTimer(self, singleShot=True, interval=after_typing)
        self.latest = QTimer(self, singleShot=True, interval=at_most)
        self.soon.timeout.connect(self.keep_now)
        self.latest.timeout.connect(self.keep_now)
        form.edited.connect(self._keep_soon)
        form.done.connect(self.drop)
        form.closed.connect(self.drop)
        form.banner.discard_asked.connect(self.discard)
        _OPEN.add(self)
        drafts.get(key, self._restore)

    def keep_now(self) -> None:
        """Keep what stands in the form, if it differs from what was saved."""
        self.soon.stop()
        self.latest.stop()
        if self._form.dirty:
            self._drafts.put(self._key, self._form.draft())
        elif self._typed:
            self._drafts.drop(self._key)  # typed and taken back: nothing to restore

    def drop(self) -> None:
        """Forget the draft: it was saved, or the user leaves it."""
        self.soon.stop()
        self.latest.stop()
        self._drafts.drop(self._key)

    def discard(self) -> None:
        """Throw the restored draft away and show the form as it was."""
        self._form.restore(self._before)
        self.drop()

    def _keep_soon(self) -> None:
        self._typed = True
        self.soon.start()
        if not self.latest.isActive():
            self.latest.start()

    def _restore(self, draft: dict[str, Any] | None) -> None:
        if draft is None or not isValid(self) or self._form.dirty:
            return  # he has begun to type already: that is newer
        self._before = self._form.draft()
        self._form.restore(draft)
        if self._form.draft() != self._before:
            self._form.banner.say_restored()


_OPEN: weakref.WeakSet[KeptDraft] = weakref.WeakSet()


def keep_all() -> None:
    """Keep every open form's draft now: the program is about to end or has met a bug."""
    for draft in tuple(_OPEN):
        if isValid(draft):
            draft.keep_now()
