"""公示名单: public lists with their period; the poster, objections, and posting when it is over."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import button, label
from app.desk.list_keys import ListKeys
from app.desk.messages import confirm
from app.desk.page import Page
from app.points.pages.at_hand import POINTS_KINDS, AtHand
from app.points.pages.lists import PUBLICITY_COLUMNS, table
from app.points.pages.papers import PointsPapers
from app.points.pages.record_drawer import RecordDrawer
from app.points.pages.shown_record import ShownRecord
from app.points.postings import Posted
from app.points.publicity import close_publicity
from app.points.publicity_views import PublicityRow, PublicList, public_list, publicities
from app.points.stages import RecordState

EMPTY = ("还没有公示过。在“待公示”里选好积分，点“公示”。", "")
SHOWN = 200
"""Lines in the drawer; the poster has them all."""
Seen = tuple[PublicityRow, PublicList]


class PublicityDrawer(ShownRecord):
    """Shows public lists in a page's drawer."""

    kind = "publicity"
    poster_asked = Signal(object)
    record_asked = Signal(object)
    """Id of a record on the list."""
    posted = Signal(object)
    """What posting a list came to."""

    def query(self, session: Any, record_id: UUID) -> Seen:
        """The list with its lines."""
        found = public_list(session, publicity_id=record_id)
        return next(one for one in publicities(session) if one.id == record_id), found

    def title(self, detail: Seen) -> str:
        """What it is called."""
        return detail[0].title

    def panel(self, detail: Seen) -> QWidget:
        """Period, sums and lines."""
        row, found = detail
        facts = FactList(
            (
                ("公示期", f"{row.from_day} 至 {row.until_day}"),
                ("公示人", row.posted_by),
                ("条数", f"{row.records} 条"),
                ("加分", f"{row.added} 分"),
                ("扣分", f"{row.deducted} 分" if row.deducted else ""),
            )
        )
        objected = [line for line in found.lines if line.state is RecordState.OBJECTED]
        links = [
            button(f"{line.name}　{line.item}　{line.points:+d} 分", "quiet",
                   press=partial(self._ask_record, line.record_id))
            for line in objected
        ]  # fmt: skip
        rest = [line for line in found.lines if line.state is not RecordState.OBJECTED]
        lines = [
            (line.name, f"{line.item}　{line.points:+d} 分　{line.state_name}")
            for line in rest[:SHOWN]
        ]
        return stacked(
            _standing(row),
            facts,
            section(f"有异议 {len(objected)} 条（点开答复）") if objected else None,
            *links,
            section("名单"),
            FactList(lines) if lines else label("没有", "soft"),
        )

    def _ask_record(self, record_id: UUID, _checked: bool = False) -> None:
        self.record_asked.emit(record_id)

    def buttons(self, detail: Seen) -> tuple[QPushButton, ...]:
        """The poster, and posting."""
        row = detail[0]
        made = [button("公示榜", icon_name="printer", press=partial(self._ask_poster, row.id))]
        if self._hand.reviews and row.closed_at is None:
            go = button("入账", "primary", "check", press=partial(self.close_list, row))
            go.setEnabled(row.is_due)
            go.setToolTip("" if row.is_due else f"公示到 {row.until_day} 为止，次日可以入账")
            made.append(go)
        return tuple(made)

    def _ask_poster(self, publicity_id: UUID, _checked: bool = False) -> None:
        self.poster_asked.emit(publicity_id)

    def close_list(self, row: PublicityRow, _checked: bool = False) -> None:
        """Post what the list holds."""
        question = f"“{row.title}”公示期满，把 {row.public} 条积分记入账户？"
        stays = f"有异议的 {row.objected} 条不入账，答复后再定。" if row.objected else ""
        if confirm(self._page, question, stays or "入账后只能逐条冲正。", "入账"):
            self._hand.work.write(
                close_publicity, publicity_id=row.id, then=self.posted.emit, owner=self._page
            )


def _standing(row: PublicityRow) -> Notice:
    if row.closed_at is not None:
        return Notice("good", "已入账")
    if row.is_due:
        return Notice("waiting", "公示期满，可以入账", [f"待入账 {row.public} 条"])
    return Notice("info", f"公示中，到 {row.until_day} 为止", ["次日起可以入账"])


class PublicityPage(Page):
    """Public lists at full width; a record objected to opens in the same drawer."""

    def __init__(self, hand: AtHand, shown: UUID | None = None):
        super().__init__("公示名单")
        self._hand, self._first = hand, shown
        self.table = table(hand, PUBLICITY_COLUMNS, "publicities", "份", EMPTY)
        self.body.addWidget(self.table, 1)
        self.listed, self.record = PublicityDrawer(self, hand), RecordDrawer(self, hand)
        self.papers = PointsPapers(self, hand)
        self.listed.poster_asked.connect(self.papers.show_poster)
        self.listed.record_asked.connect(self.record.show_record)
        self.listed.posted.connect(self._say)
        self._keys = ListKeys(self.table, self.drawer, self._open)
        hand.work.watch(self, POINTS_KINDS, self._read)

    def _open(self, row: PublicityRow) -> None:
        self.listed.open(row.id)

    def reload(self) -> None:
        """Read the lists, and show the one asked for."""
        self._read()
        if self._first is not None:
            self.listed.open(self._first)
            self._first = None

    def _read(self) -> None:
        self.table.load(self._hand.work, publicities)
        self.listed.refresh()
        self.record.refresh()

    def _say(self, done: Posted) -> None:
        waiting = f"，{len(done.waiting)} 条扣分因余额不足未入账" if done.waiting else ""
        self.set_subtitle(f"已入账 {len(done.posted)} 条，发放 {done.points} 分{waiting}")

    def print_page(self) -> None:
        """Ctrl+P: the poster of the list in the drawer."""
        if self.entered is not None:
            super().print_page()
        elif (shown := self.listed.record_id) is not None:
            self.papers.show_poster(shown)
