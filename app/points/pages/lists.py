"""The lists of this room; columns declared as data."""

from typing import Any

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.points.activity_views import ActivityRow
from app.points.pages.at_hand import AtHand
from app.points.pills import activity_pill, record_pill, stock_pill
from app.points.terms import ActivityState


def activity_pair(row: ActivityRow) -> tuple[str, str]:
    """Where an activity stands, in the words of the tabs."""
    coming = row.state is ActivityState.PLANNED and row.state_name != "进行中"
    return activity_pill(row.state, "未开始" if coming else row.state_name).pair


def _worth(row: Any) -> str:
    return f"{row.worth * row.quantity:+d} 分" if row.item else "不计分"


def _claimed(row: Any) -> str:
    return f"{row.taken}/{row.places}" if row.places else f"{row.taken}"


def _project(row: Any) -> tuple[str, str]:
    if row.proved:
        return f"待验收 {row.proved}", "waiting"
    return ("可认领", "info") if row.is_open else ("已结束", "plain")


def _account(row: Any) -> tuple[str, str]:
    if row.closed_on:
        return "已停用", "plain"
    return (f"将清零 {row.soon}", "waiting") if row.soon else ("正常", "good")


def _rule(row: Any) -> tuple[str, str]:
    if row.is_current:
        return "执行中", "good"
    return ("未到执行日", "info") if row.valid_until is None else ("已停用", "plain")


def _reward(row: Any) -> tuple[str, str]:
    if not row.is_active:
        return "已停用", "plain"
    return stock_pill(row.stock, row.low_stock).pair


def _publicity(row: Any) -> tuple[str, str]:
    if row.closed_at is not None:
        return "已入账", "good"
    return ("期满，待入账", "waiting") if row.is_due else ("公示中", "info")


def _redemption(row: Any) -> tuple[str, str]:
    return ("已取消", "plain") if row.cancelled_at else ("已兑换", "good")


