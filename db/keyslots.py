"""Who can open a station: one key slot an account, and a recovery code.

A station has a random 128-bit *seed*; the file's 256-bit key is derived from it. Each account has
a slot in the companion file ``<station>.keys``: the seed, sealed (XSalsa20-Poly1305) under a key
stretched from the account's password (Argon2id). The recovery code *is* the seed, in letters that
cannot be mistaken for each other, with a checksum: the station file and the code alone are enough
to open the station, even when the companion file is lost.

The companion holds account names, no residents' data. It is always replaced whole. A station on a
server keeps the same JSON in a table of its own.
"""

import base64
import hashlib
import json
import math
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from db import faults
from db.engine import translated_faults
from db.key_file import KeyFile
from db.places import Place, is_server
from db.postgres import KeyTable

FORMAT = "liren-keys-1"
SEED_BYTES = 16
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
BETWEEN = frozenset({"Pd", "Zs", "Cc"})
"""Unicode categories of what stands between the letters: dashes, spaces, tabs and line ends."""
CODE_LETTERS = 28
SALT_BYTES = 16
SEALED_BYTES = SecretBox.NONCE_SIZE + SecretBox.MACBYTES + SEED_BYTES
ARGON2_PASSES, ARGON2_KIB, ARGON2_LANES = 3, 64 * 1024, 1


@dataclass(frozen=True)
class Slot:
    """One account's way to the seed."""

    login: str
    display_name: str
    salt: bytes
    sealed_seed: bytes
    failures: int = 0
    """Wrong passwords in a row."""
    wait_until: float = 0.0
    """POSIX time before which no further try is taken."""


@dataclass(frozen=True)
class KeySlots:
    """The companion file's contents."""

    station_id: UUID
    slots: tuple[Slot, ...]
    restored: bool = False
    """Laid out from a backup and not opened since; see :mod:`db.identity`."""

    def slot(self, login: str) -> Slot | None:
        """The slot of an account, or None."""
        return next((slot for slot in self.slots if slot.login == login), None)

    def with_slot(self, new: Slot) -> "KeySlots":
        """A copy in which ``new`` stands in place of the slot of the same account, or last."""
        changed = tuple(new if slot.login == new.login else slot for slot in self.slots)
        return replace(self, slots=changed if new in changed else (*changed, new))

    def as_settled(self) -> "KeySlots":
        """A copy that no longer says the file was just restored."""
        return replace(self, restored=False)

    def without(self, login: str) -> "KeySlots":
        """A copy without this account's slot."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.login != login))


def new_seed() -> bytes:
    """A fresh random seed."""
    return secrets.token_bytes(SEED_BYTES)


def file_key(seed: bytes) -> bytes:
    """The SQLCipher key of the station with this seed."""
    return hashlib.blake2b(seed, digest_size=32, person=b"liren-file-key").digest()


def _stretch(password: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, ARGON2_PASSES, ARGON2_KIB, ARGON2_LANES, 32, Type.ID
    )


def seal(login: str, display_name: str, password: str, seed: bytes) -> Slot:
    """A new slot that opens with ``password``."""
    salt = secrets.token_bytes(SALT_BYTES)
    return Slot(login, display_name, salt, SecretBox(_stretch(password, salt)).encrypt(seed))


def unseal(slot: Slot, password: str) -> bytes:
    """The seed behind a slot.

    Raises:
        faults.WrongKey: the password is not this slot's.
    """
    try:
        return SecretBox(_stretch(password, slot.salt)).decrypt(slot.sealed_seed)
    except CryptoError as error:
        raise faults.WrongKey(slot.login) from error


def recovery_code(seed: bytes) -> str:
    """The seed as seven groups of four letters, the last letters being a checksum."""
    number = int.from_bytes(seed + _checksum(seed), "big") >> 4
    letters = [ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(CODE_LETTERS))]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, CODE_LETTERS, 4))


def seed_of(code: str) -> bytes:
    """The seed from a recovery code as typed: any case, width, spaces and dashes, I for 1, O for 0.

    Raises:
        faults.WrongKey: not 28 letters, or the checksum does not agree (a slip of the pen).
    """
    plain = unicodedata.normalize("NFKC", code).upper()
    letters = "".join(
        letter for letter in plain if unicodedata.category(letter) not in BETWEEN
    ).translate(MISREAD)
    if len(letters) != CODE_LETTERS or any(letter not in ALPHABET for letter in letters):
        raise faults.WrongKey("length")
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    seed = (number >> 12).to_bytes(SEED_BYTES, "big")
    if recovery_code(seed).replace("-", "") != letters:
        raise faults.WrongKey("checksum")
    return seed


def _checksum(seed: bytes) -> bytes:
    return hashlib.blake2b(seed, digest_size=2, person=b"liren-code").digest()


def companion(station: Path) -> Path:
    """Where the key slots of a station file are."""
    return station.with_name(station.name + ".keys")


def _store(station: Place) -> KeyFile | KeyTable:
    return KeyTable(station) if is_server(station) else KeyFile(companion(station))


def load(station: Place) -> KeySlots:
    """Read a station's key slots.

    Raises:
        faults.KeysMissing: they are not there.
        faults.Damaged: what is there are not key slots.
        faults.NewerSchema: written by a newer program.
        faults.ReadOnly, faults.Unreachable: the medium does not let them be read.
    """
    store = _store(station)
    try:
        with translated_faults():
            data = json.loads(store.read())
        if data["format"] != FORMAT:
            raise faults.NewerSchema(data["format"])
        slots = tuple(_slot_from(entry) for entry in data["slots"])
        return KeySlots(UUID(data["station"]), slots, bool(data["restored"]))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise faults.Damaged(store.name) from error
    except RecursionError as error:  # brackets within brackets within brackets
        raise faults.Damaged(store.name) from error


def save(station: Place, keys: KeySlots) -> None:
    """Replace a station's key slots, whole or not at all.

    Raises:
        faults.ReadOnly, faults.DiskFull.
    """
    data = {
        "format": FORMAT,
        "station": keys.station_id.hex,
        "restored": keys.restored,
        "slots": [_slot_to(slot) for slot in keys.slots],
    }
    with translated_faults():
        _store(station).write(json.dumps(data, ensure_ascii=False, indent=1))


def mark_restored(station: Path) -> None:
    """Note in the companion that the station file was laid out from a backup."""
    save(station, replace(load(station), restored=True))


def _slot_to(slot: Slot) -> dict[str, object]:
    return {
        "login": slot.login,
        "name": slot.display_name,
        "salt": base64.b64encode(slot.salt).decode(),
        "seed": base64.b64encode(slot.sealed_seed).decode(),
        "failures": slot.failures,
        "wait_until": slot.wait_until,
    }


def _slot_from(entry: dict[str, Any]) -> Slot:
    salt, sealed = (base64.b64decode(entry[key], validate=True) for key in ("salt", "seed"))
    if (len(salt), len(sealed)) != (SALT_BYTES, SEALED_BYTES):
        raise ValueError("salt or seed has the wrong length")
    if not isinstance(entry["login"], str) or not isinstance(entry["name"], str):
        raise TypeError("a name is not text")
    if not math.isfinite(entry["wait_until"]):
        raise ValueError("no moment to wait for")
    failures, until = int(entry["failures"]), float(entry["wait_until"])
    return Slot(entry["login"], entry["name"], salt, sealed, failures, until)
