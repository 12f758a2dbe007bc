"""The forms of a written poll from door to door: beginning it, and collecting for longer."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from app.council import polls
from app.council.matter_views import MatterDetail
from app.council.pages.at_hand import AtHand
from app.council.pages.vote_choice import choice_of_lines
from app.council.poll_views import PollView
from app.council.terms import VOTE_KIND_NAMES, VoteKind
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.page import Page
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices


class PollForms:
    """Opens them in a page's drawer."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def begin(self, detail: MatterDetail, _checked: bool = False) -> None:
        """Begin to ask every household."""
        then = partial(self._show_begin, detail)
        self._hand.work.read(grid_choices, then=then, owner=self._page)

    def _show_begin(self, detail: MatterDetail, grids: list[Place]) -> None:
        places = tuple(Choice(grid.id, grid.title) for grid in grids)
        kinds = tuple(Choice(kind, name) for kind, name in VOTE_KIND_NAMES.items())
        fields = [
            Field("question", "征求什么意见", required=True, max_length=200,
                  default=f"是否同意{detail.row.title}"),
            Field("until", "收到哪一天为止", "date", required=True),
            Field("grid_id", "问哪些住户", "choice", choices=places, default=detail.grid_id,
                  placeholder="全社区每一户"),
            Field("kind", "怎样回答", "choice", required=True, choices=kinds,
                  default=VoteKind.MOTION),
            Field("options", "方案或候选人", "long_text", hint="一行一个；一个方案的不用填"),
            Field("seats", "每户最多选几个", "number", default=1, minimum=1, width=120),
        ]  # fmt: skip
        use_case = partial(_open_poll, matter_id=detail.row.id)
        self._forms.ask_and_write(
            "入户书面征求意见", fields, use_case, self._back, save="开始征求意见"
        )

    def extend(self, poll: PollView, _checked: bool = False) -> None:
        """Collect slips for longer."""
        fields = [Field("until", "延长到", "date", required=True, default=poll.until)]
        use_case = partial(polls.extend_poll, vote_id=poll.vote.id)
        self._forms.ask_and_write("延长征求意见", fields, use_case, self._back, save="延长")


def _open_poll(
    session: Any, actor: Any, *, kind: str, options: str, seats: int | None, **values: Any
) -> UUID:
    choice = choice_of_lines(kind, options, seats)
    return polls.open_poll(session, actor, choice=choice, **values)
