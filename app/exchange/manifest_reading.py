"""Reading a manifest from outside: every part with its type, range and length, and nothing more."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from app.exchange import manifest as form
from app.exchange.fields import (
    AREA_CODE,
    DIGEST,
    WORD,
    Fields,
    identifier,
    line,
    matching,
    number,
)
from app.exchange.keys import KEY_BYTES, MOST_GENERATIONS, SEAL_BYTES
from app.exchange.manifest import Manifest, Vector
from app.exchange.refusals import Reason, Refused
from app.exchange.rotation import rotation_from
from app.exchange.strict_json import LARGEST, Malformed, canonical, parse

LARGEST_MANIFEST = 4 << 20
DEEPEST = 4
MOST_ORIGINS = 100_000
MOST_BUNDLES = 1_000_000
"""Highest serial: what is missing before it is counted one by one."""
MOST_SEEN = 10_000
MOST_EARLIER = 64
MOST_TABLES = 1_000
MOST_SENTENCES = 10_000
LONGEST_SENTENCE = 500
MOST_NEEDS = 64
MOST_PLAIN = 64 << 30
MOST_TIMES, AND_MORE = 1_000, 1 << 20
"""Plain bytes are at most so many times the payload's, and a mebibyte: beyond, it is a bomb."""
SMALLEST_PAYLOAD = 24 + 4 + 17
NAMES = (
    "format version needs serial replica lineage sender receiver made_at period base upto stations "
    "parents receipt seen history counts contents named rotation payload"
)

T = TypeVar("T")


def manifest_in(data: bytes) -> Manifest:
    """The manifest that these bytes hold.

    Raises:
        Refused: TOO_NEW, made in a form this program does not know; TOO_LARGE, a bomb;
            BAD_MANIFEST, anything else.
    """
    if len(data) > LARGEST_MANIFEST:
        raise Refused(Reason.TOO_LARGE)
    try:
        value = parse(data, deepest=DEEPEST)
        _refuse_newer(value)
        if canonical(value) != data:
            raise Malformed("another form")
        manifest = _manifest_from(value)
        _check_sums(manifest)
    except Malformed as error:
        raise Refused(Reason.BAD_MANIFEST) from error
    return manifest


def _refuse_newer(value: object) -> None:
    if not isinstance(value, dict) or value.get("format") != form.FORMAT:
        raise Malformed("format")
    if number(value.get("version"), least=1) > form.VERSION:
        raise Refused(Reason.TOO_NEW)
    needs = value.get("needs")
    if not isinstance(needs, list) or len(needs) > MOST_NEEDS:
        raise Malformed("needs")
    if not {matching(need, WORD) for need in needs} <= form.KNOWN_NEEDS:
        raise Refused(Reason.TOO_NEW)


def _manifest_from(value: object) -> Manifest:
    at = Fields(value, NAMES)
    rotation = at.whole("rotation")
    return Manifest(
        needs=tuple(matching(need, WORD) for need in at.entries("needs", MOST_NEEDS)),
        serial=at.number("serial", least=1, most=MOST_BUNDLES),
        replica=at.identifier("replica"),
        lineage=_each(at.entries("lineage", MOST_ORIGINS), identifier),
        sender=_sender(at.whole("sender")),
        receiver=_receiver(at.whole("receiver")),
        made_at=at.moment("made_at"),
        period=_period(at.whole("period")),
        base=_vector(at, "base"),
        upto=_vector(at, "upto"),
        receipt=_vector(at, "receipt"),
        stations=_identifiers(at, "stations"),
        parents=_identifiers(at, "parents"),
        seen=_each(at.entries("seen", MOST_SEEN), _seen),
        history=_each(at.entries("history", MOST_EARLIER), _earlier),
        counts={matching(t, WORD): _count(c) for t, c in at.pairs("counts", MOST_TABLES)},
        contents=_contents(at.whole("contents")),
        named=_each(at.entries("named", MOST_SENTENCES), _sentence),
        rotation=None if rotation is None else rotation_from(rotation),
        payload=_payload(at.whole("payload")),
    )


def _check_sums(manifest: Manifest) -> None:
    """What is said in two places is the same."""
    payload = manifest.payload
    if sum(count.total for count in manifest.counts.values()) != payload.records:
        raise Malformed("counts")
    if payload.plain_bytes > most_plain(payload.size):
        raise Refused(Reason.TOO_LARGE)
    if manifest.contents.size > payload.plain_bytes:
        raise Malformed("contents")


def most_plain(payload_bytes: int) -> int:
    """How many bytes a payload may hold once it is decompressed."""
    return min(MOST_PLAIN, MOST_TIMES * payload_bytes + AND_MORE)


def _each(entries: list[object], read: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(read(entry) for entry in entries)


def _vector(at: Fields, name: str) -> Vector:
    return {identifier(key): number(value) for key, value in at.pairs(name, MOST_ORIGINS)}


def _identifiers(at: Fields, name: str) -> dict[UUID, UUID]:
    return {identifier(key): identifier(value) for key, value in at.pairs(name, MOST_ORIGINS)}


def _sender(value: object) -> form.Sender:
    at = Fields(value, "station level name area_code generation")
    return form.Sender(
        at.identifier("station"),
        at.level("level"),
        at.text("name"),
        at.matching("area_code", AREA_CODE),
        at.number("generation", least=1, most=MOST_GENERATIONS),
    )


def _receiver(value: object) -> form.Receiver:
    at = Fields(value, "station level name")
    return form.Receiver(at.identifier("station"), at.level("level"), at.text("name"))


def _period(value: object) -> form.Period:
    at = Fields(value, "from to")
    period = form.Period(at.moment_if_any("from"), at.moment_if_any("to"))
    if period.since and period.until and period.since > period.until:
        raise Malformed("period")
    return period


def _seen(value: object) -> form.Seen:
    at = Fields(value, "replica serial sha256")
    serial = at.number("serial", least=1)
    return form.Seen(at.identifier("replica"), serial, at.matching("sha256", DIGEST))


def _earlier(value: object) -> form.Earlier:
    if not isinstance(value, list) or len(value) != 2:
        raise Malformed("history")
    return form.Earlier(number(value[0], least=1), matching(value[1], DIGEST))


def _count(value: object) -> form.Count:
    at = Fields(value, "insert update delete")
    return form.Count(at.number("insert"), at.number("update"), at.number("delete"))


def _contents(value: object) -> form.Contents:
    at = Fields(value, "count bytes")
    return form.Contents(at.number("count"), at.number("bytes"))


def _sentence(value: object) -> str:
    return line(value, longest=LONGEST_SENTENCE)


def _payload(value: object) -> form.Payload:
    at = Fields(value, "sha256 bytes plain_bytes records sealed_key")
    return form.Payload(
        at.matching("sha256", DIGEST),
        at.number("bytes", least=SMALLEST_PAYLOAD, most=LARGEST),
        at.number("plain_bytes"),
        at.number("records"),
        at.data("sealed_key", KEY_BYTES + SEAL_BYTES),
    )
