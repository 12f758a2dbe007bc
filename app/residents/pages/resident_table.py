"""The list of residents: its columns, and the rows of what is searched and filtered."""

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.residents.pages.at_hand import AtHand
from app.residents.queries import ResidentRow


def _status_pill(row: ResidentRow) -> tuple[str, str]:
    return row.status, "plain" if row.status == "在住" else "waiting"


COLUMNS = (
    Column("name", "姓名", lambda row: row.name, width=110),
    Column("sex", "性别", lambda row: row.sex, width=60),
    Column("age", "年龄", lambda row: row.age, width=64, kind="number"),
    Column("address", "住址", lambda row: row.address, width=110),
    Column("grid", "网格", lambda row: row.grid, width=120),
    Column("phone", "电话", lambda row: row.phone, width=130, sortable=False),
    Column("tags", "标签", lambda row: row.tags, width=180, sortable=False),
    Column("status", "状态", _status_pill, width=80, kind="pill"),
)


def resident_table(hand: AtHand) -> RecordTable:
    """The list of residents."""
    table = RecordTable(COLUMNS, name="residents", memory=hand.memory, unit="人")
    if hand.edits_residents:
        table.set_empty("还没有居民。登记第一位，或先在“网格”里登记楼栋。", "登记居民")
    else:
        table.set_empty("还没有居民。")
    return table
