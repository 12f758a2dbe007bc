"""Pinyin initials of everyday characters, without a dictionary.

The first-level characters of GB 2312 (3,755 of them, the everyday ones) are ordered by pinyin,
so 23 boundaries give the first letter. That serves to jump in a short list of choices; names of
people are searched by the readings stored with them, which know rare and manifold ones.
"""

from bisect import bisect_right

_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
]  # fmt: skip
_LAST = 0xD7F9


def initials(text: str) -> str:
    """The first letters of ``text`` in lower case; letters and digits stay, the rest goes."""
    return "".join(_initial(character) for character in text)


def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high << 8 | low
    if not _STARTS[0] <= code <= _LAST:
        return ""
    return _LETTERS[bisect_right(_STARTS, code) - 1]
