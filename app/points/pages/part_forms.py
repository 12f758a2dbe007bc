"""Putting the list of an activity right: units, who was not there, wrong and missing awards."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.points.activity_awards import correct_award
from app.points.activity_views import ActivityRow, PartRow
from app.points.pages.at_hand import AtHand
from app.points.participation import drop_out, set_quantity
from app.residents.queries import find_residents

REASON = Field(
    "reason", "原因", required=True, max_length=100, placeholder="例如：中途离开，只做了一小时"
)


class PartForms(QObject):
    """Opens the forms in a page's drawer."""

    def __init__(self, page: Page, hand: AtHand, activity: ActivityRow):
        super().__init__(page)
        self._page, self._hand, self._activity = page, hand, activity
        self._forms = DrawerForms(page, hand)
        self._people = PersonFinder(hand.work, find_residents)

    def _back(self) -> None:
        self._page.drawer.dismiss()
        self._page.reload()

    def quantity(self, row: PartRow) -> None:
        """Somebody stayed longer or shorter than the others."""
        fields = [
            Field("quantity", "份数", "number", required=True, minimum=1, maximum=200,
                  default=row.quantity, hint=f"其他人都是 {self._activity.quantity}"),
        ]  # fmt: skip
        use_case = partial(set_quantity, activity_id=self._activity.id, resident_id=row.resident_id)
        self._forms.ask_and_write(f"改份数：{row.name}", fields, use_case, self._back)

    def drop(self, row: PartRow) -> None:
        """Somebody does not belong on the list; undo takes it back."""
        self._hand.work.write(
            drop_out, activity_id=self._activity.id, resident_id=row.resident_id, owner=self._page
        )

    def correct(self, row: PartRow) -> None:
        """Somebody got the wrong points."""
        fields = [
            Field("quantity", "应记几份", "number", required=True, minimum=0, maximum=200,
                  default=row.quantity, hint="没到场的填 0；原来的冲正，更正后重新审核公示"),
            REASON,
        ]  # fmt: skip
        use_case = partial(
            correct_award, activity_id=self._activity.id, resident_id=row.resident_id
        )
        title = f"更正积分：{row.name}"
        self._forms.ask_and_write(title, fields, use_case, self._back, save="更正")

    def add_missed(self, _checked: bool = False) -> None:
        """Somebody was there and had not signed in."""
        fields = [
            Field("who", "漏签的居民", "person", required=True, find=self._people.find),
            Field("quantity", "应记几份", "number", required=True, minimum=1, maximum=200,
                  default=self._activity.quantity),
            REASON,
        ]  # fmt: skip
        use_case = partial(_add_missed, activity_id=self._activity.id)
        self._forms.ask_and_write("补登一位", fields, use_case, self._back, save="补登")


def _add_missed(
    session: Any, actor: Any, *, activity_id: UUID, who: str, quantity: int, reason: str
) -> None:
    correct_award(
        session, actor, activity_id=activity_id, resident_id=UUID(who), quantity=quantity,
        reason=reason,
    )  # fmt: skip
