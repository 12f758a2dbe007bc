"""What a resident is found by: characters, pinyin in every reading, initials, phone, address.

Computed when a record is saved, never while somebody types: the dictionary costs 119 ms and 54 MB
to load. A family name has its own reading first (单 shàn, 解 xiè, 仇 qiú, 曾 zēng); the others are
kept too, because colleagues search by what they believe the name to be.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice, product

SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "查": "zha", "盖": "ge", "区": "ou",
    "任": "ren", "员": "yun", "乐": "yue", "覃": "qin", "翟": "zhai", "冼": "xian",
    "朴": "piao", "折": "she", "繁": "po", "黑": "he", "缪": "miao", "撒": "sa", "过": "guo",
    "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
}  # fmt: skip
MOST_READINGS = 16
"""Names with more combinations of readings keep these: :func:`_combined` puts first what counts."""


@lru_cache(maxsize=4)  # a record asks for the same name twice: in full, and its initials
def readings(name: str) -> list[list[str]]:
    """The syllables of each reading of a name, the likeliest first."""
    choices = _choices(name)
    surname = name[:2] if name[:2] in SURNAMES else name[:1]
    if surname in SURNAMES and len(choices) >= len(surname):
        head = SURNAMES[surname]
        if len(surname) == 2:
            choices = [[head], *choices[2:]]
        else:
            choices[0] = [head, *(other for other in choices[0] if other != head)]
    combined = dict.fromkeys(islice(_combined(choices), 2 * MOST_READINGS))
    return [list(reading) for reading in islice(combined, MOST_READINGS)]


def _choices(name: str) -> list[list[str]]:
    """The readings of each character, the likeliest first; [""] for what has none.

    Of a phrase that the dictionary knows (重重) it gives one reading only, which says what is
    likeliest; the characters one by one give the others.
    """
    alone = [list(_of_letter(letter)) for letter in name]
    together = _read(name)
    if len(together) != len(alone):  # letters that are not Chinese are taken as one
        return alone
    both = zip(together, alone, strict=True)
    return [list(dict.fromkeys((*phrase, *single))) for phrase, single in both]


def _read(text: str) -> list[list[str]]:
    from pypinyin import Style, pinyin

    return pinyin(text, style=Style.NORMAL, heteronym=True, errors=lambda _: "")


@lru_cache(maxsize=4096)
def _of_letter(letter: str) -> tuple[str, ...]:
    """The readings of one character; names are made of few."""
    return tuple((_read(letter) or [[""]])[0])


def _combined(choices: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Readings, the likeliest first; then each that differs in one character, so that no reading
    of a short name's character is lost among combinations; then the rest.
    """
    likeliest = tuple(choice[0] for choice in choices)
    one_other = (
        (*likeliest[:place], syllable, *likeliest[place + 1 :])
        for place, choice in enumerate(choices)
        for syllable in choice[1:]
    )
    return chain((likeliest,), one_other, product(*choices))


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
