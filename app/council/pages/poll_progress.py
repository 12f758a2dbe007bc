"""How far a poll has come: slips delivered and returned, the answers, what makes it valid."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.council.poll_views import PollView
from app.council.terms import VoteState
from app.desk import theme
from app.desk.detail import FactList, Notice


class PollProgress(QWidget):
    """Figures of one poll; each :meth:`show_poll` takes the place of the last."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))

    def show_poll(self, poll: PollView) -> None:
        """Show the figures as they are now."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(_verdict(poll))
        out = poll.entitled - poll.returned
        facts = [
            ("应发", f"{poll.entitled} 户"),
            ("送达", f"{poll.delivered} 户"),
            ("收回", f"{poll.returned} 户，还差 {out} 户"),
            *((name, f"{number}") for name, number in poll.said),
        ]
        self._column.addWidget(FactList(facts))


def _verdict(poll: PollView) -> Notice:
    """What was decided; before the end, whether enough households have answered."""
    if poll.vote.state is VoteState.CLOSED:
        return Notice("info", poll.vote.outcome_name, [poll.vote.sentence])
    needed = poll.quorum.needed
    words = f"收回 {needed} 户才有效，现在 {poll.returned} 户。"
    if poll.quorum.held:
        return Notice("good", "收回户数已够", [words])
    return Notice("waiting", f"还差 {needed - poll.returned} 户才有效", [words])
