"""The lists of this room; columns declared as data."""

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.exchange.pages.at_hand import AtHand
from app.exchange.progress import Last
from app.exchange.words import file_size


def last_words(last: Last | None) -> str:
    """第 3 包, or a dash."""
    return f"第 {last.serial} 包" if last else "—"


PEER_COLUMNS = (
    Column("state", "状态", lambda r: r.pill.pair, kind="pill", width=92),
    Column("name", "单位", lambda r: r.name, width=150),
    Column("sentence", "情况", lambda r: r.sentence, width=430),
    Column("received_at", "最近报来", lambda r: r.received.at if r.received else None,
           kind="datetime", width=136),
    Column("received", "包序号", lambda r: last_words(r.received), width=80),
    Column("made_at", "最近下发", lambda r: r.made.at if r.made else None,
           kind="datetime", width=136),
    Column("area_code", "区划代码", lambda r: r.area_code, width=120, visible=False),
    Column("missing", "缺", lambda r: r.missing, width=110, visible=False),
)  # fmt: skip
BUNDLE_COLUMNS = (
    Column("direction", "方向", lambda r: r.direction_name, width=56),
    Column("peer", "对方", lambda r: r.peer, width=130),
    Column("serial", "包序号", lambda r: f"第 {r.serial} 包", width=80),
    Column("at", "时间", lambda r: r.at, kind="datetime", width=134),
    Column("result", "结果", lambda r: r.result.pair, kind="pill", width=104, sortable=False),
    Column("short", "内容", lambda r: r.short, width=230, sortable=False),
    Column("size", "大小", lambda r: file_size(r.size), width=76, align="right"),
    Column("code", "校验码", lambda r: r.check_code, width=174, sortable=False),
    Column("account", "经手人", lambda r: r.account, width=76),
    Column("period", "内容期间", lambda r: r.period, width=190, sortable=False, visible=False),
    Column("records", "记录", lambda r: r.records, kind="number", width=76, visible=False),
    Column("contents", "照片附件", lambda r: r.contents, kind="number", width=84, visible=False,
           sortable=False),
    Column("file", "文件名", lambda r: r.file_name, width=300, visible=False, sortable=False),
)  # fmt: skip


def peer_table(hand: AtHand) -> RecordTable:
    """The offices that report to this one."""
    made = RecordTable(PEER_COLUMNS, name="exchange.peers", memory=hand.memory, unit="个单位")
    made.set_empty("还没有与下级单位配对。", "与单位配对" if hand.pairs else "")
    return made


def bundle_table(hand: AtHand) -> RecordTable:
    """Bundles that went out and came in."""
    made = RecordTable(BUNDLE_COLUMNS, name="exchange.bundles", memory=hand.memory, unit="个")
    made.set_empty("制作和收取的报送包都记在这里。")
    return made
