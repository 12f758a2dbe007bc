"""The form of the office's tags: which there are, whom they mark as to be visited first."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.page import Page
from app.residents.pages.at_hand import AtHand
from app.residents.tags import DAYS_OF_A_YEAR, Care, care, change_tags


class TagsForm:
    """Opens the form in a page's drawer."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def open(self) -> None:
        """Show the form."""
        if self._page.drawer.may_leave():
            self._hand.work.read(care, then=self._show, owner=self._page, latest="care")

    def _show(self, chosen: Care) -> None:
        fields = (
            Field("offered", "标签", "long_text", default="\n".join(chosen.offered),
                  required=True, hint="一行一个；删去的标签，已有的人仍保留"),
            Field("vulnerable", "重点人员标签", "long_text",
                  default="\n".join(chosen.vulnerable),
                  hint="一行一个，都要在上面；有这些标签的人优先走访"),
            Field("visit_every_days", "重点户多少天走访一次", "number", width=120, required=True,
                  default=chosen.visit_every_days, minimum=0, maximum=DAYS_OF_A_YEAR,
                  hint="超过的标为“该走访了”；填 0 不提醒"),
        )  # fmt: skip
        form = Form(fields, today=self._hand.today)
        self._forms.show("标签与重点人员", form, partial(self._save, form), self._back)

    def _save(self, form: Form, values: dict[str, Any]) -> None:
        use_case = partial(
            change_tags,
            offered=_lines(values["offered"]),
            vulnerable=_lines(values["vulnerable"]),
            visit_every_days=values["visit_every_days"],
        )
        self._forms.send(form, use_case)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
