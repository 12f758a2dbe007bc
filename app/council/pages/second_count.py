"""监票人复核: the totals typed a second time, and where they differ."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.council import second_count
from app.council.pages.at_hand import AtHand
from app.council.pages.figure_fields import FigureFields
from app.council.second_count import Difference
from app.desk import theme
from app.desk.detail import Notice
from app.desk.labels import button, label
from app.errors import LirenError


class SecondCount(QFrame):
    """Fields that begin empty; ``first(session, actor)`` writes down the first entry before."""

    def __init__(
        self,
        hand: AtHand,
        vote_id: UUID,
        names: Mapping[str, str],
        first: Callable[[], Callable[..., Any]],
    ):
        super().__init__()
        self._hand, self._vote_id, self._first = hand, vote_id, first
        self.setProperty("role", "card")
        self.fields = FigureFields(names)
        self.fields.edited.connect(self._show_ready)
        self._check = button("核对", press=self.check)
        self._check.setEnabled(False)
        self._drop = button("不复核了", "quiet", press=self._without)
        self._said = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(label("监票人再数一遍，不看上面的数", "section", wrap=True))
        column.addWidget(self.fields)
        column.addLayout(self._said)
        foot = QHBoxLayout()
        foot.addWidget(self._check)
        foot.addStretch(1)
        foot.addWidget(self._drop)
        column.addLayout(foot)
        self.hide()

    def begin(self) -> None:
        """Show the fields and go to the first."""
        self.show()
        self.fields.focus_first()

    def _show_ready(self) -> None:
        self._check.setEnabled(self.fields.complete)

    def check(self) -> None:
        """Write both entries down and say where they differ."""
        use_case = partial(
            _both, first=self._first(), vote_id=self._vote_id, figures=self.fields.numbers()
        )
        self._hand.work.write(use_case, then=self._tell, failed=self._refuse, owner=self)

    def _without(self) -> None:
        self.hide()
        self._hand.work.write(
            _forget, vote_id=self._vote_id, then=self._forgotten, failed=self._refuse, owner=self
        )

    def _forgotten(self, _result: object) -> None:
        self._say(None)

    def _tell(self, found: tuple[Difference, ...]) -> None:
        if not found:
            self._say(Notice("good", "两次登记一致", []))
            return
        lines = [
            f"{one.name}：计票 {one.first}，复核 {one.second}，相差 {abs(one.first - one.second)}"
            for one in found
        ]
        self._say(Notice("late", "两次登记不一致，请重新清点", lines))

    def _refuse(self, error: LirenError) -> None:
        self._say(Notice("late", "", [str(error)]))

    def _say(self, notice: Notice | None) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if notice is not None:
            self._said.addWidget(notice)


def _both(
    session: Any,
    actor: Any,
    *,
    first: Callable[..., Any],
    vote_id: UUID,
    figures: Mapping[str, int],
) -> tuple[Difference, ...]:
    first(session, actor)
    return second_count.enter_second_count(session, actor, vote_id=vote_id, figures=figures)


def _forget(session: Any, actor: Any, *, vote_id: UUID) -> None:
    """Nothing to forget where nothing was entered."""
    second_count.enter_second_count(session, actor, vote_id=vote_id, figures=None)
