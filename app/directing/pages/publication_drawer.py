"""The drawer of one publication: who has read, adopted, replied; or what we are to do with it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from app.accounts.permissions import Permission
from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, selectable, stacked
from app.desk.fields import Field
from app.desk.labels import button
from app.desk.page import Page
from app.directing.pages.at_hand import PUBLICATION_KINDS, AtHand
from app.directing.pages.lines import counted, told
from app.directing.pages.payloads import CONTENTS, Comparison, compared, described
from app.directing.pages.shown_sheet import ShownSheet
from app.directing.publication_views import PublicationSheet, ReadingRow, publication_sheet
from app.directing.publications import (
    adopt_publication,
    read_publication,
    reply_to_publication,
    withdraw_publication,
)
from app.directing.terms import ADOPTED_WITH

REASON = (Field("reason", "撤回原因", "long_text", required=True),)
GROUPS = ("还没有读", "已读，还没有回复", "已读，还没有采用", "已读", "已回复", "已采用")
"""Stations below by how far they have come, who is behind first."""
REPLY = (Field("reply", "回复", "long_text", required=True, hint="随下一个报送包报给发文单位"),)


class PublicationDrawer(ShownSheet):
    """Shows publications in a page's drawer; opening one from above notes that it was read."""

    kind = "publication"

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page, hand, PUBLICATION_KINDS)

    def query(self, record_id: UUID) -> Callable[..., Any]:
        """What is read of a publication."""
        return partial(publication_sheet, publication_id=record_id)

    def title(self, sheet: PublicationSheet) -> str:
        """What it is called."""
        return sheet.row.title

    def panel(self, sheet: PublicationSheet) -> QWidget:
        """Its words, what it carries, and what became of it."""
        self._note_read(sheet)
        return stacked(
            _mark(sheet),
            FactList(_facts(sheet)),
            *([section("内容"), selectable(sheet.content)] if sheet.content else ()),
            *(_readings(sheet) if sheet.row.is_own else ()),
            *_carried(sheet),
        )

    def _note_read(self, sheet: PublicationSheet) -> None:
        may = self.hand.actor.may(Permission.REPORT_EVENTS)
        if may and not sheet.row.is_own and sheet.row.read_at is None:
            self.hand.work.write(read_publication, publication_id=sheet.row.id)

    # -- what may be done ---------------------------------------------------------------------

    def buttons(self, sheet: PublicationSheet) -> tuple[QPushButton, ...]:
        """Withdraw what is ours; adopt or answer what is not."""
        if sheet.can_withdraw and self.hand.assigns:
            return (button("撤回", press=partial(self._withdraw, sheet)),)
        may_reply = self.hand.actor.may(Permission.DIRECT_EVENTS)
        offers = (
            ("回复", self._reply, sheet.can_reply and may_reply),
            ("采用…", self._preview, sheet.can_adopt and self._may_adopt(sheet)),
        )
        on = [(word, partial(does, sheet)) for word, does, may in offers if may]
        made = [button(word, press=press) for word, press in on[:-1]]
        return (*made, *(self.primary(word, press) for word, press in on[-1:]))

    def _may_adopt(self, sheet: PublicationSheet) -> bool:
        needed = ADOPTED_WITH.get(sheet.row.kind)
        return needed is not None and self.hand.actor.may(needed)

    def _withdraw(self, sheet: PublicationSheet, _checked: bool = False) -> None:
        use_case = partial(withdraw_publication, publication_id=sheet.row.id)
        title = f"撤回：{sheet.row.title}"
        self.forms.ask_and_write(title, REASON, use_case, self.again, save="撤回")

    def _reply(self, sheet: PublicationSheet, _checked: bool = False) -> None:
        use_case = partial(reply_to_publication, publication_id=sheet.row.id)
        title, draft = f"回复：{sheet.row.title}", f"reply/{sheet.row.id}"
        self.forms.ask_and_write(title, REPLY, use_case, self.again, save="回复", draft=draft)

    # -- adopting: what would change is shown first -------------------------------------------

    def _preview(self, sheet: PublicationSheet, _checked: bool = False) -> None:
        self.hand.work.read(
            compared, kind=sheet.row.kind, payload=sheet.payload,
            then=partial(self._show_preview, sheet), owner=self, latest="preview",
        )  # fmt: skip

    def _show_preview(self, sheet: PublicationSheet, found: Comparison) -> None:
        adopt = button("采用", "primary", "check", press=partial(self._adopt, sheet))
        back = button("返回", press=self.again)
        self.page.drawer.show_content(
            f"采用：{sheet.row.title}", adoption_panel(sheet, found), (back, adopt)
        )
        adopt.setAutoDefault(True)
        adopt.setFocus()

    def _adopt(self, sheet: PublicationSheet, _checked: bool = False) -> None:
        self.hand.work.write(
            adopt_publication, publication_id=sheet.row.id, then=self._adopted, owner=self
        )

    def _adopted(self, _result: object) -> None:
        self.again()


