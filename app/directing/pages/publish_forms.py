"""The forms of publishing: a notice, the points rules in force here, the event categories."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.desk.detail import Notice
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.page import Page
from app.directing.pages.at_hand import AtHand
from app.directing.pages.deadlines import end_of
from app.directing.pages.payloads import CONTENTS, Offer, offer
from app.directing.publications import publish
from app.directing.terms import PUBLICATION_KIND_NAMES, PublicationKind
from app.working_days import today

FEW = 8
"""Lines of a payload that are shown while it is being published."""
WORDS = (
    Field("title", "标题", required=True, max_length=100),
    Field("content", "内容", "long_text", required=True),
)
REPLY = (
    Field("needs_reply", "要下级回复吗", "yes_no", default=False),
    Field("reply_due", "回复期限", "date", hint="要回复的填写，当天 18:00 前"),
)
VALID_FROM = Field("valid_from", "执行日期", "date", required=True, default=today,
                   hint="各单位采用后从这一天起执行")  # fmt: skip


class PublishForms(QObject):
    """Opens the forms in a page's drawer."""

    published = Signal(object)
    """Id of what was just published."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    def notice(self, _checked: bool = False) -> None:
        """Show the form of a notice."""
        if self._page.drawer.may_leave():
            self._show(PublicationKind.NOTICE, Form((*WORDS, *REPLY), today=today, save="发布"))

    def rules(self, _checked: bool = False) -> None:
        """Show the form that sends the points rules in force here to all stations below."""
        self._begin(PublicationKind.POINTS_RULES)

    def categories(self, _checked: bool = False) -> None:
        """Show the form that sends the event categories offered here to all stations below."""
        self._begin(PublicationKind.EVENT_CATEGORIES)

    def _begin(self, kind: PublicationKind) -> None:
        if self._page.drawer.may_leave():
            then = partial(self._show_offer, kind)
            self._hand.work.read(offer, kind=kind, then=then, owner=self)

    def _show_offer(self, kind: PublicationKind, found: Offer) -> None:
        name = PUBLICATION_KIND_NAMES[kind]
        title = Field("title", "标题", required=True, max_length=100, default=f"统一{name}")
        content = Field("content", "说明", "long_text")
        form = Form((title, VALID_FROM, content), today=today, save="发布")
        column = form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, _carried(kind, found), 0, Qt.AlignmentFlag.AlignTop)
        self._show(kind, form, found)

    def _show(self, kind: PublicationKind, form: Form, found: Offer | None = None) -> None:
        submit = partial(self._publish, form, kind, found)
        name, back = PUBLICATION_KIND_NAMES[kind], self._page.drawer.dismiss
        self._forms.show(f"发布{name}", form, submit, back, draft=f"publish/{kind}")

    def _publish(
        self, form: Form, kind: PublicationKind, found: Offer | None, values: dict[str, Any]
    ) -> None:
        asked = dict(values)
        if "needs_reply" in asked:
            day = asked["reply_due"]
            asked["needs_reply"] = bool(asked["needs_reply"] or day)
            asked["reply_due"] = None if day is None else end_of(day)
        payload = found.payload if found is not None else None
        use_case = partial(publish, kind=kind, payload=payload, **asked)
        self._forms.send(form, use_case, partial(self._published, form))

    def _published(self, form: Form, publication_id: UUID) -> None:
        form.saved()
        self.published.emit(publication_id)


def _carried(kind: PublicationKind, found: Offer) -> Notice:
    """What goes with it, before it is published."""
    count = len(found.lines)
    if not count:
        name = PUBLICATION_KIND_NAMES[kind]
        return Notice("waiting", f"本站还没有{name}", ["请先设置好，再发布给下级。"])
    lines = list(found.lines[:FEW])
    rest = [f"……共 {count} {CONTENTS[kind].unit}"] if count > FEW else []
    return Notice("info", f"随附本站现行的 {count} {CONTENTS[kind].unit}", [*lines, *rest])
