"""Importing residents from a list of any layout: the words of it.

A row is taken as it stands or refused with its reason, never mended by guessing: the nearest
building is not the building, and two people of one name are two people. An empty cell says
nothing; it erases nothing that is known. So the same file imported again changes nothing.

The way of a file: :func:`~app.residents.importing_file.read_residents_file`, a mapping
(:mod:`~app.residents.importing_mapping`), the checks of each row by itself
(:mod:`~app.residents.importing_checks`), the comparison with what is known
(:mod:`~app.residents.importing_plan`), and one transaction (:mod:`~app.residents.importing_apply`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from app.residents.terms import Residence


class Target(StrEnum):
    """What a column may mean."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    SEX = "sex"
    BIRTH = "birth"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    ADDRESS = "address"
    RELATION = "relation"
    HEAD_NAME = "head_name"
    RESIDENCE = "residence"
    TAGS = "tags"
    NOTE = "note"


TARGET_NAMES = {
    Target.NAME: "姓名",
    Target.ID_NUMBER: "证件号",
    Target.PHONE: "电话",
    Target.SEX: "性别",
    Target.BIRTH: "出生日期",
    Target.BUILDING: "楼栋",
    Target.UNIT: "单元",
    Target.ROOM: "房号",
    Target.ADDRESS: "住址（3-2-301）",
    Target.RELATION: "与户主关系",
    Target.HEAD_NAME: "户主姓名",
    Target.RESIDENCE: "人户情况",
    Target.TAGS: "标签（可多个）",
    Target.NOTE: "备注",
}
TAG = "tag:"
"""Begins the meaning of a column that says yes or no to one tag."""
Columns: TypeAlias = Mapping[int, str]
"""Meaning of the columns by their place among the headings: a Target, or ``tag:党员``."""


def meanings(tags: Sequence[str]) -> list[tuple[str, str]]:
    """Everything a column may mean, with its name, for a choice; ``tags`` are the office's."""
    return [*TARGET_NAMES.items(), *((TAG + tag, f"是否{tag}") for tag in tags)]


def meaning_name(meaning: str) -> str:
    """The short name of a meaning."""
    if meaning.startswith(TAG):
        return f"是否{meaning.removeprefix(TAG)}"
    return TARGET_NAMES[Target(meaning)].partition("（")[0]


class Kind(StrEnum):
    """What is wrong with a row."""

    MISSING = "missing"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    DATE = "date"
    TEXT = "text"
    PLACE = "place"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"


KIND_NAMES = {
    Kind.MISSING: "缺少必填内容",
    Kind.ID_NUMBER: "证件号有误",
    Kind.PHONE: "电话有误",
    Kind.DATE: "日期有误",
    Kind.TEXT: "内容有误",
    Kind.PLACE: "楼栋、单元未登记",
    Kind.DUPLICATE: "表内重复",
    Kind.CONFLICT: "与已登记的不符",
}


@dataclass(frozen=True)
class RowProblem:
    """Why a row is not imported, or with a warning what looks odd about it."""

    row: int
    """As the spreadsheet numbers it."""
    place: int | None
    """Place of the column among the headings; None: the row as a whole."""
    column: str
    """C 列“证件号”."""
    value: str
    kind: Kind
    reason: str
    way_out: str = ""

    @property
    def where(self) -> str:
        """第 12 行 C 列“证件号”."""
        return f"第 {self.row} 行 {self.column}".rstrip()

    @property
    def sentence(self) -> str:
        """Everything in one line."""
        return f"{self.where}：{self.reason}{self.way_out}"


@dataclass(frozen=True)
class PersonLine:
    """What a good row says of somebody; None and empty: the sheet does not say."""

    row: int
    name: str
    id_number: str = ""
    birth: date | None = None
    sex: str = ""
    phone: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    relation: str = ""
    residence: Residence | None = None
    tags: frozenset[str] = frozenset()
    """Tags the row gives."""
    not_tags: frozenset[str] = frozenset()
    """Tags the row denies."""
    note: str = ""

    @property
    def address(self) -> str:
        """3-2-301, or empty."""
        return "-".join((self.building, self.unit, self.room)) if self.room else ""


@dataclass(frozen=True)
class Checked:
    """Every row of a sheet, looked at by itself."""

    lines: tuple[PersonLine, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]


@dataclass(frozen=True)
class Source:
    """The file that was read, as the log names it."""

    file_name: str
    sha256: str


@dataclass(frozen=True)
class PlaceChoice:
    """What to do about buildings and units that are not registered."""

    create: bool = False
    grid_id: UUID | None = None
    """The grid that new buildings belong to."""


def counts_by_kind(problems: Iterable[RowProblem]) -> list[tuple[str, int]]:
    """How many rows have a problem of each kind, the most frequent first."""
    rows = {(problem.kind, problem.row) for problem in problems}
    counted = Counter(kind for kind, _ in rows)
    return [(KIND_NAMES[kind], count) for kind, count in counted.most_common()]
