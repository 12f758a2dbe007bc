"""Changing keys: the certificate by which a station's old keys vouch for its new ones.

It is signed by the old key (it is the station that changes) and by the new one (it has the
private half). Whoever knows generation n takes n + 1 from it, without pairing again.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.exchange import keys
from app.exchange.fields import Fields
from app.exchange.keys import KEY_BYTES, MOST_GENERATIONS, SIGNATURE_BYTES, KeyPair, PublicKeys
from app.exchange.refusals import Reason, Refused
from app.exchange.strict_json import canonical

MARK = b"LIRENROT"
NAMES = "station generation sign box at revokes_old by_old by_new"


@dataclass(frozen=True)
class Rotation:
    """One change of keys."""

    to: PublicKeys
    at: datetime
    revokes_old: bool
    """The old key fell into wrong hands: what it signed is not to be trusted any more."""
    by_old: bytes
    by_new: bytes

    def as_json(self) -> dict[str, Any]:
        """As it stands in a manifest and in the station's file."""
        return {
            **_statement(self.to, self.at, revokes_old=self.revokes_old),
            "by_old": base64.b64encode(self.by_old).decode(),
            "by_new": base64.b64encode(self.by_new).decode(),
        }


def _statement(to: PublicKeys, at: datetime, *, revokes_old: bool) -> dict[str, Any]:
    return {
        "station": to.station.hex,
        "generation": to.generation,
        "sign": base64.b64encode(to.sign).decode(),
        "box": base64.b64encode(to.box).decode(),
        "at": at.isoformat(),
        "revokes_old": revokes_old,
    }


def rotate(old: KeyPair, new: KeyPair, *, at: datetime, revokes_old: bool = False) -> Rotation:
    """The certificate that ``new`` follows ``old``; ``at`` is in UTC.

    Raises:
        ValueError: another station's keys, or not the next generation.
    """
    if (new.station, new.generation) != (old.station, old.generation + 1):
        raise ValueError("not the next generation of the same station")
    signed = MARK + canonical(_statement(new.public, at, revokes_old=revokes_old))
    by_old, by_new = keys.sign(old, signed), keys.sign(new, signed)
    return Rotation(new.public, at, revokes_old, by_old, by_new)


def check_rotation(rotation: Rotation, known: PublicKeys) -> PublicKeys:
    """The new keys, when the certificate holds against the keys we know.

    Raises:
        Refused: FORGED, signed by somebody else; OLD_KEY, we know these keys or later ones;
            MISSED_ROTATION, there was another change between.
    """
    to = rotation.to
    if to.station != known.station:
        raise Refused(Reason.FORGED)
    if to.generation <= known.generation:
        raise Refused(Reason.OLD_KEY)
    if to.generation > known.generation + 1:
        raise Refused(Reason.MISSED_ROTATION)
    signed = MARK + canonical(_statement(to, rotation.at, revokes_old=rotation.revokes_old))
    keys.verify(known.sign, signed, rotation.by_old)
    keys.verify(to.sign, signed, rotation.by_new)
    if not keys.is_usable(to.box):
        raise Refused(Reason.FORGED)
    return to


def rotation_from(value: object) -> Rotation:
    """Read a certificate; whether it holds, :func:`check_rotation` says.

    Raises:
        Malformed: it has another form.
    """
    at = Fields(value, NAMES)
    return Rotation(
        keys_from(at),
        at.moment("at"),
        at.truth("revokes_old"),
        at.data("by_old", SIGNATURE_BYTES),
        at.data("by_new", SIGNATURE_BYTES),
    )


def keys_from(at: Fields) -> PublicKeys:
    """Public keys out of an object that has them among its fields.

    Raises:
        Malformed: one of them has another form.
    """
    generation = at.number("generation", least=1, most=MOST_GENERATIONS)
    sign, box = at.data("sign", KEY_BYTES), at.data("box", KEY_BYTES)
    return PublicKeys(at.identifier("station"), generation, sign, box)
