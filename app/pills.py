"""The short coloured word on a line or card (pill), as rooms say it and pages show it."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a pill is coloured; the word carries the meaning. The desk styles by these names."""

    GOOD = "good"
    WAITING = "waiting"
    LATE = "late"
    INFORMATION = "info"
    QUIET = "plain"


@dataclass(frozen=True)
class Pill:
    """A word and its tone."""

    text: str
    tone: Tone

    @property
    def pair(self) -> tuple[str, str]:
        """As a column of pills, and the label of one, take it."""
        return self.text, self.tone.value
