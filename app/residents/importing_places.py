"""Where somebody lives, from the ways lists write it: 3-2-301, 3号楼2单元301室, 三栋二单元301."""

import re

from app.errors import InvalidInput
from app.spreadsheets.cells import folded

NUMERALS = {letter: number for number, letter in enumerate("零一二三四五六七八九")}
CHINESE = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九]+")
NUMERAL = re.compile(f"({CHINESE.pattern})(?=号楼|栋|幢|座|楼|单元|门洞|门|室|#|-|$)")
DASHES = re.compile(r"\s*[-－—–―‐~～/、_]\s*")
PARTED = re.compile(r"(?P<building>[^-]+)-(?P<unit>[^-]+)-(?P<room>[^-]+)")
BUILDING = (
    r"(?P<building>[甲乙丙丁A-Za-z]?[0-9]+[A-Za-z]?|[A-Za-z甲乙丙丁])(?:号楼|号院楼|栋|幢|座|楼|#)"
)
UNIT = r"(?P<unit>[0-9]+|[A-Za-z])(?:单元|门洞|门)"
ROOM = r"(?P<room>[0-9A-Za-z]+(?:-[0-9]+)?)(?:室|户|号|房)?"
SPELLED = re.compile(f"(?:.*?[^0-9A-Za-z])??{BUILDING}-?{UNIT}-?{ROOM}")
WITHOUT_UNIT = re.compile(f"(?:.*?[^0-9A-Za-z])??{BUILDING}-?{ROOM}")
ENDINGS = {
    "building": re.compile("(号楼|栋|幢|座|楼|#|号)$"),
    "unit": re.compile("(单元|门洞|门)$"),
    "room": re.compile("(室|户|房|号)$"),
}


def read_address(text: str) -> tuple[str, str, str]:
    """Building, unit and room of an address in one cell.

    Raises:
        InvalidInput: not an address of a flat, or without a unit.
    """
    line = _arabic(DASHES.sub("-", folded(text)).replace(" ", ""))
    found = PARTED.fullmatch(line)
    if found is not None:
        building, unit, room = (
            read_part(found[name], name) for name in ("building", "unit", "room")
        )
        return building, unit, room
    spelled = SPELLED.fullmatch(line)
    if spelled is not None:
        return spelled["building"].upper(), spelled["unit"].upper(), spelled["room"].upper()
    if WITHOUT_UNIT.fullmatch(line) or re.fullmatch("[^-]+-[^-]+", line):
        raise InvalidInput(f"住址“{text}”缺少单元。", "请写全，如 3-2-301；不分单元的楼写 1 单元。")
    raise InvalidInput(f"住址“{text}”看不懂。", "请写成 3-2-301 或 3号楼2单元301室。")


def read_part(text: str, name: str) -> str:
    """A building, unit or room without the word behind it: 3 for 3号楼, 2 for 二单元."""
    line = folded(text).replace(" ", "").upper()
    return ENDINGS[name].sub("", _arabic(line))


def _arabic(text: str) -> str:
    """Chinese numerals as figures, where they stand before 号楼, 单元 and the like, or alone."""
    return text if text.isascii() else NUMERAL.sub(lambda found: _figures(found[1]), text)


def _figures(numeral: str) -> str:
    if "十" not in numeral:
        return "".join(str(NUMERALS[letter]) for letter in numeral)
    tens, _, ones = numeral.partition("十")
    return str(NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0))