def adoption_panel(sheet: PublicationSheet, found: Comparison) -> QWidget:
    """What adopting would change here, line by line."""
    unit = CONTENTS[sheet.row.kind].unit
    since = written(sheet.row.valid_from, "date")
    when = f"从 {since} 起执行；" if since else ""
    if not found.coming:
        return stacked(
            Notice("good", "与本站现行的完全一样", ["采用后只记下已采用，不改动任何内容。"])
        )
    words = f"{when}本站自己另外设的保留不动。"
    rest = [f"另有 {found.alike} {unit}与本站一样，不变。"] if found.alike else []
    return stacked(
        Notice("info", f"采用后，本站会新增或改动 {len(found.coming)} {unit}", [words, *rest]),
        selectable("\n".join(found.coming)),
    )


def _mark(sheet: PublicationSheet) -> QWidget | None:
    row = sheet.row
    if row.withdrawn_at is not None:
        return Notice("waiting", f"{written(row.withdrawn_at, 'datetime')} 已撤回")
    if row.replied_at is not None:
        return Notice("good", f"{written(row.replied_at, 'datetime')} 已回复", [sheet.reply])
    if row.adopted_at is not None:
        return Notice("good", f"{written(row.adopted_at, 'datetime')} 已采用")
    return None


def _facts(sheet: PublicationSheet) -> Iterable[tuple[str, str]]:
    row = sheet.row
    yield "类别", row.kind_name
    yield "编号", row.number
    yield "发文单位", row.issuer
    yield "发布时间", written(row.published_at, "datetime")
    yield "执行日期", written(row.valid_from, "date")
    if row.needs_reply:
        yield "回复期限", written(row.reply_due, "datetime") or "没有限定"


def _carried(sheet: PublicationSheet) -> list[QWidget]:
    lines = described(sheet.row.kind, sheet.payload)
    if not lines:
        return []
    count = f"{len(lines)} {CONTENTS[sheet.row.kind].unit}"
    return [counted("随附", count), selectable("\n".join(lines))]


def _readings(sheet: PublicationSheet) -> list[QWidget]:
    """Who has not read yet, who has; what was replied. A district has hundreds of stations."""
    parts: list[QWidget] = []
    groups = dict.fromkeys(_standing(sheet, one) for one in sheet.readings)
    for title in sorted(groups, key=GROUPS.index):
        names = [one.station for one in sheet.readings if _standing(sheet, one) == title]
        parts += [counted(title, f"{len(names)} 个单位"), selectable("、".join(names))]
    replies = [one for one in sheet.readings if one.replied_at is not None]
    if replies:
        parts += [section("回复内容"), selectable(told(map(_reply, replies)))]
    return parts


def _standing(sheet: PublicationSheet, reading: ReadingRow) -> str:
    """How far one station has come."""
    unread, unreplied, unadopted, read, replied, adopted = GROUPS
    if reading.read_at is None:
        return unread
    if sheet.row.needs_reply:
        return unreplied if reading.replied_at is None else replied
    if sheet.row.kind in CONTENTS:
        return unadopted if reading.adopted_at is None else adopted
    return read


def _reply(reading: ReadingRow) -> str:
    return f"{reading.station}（{written(reading.replied_at, 'datetime')}）：{reading.reply}"
