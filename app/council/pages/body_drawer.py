"""The drawer of one body: its rule in words with the citation, and its members."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.council.body_views import BodyView, MemberRow, body_detail
from app.council.pages.at_hand import BODY_KINDS, AtHand
from app.council.pages.body_forms import BodyForms
from app.council.presets import FIELD_NAMES
from app.council.terms import Duty
from app.desk import theme
from app.desk.detail import FactList, Notice, section, selectable, stacked
from app.desk.labels import button, label, pill, tool
from app.desk.page import Page


class BodyDrawer(QObject):
    """Shows bodies in a page's drawer."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self.forms = BodyForms(page, hand, self._again)
        self.forms.begun.connect(self._forget)
        self.forms.made.connect(self._read)
        self._body: BodyView | None = None
        self._reading: UUID | None = None
        hand.work.watch(self, BODY_KINDS, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def open(self, body_id: UUID) -> None:
        """Show a body, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(body_id)

    def refresh(self) -> None:
        """Read the shown body again; a form that is open stays."""
        shown = self._page.drawer.isVisible() and self._page.drawer.body()
        if self._body is not None and shown and shown.property("body"):
            self._read(self._body.id)

    def _read(self, body_id: UUID) -> None:
        self._reading = body_id
        self._hand.work.read(
            body_detail, body_id=body_id, then=self._show, owner=self, latest="body"
        )

    def _show(self, view: BodyView) -> None:
        if view.id != self._reading:
            return
        self._body = view
        body = stacked(
            FactList((("类型", view.kind_name), ("网格", view.grid_name),
                      ("章程说明", view.charter_note))),
            section("议事规则"),
            selectable(view.rule.words()),
            selectable(f"依据：{view.rule.citation}", "hint"),
            Notice("waiting", "", [view.rule.to_check]) if view.rule.to_check else None,
            selectable(_editable(view), "hint"),
            section(f"成员 {len(view.members)} 人"),
            *(self._member(row) for row in view.members),
            None if view.members else selectable("还没有成员。添加后才能筹备会议。", "soft"),
        )  # fmt: skip
        body.setProperty("body", str(view.id))
        self._page.drawer.show_content(view.name, body, self._buttons(view))

    def _member(self, row: MemberRow) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(row.name))
        since = f"{row.since.isoformat()} 起"
        words.addWidget(label(" · ".join(p for p in (row.capacity, since) if p), "hint"))
        line.addLayout(words, 1)
        if row.duty is not Duty.MEMBER:
            line.addWidget(pill(row.duty_name, "accent"))
        if self._hand.edits_bodies:
            edit, end = partial(self.forms.edit_member, row), partial(self.forms.end_member, row)
            line.addWidget(tool("pencil", f"修改{row.name}", press=edit))
            line.addWidget(tool("log-out", f"{row.name}离任", press=end))
        return whole

    def _buttons(self, view: BodyView) -> tuple[QPushButton, ...]:
        if not self._hand.edits_bodies:
            return ()
        menu = QMenu(self._page)
        menu.addAction("修改名称和规则").triggered.connect(partial(self.forms.edit, view))
        menu.addAction("撤销议事组织").triggered.connect(partial(self.forms.dissolve, view))
        more = button("其他操作")
        more.setMenu(menu)
        return more, button("添加成员", "primary", press=partial(self.forms.add_member, view))

    def _forget(self) -> None:
        self._body = None

    def _again(self) -> None:
        """Back from a form to the body."""
        if self._body is not None:
            self._read(self._body.id)
        else:
            self._page.drawer.hide()


def _editable(view: BodyView) -> str:
    """What the charter may set otherwise, in words."""
    names = [name for key, name in FIELD_NAMES.items() if key in view.rule.editable]
    return f"可以按章程修改：{'、'.join(names)}" if names else "规则由法律规定，不能修改"
