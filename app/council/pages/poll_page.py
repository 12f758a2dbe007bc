"""入户书面征求意见: households in walking order, slips delivered and returned, the count so far."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.council import poll_slips, polls
from app.council.pages.at_hand import AtHand, day_words
from app.council.pages.papers import paper_of
from app.council.pages.poll_entry import PollEntry
from app.council.pages.poll_forms import PollForms
from app.council.pages.poll_progress import PollProgress
from app.council.poll_slips import Answer
from app.council.poll_views import PollView, SlipRow, poll_view
from app.council.terms import VoteState
from app.desk import theme
from app.desk.chips import ChipBar
from app.desk.columns import Column
from app.desk.fields import Choice
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.errors import LirenError

POLL_KINDS = frozenset({"vote", "poll_slip"})
ALL, OUT, BACK = "all", "out", "back"
SHOWN = (Choice(OUT, "未收回"), Choice(BACK, "已收回"), Choice(ALL, "全部"))
SIDE_WIDTH = 372


def _state(row: SlipRow) -> tuple[str, str]:
    if row.returned_on:
        return "收回", "good"
    return ("送达", "info") if row.delivered_on else ("未送", "plain")


COLUMNS = (
    Column("position", "顺序", lambda r: r.position, kind="number", width=60),
    Column("address", "住址", lambda r: r.address, width=170),
    Column("head", "户主", lambda r: r.head, width=80),
    Column("state", "状态", _state, kind="pill", width=76, sortable=False),
    Column("answer", "意见", lambda r: r.answer_words, width=120),
    Column("signer", "签字人", lambda r: r.signer, width=80),
    Column("returned_on", "收回日期", lambda r: r.returned_on, kind="date", width=100),
)


class PollPage(Page):
    """Records the slips of one poll and closes it."""

    def __init__(self, hand: AtHand, vote_id: UUID):
        super().__init__("入户征求意见")
        self._hand, self._vote_id = hand, vote_id
        self._poll: PollView | None = None
        self._next: int = 0
        """Place in walking order after which the next household is chosen."""
        self.forms = PollForms(self, hand, self.drawer.dismiss)
        self._slips = button("打印意见表", icon_name="printer", press=self.print_page)
        self._extend = button("延长", press=self._ask_extend)
        self._all_out = button("全部登记送达", press=self._deliver_all)
        for one in (self._slips, self._extend, self._all_out):
            self.add_header_button(one)
        self._close = self.set_primary("结束征求意见", self._close_poll, "gavel")
        self.add_search("查找住址、户主", self._filter)
        self.chips = ChipBar(SHOWN)
        self.chips.chosen.connect(self._filter)
        self.filters.addWidget(self.chips)
        self.filters.addStretch(1)
        self.table = RecordTable(COLUMNS, name="council.poll", memory=hand.memory, unit="户")
        self.table.set_empty("意见表都收回了。")
        self.table.selected.connect(self._show_slip)
        self.entry = PollEntry()
        self.table.view.installEventFilter(self.entry)
        self.entry.answered.connect(self._answer)
        self.entry.delivered.connect(self._deliver)
        self.entry.taken_back.connect(self._take_back)
        self.progress = PollProgress()
        self._refused = label(role="error", wrap=True)
        self._arrange_body()
        hand.work.watch(self, POLL_KINDS, self.reload)

    def _arrange_body(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(theme.px(12))
        side.addWidget(self.entry)
        side.addWidget(self._refused)
        side.addWidget(self.progress)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self.table, 1)
        row.addLayout(side)
        for part in (self.entry, self.progress):
            part.setFixedWidth(theme.px(SIDE_WIDTH))
        self.body.addLayout(row, 1)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the poll."""
        self._hand.work.read(
            poll_view, vote_id=self._vote_id, then=self._show, owner=self, latest="poll"
        )

    def _show(self, poll: PollView) -> None:
        if self._poll is None:
            self.table.view.setFocus()  # digits are answers there
        self._poll = poll
        running = poll.vote.state is VoteState.OPEN and self._hand.runs_meetings
        self.set_title(poll.vote.question)
        self.set_subtitle(f"{poll.matter_number} · {_until(poll)}")
        for one in (self._extend, self._all_out, self._close):
            one.setVisible(running)
        self._all_out.setEnabled(poll.delivered < poll.entitled)
        self.entry.lay_out(poll)
        out = poll.entitled - poll.returned
        self.chips.set_counts({OUT: out, BACK: poll.returned, ALL: poll.entitled}, frozenset())
        self.progress.show_poll(poll)
        self._filter()

    def _filter(self, _typed: object = "") -> None:
        if self._poll is None:
            return
        words = self.search.text().strip().lower() if self.search else ""
        shown = self.chips.value()
        rows = [
            row
            for row in self._poll.rows
            if (shown == ALL or (row.returned_on is None) == (shown == OUT))
            and (not words or words in row.address.lower() or words in row.head.lower())
        ]
        self.table.set_filtered(bool(words))
        self.table.set_rows(rows)
        after = [row for row in rows if row.position >= self._next] or rows
        if after:
            self.table.choose([after[0].id])
        else:
            self._show_slip([])

    def _show_slip(self, rows: list[SlipRow]) -> None:
        running = self._poll is not None and self._poll.vote.state is VoteState.OPEN
        row = rows[0] if rows else None
        if row is not None:
            self._next = row.position
        self.entry.show_slip(row, may_change=running and self._hand.runs_meetings)

    # -- slips --------------------------------------------------------------------------------

    def _answer(self, row: SlipRow, answer: Answer, signer: str) -> None:
        self._next = row.position + 1
        self._write(poll_slips.return_slip, slip_id=row.id, answer=answer, signer=signer)

    def _deliver(self, row: SlipRow) -> None:
        self._write(poll_slips.deliver_slips, slip_ids=[row.id])

    def _deliver_all(self) -> None:
        if self._poll is not None:
            ids = [row.id for row in self._poll.rows if row.delivered_on is None]
            self._write(poll_slips.deliver_slips, slip_ids=ids)

    def _take_back(self, row: SlipRow) -> None:
        self._write(poll_slips.take_back_slip, slip_id=row.id)

    def _write(self, use_case: Any, **what: Any) -> None:
        self._refused.setText("")
        self._hand.work.write(use_case, failed=self._refuse, owner=self, **what)

    def _refuse(self, error: LirenError) -> None:
        self._refused.setText(str(error))

    # -- the poll -----------------------------------------------------------------------------

    def _ask_extend(self) -> None:
        if self._poll is not None and self.drawer.may_leave():
            self.forms.extend(self._poll)

    def _close_poll(self) -> None:
        self._write(polls.close_poll, vote_id=self._vote_id)

    def print_page(self) -> None:
        """Ctrl+P: the slips of the households that are not back."""
        self.enter(paper_of(self._hand, "poll_slips", self._vote_id))


def _until(poll: PollView) -> str:
    if poll.vote.state is VoteState.CLOSED:
        return "已结束"
    if poll.until is None:
        return "不设截止日"
    left = f"还有 {poll.days_left} 天" if poll.days_left > 0 else "今天截止"
    return f"到 {day_words(poll.until)} 截止，{left if poll.days_left >= 0 else '已过期'}"
