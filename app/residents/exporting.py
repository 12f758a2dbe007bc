"""The list of residents as a workbook: all rows of a filter, numbers masked or in full."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.grids.models import Building, Grid, ResidentialUnit
from app.residents.filters import EVERYBODY, ResidentFilter
from app.residents.masking import mask_id, mask_phone
from app.residents.models import Household, Resident
from app.residents.queries import AT_ONCE, joined, residents
from app.residents.rules import age_on
from app.residents.terms import RESIDENCE_NAMES, STATUS_NAMES, Residence, Status
from app.spreadsheets.exporting import ExportColumn
from db import clock

EVERYTHING = 1_000_000


@dataclass(frozen=True)
class ResidentLine:
    """One resident as exported."""

    name: str
    id_number: str
    sex: str
    birth: date | None
    age: int | None
    phone: str
    building: str
    unit: str
    room: str
    grid: str
    relation: str
    residence: str
    tags: str
    status: str
    note: str


COLUMNS = (
    ExportColumn("姓名", lambda r: r.name, width=10),
    ExportColumn("证件号", lambda r: r.id_number, width=21),
    ExportColumn("性别", lambda r: r.sex, width=6),
    ExportColumn("出生日期", lambda r: r.birth, "date", 12),
    ExportColumn("年龄", lambda r: r.age, "number", 6),
    ExportColumn("电话", lambda r: r.phone, width=14),
    ExportColumn("楼栋", lambda r: r.building, width=7),
    ExportColumn("单元", lambda r: r.unit, width=7),
    ExportColumn("房号", lambda r: r.room, width=8),
    ExportColumn("网格", lambda r: r.grid, width=14),
    ExportColumn("与户主关系", lambda r: r.relation, width=11),
    ExportColumn("人户情况", lambda r: r.residence, width=10),
    ExportColumn("标签", lambda r: r.tags, width=20),
    ExportColumn("状态", lambda r: r.status, width=8),
    ExportColumn("备注", lambda r: r.note, width=24),
)
"""The headings are those that an import understands."""


def resident_lines(
    session: Session, *, text: str = "", where: ResidentFilter = EVERYBODY, masked: bool = True
) -> list[ResidentLine]:
    """Everybody who fits, in the order of the list; who may see them in full is asked elsewhere."""
    ids = [row.id for row in residents(session, 0, EVERYTHING, text=text, where=where)]
    found: dict[UUID, ResidentLine] = {}
    for start in range(0, len(ids), AT_ONCE):
        found |= _lines(session, ids[start : start + AT_ONCE], masked=masked)
    return [found[resident_id] for resident_id in ids]


def _lines(session: Session, ids: list[UUID], *, masked: bool) -> dict[UUID, ResidentLine]:
    columns = (Resident, Building.number, ResidentialUnit.number, Household.room, Grid.name)
    today = clock.today()
    lines = {}
    for one, building, unit, room, grid in session.execute(
        joined(*columns).where(Resident.id.in_(ids))
    ):
        lines[one.id] = ResidentLine(
            one.name,
            mask_id(one.id_number) if masked else one.id_number,
            one.sex,
            one.birth,
            age_on(today, one.birth),
            mask_phone(one.phone) if masked else one.phone,
            building,
            unit,
            room,
            grid,
            one.relation,
            RESIDENCE_NAMES[Residence(one.residence)],
            "、".join(one.tags),
            STATUS_NAMES[Status(one.status)],
            one.note,
        )
    return lines
