"""A form in the drawer: its draft is kept, and closing it leads back to what was shown before."""

from collections.abc import Callable, Sequence

from app.council.pages.at_hand import AtHand
from app.desk.drafts import KeptDraft
from app.desk.fields import Candidate, Field
from app.desk.forms import Form
from app.desk.page import Page
from app.residents.queries import ResidentRow, find_residents

Back = Callable[[], object]


class DrawerForms:
    """Opens forms in one page's drawer."""

    def __init__(self, page: Page, hand: AtHand):
        self._page, self._hand = page, hand

    def show(
        self, title: str, form: Form, submit: Callable[[dict[str, object]], object], back: Back,
        *, draft: str = "",
    ) -> Form:  # fmt: skip
        """Show ``form``; ``submit(values)`` saves, ``back()`` follows saving and leaving."""
        form.submitted.connect(submit)
        form.done.connect(back)
        form.closed.connect(back)
        self._page.drawer.show_content(title, form)
        if draft:
            KeptDraft(form, self._hand.drafts, draft)
        form.focus_first()
        return form

    def ask(
        self, title: str, fields: Sequence[Field], submit: Callable[[dict[str, object]], object],
        back: Back, *, save: str = "保存", draft: str = "",
    ) -> Form:  # fmt: skip
        """Show a form of these fields."""
        form = Form(fields, today=self._hand.today, save=save)
        return self.show(title, form, submit, back, draft=draft)


class ResidentFinder:
    """Finds residents for a person field, and remembers what those found are called."""

    def __init__(self, hand: AtHand):
        self._hand = hand
        self._names: dict[str, str] = {}

    def find(self, text: str, then: Callable[[Sequence[Candidate]], object]) -> None:
        """Look for residents; fits :attr:`Field.find`."""
        self._hand.work.read(
            find_residents, text, then=_Answer(self._names, then), latest="find-resident"
        )

    def know(self, candidate: Candidate) -> Candidate:
        """Remember somebody who stands in the field from the start."""
        self._names[candidate.id] = candidate.text
        return candidate

    def name_of(self, resident_id: str) -> str:
        """What somebody found is called; empty for one restored from a draft."""
        return self._names.get(resident_id, "")


class _Answer:
    """Turns rows into candidates for one question."""

    def __init__(self, names: dict[str, str], then: Callable[[Sequence[Candidate]], object]):
        self._names, self._then = names, then

    def __call__(self, rows: list[ResidentRow]) -> None:
        found = [
            Candidate(str(r.id), r.name, " · ".join(p for p in (r.address, r.phone) if p))
            for r in rows
        ]
        self._names.update((one.id, one.text) for one in found)
        self._then(found)
