"""How many of what a demo holds, in the words of the office."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.council.models import Body, Matter, Meeting, Speech, Vote
from app.events.models import Event
from app.grids.models import Building, Grid, ResidentialUnit, StaffMember
from app.points.models import Activity, PointsRecord, Redemption
from app.residents.models import Household, Resident
from db.base import Base

COUNTED: tuple[tuple[str, type[Base]], ...] = (
    ("网格", Grid),
    ("楼栋", Building),
    ("单元", ResidentialUnit),
    ("户", Household),
    ("居民", Resident),
    ("网格力量", StaffMember),
    ("事项", Event),
    ("议事组织", Body),
    ("议题", Matter),
    ("会议", Meeting),
    ("发言", Speech),
    ("表决", Vote),
    ("积分活动", Activity),
    ("积分记录", PointsRecord),
    ("积分兑换", Redemption),
    ("账号", Account),
)


def counted(session: Session) -> dict[str, int]:
    """Rows of each kind."""
    return {
        name: session.scalar(select(func.count()).select_from(kind)) or 0 for name, kind in COUNTED
    }
