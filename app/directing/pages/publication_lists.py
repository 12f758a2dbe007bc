"""The lists of publications: those of this office, and those from above."""

from collections.abc import Callable
from typing import Any

from app.desk.columns import Column
from app.desk.tables import RecordTable
from app.directing.pages.at_hand import AtHand
from app.directing.publication_views import PublicationRow
from app.directing.terms import PublicationKind

ADOPTABLE = (PublicationKind.POINTS_RULES, PublicationKind.EVENT_CATEGORIES)


def _of_all(count: Callable[[PublicationRow], int]) -> Callable[[PublicationRow], str]:
    return lambda row: f"{count(row)}/{row.stations}"


def _adopted(row: PublicationRow) -> str:
    return f"{row.adopted}/{row.stations}" if row.kind in ADOPTABLE else ""


def _replied(row: PublicationRow) -> str:
    return f"{row.replied}/{row.stations}" if row.needs_reply else ""


_TITLE = Column("title", "标题", lambda r: r.title, width=280)
_KIND = Column("kind", "类别", lambda r: r.kind_name, width=88)
_PILL = Column("pill", "状态", lambda r: r.pill.pair, kind="pill", width=110)
_AT = Column("published_at", "发布时间", lambda r: r.published_at, kind="datetime", width=140)
_FROM = Column("valid_from", "执行日期", lambda r: r.valid_from, kind="date", width=110)
_DUE = Column("reply_due", "回复期限", lambda r: r.reply_due, kind="datetime", width=140)
_NUMBER = Column("number", "编号", lambda r: r.number, width=120)

OWN_COLUMNS = (
    _TITLE,
    _KIND,
    _PILL,
    Column("read", "已读", _of_all(lambda r: r.read), width=70, align="right"),
    Column("adopted", "已采用", _adopted, width=76, align="right"),
    Column("replied", "已回复", _replied, width=76, align="right"),
    _AT,
    _FROM,
    _DUE,
    _NUMBER,
)
RECEIVED_COLUMNS = (
    _TITLE,
    _KIND,
    _PILL,
    Column("issuer", "发文单位", lambda r: r.issuer, width=150),
    _AT,
    _FROM,
    _DUE,
    _NUMBER,
)
EMPTY_OWN = "发布的通知、积分细则和事项类别会列在这里，谁读了、采用了、回复了，一目了然。"
EMPTY_RECEIVED = "上级发布的通知、积分细则和事项类别会列在这里，收取报送包时一并收到。"


def publication_table(hand: AtHand, *, is_own: bool) -> RecordTable:
    """The list of what is published here, or of what came from above."""
    name = "publications" if is_own else "received"
    columns: tuple[Any, ...] = OWN_COLUMNS if is_own else RECEIVED_COLUMNS
    table = RecordTable(columns, name=name, memory=hand.memory, unit="件")
    table.set_empty(
        EMPTY_OWN if is_own else EMPTY_RECEIVED, "发布通知" if is_own and hand.assigns else ""
    )
    return table
