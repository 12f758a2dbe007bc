"""A station's keys: one pair to sign with (Ed25519), one to be written to (X25519).

Each pair has a generation, 1 for the first; :mod:`app.exchange.rotation` says how one follows
another. Private keys leave this module only sealed, for the station's own file.
"""

import hashlib
import secrets
import struct
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey

from app.errors import StationFault
from app.exchange.refusals import Reason, Refused

KEY_BYTES = 32
SIGNATURE_BYTES = bindings.crypto_sign_BYTES
SEAL_BYTES = bindings.crypto_box_SEALBYTES
"""By which what is sealed to a public key is longer than what went in."""
MOST_GENERATIONS = (1 << 31) - 1
_KEPT = struct.Struct(">16sQ32s32s")
"""Station, generation, seed to sign with, secret to open with."""


@dataclass(frozen=True)
class PublicKeys:
    """What others need to check a station's signature and to write to it."""

    station: UUID
    generation: int
    sign: bytes
    box: bytes

    def encoded(self) -> bytes:
        """Always 88 bytes: station, generation, the key to check with, the key to write to."""
        return self.station.bytes + self.generation.to_bytes(8, "big") + self.sign + self.box


@dataclass(frozen=True)
class KeyPair:
    """One generation of a station's keys, with the private halves."""

    station: UUID
    generation: int
    sign_seed: bytes = field(repr=False)
    box_secret: bytes = field(repr=False)

    @cached_property
    def public(self) -> PublicKeys:
        """The halves that others may have."""
        sign = bytes(SigningKey(self.sign_seed).verify_key)
        box = bytes(PrivateKey(self.box_secret).public_key)
        return PublicKeys(self.station, self.generation, sign, box)


def generate(station: UUID, generation: int = 1) -> KeyPair:
    """Fresh keys of a station."""
    sign_seed, box_secret = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
    return KeyPair(station, generation, sign_seed, box_secret)


def sign(pair: KeyPair, message: bytes) -> bytes:
    """The signature of 64 bytes over ``message``.

    What is signed begins with its own mark (bundle, certificate, identity), so that a signature
    on one never passes for one on another.
    """
    return SigningKey(pair.sign_seed).sign(message).signature


def verify(sign_key: bytes, message: bytes, signature: bytes) -> None:
    """Go on only when the holder of ``sign_key`` signed ``message``.

    Raises:
        Refused: FORGED.
    """
    try:
        VerifyKey(sign_key).verify(message, signature)
    except (CryptoError, ValueError) as error:  # ValueError: a key of another length
        raise Refused(Reason.FORGED) from error


def is_usable(box_key: bytes) -> bool:
    """Whether something can be sealed to this key; some values would give it away to anybody."""
    if len(box_key) != KEY_BYTES:
        return False
    try:
        bindings.crypto_scalarmult(secrets.token_bytes(KEY_BYTES), box_key)
    except CryptoError:
        return False
    return True


def seal(box_key: bytes, secret: bytes) -> bytes:
    """Close ``secret`` so that only the holder of the private half of ``box_key`` can open it."""
    return SealedBox(PublicKey(box_key)).encrypt(secret)


def open_sealed(pair: KeyPair, sealed: bytes) -> bytes:
    """What was sealed to this pair's public key.

    Raises:
        Refused: OTHER_RECEIVER; sealed to another key, an older one of ours too.
    """
    try:
        return SealedBox(PrivateKey(pair.box_secret)).decrypt(sealed)
    except (CryptoError, ValueError) as error:
        raise Refused(Reason.OTHER_RECEIVER) from error


def lock(pair: KeyPair, database_key: bytes) -> bytes:
    """The private keys, closed with the key of the station's file, to be kept in it."""
    plain = _KEPT.pack(pair.station.bytes, pair.generation, pair.sign_seed, pair.box_secret)
    return bytes(_own_box(database_key).encrypt(plain))


def unlock(sealed: bytes, database_key: bytes) -> KeyPair:
    """The reverse of :func:`lock`.

    Raises:
        StationFault: closed with another key, or damaged.
    """
    try:
        station, *rest = _KEPT.unpack(_own_box(database_key).decrypt(sealed))
    except (CryptoError, ValueError, struct.error) as error:
        raise StationFault(
            "本站的报送密钥打不开，可能已损坏。", "请恢复备份，或更换密钥后与对方重新配对。"
        ) from error
    return KeyPair(UUID(bytes=station), *rest)


def _own_box(database_key: bytes) -> SecretBox:
    return SecretBox(
        hashlib.blake2b(database_key, digest_size=KEY_BYTES, person=b"liren-own-keys").digest()
    )
