"""What a vote is opened with where it is not a simple yes or no."""

from app.council.terms import VoteKind
from app.council.vote_options import ChoiceText


def choice_of_lines(kind: str, lines: str, seats: int | None) -> ChoiceText | None:
    """The options of a vote from lines of text; None for a motion.

    ``kind`` is the value of a :class:`VoteKind`: Qt hands on an enumeration's text, not itself.
    """
    if kind == VoteKind.MOTION:
        return None
    options = tuple(line.strip() for line in lines.splitlines() if line.strip())
    return ChoiceText(VoteKind(kind), options, seats or 1)
