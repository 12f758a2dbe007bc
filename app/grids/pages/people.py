"""Finding who may take a duty: people on the list of staff first, then residents."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.desk.fields import Field
from app.desk.person_finder import PersonFinder
from app.errors import InvalidInput
from app.grids.hand_over import Successor
from app.grids.staff_views import find_staff
from app.residents.queries import find_residents

STAFF, RESIDENT = "staff", "resident"


@dataclass(frozen=True)
class Somebody:
    """Somebody found: on the list, or a resident."""

    id: str
    """staff/… or resident/… and the record's id."""
    name: str
    address: str
    phone: str


def find_people(session: Any, text: str) -> list[Somebody]:
    """People on the list, with what they look after; then residents, with where they live."""
    staff = find_staff(session, text, 4)
    residents = find_residents(session, text, 6)
    return [
        *(Somebody(f"{STAFF}/{one.id}", one.name, one.address or "已在册", "") for one in staff),
        *(Somebody(f"{RESIDENT}/{r.id}", r.name, r.address, r.phone) for r in residents),
    ]


def who_fields(finder: PersonFinder, what: str = "人选") -> list[Field]:
    """The three fields that say who it is: found, or by name and phone."""
    return [
        Field("who", what, "person", find=finder.find, hint="本社区居民或已在册人员"),
        Field("name", "或填姓名", max_length=50, hint="不是本社区居民的，例如社区工作者、快递员"),
        Field("phone", "电话", kind="phone", hint="印在公示牌上；选了居民可以不填"),
    ]


def chosen(finder: PersonFinder, values: dict[str, Any]) -> Successor:
    """Who the three fields name.

    Raises:
        InvalidInput: nobody; field ``who``.
    """
    who, name, phone = values["who"], values["name"], values["phone"]
    if not who and not name.strip():
        raise InvalidInput("还没有选人。", "请选一位，或填写姓名。", field="who")
    kind, _, record = (who or "").partition("/")
    if kind == STAFF:
        return Successor(staff_id=UUID(record))
    resident = UUID(record) if kind == RESIDENT else None
    return Successor(None, name or finder.name_of(who or ""), phone, resident)
