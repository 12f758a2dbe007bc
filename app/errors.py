"""Expected failures: one sentence on what happened, one on what to do.

Two families exist. A :class:`LirenError` is foreseen and shown to the user as it stands;
any other exception is a bug, ends in the crash dialog and rolls back.
"""


class LirenError(Exception):
    """A foreseen failure, worded for the person at the desk (Chinese, no codes)."""

    def __init__(self, what_happened: str, what_to_do: str = "", *, field: str | None = None):
        super().__init__(what_happened)
        self.what_happened = what_happened
        self.what_to_do = what_to_do
        self.field = field
        """Key of the form field at fault, so that a form can show the message under it."""

    def __str__(self) -> str:
        return self.what_happened + self.what_to_do  # two sentences; Chinese has no space between


class InvalidInput(LirenError):
    """A value the user gave cannot be taken; ``field`` names which."""


class NotAllowed(LirenError):
    """The account's role does not permit this."""


class RuleBroken(LirenError):
    """A rule of law, charter or office practice forbids this now; says by which figure."""


class NotFound(LirenError):
    """What was asked for is not (or no longer) there."""


class StationFault(LirenError):
    """The station's file cannot be used: wrong key, not a station, damaged, newer, read-only."""


class Cancelled(LirenError):
    """The user stopped a long job; nothing of it remains."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下任何改动。")
