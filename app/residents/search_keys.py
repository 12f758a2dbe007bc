"""What a resident is found by: characters, pinyin in every reading, initials, phone, address.

Computed when a record is saved, never while somebody types: the dictionary costs 119 ms and 54 MB
to load. A family name has its own reading first (单 shàn, 解 xiè, 仇 qiú, 曾 zēng); the others are
kept too, because colleagues search by what they believe the name to be.
"""

from itertools import islice, product

SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "查": "zha", "盖": "ge", "区": "ou",
    "任": "ren", "朴": "piao", "员": "yun", "乐": "yue", "覃": "qin", "翟": "zhai", "冼": "xian",
    "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
}  # fmt: skip
MOST_READINGS = 8
"""Names with more combinations of readings keep the first eight."""


def readings(name: str) -> list[list[str]]:
    """The syllables of each reading of a name, the likeliest first."""
    from pypinyin import Style, pinyin

    choices = pinyin(name, style=Style.NORMAL, heteronym=True, errors=lambda _: "")
    surname = name[:2] if name[:2] in SURNAMES else name[:1]
    if surname in SURNAMES and len(choices) >= len(surname):
        head = SURNAMES[surname]
        if len(surname) == 2:
            choices = [[head], *choices[2:]]
        else:
            choices[0] = [head, *(other for other in choices[0] if other != head)]
    combined = (list(reading) for reading in product(*choices))
    return list(islice(combined, MOST_READINGS))


def pinyin_of(name: str) -> str:
    """Every reading in full, a space between: ``zhangwei``."""
    return " ".join(dict.fromkeys("".join(reading) for reading in readings(name)))


def initials_of(name: str) -> str:
    """The initials of every reading, a space between: ``zw``."""
    found = []
    for reading in readings(name):
        letters = "".join(_initials(syllable) for syllable in reading)
        found.append(letters)
    return " ".join(dict.fromkeys(found))


def _initials(syllable: str) -> str:
    """One letter, or two for the double family names stored as one word."""
    return {"yuchi": "yc", "moqi": "mq", "zhangsun": "zs", "tantai": "tt"}.get(
        syllable, syllable[:1]
    )
