"""登记积分: by which rule and when, and then for whom; one or a hundred, caps in sight."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.fields import Field
from app.desk.fields_editors import Today
from app.desk.forms import Form
from app.desk.labels import button, label
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.errors import LirenError
from app.points.accounts import resident_by_card
from app.points.pages.at_hand import AtHand
from app.points.pages.choices import rule_options
from app.points.pages.scan_line import ScanLine
from app.points.pages.shares import SHARE_COLUMNS, share_of
from app.points.records import RecordText, Share, ShareResult, preview_points, record_points
from app.points.rule_views import RuleRow
from app.residents.queries import find_residents, rows_of

SIDE = 400
"""Pixels of the form at normal text size."""
HINT = "扫积分卡，或输姓名首字母、电话尾号，回车加入"


class EntryPage(Page):
    """The form at the left, the people at the right."""

    recorded = Signal(list)
    """Ids of the records just made."""

    def __init__(self, hand: AtHand, rules: list[RuleRow]):
        super().__init__("登记积分")
        self._hand = hand
        self._people: dict[UUID, str] = {}
        self._settled = False
        """Saved, or given up on: nothing would be lost any more."""
        self._listed: set[UUID] = set()
        """Who stands in the table."""
        self.form = Form(_fields(hand.today, rules), today=hand.today, save="登记积分")
        self.scan = ScanLine(hand.work, find_residents, HINT)
        self.table = RecordTable(SHARE_COLUMNS, row_id=share_of, unit="人")
        self.table.set_empty("给谁登记：扫卡或输入姓名，一位一位加入。")
        self._said = label(role="hint", wrap=True)
        self._total = label(role="section")
        self._lay_out()
        self.form.submitted.connect(self._save)
        self.form.closed.connect(self._give_up)
        self.form.edited.connect(self._preview)
        self.scan.scanned.connect(self._read_card)
        self.scan.taken.connect(self._add)

    def _lay_out(self) -> None:
        self.form.setFixedWidth(theme.px(SIDE))
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(label("给谁登记", "section"))
        right.addWidget(self.scan)
        right.addWidget(self._said)
        right.addWidget(self.table, 1)
        feet = QHBoxLayout()
        feet.addWidget(button("移出所选", press=self._drop))
        feet.addStretch(1)
        feet.addWidget(self._total)
        right.addLayout(feet)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(24))
        row.addWidget(self.form)
        row.addLayout(right, 1)
        self.body.addWidget(whole, 1)

    def reload(self) -> None:
        """Begin at the rule."""
        self.form.focus_first()

    def may_leave(self) -> bool:
        """Whether nothing that was typed would be lost."""
        if self._people and not self._settled:
            self.form.banner.ask_to_leave()
            return False
        return super().may_leave() and (self._settled or self.form.may_leave())

    def _give_up(self) -> None:
        self._settled = True
        self.left.emit()

    # -- people -------------------------------------------------------------------------------

    def _read_card(self, card: str) -> None:
        self._hand.work.read(
            _by_card, card, then=lambda found: self._add(*found), failed=self._say, owner=self
        )

    def _add(self, resident_id: UUID, name: str) -> None:
        again = resident_id in self._people
        self._people[resident_id] = name
        self._said.setText(f"{name}已经在名单上" if again else "")
        self._preview()

    def _drop(self) -> None:
        for row in self.table.chosen():
            self._people.pop(row.resident_id, None)
        self._preview()
        self.scan.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what everybody would get -------------------------------------------------------------

    def _shares(self) -> list[Share]:
        quantity = self.form.rows["quantity"].editor.value() or 1
        return [Share(resident_id, quantity) for resident_id in self._people]

    def _preview(self) -> None:
        """Reckon anew; while the form cannot be read yet, everybody stands there without points."""
        values = {key: row.editor.kept() for key, row in self.form.rows.items()}
        self._bare()
        if not self._people or not values["rule_id"]:
            return
        try:
            read = self.form.values()
        except ValueError:
            return
        if not (read["rule_id"] and read["quantity"] and read["happened_on"]):
            return
        text = RecordText(read["rule_id"], read["happened_on"])
        self._hand.work.read(
            preview_points, text=text, shares=self._shares(), then=self._show, failed=self._say,
            owner=self, latest="preview",
        )  # fmt: skip

    def _bare(self) -> None:
        if self._listed != set(self._people):
            rows = [ShareResult(who, name, 0, 0) for who, name in self._people.items()]
            self._listed = set(self._people)
            self.table.set_rows(rows)
            self._total.setText(f"{len(rows)} 人" if rows else "")

    def _show(self, found: list[ShareResult]) -> None:
        if {one.resident_id for one in found} <= set(self._people):
            self.table.set_rows(found)
            points = sum(one.points for one in found)
            self._total.setText(f"{len(found)} 人，共 {points:+d} 分")

    def _say(self, error: LirenError) -> None:
        self._said.setText(str(error))

    # -- saving -------------------------------------------------------------------------------

    def _save(self, values: dict[str, Any]) -> None:
        text = RecordText(
            values["rule_id"], values["happened_on"], values["evidence"], values["note"]
        )
        self.form.set_busy(True)
        self._hand.work.write(
            record_points, text=text, shares=self._shares(), then=self._saved,
            failed=self._refuse, owner=self,
        )  # fmt: skip

    def _refuse(self, error: LirenError) -> None:
        self.form.show_error(error)
        if error.field == "resident_id":
            self.scan.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, results: list[ShareResult]) -> None:
        self.form.saved()
        self._settled = True
        self.recorded.emit([one.record_id for one in results if one.record_id])
        self.left.emit()


def _by_card(session: Any, card: str) -> tuple[UUID, str]:
    resident_id = resident_by_card(session, card)
    return resident_id, rows_of(session, [resident_id])[0].name


def _fields(today: Today, rules: list[RuleRow]) -> list[Field]:
    return [
        Field("rule_id", "按哪条细则", "choice", required=True, choices=rule_options(rules),
              hint="可敲拼音首字母；扣分的排在后面"),
        Field("quantity", "数量", "number", required=True, minimum=1, maximum=200, default=1),
        Field("happened_on", "哪天的事", "date", required=True, default=today),
        Field("evidence", "证明", max_length=100, hint="凭什么登记：照片、签到、谁证明"),
        Field("note", "说明", "long_text"),
    ]  # fmt: skip
