"""JSON from outside, read within bounds, and JSON of ours in one form only.

Python's reader takes much that others do not: a name twice, NaN, numbers of any length, halves of
surrogate pairs. Here they are refused, so that two programs never read the same bytes differently.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

LARGEST = (1 << 63) - 1
LONGEST_KEY = 200
LONGEST_NUMBER = 64
"""Characters of a fraction; no double needs more than 24."""


class Malformed(ValueError):
    """Not what the format says; whoever reads the file turns it into a refusal."""


def canonical(value: object) -> bytes:
    """The one form of a value: UTF-8, keys sorted, no spaces.

    Raises:
        ValueError, TypeError: no JSON (NaN, half a surrogate pair, an object of Python's).
    """
    return _ENCODER.encode(value).encode()


def parse(data: bytes, *, deepest: int) -> Any:
    """The value in ``data``, nested ``deepest`` levels at most.

    Raises:
        Malformed: not UTF-8, not JSON, too deep, a name twice, a number out of range.
    """
    try:
        text = data.decode("utf-8")
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error
    if text.count("[") + text.count("{") > deepest:
        _refuse_deeper(value, deepest)
    if "\\u" in text:
        _refuse_halves(value)
    return value


def _refuse_deeper(value: object, deepest: int) -> None:
    level = [value]
    for _ in range(deepest + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise Malformed("too deep")


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _refuse_halves(value: object) -> None:
    """An escape can name half of a surrogate pair, which no UTF-8 can hold."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Malformed("half a surrogate pair") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("a name twice")
    if found and max(map(len, found)) > LONGEST_KEY:
        raise Malformed("a long name")
    return found


def _integer(digits: str) -> int:
    if len(digits) > len(str(-LARGEST)) or abs(number := int(digits)) > LARGEST:
        raise Malformed("a number out of range")
    return number


def _fraction(digits: str) -> float:
    if len(digits) > LONGEST_NUMBER or not math.isfinite(number := float(digits)):
        raise Malformed("a number out of range")
    return number


def _no_constant(name: str) -> float:
    raise Malformed(name)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_fraction,
    parse_constant=_no_constant,
)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