BLANK = Column("blank", "", lambda r: "", width=24, sortable=False)
"""Last of columns of numbers: the last one is stretched over what room there is."""
ACTIVITY_COLUMNS = (
    Column("state", "状态", activity_pair, kind="pill", width=84),
    Column("title", "活动", lambda r: r.title, width=230),
    Column("starts_at", "开始时间", lambda r: r.starts_at, kind="datetime", width=140),
    Column("place", "地点", lambda r: r.place, width=130),
    Column("item", "积分细则", lambda r: r.item, width=130),
    Column("worth", "每人", _worth, width=78, align="right", sortable=False),
    Column("signed_up", "报名", lambda r: r.signed_up, kind="number", width=64, sortable=False),
    Column("signed_in", "签到", lambda r: r.signed_in, kind="number", width=64, sortable=False),
    Column("number", "编号", lambda r: r.number, width=92),
    Column("project", "所属项目", lambda r: r.project, width=140, visible=False, sortable=False),
    Column("organiser", "组织者", lambda r: r.organiser, width=100, visible=False,
           sortable=False),
)  # fmt: skip
RECORD_COLUMNS = (
    Column("state", "状态", lambda r: record_pill(r.state).pair, kind="pill", width=84),
    Column("name", "姓名", lambda r: r.name, width=80),
    Column("address", "住址", lambda r: r.address, width=96),
    Column("item", "积分细则", lambda r: r.item, width=150),
    Column("points", "分值", lambda r: f"{r.points:+d}", width=64, align="right"),
    Column("happened_on", "发生日期", lambda r: r.happened_on, kind="date", width=98),
    Column("evidence", "证明", lambda r: r.evidence, width=150, sortable=False),
    Column("note", "说明", lambda r: r.note, width=140, sortable=False),
    Column("recorder", "登记人", lambda r: r.recorder, width=76),
    Column("recorded_at", "登记时间", lambda r: r.recorded_at, kind="datetime", width=140),
    Column("grid", "网格", lambda r: r.grid, width=90, visible=False),
    Column("reviewer", "审核人", lambda r: r.reviewer, width=76, visible=False, sortable=False),
)
PUBLICITY_COLUMNS = (
    Column("state", "状态", _publicity, kind="pill", width=116, sortable=False),
    Column("title", "公示名单", lambda r: r.title, width=260),
    Column("from_day", "开始", lambda r: r.from_day, kind="date", width=100),
    Column("until_day", "截止", lambda r: r.until_day, kind="date", width=100),
    Column("records", "条数", lambda r: r.records, kind="number", width=70),
    Column("added", "加分", lambda r: r.added, kind="number", width=70),
    Column("deducted", "扣分", lambda r: r.deducted, kind="number", width=70),
    Column("objected", "有异议", lambda r: r.objected or None, kind="number", width=76),
    Column("posted_by", "公示人", lambda r: r.posted_by, width=90),
)
PROJECT_COLUMNS = (
    Column("state", "状态", _project, kind="pill", width=96),
    Column("title", "项目", lambda r: r.title, width=260),
    Column("kind", "类别", lambda r: r.kind_name, width=90),
    Column("item", "积分细则", lambda r: r.item, width=150),
    Column("worth", "分值", lambda r: f"{r.worth:+d}", width=64, align="right"),
    Column("taken", "认领/名额", _claimed, width=90, align="right"),
    Column("accepted", "已完成", lambda r: r.accepted, kind="number", width=76),
    Column("from_day", "开始", lambda r: r.from_day, kind="date", width=100),
    Column("until_day", "截止", lambda r: r.until_day, kind="date", width=100),
)
ACCOUNT_COLUMNS = (
    Column("name", "姓名", lambda r: r.name, width=84),
    Column("address", "住址", lambda r: r.address, width=100),
    Column("grid", "网格", lambda r: r.grid, width=110),
    Column("balance", "余额", lambda r: r.balance, kind="number", width=84),
    Column("held", "待入账", lambda r: r.held or None, kind="number", width=76, sortable=False),
    Column("state", "状态", _account, kind="pill", width=110, sortable=False),
    Column("card", "卡号", lambda r: r.card, width=100),
    Column("status", "居住", lambda r: r.status, width=64, sortable=False),
    Column("opened_on", "开户日期", lambda r: r.opened_on, kind="date", width=100),
)
RULE_COLUMNS = (
    Column("category", "类别", lambda r: r.text.category, width=110),
    Column("item", "项目", lambda r: r.text.item, width=220),
    Column("worth", "分值", lambda r: r.worth, width=110, align="right"),
    Column("caps", "上限", lambda r: r.caps or "不限", width=180),
    Column("evidence", "证明材料", lambda r: r.text.evidence, width=150),
    Column("state", "状态", _rule, kind="pill", width=96),
    Column("version", "版本", lambda r: f"第 {r.version} 版", width=70),
    Column("valid_from", "执行日期", lambda r: r.valid_from, kind="date", width=100),
    Column("uses", "登记过", lambda r: r.uses, kind="number", width=76),
)
REWARD_COLUMNS = (
    Column("name", "商品", lambda r: r.name, width=220),
    Column("kind", "类别", lambda r: r.kind_name, width=80),
    Column("price", "所需积分", lambda r: r.price, kind="number", width=90),
    Column("unit", "单位", lambda r: r.unit, width=64),
    Column("stock", "库存", _reward, kind="pill", width=96),
    Column("low", "提醒线", lambda r: r.low_stock if r.stock is not None else None,
           kind="number", width=76),
    Column("note", "备注", lambda r: r.note, width=260),
)  # fmt: skip
REDEMPTION_COLUMNS = (
    Column("number", "编号", lambda r: r.number, width=96),
    Column("at", "时间", lambda r: r.at, kind="datetime", width=140),
    Column("name", "姓名", lambda r: r.name, width=84),
    Column("address", "住址", lambda r: r.address, width=100, sortable=False),
    Column("what", "兑换了什么", lambda r: r.what, width=280, sortable=False),
    Column("points", "积分", lambda r: r.points, kind="number", width=76),
    Column("state", "状态", _redemption, kind="pill", width=84, sortable=False),
    Column("clerk", "经办人", lambda r: r.clerk, width=84),
)


def table(
    hand: AtHand, columns: tuple[Column, ...], name: str, unit: str, empty: tuple[str, str]
) -> RecordTable:
    """A list of this room; ``empty`` says what belongs there, and what makes the first one."""
    made = RecordTable(columns, name=f"points.{name}", memory=hand.memory, unit=unit)
    made.set_empty(*empty)
    return made
