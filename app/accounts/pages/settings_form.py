"""A form that stands on a tab: it shows what the station has, saves, and can go back to that."""

from collections.abc import Callable, Sequence
from typing import Any

from app.accounts.pages.whole_form import WholeForm
from app.desk.drafts import Drafts, KeptDraft
from app.desk.fields import Field
from app.desk.work import Work


class SettingsForm(WholeForm):
    """Filled by :meth:`show_stored`; its buttons wait until something is changed."""

    def __init__(self, fields: Sequence[Field], work: Work, drafts: Drafts, draft: str):
        super().__init__(fields, back="不改了")
        self._work, self._drafts, self._draft_key = work, drafts, draft
        self._stored: dict[str, Any] | None = None
        self.edited.connect(self._allow)
        self.done.connect(self._allow)
        self.closed.connect(self._go_back)
        self._allow()

    def show_stored(self, values: dict[str, Any]) -> None:
        """Show ``values``, unless something is being typed."""
        first, self._stored = self._stored is None, values
        if not self.dirty or first:
            self.set_values(values)
        if first:  # not before: a draft is what differs from the stored values
            KeptDraft(self, self._drafts, self._draft_key)

    def save_by(self, use_case: Callable[..., object]) -> None:
        """Carry out ``use_case``; what it refuses is said in the form."""
        self.set_busy(True)
        self._work.write(use_case, then=self.saved, failed=self.show_error, owner=self)

    def restore(self, draft: dict[str, Any]) -> None:
        """Show a draft."""
        super().restore(draft)
        self._allow()

    def may_leave(self) -> bool:
        return True

    def _allow(self) -> None:
        self._save.setEnabled(self.dirty)
        self._close.setEnabled(self.dirty)

    def _go_back(self) -> None:
        if self._stored is not None:
            self.set_values(self._stored)
            self._allow()
