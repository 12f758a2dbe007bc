"""积分清零: who would lose what, run as one batch, and taken back as a whole."""

from functools import partial
from uuid import UUID

from app.desk.columns import Column
from app.desk.drawer_forms import DrawerForms
from app.desk.export_flow import Chosen
from app.desk.fields import Field
from app.desk.labels import button, label
from app.desk.messages import confirm
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.points.expiry import ExpiryLine, expiry_preview, reverse_expiry, run_expiry
from app.points.pages.at_hand import AtHand
from app.points.pages.exports import export_of
from app.points.pages.lists import BLANK

COLUMNS = (
    Column("name", "姓名", lambda r: r.name, width=160),
    Column("balance", "现有积分", lambda r: r.balance, kind="number", width=110),
    Column("points", "到期清零", lambda r: r.points, kind="number", width=110),
    Column("left", "清零后", lambda r: r.left, kind="number", width=110),
    BLANK,
)
WORDS = "先兑换先到期的积分，所以清零的只是用剩下的旧积分。清零是一笔新账，可以整批撤回。"
BACK = (
    Field("reason", "为什么撤回", required=True, max_length=100, placeholder="例如：街道要求延期"),
)


def _who(line: ExpiryLine) -> UUID:
    return line.account_id


class ExpiryPage(Page):
    """The preview; nothing changes before it is confirmed."""

    def __init__(self, hand: AtHand):
        super().__init__("积分清零")
        self._hand = hand
        self._lines: list[ExpiryLine] = []
        self._batch: UUID | None = None
        self._forms = DrawerForms(self, hand)
        self.table = RecordTable(COLUMNS, row_id=_who, unit="人")
        self.table.set_empty("今天没有到期的积分。有效期在“细则—更多—积分办法”中设定。")
        self._said = label(WORDS, "soft", wrap=True)
        self._undo = button("撤回这次清零", icon_name="undo-2", press=self._ask_back)
        self._undo.hide()
        self.filters.addWidget(self._said, 1)
        self.filters.addWidget(self._undo)
        self.body.addWidget(self.table, 1)
        self._go = self.set_primary("清零", self.run, "check")
        self._go.setEnabled(False)
        self.export = export_of(self, hand, "积分清零预览", COLUMNS, self._chosen)

    def reload(self) -> None:
        """Reckon who would lose what today."""
        self._hand.work.read(expiry_preview, then=self._show, owner=self, latest="preview",
                             title="正在计算")  # fmt: skip

    def _show(self, lines: list[ExpiryLine]) -> None:
        self._lines = lines
        self.table.set_rows(lines)
        points = sum(line.points for line in lines)
        self.set_subtitle(f"{len(lines)} 人，共 {points} 分" if lines else "")
        self._go.setEnabled(bool(lines))

    def _chosen(self) -> Chosen:
        def read(session: object, *, masked: bool) -> list[ExpiryLine]:
            return self._lines

        return Chosen(read)

    def run(self) -> None:
        """Clear, after a question: it concerns everybody."""
        points = sum(line.points for line in self._lines)
        question = f"把 {len(self._lines)} 人到期的 {points} 分清零？"
        if confirm(self, question, "清零后仍可整批撤回。建议先张贴通知。", "清零"):
            self._go.setEnabled(False)
            self._hand.work.write(
                run_expiry, then=self._done, owner=self, title="正在清零", progress=True
            )

    def _done(self, done: tuple[UUID, int]) -> None:
        self._batch, points = done
        self._said.setText(f"已清零 {points} 分。")
        self._undo.show()
        self.reload()

    def _ask_back(self) -> None:
        if self._batch is not None:
            use_case = partial(reverse_expiry, batch_id=self._batch)
            self._forms.ask_and_write("撤回清零", BACK, use_case, self._back, save="整批撤回")

    def _back(self) -> None:
        self.drawer.dismiss()
        self.reload()
