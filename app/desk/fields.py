"""The fields of a form, declared as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

FieldKind = Literal[
    "text",
    "long_text",
    "number",
    "money",
    "date",
    "time",
    "datetime",
    "choice",
    "multi_choice",
    "yes_no",
    "phone",
    "id_number",
    "person",
    "password",
]

MOST = {"text": 100, "long_text": 5_000, "password": 200, "phone": 20, "id_number": 18}
"""Characters a field takes when it does not say; longer text is refused in words, never cut."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose; ``initials`` only where the everyday reading would be wrong."""

    value: Any
    text: str
    initials: str = ""


@dataclass(frozen=True)
class Candidate:
    """One person found while typing: shown as 张伟, with 3 栋 2 单元 · …1234 behind."""

    id: str
    text: str
    detail: str = ""


@dataclass(frozen=True)
class TypedName:
    """What stands in a free person field when nobody was chosen."""

    text: str


Find = Callable[[str, Callable[[Sequence[Candidate]], object]], object]
"""``find(text, then)``: look for people, call ``then(candidates)`` on the GUI thread later."""


@dataclass(frozen=True)
class Field:
    """One field: what is asked, of which kind, and what must hold.

    Values by kind: text, long_text, phone, id_number, password ``str`` ("" when empty); number
    ``int`` (``Decimal`` with ``decimals``); money ``int`` fen; date, time; datetime aware, in
    China's time; choice and yes_no the chosen value; multi_choice a tuple; person a candidate's
    id. All others are None when empty. ``check`` and ``warn`` see only values that are not empty.
    """

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    default: Any = None
    """The value at the start, or a function that gives it; a Candidate for a person."""
    choices: Sequence[Choice] = ()
    hint: str = ""
    check: Callable[[Any], str | None] | None = None
    """Returns what is wrong and how to mend it; an error blocks."""
    warn: Callable[[Any], str | None] | None = None
    """Returns what looks odd; the user ticks 已核对 and may go on."""
    width: int | None = None
    """Pixels at normal text size; None fills the form."""
    read_only: bool = False
    placeholder: str = ""
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    decimals: int = 0
    find: Find | None = None
    free: bool = False
    """Of a person: words that name nobody who is known are taken, as a :class:`TypedName`."""
    section: str = ""
    """Title to set above this field, which begins a group."""

    def first_value(self) -> Any:
        """The value the field starts with."""
        return self.default() if callable(self.default) else self.default

    @property
    def most(self) -> int | None:
        """Characters allowed, None for kinds that are not text."""
        return self.max_length or MOST.get(self.kind)
