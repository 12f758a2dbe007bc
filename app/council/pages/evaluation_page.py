"""居民评议: the rounds of evaluation of a matter at full width."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.council import evaluation, steps
from app.council.matter_facts import round_number
from app.council.pages.at_hand import WORK_KINDS, AtHand, day_words
from app.council.pages.evaluation_count import Counter, FormCount
from app.council.pages.lines import Columns, group
from app.council.pages.papers import paper_of
from app.council.stages import STAGE_NAMES, Stage
from app.council.work_views import RoundView, WorkBoard, evaluations, work_board
from app.desk.detail import FactList, Notice, selectable
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.labels import button, label
from app.desk.page import Page

BEGIN = (
    Field("issued", "发出评议表（份）", "number", default=0, minimum=0, width=160,
          hint="按涉及的户数或人数发；在柜台当场填的可以先填 0"),
    Field("until_day", "收到哪一天为止", "date", hint="不填就不设截止日"),
)  # fmt: skip
REDO = (
    Field("reason", "退回理由", "long_text", required=True, hint="哪里不满意、要怎样整改"),
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What the page shows."""

    board: WorkBoard
    rounds: list[RoundView]
    due: int
    """The number of the round that is due or running now."""


def _read(session: Any, *, matter_id: UUID) -> Reading:
    return Reading(
        work_board(session, matter_id=matter_id),
        evaluations(session, matter_id=matter_id),
        round_number(session, matter_id),
    )


