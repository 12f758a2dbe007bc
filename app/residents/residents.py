"""Registering and changing residents; showing what is masked."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, LONGEST_NAME, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound
from app.residents.households import address_of
from app.residents.identity import EARLIEST_BIRTH, read_identity, read_phone
from app.residents.models import Household, Resident
from app.residents.search_keys import initials_of, pinyin_of
from app.residents.terms import HEAD, SEXES, STATUS_NAMES, Residence, Status
from db import clock
from db.ids import new_id

LONGEST_NOTE = 500


@dataclass(frozen=True)
class ResidentText:
    """What a form says of a resident; birth and sex may be left to the identity number."""

    name: str
    sex: str = ""
    birth: date | None = None
    id_number: str = ""
    phone: str = ""
    relation: str = ""
    tags: tuple[str, ...] = field(default=())
    residence: Residence = Residence.REGISTERED
    note: str = ""


def add_resident(session: Session, actor: Actor, *, household_id: UUID, text: ResidentText) -> UUID:
    """Register a resident in a household.

    Raises:
        NotAllowed, NotFound.
        InvalidInput: names the field: a wrong or taken identity number, a phone that is none, a
            birth date that is impossible or disagrees with the number, a text too long.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    if session.get(Household, household_id) is None:
        raise NotFound("找不到这一户。", "请先登记住户。")
    resident = Resident(id=new_id(), household_id=household_id, status=Status.LIVING)
    fill(session, resident, text)
    session.add(resident)
    sentence = f"登记居民：{resident.name}（{address_of(session, household_id)}）"
    audit.record(session, actor, "resident.add", sentence, subject=("resident", resident.id))
    return resident.id


def change_resident(
    session: Session, actor: Actor, resident_id: UUID, *, text: ResidentText
) -> None:
    """Change what is kept of a resident.

    Raises:
        NotAllowed, NotFound, InvalidInput: as for :func:`add_resident`.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    resident = the_resident(session, resident_id)
    fill(session, resident, text)
    sentence = f"修改居民资料：{resident.name}"
    audit.record(session, actor, "resident.change", sentence, subject=("resident", resident_id))


def change_status(
    session: Session,
    actor: Actor,
    resident_id: UUID,
    *,
    status: Status,
    reason: str,
    on: date | None = None,
) -> None:
    """Note that somebody moved away, died, or came back; the record stays.

    ``on`` is the day it happened, where that is known.

    Raises:
        NotAllowed, NotFound, InvalidInput: no reason given, or a day to come.
    """
    actor.require(Permission.EDIT_RESIDENTS)
    check_occasion(on, reason)
    resident = the_resident(session, resident_id)
    resident.status = status
    day = f" {on:%Y-%m-%d} " if on else ""
    sentence = f"{resident.name}{day}改为{STATUS_NAMES[status]}：{reason.strip()}"
    audit.record(session, actor, "resident.status", sentence, subject=("resident", resident_id))


def check_occasion(on: date | None, reason: str) -> None:
    """Refuse a day to come, and a step without a reason.

    Raises:
        InvalidInput: names ``on`` or ``reason``.
    """
    if on is not None and on > clock.today():
        raise InvalidInput(f"日期 {on} 还没有到。", "请填写实际日期。", field="on")
    if not reason.strip():
        raise InvalidInput("请写明原因。", "如：迁往外地、注销户口、与子女同住。", field="reason")
    check_length(reason, "原因", "reason", LONGEST_LINE)


@dataclass(frozen=True)
class Revealed:
    """Personal data in full."""

    id_number: str
    phone: str


def reveal_personal_data(session: Session, actor: Actor, resident_id: UUID) -> Revealed:
    """Show identity number and phone in full; who looked and at whose is logged.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.REVEAL_PERSONAL_DATA)
    resident = the_resident(session, resident_id)
    sentence = f"查看了{resident.name}的完整证件号和电话"
    audit.record(session, actor, "resident.reveal", sentence, subject=("resident", resident_id))
    return Revealed(resident.id_number, resident.phone)


def the_resident(session: Session, resident_id: UUID) -> Resident:
    """The resident's row.

    Raises:
        NotFound.
    """
    resident = session.get(Resident, resident_id)
    if resident is None:
        raise NotFound("找不到这位居民。", "记录可能刚被撤销，请刷新。")
    return resident


def fill(session: Session, resident: Resident, text: ResidentText) -> None:
    """Put checked values and search keys on a row.

    Raises:
        InvalidInput: see :func:`add_resident`.
    """
    _check_text(text)
    number, birth, sex = _identity(session, resident.id, text)
    phone = read_phone(text.phone)
    with session.no_autoflush:
        resident.name, resident.sex, resident.birth = text.name.strip(), sex, birth
        resident.id_number, resident.phone = number, phone
        resident.relation, resident.is_head = text.relation, text.relation == HEAD
        resident.tags, resident.residence = list(text.tags), text.residence
        resident.note = text.note
        set_search_keys(resident)


def _check_text(text: ResidentText) -> None:
    check_name(text.name, "姓名", "name")
    check_length(text.relation, "与户主关系", "relation", LONGEST_NAME)
    for tag in text.tags:
        check_name(tag, "标签", "tags")
    if text.sex and text.sex not in SEXES:
        raise InvalidInput(f"性别应为男或女，现在是“{text.sex}”。", "请改正。", field="sex")
    if len(text.note) > LONGEST_NOTE:
        raise InvalidInput(f"备注最多 {LONGEST_NOTE} 个字。", "请缩短。", field="note")


def set_search_keys(resident: Resident) -> None:
    """Compute what the resident is found by; after every change of the name."""
    resident.name_pinyin = pinyin_of(resident.name)
    resident.name_initials = initials_of(resident.name)


def _identity(session: Session, own: UUID, text: ResidentText) -> tuple[str, date | None, str]:
    today = clock.today()
    if text.birth is not None and not EARLIEST_BIRTH <= text.birth <= today:
        raise InvalidInput(f"出生日期 {text.birth} 不合情理。", "请改正。", field="birth")
    if not text.id_number.strip():
        return "", text.birth, text.sex
    identity = read_identity(text.id_number, today=today)
    _refuse_taken(session, own, identity.number)
    if text.birth is not None and identity.birth is not None and text.birth != identity.birth:
        raise InvalidInput(
            f"出生日期 {text.birth} 与身份证号中的 {identity.birth} 不一致。",
            "请核对身份证。",
            field="birth",
        )
    return identity.number, identity.birth or text.birth, identity.sex or text.sex


def _refuse_taken(session: Session, own: UUID, number: str) -> None:
    holder = session.scalars(
        select(Resident)
        .where(Resident.id_number == number, Resident.id != own)
        .where(Resident.merged_into.is_(None))
    ).first()
    if holder is not None:
        raise InvalidInput(
            f"这个证件号已登记给{holder.name}（{address_of(session, holder.household_id)}）。",
            "同一人请勿重复登记；号码有误请核对。",
            field="id_number",
        )
