"""Values and frames changed as somebody would who knows the format and wishes us ill."""

import copy
import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

from app.exchange.frames import Tally, change_in
from app.exchange.strict_json import canonical
from tests.app.exchange.envelopes import a_change, dumped, plain_of

Frames = list[tuple[bytes, bytes]]
"""Kind and body."""

KINDS = [b"R", b"H", b"B", b"E", b"X", b"\0", b"r"]


def nested(depth: int) -> Any:
    value: Any = 0
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


JUNK: list[Callable[[random.Random], Any]] = [
    lambda dice: None,
    lambda dice: dice.choice([True, False]),
    lambda dice: dice.choice([0, -1, 1, 2**31, 2**63 - 1, 2**63, 2**64, 10**30, -(2**63)]),
    lambda dice: dice.choice([0.0, -0.0, 1.5, 1e308, float("nan"), float("inf")]),
    lambda dice: dice.choice(["", "x", "a" * 32, "A" * 32, "b" * 64, "../../x", "\0", "\ud800"]),
    lambda dice: dice.choice(["字" * 201, "x" * 70_000, "\u202e社区", "NaN", "2026-11-26"]),
    lambda dice: nested(dice.choice([1, 3, 15, 16, 17, 200])),
    lambda dice: dice.choice(
        [[], {}, [[]], [1] * 1000, {"k" * 300: 1}, {str(n): n for n in range(99)}]
    ),
    lambda dice: a_change(dice.randrange(9)),
]


def places_in(value: Any, way: tuple = ()) -> list[tuple]:
    """The way to every part of a value."""
    found = [way] if way else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places_in(inner, (*way, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += places_in(inner, (*way, index))
    return found


def at(value: Any, way: tuple) -> Any:
    for step in way:
        value = value[step]
    return value


def mutated(value: Any, dice: random.Random) -> Any:
    """The value with one to three of its parts changed."""
    value = copy.deepcopy(value)
    for _ in range(dice.choice([1, 1, 2, 3])):
        places = places_in(value)
        if not places:
            return value
        way = dice.choice(places)
        _change_part(value, way, places, dice)
    return value


def _change_part(value: Any, way: tuple, places: list[tuple], dice: random.Random) -> None:
    holder, key = at(value, way[:-1]), way[-1]
    what = dice.randrange(6)
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    elif what == 1:
        holder[f"{key}2"] = copy.deepcopy(holder[key])
    elif what == 2:
        holder[key] = copy.deepcopy(at(value, dice.choice(places)))
    elif what == 3 and type(holder[key]) is int:
        holder[key] += dice.choice([-1, 1, 1000, 2**40])
    elif what == 4 and isinstance(holder[key], str) and holder[key]:
        place = dice.randrange(len(holder[key]))
        holder[key] = holder[key][:place] + dice.choice("0aZ字\n") + holder[key][place + 1 :]
    else:
        holder[key] = dice.choice(JUNK)(dice)


def mutated_bytes(data: bytes, dice: random.Random) -> bytes:
    """Bytes with some of them changed, taken out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 8])):
        place = dice.randrange(len(changed) + 1)
        length = dice.choice([1, 1, 4, 40])
        what = dice.randrange(4)
        if what == 0:
            changed[place : place + length] = dice.randbytes(length)
        elif what == 1:
            del changed[place : place + length]
        elif what == 2:
            changed[place:place] = changed[place : place + length]
        else:
            changed[place:place] = dice.choice([b"\0", b"\xff"]) * length
    return bytes(changed)


def mutated_frames(frames: Frames, dice: random.Random) -> bytes:
    """Plain bytes of frames of which some are changed; the end mostly agrees with them."""
    frames = list(frames)
    for _ in range(dice.choice([1, 1, 2])):
        place = dice.randrange(len(frames))
        kind, body = frames[place]
        what = dice.randrange(6)
        if what == 0:
            frames[place] = kind, _mutated_body(body, dice)
        elif what == 1 and len(frames) > 1:
            del frames[place]
        elif what == 2:
            frames.insert(dice.randrange(len(frames)), (kind, body))
        elif what == 3:
            frames[place] = dice.choice(KINDS), body
        elif what == 4:
            dice.shuffle(frames)
        else:
            frames.insert(place, (dice.choice(KINDS), dice.choice([b"", b"{}", b"\0" * 3000])))
    plain = ended(frames)
    return mutated_bytes(plain, dice) if dice.random() < 0.3 else plain


def _mutated_body(body: bytes, dice: random.Random) -> bytes:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):  # a piece of a content, or changed before
        return mutated_bytes(body, dice)
    text = dumped(mutated(value, dice))
    broken = dice.choice([b"[" * 5000, text.replace(b'"t"', b'"k"'), mutated_bytes(body, dice)])
    return broken if dice.random() < 0.2 else text


def ended(frames: Frames) -> bytes:
    """The frames as bytes, with the end frame that belongs behind them."""
    return plain_of(
        *(len(body).to_bytes(4, "big") + kind + body for kind, body in frames),
        tally=tally_of(frames),
    )


def tally_of(frames: Frames) -> Tally:
    """What a liar who counts well would say of these frames."""
    tally = Tally()
    for kind, body in frames:
        try:
            if kind == b"R":
                tally.change(change_in(body))
            elif kind == b"H":
                tally.content(int(json.loads(body)["size"]))
        except (ValueError, TypeError, LookupError, RecursionError, OverflowError):
            continue
    return tally


def honest_frames() -> Frames:
    """Three changes around a content in two pieces."""
    content = b"photo" * 200
    header = canonical({"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)})
    records = [(b"R", canonical(a_change(n, k=k))) for n, k in enumerate(("insert", "update"))]
    pieces = [(b"B", content[:600]), (b"B", content[600:])]
    return [records[0], (b"H", header), *pieces, records[1]]
