"""The lists of this room: grids, staff, chat groups, trainings; columns declared as data."""

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.grids.pages.at_hand import AtHand
from app.grids.pages.group_drawer import share_words
from app.grids.staff_views import StaffEntry, Standing

STATES = {
    Standing.VACANT: "late",
    Standing.SERVING: "good",
    Standing.COMING: "waiting",
    Standing.FORMER: "plain",
}


def _standing(row: StaffEntry) -> tuple[str, str]:
    return row.standing_name, STATES[row.standing]


def _rate(words: str) -> float:
    """Where there are no households, before the lowest rate."""
    return -1.0 if words == "—" else float(words.rstrip("%"))


GRID_COLUMNS = (
    Column("number", "编号", lambda row: row.number, width=64),
    Column("name", "网格", lambda row: row.name, width=150),
    Column("kind", "类型", lambda row: row.kind, width=90),
    Column("worker", "专职网格员", lambda row: row.worker or "缺", width=110),
    Column("phone", "联系电话", lambda row: row.worker_phone, width=130, kind="phone"),
    Column("buildings", "楼栋", lambda row: row.buildings, width=70, kind="number"),
    Column("households", "户", lambda row: row.households, width=80, kind="number"),
    Column("residents", "居民", lambda row: row.residents, width=80, kind="number"),
    Column(
        "coverage",
        "入群率",
        lambda row: share_words(row.coverage),
        width=84,
        align="right",
        sort_key=_rate,
    ),
    Column("party", "党组织", lambda row: row.party_branch, width=180),
)
STAFF_COLUMNS = (
    Column("standing", "状态", _standing, width=84, kind="pill", sortable=False),
    Column("duty", "职责", lambda row: row.duty_name, width=110),
    Column("name", "姓名", lambda row: row.name, width=90),
    Column("grid", "网格", lambda row: row.grid, width=120),
    Column("place", "楼栋单元", lambda row: row.place, width=120),
    Column("phone", "电话", lambda row: row.phone, width=130, kind="phone"),
    Column("party", "党员", lambda row: "是" if row.is_party_member else "", width=60),
    Column("since", "任期开始", lambda row: row.since, width=100, kind="date"),
    Column("until", "任期结束", lambda row: row.until, width=100, kind="date"),
)
GROUP_COLUMNS = (
    Column("name", "群名称", lambda row: row.name, width=200),
    Column("level", "级别", lambda row: row.level_name, width=80),
    Column("grid", "网格", lambda row: row.grid, width=110),
    Column("place", "楼栋单元", lambda row: row.place, width=120),
    Column("keeper", "群主", lambda row: row.keeper, width=90),
    Column("members", "群人数", lambda row: row.members or None, width=76, kind="number"),
    Column("joined", "入群户", lambda row: row.coverage.joined, width=76, kind="number"),
    Column("households", "总户数", lambda row: row.coverage.households, width=76, kind="number"),
    Column(
        "share", "入群率", lambda row: share_words(row.coverage.share), width=84, align="right",
        sort_key=_rate,
    ),
)  # fmt: skip
TRAINING_COLUMNS = (
    Column("held_on", "日期", lambda row: row.held_on, width=100, kind="date"),
    Column("title", "名称", lambda row: row.title, width=240),
    Column("kind", "类别", lambda row: row.kind_name, width=90),
    Column("place", "地点", lambda row: row.place, width=150),
    Column("hours", "学时", lambda row: row.hours or None, width=64, kind="number"),
    Column("attended", "参加", lambda row: row.attended, width=64, kind="number"),
    Column("mean", "平均分", lambda row: _rounded(row.mean), width=76, kind="number"),
    Column("first", "第一名", lambda row: row.first, width=140),
)


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 1)


def grid_table(hand: AtHand) -> RecordTable:
    """The list of grids."""
    table = RecordTable(GRID_COLUMNS, name="grids", memory=hand.memory, unit="个")
    first = "登记网格" if hand.edits_grids else ""
    table.set_empty("还没有网格。先登记第一个网格，再登记楼栋和住户。", first)
    return table


def staff_table(hand: AtHand) -> RecordTable:
    """The list of posts, vacant ones first."""
    table = RecordTable(STAFF_COLUMNS, name="grids.staff", memory=hand.memory, unit="个岗位")
    table.set_empty("这里列出网格员、楼栋长、单元长和信息员。先登记网格和楼栋，再任命。")
    return table


def group_table(hand: AtHand) -> RecordTable:
    """The list of chat groups."""
    table = RecordTable(GROUP_COLUMNS, name="grids.groups", memory=hand.memory, unit="个群")
    first = "登记居民群" if hand.edits_grids else ""
    table.set_empty("还没有居民群。登记网格群、楼栋群、单元群，再勾选入群的住户。", first)
    return table


def training_table(hand: AtHand) -> RecordTable:
    """The list of trainings and contests."""
    table = RecordTable(TRAINING_COLUMNS, name="grids.trainings", memory=hand.memory, unit="次")
    first = "登记培训比武" if hand.assesses else ""
    table.set_empty("这里记录网格员的业务培训、技能比武和观摩学习。", first)
    return table