class EvaluationPage(Page):
    """Begins a round, counts its forms, ends it, and moves the matter on."""

    work_asked = Signal(object)
    """Id of the matter: go to the work on it."""

    def __init__(self, hand: AtHand, matter_id: UUID):
        super().__init__("居民评议")
        self._hand, self.matter_id = hand, matter_id
        self._forms = DrawerForms(self, hand)
        self._reading: Reading | None = None
        self.count: FormCount | None = None
        self.counter: Counter | None = None
        self._work = button("办理情况", press=self._go_to_work)
        self._blank = button("评议表", icon_name="file-text", press=self.print_page)
        for one in (self._work, self._blank):
            self.add_header_button(one)
        self._next = self.set_primary("发放评议表", self._go_on, "check")
        self._next.hide()
        self._parts = Columns(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._parts)
        self.body.addWidget(scroll, 1)
        hand.work.watch(self, WORK_KINDS, self.reload)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the rounds."""
        self._hand.work.read(
            _read, matter_id=self.matter_id, then=self._show, owner=self, latest="rounds"
        )

    def _show(self, reading: Reading) -> None:
        self._reading = reading
        board, rounds = reading.board, reading.rounds
        self.set_title(f"居民评议：{board.title}")
        self.set_subtitle(f"{board.number} · {STAGE_NAMES[board.stage]}")
        live = _live(reading)
        running = live is not None and live.closed_on is None
        left, right = self._running(live) if live and running else ([], [])
        before = [one for one in rounds if not (running and one is live)]
        left += [self._past(one) for one in reversed(before)]
        if not left:
            left = [label("还没有评议。办结以后，把评议表发给涉及的居民。", "soft", wrap=True)]
        self._parts.show_parts(left, right)
        text = _next_word(reading)
        self._next.setText(text)
        self._next.setVisible(bool(text) and self._hand.edits_matters)

    def _running(self, live: RoundView) -> tuple[list[QWidget], list[QWidget]]:
        until = f"，收到 {day_words(live.until_day)} 为止" if live.until_day else ""
        words = f"{day_words(live.from_day)}开始{until}，满意率门槛 {live.threshold}%"
        if not self._hand.edits_matters:
            return [self._past(live)], []
        if (
            self.count is None
            or self.counter is None
            or self.count.property("round") != live.number
        ):
            self.count, self.counter = FormCount(self._hand, live), Counter(self._hand, live.id)
            self.count.setProperty("round", live.number)
            self.counter.setFocus()
        else:
            self.count.show_round(live)
        head = group(f"第 {live.number} 轮评议", [selectable(words, "soft")], "")
        return [head, self.count], [self.counter, self._opinions(live)]

    def _opinions(self, live: RoundView) -> QWidget:
        lines: list[QWidget] = [selectable(f"{n}. {w}") for n, w in enumerate(live.opinions, 1)]
        edit = button("修改意见", "quiet", press=partial(self._edit_opinions, live))
        return group("居民写的意见", lines, "还没有意见。不记是谁写的。", edit)

    def _past(self, view: RoundView) -> QWidget:
        forms = view.forms
        closed = (
            f"{day_words(view.closed_on)}结束（{view.closed_by}）" if view.closed_on else "进行中"
        )
        facts = (
            ("时间", f"{day_words(view.from_day)}开始，{closed}"),
            (
                "评议表",
                f"发出 {forms.issued} 份，收回 {forms.returned} 份，无效 {forms.invalid} 份",
            ),
            ("意见", "\n".join(view.opinions)),
        )
        figures = f"满意 {forms.satisfied}，基本满意 {forms.fairly}，不满意 {forms.dissatisfied}。"
        state = "good" if view.reached else "late"
        verdict = Notice(state, f"满意率 {view.rate_words}", [figures, view.sentence])
        look = button("评议结果", "quiet", "file-text", press=partial(self._show_result, view))
        doing = (look,) if view.closed_on else ()
        return group(f"第 {view.number} 轮评议", [verdict, FactList(facts)], "", *doing)

    # -- doing --------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Begin or end the round, then archive the matter or give it back."""
        if self._reading is None or not self.drawer.may_leave():
            return
        board, live = self._reading.board, _live(self._reading)
        if live is None:
            begin = partial(evaluation.begin_round, matter_id=board.matter_id)
            self._ask("发放评议表", list(BEGIN), begin, "开始评议")
        elif live.closed_on is None:
            self._close(live)
        elif live.reached:
            self._hand.work.write(
                steps.move_matter, matter_id=board.matter_id, move="archive", owner=self
            )
        else:
            redo = partial(steps.move_matter, matter_id=board.matter_id, move="redo")
            self._ask("退回民办", list(REDO), redo, "退回民办")

    def _close(self, live: RoundView) -> None:
        if self.count is not None and self.count.dirty:
            self.count.save()
            return
        fields = [Field("counted_by", "统计人", required=True, default=self._hand.actor.name)]
        use_case = partial(evaluation.close_round, evaluation_id=live.id)
        self._ask("结束评议，结束后不能再改", fields, use_case, "结束评议")

    def _edit_opinions(self, live: RoundView, _checked: bool = False) -> None:
        fields = [
            Field("opinions", "意见", "long_text", default="\n".join(live.opinions),
                  hint="一条一行，不写姓名"),
        ]  # fmt: skip
        self._ask("居民写的意见", fields, partial(_write_opinions, evaluation_id=live.id), "保存")

    def _ask(self, title: str, fields: list[Field], use_case: Any, save: str) -> None:
        if self.drawer.may_leave():
            self._forms.ask_and_write(title, fields, use_case, self.drawer.dismiss, save=save)

    def _show_result(self, view: RoundView, _checked: bool = False) -> None:
        self.show_paper("evaluation_result", view.id)

    def _go_to_work(self) -> None:
        self.work_asked.emit(self.matter_id)

    def show_paper(self, key: str, record_id: UUID) -> None:
        """Preview a paper; its back arrow leads here."""
        self.enter(paper_of(self._hand, key, record_id))

    def print_page(self) -> None:
        """Ctrl+P: the blank form."""
        self.show_paper("evaluation_form", self.matter_id)


def _live(reading: Reading) -> RoundView | None:
    """The round of the work as it was last finished; None: not begun, or elsewhere."""
    if reading.board.stage is not Stage.EVALUATE:
        return None
    return next((one for one in reading.rounds if one.number == reading.due), None)


def _next_word(reading: Reading) -> str:
    board, live = reading.board, _live(reading)
    if board.stage is not Stage.EVALUATE:
        return ""
    if live is None:
        return "发放评议表"
    if live.closed_on is None:
        return "结束评议"
    return "归档" if live.reached else "退回民办"


def _write_opinions(session: Any, actor: Any, *, evaluation_id: UUID, opinions: str) -> None:
    lines = tuple(opinions.splitlines())
    evaluation.write_opinions(session, actor, evaluation_id=evaluation_id, opinions=lines)
