"""Codes that people compare or type: four groups of four letters.

80 bits are few against somebody who makes keys until two codes agree, so the comparison code is
stretched: each try costs Argon2id. The check code needs no stretching, for the bundle is signed.
"""

import hashlib
import unicodedata

from argon2.low_level import Type, hash_secret_raw

from app.exchange.keys import PublicKeys
from app.exchange.refusals import Reason, Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
BETWEEN = frozenset({"Pd", "Zs", "Cc"})
"""Unicode categories of what stands between the letters: dashes, spaces, tabs and line ends."""
LETTERS, GROUP = 16, 4
CODE_BYTES = LETTERS * 5 // 8
LONGEST_TYPED = 200
ARGON2_PASSES, ARGON2_KIB, ARGON2_LANES = 3, 64 * 1024, 1


def comparison_code(one: PublicKeys, other: PublicKeys) -> str:
    """What both stations see after exchanging identity files, whichever is ``one``.

    Takes about a tenth of a second, on purpose.
    """
    both = b"".join(sorted((one.encoded(), other.encoded())))
    digest = hashlib.blake2b(both, digest_size=32, person=b"liren-pairing").digest()
    return _in_groups(
        hash_secret_raw(
            digest[:16],
            digest[16:],
            ARGON2_PASSES,
            ARGON2_KIB,
            ARGON2_LANES,
            CODE_BYTES,
            Type.ID,
        )
    )


def check_code(manifest_sha256: str) -> str:
    """The code of a bundle on its transfer slip: the first 80 bits of its manifest's SHA-256."""
    return _in_groups(bytes.fromhex(manifest_sha256)[:CODE_BYTES])


def _in_groups(data: bytes) -> str:
    bits = int.from_bytes(data, "big")
    letters = "".join(ALPHABET[(bits >> (5 * place)) & 31] for place in reversed(range(LETTERS)))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def is_same(typed: str, code: str) -> bool:
    """Whether a code was typed right: any case, width, spaces, dashes, I or L for 1, O for 0."""
    return len(typed) <= LONGEST_TYPED and _letters(typed) == _letters(code)


def _letters(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = (letter for letter in plain if unicodedata.category(letter) not in BETWEEN)
    return "".join(kept).translate(MISREAD)


def check_slip(typed: str, manifest_sha256: str) -> None:
    """Go on only when the code typed from the transfer slip is this bundle's.

    Raises:
        Refused: WRONG_SLIP_CODE.
    """
    if not is_same(typed, check_code(manifest_sha256)):
        raise Refused(Reason.WRONG_SLIP_CODE)
