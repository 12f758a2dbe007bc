"""What everybody gets, as a list: units, points, and the cap that left less."""

from uuid import UUID

from app.desk.columns import Column
from app.points.records import ShareResult


def share_of(row: ShareResult) -> UUID:
    """Whose it is."""
    return row.resident_id


def _points(row: ShareResult) -> str:
    return f"{row.points:+d}" if row.quantity else ""


def _remark(row: ShareResult) -> str:
    if row.is_known:
        return "已登记过，不重复"
    return f"按{row.cut_by}计" if row.cut_by else ""


SHARE_COLUMNS = (
    Column("name", "姓名", lambda r: r.name, width=120),
    Column("quantity", "份数", lambda r: r.quantity, kind="number", width=80),
    Column("points", "得分", _points, width=80, align="right"),
    Column("remark", "说明", _remark, width=260),
)
