"""The identity file (身份文件, suffix ``.lirenid``): who a station is, and its public keys.

Two stations pair by giving each other theirs. It is signed with the key it names, so that no
letter of it can be changed; that it comes from whom it says, people confirm by comparing the code
of :func:`app.exchange.codes.comparison_code`.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.accounts.levels import Level
from app.exchange import keys
from app.exchange.fields import AREA_CODE, Fields
from app.exchange.keys import SIGNATURE_BYTES, KeyPair, PublicKeys
from app.exchange.refusals import Reason, Refused
from app.exchange.rotation import keys_from
from app.exchange.strict_json import Malformed, canonical, parse
from app.exchange.whole_files import whole_file

SUFFIX = ".lirenid"
FORMAT = "liren-identity"
VERSION = 1
MARK = b"LIRENIDF"
LARGEST = 1 << 14
NAMES = "format version station level name area_code generation sign box made_at signature"


@dataclass(frozen=True)
class Identity:
    """A station as it introduces itself."""

    keys: PublicKeys
    level: Level
    name: str
    area_code: str
    made_at: datetime

    def as_json(self) -> dict[str, Any]:
        """Everything but the signature."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "station": self.keys.station.hex,
            "level": self.level.value,
            "name": self.name,
            "area_code": self.area_code,
            "generation": self.keys.generation,
            "sign": base64.b64encode(self.keys.sign).decode(),
            "box": base64.b64encode(self.keys.box).decode(),
            "made_at": self.made_at.isoformat(),
        }


def write_identity(target: Path, identity: Identity, pair: KeyPair) -> Path:
    """Write the file, signed with ``pair``, whose public half the identity names.

    Raises:
        OSError: it cannot be written; nothing is left.
    """
    if pair.public != identity.keys:
        raise ValueError("signed with other keys than it names")
    said = identity.as_json()
    signature = keys.sign(pair, MARK + canonical(said))
    with whole_file(target) as file:
        file.write(canonical({**said, "signature": base64.b64encode(signature).decode()}))
    return target


def read_identity(path: Path) -> Identity:
    """Read an identity file.

    Raises:
        Refused: NOT_AN_IDENTITY, TOO_NEW, BAD_IDENTITY (altered in any place, or cut).
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return identity_in(data)


def identity_in(data: bytes) -> Identity:
    """The identity that the bytes of a file hold.

    Raises:
        Refused: as :func:`read_identity`.
    """
    if len(data) > LARGEST or not data.startswith(b"{"):
        raise Refused(Reason.NOT_AN_IDENTITY)
    try:
        value = parse(data, deepest=2)
        _refuse_others(value)
        if canonical(value) != data:
            raise Malformed("another form")
        return _identity_from(value)
    except Malformed as error:
        raise Refused(Reason.BAD_IDENTITY) from error


def _refuse_others(value: dict[str, Any]) -> None:
    if value.get("format") != FORMAT:
        raise Refused(Reason.NOT_AN_IDENTITY)
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        raise Refused(Reason.TOO_NEW)
    if version is True or version != VERSION:
        raise Malformed("version")


def _identity_from(value: dict[str, Any]) -> Identity:
    at = Fields(value, NAMES)
    found = Identity(
        keys_from(at),
        at.level("level"),
        at.text("name"),
        at.matching("area_code", AREA_CODE),
        at.moment("made_at"),
    )
    signature = at.data("signature", SIGNATURE_BYTES)
    try:
        keys.verify(found.keys.sign, MARK + canonical(found.as_json()), signature)
    except Refused as error:
        raise Malformed("signature") from error
    if not keys.is_usable(found.keys.box):
        raise Malformed("box")
    return found
