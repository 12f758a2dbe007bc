"""The fields of a JSON object from outside, each taken with its type, range and length."""

import base64
import re
from datetime import UTC, datetime
from unicodedata import category
from uuid import UUID

from app.accounts.levels import Level
from app.accounts.new_station import UNSEEN
from app.exchange.strict_json import LARGEST, Malformed

LONGEST_NAME = 200
YEARS = range(1970, 3000)
"""Of moments. A PC whose battery is empty says 1970; year 1 or 9999 survives no change of zone."""
IDENTIFIER = re.compile(r"[0-9a-f]{32}")
DIGEST = re.compile(r"[0-9a-f]{64}")
WORD = re.compile(r"[a-z][a-z0-9_]{0,62}")
AREA_CODE = re.compile(r"[0-9]{12}")


class Fields:
    """An object that has exactly the given names, taken from one at a time.

    Every method raises :class:`Malformed` when a field is not what is asked for.
    """

    def __init__(self, value: object, names: str):
        if not isinstance(value, dict) or value.keys() != set(names.split()):
            raise Malformed(f"not an object of {names}")
        self._values = value

    def text(self, name: str, *, longest: int = LONGEST_NAME, empty: bool = False) -> str:
        """One line."""
        return line(self._values[name], longest=longest, empty=empty)

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """Text of a fixed form."""
        return matching(self._values[name], pattern)

    def number(self, name: str, *, least: int = 0, most: int = LARGEST) -> int:
        """A whole number."""
        return number(self._values[name], least=least, most=most)

    def truth(self, name: str) -> bool:
        """Yes or no."""
        value = self._values[name]
        if not isinstance(value, bool):
            raise Malformed(name)
        return value

    def identifier(self, name: str) -> UUID:
        """A UUID in 32 small hexadecimal digits."""
        return identifier(self._values[name])

    def level(self, name: str) -> Level:
        """A level of office."""
        try:
            return Level(self.text(name))
        except ValueError as error:
            raise Malformed(name) from error

    def data(self, name: str, size: int) -> bytes:
        """Bytes of a fixed number, in base 64."""
        text = self.text(name)
        try:
            data = base64.b64decode(text, validate=True)
        except ValueError as error:
            raise Malformed(name) from error
        if len(data) != size or base64.b64encode(data).decode() != text:
            raise Malformed(name)
        return data

    def moment(self, name: str) -> datetime:
        """A moment in UTC."""
        return moment(self._values[name])

    def moment_if_any(self, name: str) -> datetime | None:
        """A moment in UTC, or None."""
        return None if self._values[name] is None else moment(self._values[name])

    def whole(self, name: str) -> object:
        """Whatever stands there; the caller takes it apart."""
        value: object = self._values[name]
        return value

    def entries(self, name: str, most: int) -> list[object]:
        """A list of ``most`` entries at most."""
        value = self._values[name]
        if not isinstance(value, list) or len(value) > most:
            raise Malformed(name)
        return value

    def pairs(self, name: str, most: int) -> list[tuple[str, object]]:
        """The names and values of an object of ``most`` entries at most."""
        value = self._values[name]
        if not isinstance(value, dict) or len(value) > most:
            raise Malformed(name)
        return list(value.items())


def line(value: object, *, longest: int = LONGEST_NAME, empty: bool = False) -> str:
    """A text of one line, or :class:`Malformed`."""
    if not isinstance(value, str) or len(value) > longest or not (value or empty):
        raise Malformed("no line of text")
    if any(category(letter) in UNSEEN for letter in value):
        raise Malformed("letters that are not seen")
    return value


def matching(value: object, pattern: re.Pattern[str]) -> str:
    """A text of a fixed form, or :class:`Malformed`."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Malformed(pattern.pattern)
    return value


def number(value: object, *, least: int = 0, most: int = LARGEST) -> int:
    """A whole number within bounds, or :class:`Malformed`."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Malformed("no number in range")
    return value


def identifier(value: object) -> UUID:
    """A UUID, or :class:`Malformed`."""
    return UUID(hex=matching(value, IDENTIFIER))


def moment(value: object) -> datetime:
    """A moment as Python's ``isoformat`` writes it in UTC, or :class:`Malformed`."""
    try:
        found = datetime.fromisoformat(line(value))
    except ValueError as error:
        raise Malformed("no moment") from error
    if found.tzinfo is None or found.year not in YEARS or found.utcoffset() != UTC.utcoffset(None):
        raise Malformed("no moment in UTC")
    if found.isoformat() != value:
        raise Malformed("a moment in another form")
    return found.astimezone(UTC)
