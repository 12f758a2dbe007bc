"""参会人员名单: who was invited, came, left and when, in the columns somebody chose."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.form_layout import FORM_WIDTH
from app.printing.paper import MM
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

NUMBER_MM, NAME_MM = 12.0, 26.0


class MemberColumn(StrEnum):
    """What can be shown of each person besides number and name, in this order."""

    CAPACITY = "capacity"
    INVITED = "invited"
    STATUS = "status"
    ARRIVED = "arrived"
    LEFT = "left"
    PROXY = "proxy"
    REMARK = "remark"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person; empty where nothing is known."""

    name: str
    capacity: str = ""
    """As what or for whom: 居民代表, 列席."""
    invited: str = ""
    """When and how notice was given: 11月16日 当面."""
    status: str = ""
    """出席, 请假, 缺席, 未到."""
    arrived: str = ""
    """Time of day; several when somebody came back, parted by newline."""
    left: str = ""
    proxy: str = ""
    """Whose written proxy the person holds."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class MemberListSheet:
    """The members of a body at one meeting."""

    office_name: str
    meeting_name: str
    held: str
    place: str
    rows: tuple[MemberLine, ...]
    columns: tuple[MemberColumn, ...] = (
        MemberColumn.CAPACITY,
        MemberColumn.STATUS,
        MemberColumn.ARRIVED,
        MemberColumn.LEFT,
        MemberColumn.REMARK,
    )
    """What to show; number and name always stand first, the rest in its own order."""
    totals: tuple[tuple[str, str], ...] = ()
    """(label, figure) below the list: ("应到", "61人")."""
    mark: PrintMark = field(default_factory=PrintMark)


Cell = Callable[[MemberLine], str]

COLUMNS: dict[MemberColumn, tuple[Column, Cell]] = {
    MemberColumn.CAPACITY: (Column("代表身份／网格", 40), lambda row: row.capacity),
    MemberColumn.INVITED: (Column("通知", 28), lambda row: row.invited),
    MemberColumn.STATUS: (Column("到会情况", 22), lambda row: row.status),
    MemberColumn.ARRIVED: (Column("到会时间", 22), lambda row: row.arrived),
    MemberColumn.LEFT: (Column("离会时间", 22), lambda row: row.left),
    MemberColumn.PROXY: (Column("受托代", 24), lambda row: row.proxy),
    MemberColumn.REMARK: (Column("备注", 30, "left"), lambda row: row.remark),
    MemberColumn.SIGNATURE: (Column("签名", 32), lambda row: ""),
}
"""Each column with its share of the width, before all are brought to 170 mm."""


def compose_member_list(
    sheet: MemberListSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The list as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_form(member_list_form(sheet), step)


def member_list_form(sheet: MemberListSheet) -> Form:
    """The list as a bordered form."""
    title = f"{sheet.meeting_name}参会人员名单"
    chosen = [COLUMNS[column] for column in MemberColumn if column in sheet.columns]
    cells = [cell for _, cell in chosen]
    rows = (
        (str(number), row.name, *(cell(row) for cell in cells))
        for number, row in enumerate(sheet.rows, start=1)
    )
    return Form(
        about=About(title, sheet.office_name, "参会人员名单", sheet.mark.printed_at),
        title=title,
        columns=_widened([column for column, _ in chosen]),
        rows=tuple(rows),
        facts=(
            (("单位", sheet.office_name),),
            (("时间", sheet.held), ("地点", sheet.place)),
        ),
        totals=sheet.totals,
        mark=sheet.mark,
    )


def _widened(chosen: list[Column]) -> tuple[Column, ...]:
    """Number and name, then the chosen columns brought to the width that is left."""
    room = FORM_WIDTH / MM - NUMBER_MM
    asked = NAME_MM + sum(column.width_mm for column in chosen)
    grown = (
        Column(column.title, column.width_mm * room / asked, column.align)
        for column in (Column("姓名", NAME_MM), *chosen)
    )
    return (Column("序号", NUMBER_MM), *grown)
