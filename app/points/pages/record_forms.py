"""The forms of records: why it fails, the public list, objections and their answers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.page import Page
from app.points.pages.at_hand import AtHand
from app.points.policy import Scheme, scheme
from app.points.publicity import (
    answer_objection,
    object_to_record,
    publish_records,
    reverse_record,
)
from app.points.record_views import ObjectionRow, RecordRow
from app.points.records import reject_records, review_records, withdraw_records

UPHELD = (Choice(True, "异议成立，积分不算"), Choice(False, "异议不成立，照常入账"))


class RecordForms(QObject):
    """Opens the forms in a page's drawer; ``back`` leads to what stood there."""

    published = Signal(object)
    """Id of a public list just made."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def batch(self, key: str, ids: Sequence[UUID]) -> None:
        """Do with records what the table of moves calls ``key``."""
        if not ids or not self._page.drawer.may_leave():
            return
        does: dict[str, Callable[[list[UUID]], object]] = {
            "review": self._review,
            "reject": self._reject,
            "withdraw": self._withdraw,
            "publish": self._publish,
            "reverse": self._reverse,
        }
        does[key](list(ids))

    def _review(self, ids: list[UUID]) -> None:
        self._hand.work.write(review_records, record_ids=ids, owner=self._page)

    def _reject(self, ids: list[UUID]) -> None:
        fields = [_reason("为什么不通过", "登记人会看到这句话")]
        use_case = partial(reject_records, record_ids=ids)
        title = f"不通过 {len(ids)} 条"
        self._forms.ask_and_write(title, fields, use_case, self._back, save="不通过")

    def _withdraw(self, ids: list[UUID]) -> None:
        fields = [_reason("为什么撤回", "例如：登记错了人")]
        use_case = partial(withdraw_records, record_ids=ids)
        self._forms.ask_and_write(f"撤回 {len(ids)} 条", fields, use_case, self._back, save="撤回")

    def _reverse(self, ids: list[UUID]) -> None:
        fields = [_reason("为什么冲正", "原来的一笔留在账上，另记一笔冲回；已经用掉的不收回")]
        use_case = partial(reverse_record, record_id=ids[0])
        self._forms.ask_and_write("冲正这笔积分", fields, use_case, self._back, save="冲正")

    # -- publicity ----------------------------------------------------------------------------

    def _publish(self, ids: list[UUID]) -> None:
        self._hand.work.read(scheme, then=partial(self._ask_publish, ids), owner=self)

    def _ask_publish(self, ids: list[UUID], found: Scheme) -> None:
        today = self._hand.today()
        fields = [
            Field("title", "公示标题", required=True, max_length=60,
                  default=f"{today.year} 年 {today.month} 月文明积分公示"),
            Field("until_day", "公示到哪一天", "date",
                  hint=f"不填就公示 {found.publicity_days} 天；从明天算起，期满次日可以入账"),
        ]  # fmt: skip
        form = self._forms.ask(
            f"公示 {len(ids)} 条", fields, partial(self._make_list, ids), self._back, save="公示"
        )
        self._form = form

    def _make_list(self, ids: list[UUID], values: dict[str, Any]) -> None:
        use_case = partial(_publish, record_ids=ids, heading=values["title"],
                           until_day=values["until_day"])  # fmt: skip
        self._forms.send(self._form, use_case, self._made_list)

    def _made_list(self, publicity_id: UUID) -> None:
        self._form.done.disconnect(self._back)
        self._form.saved()
        self._page.drawer.dismiss()
        self.published.emit(publicity_id)

    # -- objections ---------------------------------------------------------------------------

    def object(self, row: RecordRow, _checked: bool = False) -> None:
        """Write an objection or an appeal down."""
        fields = [
            Field("objector", "谁提出的", required=True, max_length=50),
            Field("content", "对什么有异议", "long_text", required=True),
        ]
        use_case = partial(object_to_record, record_id=row.id)
        title = f"登记异议：{row.name}，{row.item}"
        self._forms.ask_and_write(title, fields, use_case, self._back, save="登记")

    def answer(self, row: RecordRow, objection: ObjectionRow, _checked: bool = False) -> None:
        """Decide on an objection."""
        fields = [
            Field("upheld", "核查结果", "choice", required=True, choices=UPHELD),
            Field("answer", "答复", "long_text", required=True, hint="核查了什么、理由是什么"),
        ]
        use_case = partial(answer_objection, objection_id=objection.id)
        title = f"答复异议：{row.name}，{row.item}"
        self._forms.ask_and_write(title, fields, use_case, self._back, save="答复")


def _reason(words: str, hint: str) -> Field:
    return Field("reason", words, required=True, max_length=100, hint=hint)


def _publish(session: Any, actor: Any, *, heading: str, **values: Any) -> UUID:
    """``title`` alone the work seam would take."""
    return publish_records(session, actor, title=heading, **values)
