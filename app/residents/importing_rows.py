"""One row of a list read as one person: what it says, and what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from app.accounts.new_station import LONGEST_NAME, check_length, check_name
from app.errors import InvalidInput
from app.residents.identity import EARLIEST_BIRTH, read_identity, read_phone
from app.residents.importing import TAG, Kind, PersonLine, RowProblem, Target, meaning_name
from app.residents.importing_places import read_address, read_part
from app.residents.importing_words import read_relation, read_residence, read_sex, read_tag_cell
from app.residents.residents import LONGEST_NOTE
from app.residents.terms import HEAD
from app.spreadsheets.cells import Value, read_date, read_long_number, read_text
from app.spreadsheets.reading import Heading, Row

SEPARATES_TAGS = re.compile(r"[、,，;；/|\s]+")
SPACED_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\s]+")
PARTS = (Target.BUILDING, Target.UNIT, Target.ROOM)


@dataclass
class RowCells:
    """The cells of one row by their meaning, and what is wrong with them."""

    row: Row
    places: dict[str, int]
    headings: tuple[Heading, ...]
    today: date
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    def value(self, meaning: str) -> Value:
        """The cell that has this meaning; empty when no column has."""
        place = self.places.get(meaning)
        return "" if place is None else self.row.values[place]

    def problem(self, meaning: str | None, kind: Kind, what: str, todo: str = "") -> RowProblem:
        """Something wrong with a cell, or with the row."""
        place = self.places.get(meaning) if meaning else None
        column = self.headings[place].name if place is not None else ""
        shown = str(self.row.values[place]) if place is not None else ""
        return RowProblem(self.row.number, place, column, shown, kind, what, todo)

    def read(self, meaning: str, kind: Kind, read: Callable[[Value], Any]) -> Any:
        """A cell as ``read`` understands it; None when it does not, which is noted."""
        try:
            return read(self.value(meaning))
        except InvalidInput as error:
            self.refuse(meaning, kind, error)
            return None

    def refuse(self, meaning: str | None, kind: Kind, error: InvalidInput) -> None:
        """Note what is wrong with a cell: the row is not imported."""
        self.problems.append(self.problem(meaning, kind, error.what_happened, error.what_to_do))

    def warn(self, meaning: str, kind: Kind, what: str) -> None:
        """Note what looks odd; the row is imported all the same."""
        self.warnings.append(self.problem(meaning, kind, what))


class PersonCells(RowCells):
    """Reads a row as one person."""

    def line(self) -> PersonLine:
        """What the row says; to be used only when there are no problems."""
        name = self._name()
        number, birth, sex = self._identity()
        building, unit, room = self._address()
        given, denied = self._tags()
        return PersonLine(
            self.row.number,
            name,
            number,
            birth,
            sex,
            self._phone(),
            building,
            unit,
            room,
            self._relation(name),
            self.read(Target.RESIDENCE, Kind.TEXT, read_residence),
            given,
            denied,
            self._note(),
        )

    # -- who -------------------------------------------------------------------------------------

    def _name(self) -> str:
        text = self.read(Target.NAME, Kind.TEXT, read_text)
        if text is None:
            return ""
        name = "".join(text.split()) if SPACED_NAME.fullmatch(text) else text
        try:
            check_name(name, "姓名", "name")
        except InvalidInput as error:
            self.refuse(Target.NAME, Kind.MISSING if not name else Kind.TEXT, error)
        return str(name)

    def _identity(self) -> tuple[str, date | None, str]:
        """Number, birth and sex; the number decides where they disagree in what it says."""
        number = self.read(Target.ID_NUMBER, Kind.ID_NUMBER, read_long_number)
        if number is None:
            return "", None, ""
        if not number:
            return "", self._birth(), self.read(Target.SEX, Kind.TEXT, read_sex) or ""
        try:
            identity = read_identity(number, today=self.today)
        except InvalidInput as error:
            self.refuse(Target.ID_NUMBER, Kind.ID_NUMBER, error)
            return "", None, ""
        if identity.birth is None:
            birth, sex = self._birth(), self.read(Target.SEX, Kind.TEXT, read_sex) or ""
            return identity.number, birth, sex
        self._compare(identity.birth, identity.sex)
        return identity.number, identity.birth, identity.sex

    def _birth(self) -> date | None:
        day: date | None = self.read(Target.BIRTH, Kind.DATE, read_date)
        if day is not None and not EARLIEST_BIRTH <= day <= self.today:
            wrong = InvalidInput(f"出生日期 {day} 不合情理。", "请核对。")
            self.refuse(Target.BIRTH, Kind.DATE, wrong)
        return day

    def _compare(self, birth: date, sex: str) -> None:
        try:
            day = read_date(self.value(Target.BIRTH))
        except InvalidInput as error:
            self.warn(Target.BIRTH, Kind.DATE, f"{error.what_happened}按证件号取 {birth}。")
            day = None
        if day is not None and day != birth:
            self.refuse(
                Target.BIRTH,
                Kind.DATE,
                InvalidInput(f"出生日期 {day} 与证件号中的 {birth} 不一致。", "请核对证件。"),
            )
        try:
            told = read_sex(self.value(Target.SEX))
        except InvalidInput as error:
            self.warn(Target.SEX, Kind.TEXT, f"{error.what_happened}按证件号取“{sex}”。")
            return
        if told and told != sex:
            self.warn(Target.SEX, Kind.TEXT, f"性别“{told}”与证件号不符，按证件号取“{sex}”。")

    def _phone(self) -> str:
        return self.read(Target.PHONE, Kind.PHONE, _one_phone) or ""

    # -- where -----------------------------------------------------------------------------------

    def _address(self) -> tuple[str, str, str]:
        """Building, unit, room: from their columns, or from one; empty when no column is chosen."""
        parts = {part: self.read(part, Kind.TEXT, read_text) or "" for part in PARTS}
        if any(parts.values()):
            for part in PARTS:
                if not parts[part]:
                    wrong = InvalidInput(f"缺少{meaning_name(part)}。", "请填写。")
                    self.refuse(part if part in self.places else None, Kind.MISSING, wrong)
            return self._checked(*(read_part(parts[part], part) for part in PARTS))
        text = self.read(Target.ADDRESS, Kind.TEXT, read_text)
        if not text:
            return "", "", ""
        try:
            return self._checked(*read_address(text))
        except InvalidInput as error:
            self.refuse(Target.ADDRESS, Kind.TEXT, error)
            return "", "", ""

    def _checked(self, building: str, unit: str, room: str) -> tuple[str, str, str]:
        for part, text in zip(PARTS, (building, unit, room), strict=True):
            try:
                check_length(text, meaning_name(part), part, LONGEST_NAME)
            except InvalidInput as error:
                self.refuse(part if part in self.places else Target.ADDRESS, Kind.TEXT, error)
        return building, unit, room

    # -- the rest --------------------------------------------------------------------------------

    def _relation(self, name: str) -> str:
        relation = self.read(Target.RELATION, Kind.TEXT, read_relation) or ""
        head = self.read(Target.HEAD_NAME, Kind.TEXT, read_text) or ""
        return HEAD if not relation and head and "".join(head.split()) == name else relation

    def _tags(self) -> tuple[frozenset[str], frozenset[str]]:
        given, denied = set[str](), set[str]()
        listed = self.read(Target.TAGS, Kind.TEXT, read_text) or ""
        for tag in SEPARATES_TAGS.split(listed):
            if tag and tag not in ("无", "-", "—"):
                self._keep_tag(tag, given)
        for meaning in self.places:
            if meaning.startswith(TAG):
                tag = meaning.removeprefix(TAG)
                said = self.read(meaning, Kind.TEXT, partial(read_tag_cell, tag=tag))
                if said is not None:
                    (given if said else denied).add(tag)
        return frozenset(given), frozenset(denied - given)

    def _keep_tag(self, tag: str, given: set[str]) -> None:
        try:
            check_length(tag, "标签", "tags", LONGEST_NAME)
        except InvalidInput as error:
            self.refuse(Target.TAGS, Kind.TEXT, error)
        given.add(tag)

    def _note(self) -> str:
        note = self.read(Target.NOTE, Kind.TEXT, read_text) or ""
        if len(note) > LONGEST_NOTE:
            wrong = InvalidInput(
                f"备注最多 {LONGEST_NOTE} 个字，现在是 {len(note)} 个。", "请缩短。"
            )
            self.refuse(Target.NOTE, Kind.TEXT, wrong)
        return str(note)


def _one_phone(cell: Value) -> str:
    text = read_long_number(cell)
    try:
        return read_phone(text)
    except InvalidInput:
        several = [part for part in re.split(r"[/、,，;；\s]+", text) if part]
        if len(several) > 1 and all(len(part) >= 7 for part in several):
            raise InvalidInput(
                f"一格里有 {len(several)} 个电话。", "请只留一个，其余写进备注。"
            ) from None
        raise
