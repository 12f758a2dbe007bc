"""办理: the work on one matter at full width, from its plan to its end."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.attachments import album
from app.attachments.rules import AttachmentKind
from app.council import steps
from app.council.pages.at_hand import WORK_KINDS, AtHand
from app.council.pages.lines import Columns, group
from app.council.pages.papers import paper_of
from app.council.pages.pieces import missing_notice
from app.council.pages.work_forms import WorkForms
from app.council.pages.work_parts import WorkParts
from app.council.stages import STAGE_NAMES, Stage
from app.council.work_views import WorkBoard, work_board
from app.desk.labels import button
from app.desk.page import Page
from app.desk.photo_panel import PhotoPanel

PHOTOS = ((AttachmentKind.BEFORE.value, "办理前"), (AttachmentKind.AFTER.value, "办理后"))
AT_ONCE = {"plan_work": "plan", "finish_work": "finish"}
"""Next actions that open a form as soon as the page shows."""


class WorkPage(Page):
    """Shows the work on a matter and carries out what is pressed."""

    evaluation_asked = Signal(object)
    """Id of the matter: go to its evaluation."""

    def __init__(self, hand: AtHand, matter_id: UUID, begin: str = ""):
        super().__init__("办理")
        self._hand, self.matter_id = hand, matter_id
        self._begin = AT_ONCE.get(begin, "")
        self._board: WorkBoard | None = None
        self.forms = WorkForms(self, hand)
        self._paper = button("办理单", icon_name="file-text", press=self.print_page)
        self.add_header_button(self._paper)
        self._next = self.set_primary("制定办理计划", self._go_on, "check")
        self._next.hide()
        self.photos = PhotoPanel(hand.work, album, PHOTOS, may_change=hand.edits_matters)
        self._photo_group = group("照片", [self.photos], "")
        self._parts = Columns(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._parts)
        self.body.addWidget(scroll, 1)
        hand.work.watch(self, WORK_KINDS, self.reload)

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the work."""
        self._hand.work.read(
            work_board, matter_id=self.matter_id, then=self._show, owner=self, latest="work"
        )

    def _show(self, board: WorkBoard) -> None:
        first, self._board = self._board is None, board
        self.set_title(f"办理：{board.title}")
        self.set_subtitle(f"{board.number} · {STAGE_NAMES[board.stage]}")
        parts = WorkParts(self._hand, self.forms, board)
        left: list[QWidget] = [parts.plan(), parts.milestones()]
        changes = parts.changes()
        left += [changes] if changes is not None else []
        right = [parts.claims(), self._photo_group]
        if board.missing and board.stage in (Stage.DECIDE, Stage.IMPLEMENT):
            word = "交办" if board.stage is Stage.DECIDE else "办结"
            left.insert(0, missing_notice(f"还不能{word}", board.missing))
        self._parts.show_parts(left, right)
        self._show_next(board)
        if first:
            self.photos.show_record(record_table="matter", record_id=board.matter_id)
            self._begin_at_once(board)

    def _begin_at_once(self, board: WorkBoard) -> None:
        form, self._begin = self._begin, ""
        if form == "plan" and board.stage is Stage.DECIDE:
            self.forms.plan(board)
        elif form == "finish" and board.stage is Stage.IMPLEMENT:
            self.forms.finish(board)

    # -- going on -----------------------------------------------------------------------------

    def _show_next(self, board: WorkBoard) -> None:
        text = _next_word(board)
        self._next.setText(text)
        may = self._hand.edits_matters or board.stage in (Stage.EVALUATE, Stage.ARCHIVED)
        self._next.setVisible(bool(text) and may)

    def _go_on(self) -> None:
        board = self._board
        if board is None:
            return
        if board.stage in (Stage.EVALUATE, Stage.ARCHIVED):
            self.evaluation_asked.emit(board.matter_id)
        elif board.plan is None:
            self.forms.plan(board)
        elif board.missing and board.stage is Stage.IMPLEMENT:
            self.forms.finish(board)
        elif not board.missing:
            move = "implement" if board.stage is Stage.DECIDE else "evaluate"
            self._hand.work.write(
                steps.move_matter, matter_id=board.matter_id, move=move, owner=self
            )

    def show_paper(self, key: str, record_id: UUID) -> None:
        """Preview a paper; its back arrow leads here."""
        self.enter(paper_of(self._hand, key, record_id))

    def print_page(self) -> None:
        """Ctrl+P: the work sheet."""
        self.show_paper("work_sheet", self.matter_id)


def _next_word(board: WorkBoard) -> str:
    if board.stage in (Stage.EVALUATE, Stage.ARCHIVED):
        return "居民评议"
    if board.stage not in (Stage.DECIDE, Stage.IMPLEMENT):
        return ""
    if board.plan is None:
        return "制定办理计划"
    if board.stage is Stage.DECIDE:
        return "" if board.missing else "交办"
    if not board.missing:
        return "办结，请居民评价"
    return "" if board.plan.finished_on else "登记完工"
