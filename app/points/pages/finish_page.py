"""结束活动: who gets what, caps included, before anything is recorded."""

from app.desk.labels import label
from app.desk.page import Page
from app.desk.tables import RecordTable
from app.points.activity_awards import award_preview, finish_activity
from app.points.activity_views import ActivityRow
from app.points.pages.at_hand import AtHand
from app.points.pages.shares import SHARE_COLUMNS, share_of
from app.points.records import ShareResult

WORDS = "结束以后，这些积分登记为“待审核”，由另一个账号审核、公示期满后入账。"


class FinishPage(Page):
    """Shows what finishing would record, and finishes."""

    def __init__(self, hand: AtHand, activity: ActivityRow):
        super().__init__(f"结束活动：{activity.title}")
        self._hand, self._activity = hand, activity
        self.table = RecordTable(SHARE_COLUMNS, row_id=share_of, unit="人")
        self.table.set_empty("还没有人签到。请先签到；没有办成的活动请取消。")
        self._go = self.set_primary("结束并登记积分", self.finish, "check")
        self._words = label(WORDS if activity.item else "这次活动不计分。", "soft", wrap=True)
        self._error = label(role="error", wrap=True)
        self.body.addWidget(self._words)
        self.body.addWidget(self._error)
        self.body.addWidget(self.table, 1)
        self._done = False
        if not activity.item:
            self._go.setText("结束活动")

    def reload(self) -> None:
        """Reckon what everybody would get."""
        self._hand.work.read(
            award_preview, activity_id=self._activity.id, then=self._show, owner=self,
            latest="preview",
        )  # fmt: skip

    def _show(self, found: list[ShareResult]) -> None:
        self.table.set_rows(found)
        points = sum(one.points for one in found)
        cut = sum(bool(one.cut_by) for one in found)
        words = f"{len(found)} 人，共 {points} 分" if self._activity.item else ""
        self.set_subtitle(words + (f"；{cut} 人按上限减少" if cut else ""))

    def finish(self) -> None:
        """End the activity and record everybody's points; pressed twice it happens once."""
        if self._done:
            return
        self._done = True
        self._error.clear()
        self._go.setEnabled(False)
        self._hand.work.write(
            finish_activity, activity_id=self._activity.id, then=self._leave,
            failed=self._refuse, owner=self,
        )  # fmt: skip

    def _leave(self, _results: object) -> None:
        self.left.emit()

    def _refuse(self, error: Exception) -> None:
        self._done = False
        self._go.setEnabled(True)
        self._error.setText(str(error))
