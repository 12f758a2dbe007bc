"""The form for a resident, declared as data."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.desk.fields import Candidate, Choice, Field
from app.desk.work import Work
from app.errors import InvalidInput
from app.grids.queries import Choice as UnitChoice
from app.grids.queries import find_units
from app.residents.identity import read_identity, read_phone
from app.residents.registration import ResidentForm
from app.residents.residents import LONGEST_NOTE, ResidentText
from app.residents.terms import RELATIONS, RESIDENCE_NAMES, SEXES, Residence
from app.working_days import today

LONGEST_NAME = 50


def household_fields(work: Work) -> tuple[Field, ...]:
    """Where somebody lives."""
    return (
        Field(
            "unit",
            "楼栋和单元",
            kind="person",
            required=True,
            find=partial(_find_units, work),
            placeholder="输入楼号和单元，如 3-2",
        ),
        Field("room", "房号", required=True, width=120, max_length=20, placeholder="如 301"),
    )


def person_fields(tags: Sequence[str]) -> tuple[Field, ...]:
    """Who somebody is; ``tags`` are on offer."""
    return (
        Field("name", "姓名", required=True, max_length=LONGEST_NAME),
        Field(
            "id_number",
            "证件号",
            kind="id_number",
            check=_identity_fault,
            hint="填身份证号后，性别和出生日期自动得出",
        ),
        Field("phone", "电话", kind="phone", check=_phone_fault),
        Field("relation", "与户主关系", kind="choice", choices=_choices(RELATIONS)),
        Field("sex", "性别", kind="choice", choices=_choices(SEXES), width=120),
        Field("birth", "出生日期", kind="date"),
        Field(
            "residence",
            "人户情况",
            kind="choice",
            default=Residence.REGISTERED,
            choices=tuple(Choice(kind, name) for kind, name in RESIDENCE_NAMES.items()),
        ),
        Field("tags", "标签", kind="multi_choice", choices=_choices(tags)),
        Field("note", "备注", kind="long_text", max_length=LONGEST_NOTE),
    )


def _choices(words: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(word, word) for word in words)


def _identity_fault(number: str) -> str | None:
    try:
        read_identity(number, today=today())
    except InvalidInput as error:
        return str(error)
    return None


def _phone_fault(number: str) -> str | None:
    try:
        read_phone(number)
    except InvalidInput as error:
        return str(error)
    return None


def _find_units(work: Work, text: str, then: Callable[[Sequence[Candidate]], object]) -> None:
    work.read(find_units, text, then=partial(_tell_units, then), latest="units")


def _tell_units(then: Callable[[Sequence[Candidate]], object], found: list[UnitChoice]) -> None:
    then([Candidate(str(choice.id), choice.title) for choice in found])


def text_of(values: dict[str, Any]) -> ResidentText:
    """What the form says, as the use case takes it."""
    return ResidentText(
        values["name"],
        values["sex"] or "",
        values["birth"],
        values["id_number"],
        values["phone"],
        values["relation"] or "",
        tuple(values["tags"] or ()),
        Residence(values["residence"] or Residence.REGISTERED),
        values["note"],
    )


def values_of(found: ResidentForm) -> dict[str, Any]:
    """What the form shows of somebody known."""
    return {
        **found.text.__dict__,
        "sex": found.text.sex or None,
        "relation": found.text.relation or None,
    }
