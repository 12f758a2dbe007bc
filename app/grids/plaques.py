"""What stands on the plaques (公示牌): one a grid, or one a building entrance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import settings
from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, check_length
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.attachments.models import Attachment, Content
from app.attachments.rules import AttachmentKind
from app.errors import InvalidInput, NotFound
from app.grids.models import Building, Grid, ResidentialUnit
from app.grids.rules import Duty
from app.grids.staff_views import StaffEntry, Standing, staff_entries
from app.printing.foot import PrintMark
from app.printing.plaque_sheet import Keeper, PlaqueSheet
from app.settings import Scope, Setting
from db import clock

PLAQUE_DUTIES = Setting(
    "grids.plaque_duties",
    "采集更新网格内人、房、事、物信息，做到底数清。\n"
    "巡查网格，发现问题及时上报，一小时内响应。\n"
    "排查化解邻里矛盾纠纷，收集社情民意。\n"
    "走访关爱老年人、残疾人、困难家庭。\n"
    "宣传政策法规，帮助居民办理便民事项。",
    "网格员职责",
    Scope.STATION,
    "一行一条，印在公示牌上",
)
SUPERVISION_PHONE = Setting(
    "grids.supervision_phone", "", "监督电话", Scope.STATION, "印在公示牌上；不填用社区电话"
)
MOST_DUTIES, LONGEST_DUTY = 10, 60
Step = Callable[[int, int], None]


class Hung(StrEnum):
    """Where plaques hang."""

    GRID = "grid"
    ENTRANCE = "entrance"


@dataclass(frozen=True)
class Wanted:
    """Which plaques: of all grids, of one, or of the entrances of one building or unit."""

    grid_id: UUID | None = None
    building_id: UUID | None = None
    unit_id: UUID | None = None
    hung: Hung = Hung.GRID

    @property
    def of_entrances(self) -> bool:
        """Whether each entrance gets its own."""
        return self.hung is Hung.ENTRANCE or (self.building_id or self.unit_id) is not None


def plaque_sheets(
    session: Session, wanted: Wanted, *, operator: str = "", step: Step | None = None
) -> list[PlaqueSheet]:
    """The plaques that are wanted, in the order of the grids.

    Raises:
        NotFound: there is no such grid, or nothing to hang a plaque on.
        Cancelled: ``step`` asked for it.
    """
    chosen = select(Grid).order_by(Grid.code)
    if wanted.grid_id is not None:
        chosen = chosen.where(Grid.id == wanted.grid_id)
    serving = staff_entries(session, standing=Standing.SERVING)
    grids = session.scalars(chosen).all()
    made: list[PlaqueSheet] = []
    for done, grid in enumerate(grids, start=1):
        posts = [entry for entry in serving if entry.grid_id == grid.id]
        whole = _of_grid(session, grid, posts, operator)
        if wanted.of_entrances:
            made += _of_entrances(session, whole, grid, posts, wanted)
        else:
            made.append(whole)
        if step is not None:
            step(done, len(grids))
    if not made:
        raise NotFound("没有可以制作公示牌的网格或单元。", "请先在“网格”中登记。")
    return made


def find_grid(session: Session, asked: str) -> UUID:
    """The grid meant by its number, code or name.

    Raises:
        NotFound: none; InvalidInput: several fit.
    """
    exact = (Grid.number == asked) | (Grid.code == asked) | (Grid.name == asked)
    found = session.execute(select(Grid.id, Grid.name).where(exact)).all()
    if not found:
        fits = Grid.name.contains(asked, autoescape=True)
        found = session.execute(select(Grid.id, Grid.name).where(fits)).all()
    if not found:
        raise NotFound(f"没有找到网格“{asked}”。", "请写网格编号（如 01）或名称。")
    if len(found) > 1:
        names = "、".join(row.name for row in found[:8])
        raise InvalidInput(f"“{asked}”对应 {len(found)} 个网格：{names}。", "请写网格编号。")
    return found[0][0]


def set_plaque_text(session: Session, actor: Actor, *, duties: str, phone: str) -> None:
    """Say what duties and which phone to complain to all plaques name.

    Raises:
        NotAllowed, InvalidInput: too many or too long lines.
    """
    actor.require(Permission.EDIT_GRIDS)
    lines = [line.strip() for line in duties.splitlines() if line.strip()]
    if len(lines) > MOST_DUTIES:
        raise InvalidInput(f"职责有 {len(lines)} 条，最多 {MOST_DUTIES} 条。", field="duties")
    for line in lines:
        check_length(line, "一条职责", "duties", LONGEST_DUTY)
    check_length(phone, "监督电话", "phone", LONGEST_LINE)
    settings.put(session, PLAQUE_DUTIES, "\n".join(lines))
    settings.put(session, SUPERVISION_PHONE, phone.strip())
    audit.record(session, actor, "plaque.text", "修改公示牌上的职责和监督电话")


def plaque_text(session: Session) -> tuple[str, str]:
    """The duties, a line each, and the phone to complain to."""
    return settings.get(session, PLAQUE_DUTIES), settings.get(session, SUPERVISION_PHONE)


def _of_grid(
    session: Session, grid: Grid, posts: Sequence[StaffEntry], operator: str
) -> PlaqueSheet:
    office = profile(session)
    duties, phone = plaque_text(session)
    worker = next((entry for entry in posts if entry.duty is Duty.FULL_TIME), None)
    shown = (Duty.PART_TIME, Duty.BUILDING_HEAD)
    return PlaqueSheet(
        office_name=office.name,
        grid_name=grid.name,
        grid_code=grid.code,
        area=grid.area,
        party_branch=grid.party_branch,
        worker=_keeper(worker) if worker is not None else None,
        portrait=_portrait(session, worker.staff_id if worker is not None else None),
        keepers=tuple(_keeper(entry) for entry in posts if entry.duty in shown),
        duties=tuple(duties.splitlines()),
        contact=_card(office.name, grid.name, worker) if worker is not None else "",
        supervision_phone=_spaced(phone or office.phone),
        mark=PrintMark(clock.now(), operator, grid.code),
    )


def _of_entrances(
    session: Session,
    whole: PlaqueSheet,
    grid: Grid,
    posts: Sequence[StaffEntry],
    wanted: Wanted,
) -> list[PlaqueSheet]:
    """One plaque an entrance: of the heads only those who look after it."""
    units = (
        select(Building.id, Building.number, ResidentialUnit.id, ResidentialUnit.number)
        .join(ResidentialUnit, ResidentialUnit.building_id == Building.id)
        .where(Building.grid_id == grid.id)
        .order_by(
            func.length(Building.number),
            Building.number,
            func.length(ResidentialUnit.number),
            ResidentialUnit.number,
        )
    )
    if wanted.building_id is not None:
        units = units.where(Building.id == wanted.building_id)
    if wanted.unit_id is not None:
        units = units.where(ResidentialUnit.id == wanted.unit_id)
    return [
        replace(
            whole,
            entrance=f"{building}号楼{unit}单元",
            keepers=tuple(
                replace(_keeper(entry), place="")
                for entry in posts
                if (entry.duty is Duty.BUILDING_HEAD and entry.building_id == building_id)
                or (entry.duty is Duty.UNIT_HEAD and entry.unit_id == unit_id)
            ),
        )
        for building_id, building, unit_id, unit in session.execute(units)
    ]


def _keeper(entry: StaffEntry) -> Keeper:
    place = entry.place.replace(" ", "")
    return Keeper(entry.duty_name, entry.name, _spaced(entry.phone), place)


def _spaced(phone: str) -> str:
    """A mobile number in 3-4-4, as people read it aloud; others as they are written."""
    digits = phone.replace(" ", "")
    is_mobile = len(digits) == 11 and digits.isdecimal() and digits.startswith("1")
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if is_mobile else phone


def _portrait(session: Session, staff_id: UUID | None) -> bytes:
    """The newest portrait of somebody; empty when there is none here."""
    found = session.scalars(
        select(Content.data)
        .join(Attachment, Attachment.content == Content.sha256)
        .where(
            Attachment.record_table == "staff_member",
            Attachment.record_id == staff_id,
            Attachment.kind == AttachmentKind.PORTRAIT,
        )
        .order_by(Attachment.position.desc(), Attachment.id.desc())
    ).first()
    return found or b""


def _card(office: str, grid: str, worker: StaffEntry) -> str:
    """A vCard, which a phone offers to keep; no web address, nothing is sent anywhere."""
    if not worker.phone:
        return ""
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(worker.name)}",
        f"FN:{_escaped(worker.name)}",
        f"ORG:{_escaped(office + grid)}",
        f"TITLE:{worker.duty_name}",
        f"TEL:{_escaped(worker.phone)}",
        "END:VCARD",
    )
    return "\r\n".join(lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", " ")
