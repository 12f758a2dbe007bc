"""Minutes beside their live preview: edited, signed and frozen, corrected by a new version."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu

from app.council import minutes
from app.council.meeting_views import meeting_detail
from app.council.minutes_sheets import minutes_sheet
from app.council.minutes_views import MinutesView, minutes_of
from app.council.pages.at_hand import AtHand, moment_words
from app.council.pages.minutes_keeper import MinutesKeeper
from app.council.pages.minutes_sides import MinutesSides
from app.council.pages.minutes_signing import MinutesSigning
from app.council.terms import MeetingState, MinutesState
from app.desk import theme
from app.desk.detail import Notice
from app.desk.labels import button, pill
from app.desk.page import Page
from app.desk.paper_page import PaperNews
from app.errors import LirenError
from app.printing.minutes import MinutesSheet


@dataclass(frozen=True)
class MinutesData:
    """What the page reads at once."""

    title: str
    is_over: bool
    versions: list[MinutesView]
    """The latest first."""
    sheets: dict[UUID, MinutesSheet]
    """The sheet of each version, as saved."""


def read_minutes(session: Any, *, meeting_id: UUID, operator: str) -> MinutesData:
    """The versions of a meeting's minutes with their sheets."""
    detail = meeting_detail(session, meeting_id=meeting_id)
    versions = minutes_of(session, meeting_id=meeting_id)
    sheets = {v.id: minutes_sheet(session, minutes_id=v.id, operator=operator) for v in versions}
    over = detail.row.state is MeetingState.CLOSED
    return MinutesData(detail.row.title, over, versions, sheets)


class MinutesPage(Page):
    """The minutes of one meeting; drafted when there are none yet."""

    drawer_beside = False

    def __init__(self, hand: AtHand, meeting_id: UUID):
        super().__init__("会议纪要")
        self._hand, self.meeting_id = hand, meeting_id
        self._data: MinutesData | None = None
        self._shown: MinutesView | None = None
        self._asked_to_draft = False
        self._notice: Notice | None = None
        self._state = pill("", "plain")
        self._header.insertWidget(self._header.indexOf(self._subtitle), self._state)
        self.sides = MinutesSides(hand)
        self.keeper = MinutesKeeper(self.sides.editor, hand)
        self.signing = MinutesSigning(self, hand, self.keeper)
        self._make_buttons()
        self.body.addWidget(self.sides, 1)
        self._news = PaperNews(self, self.sides.preview)
        self.keeper.said.connect(self.set_subtitle)
        self.keeper.changed.connect(self._save.setEnabled)
        hand.work.watch(self, {"minutes"}, self.reload)

    def _make_buttons(self) -> None:
        self._sign = self.set_primary("签发", self._ask_to_sign, "shield-check")
        self._save = button("保存", press=self.keeper.save)
        self._correct = button("更正", press=self._ask_for_correction)
        self._versions = button("历次版本")
        self._version_menu = QMenu(self)
        self._versions.setMenu(self._version_menu)
        self._redraft = button("重新起草", "quiet", press=self._ask_to_redraft)
        for one in (self._redraft, self._versions, self._correct, self._save):
            self.add_header_button(one)
        for one in (self._sign, self._save, self._correct, self._versions, self._redraft):
            one.hide()

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the versions again."""
        self._hand.work.read(
            read_minutes, meeting_id=self.meeting_id, operator=self._hand.actor.name,
            then=self._take, owner=self, latest="minutes",
        )  # fmt: skip

    def _take(self, data: MinutesData) -> None:
        newer = self._data is not None and len(data.versions) > len(self._data.versions)
        self._data = data
        self.set_title(f"{data.title}纪要")
        if not data.versions:
            self._draft_first(data)
            return
        shown = next((v for v in data.versions if self._shown and v.id == self._shown.id), None)
        self._show(data.versions[0] if shown is None or newer else shown)

    def _draft_first(self, data: MinutesData) -> None:
        if self._asked_to_draft or not (self._hand.runs_meetings and data.is_over):
            words = "会议结束后才能起草纪要。" if not data.is_over else "还没有会议纪要。"
            self.sides.preview.show_error(LirenError(words))
            return
        self._asked_to_draft = True
        self._hand.work.write(minutes.draft_minutes, meeting_id=self.meeting_id, owner=self)

    def _show(self, view: MinutesView) -> None:
        before, self._shown = self._shown, view
        again = before is not None and before.id == view.id
        editable = view.state is MinutesState.DRAFT and self._hand.runs_meetings
        typing = again and editable and self.keeper.dirty  # newer than what was read
        if not typing:
            if not again or not editable or self.sides.editor.text() != view.text:
                self.sides.show_text(view.text, read_only=not editable)
            if not again or not editable:
                self.keeper.watch(view, editable=editable)
        self._show_buttons(view)
        self._show_notice(view)
        if self._data is not None:
            self.sides.set_on(self._data.sheets[view.id])

    def _show_buttons(self, view: MinutesView) -> None:
        signed, hand = view.state is MinutesState.SIGNED, self._hand
        versions = self._data.versions if self._data else []
        latest = bool(versions) and view.id == versions[0].id
        self._state.setText(f"{view.state_name} · 第 {view.version} 版")
        theme.set_property(self._state, "state", "good" if signed else "waiting")
        self._sign.setVisible(not signed and hand.signs_minutes)
        self._save.setVisible(not signed and hand.runs_meetings)
        self._save.setEnabled(self.keeper.dirty)
        first = view.replaces_version is None
        self._redraft.setVisible(not signed and first and hand.runs_meetings)
        self._correct.setVisible(signed and latest and hand.runs_meetings)
        self._version_menu.clear()
        for one in versions:
            text = f"第 {one.version} 版 · {one.state_name}"
            self._version_menu.addAction(text).triggered.connect(partial(self._choose, one))
        self._versions.setVisible(len(versions) > 1)

    def _choose(self, view: MinutesView, _checked: bool = False) -> None:
        if self.may_leave():
            self._show(view)

    def _show_notice(self, view: MinutesView) -> None:
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        self._notice = _notice(view)
        if self._notice is not None:
            self.body.insertWidget(0, self._notice)

    # -- acting -------------------------------------------------------------------------------

    def _ask_to_sign(self) -> None:
        if self._shown is not None:
            self.signing.ask_to_sign(self._shown)

    def sign(self) -> None:
        """Sign what stands in the editor, and freeze it."""
        if self._shown is not None:
            self.signing.sign(self._shown)

    def _ask_for_correction(self) -> None:
        if self._shown is not None:
            self.signing.ask_for_correction(self._shown)

    def _ask_to_redraft(self) -> None:
        self.signing.ask_to_redraft(self.meeting_id)

    def may_leave(self) -> bool:
        """What was edited is saved when the page is left: a draft stays a draft."""
        self.keeper.save()
        return super().may_leave()

    def print_page(self) -> None:
        """Ctrl+P."""
        self.sides.preview.bar.print.click()


def _notice(view: MinutesView) -> Notice | None:
    """What stands above the text: the signature with its fingerprint, or what is corrected."""
    if view.state is MinutesState.SIGNED and view.signed_at is not None:
        if not view.is_intact:
            return Notice("late", "内容与签发时的指纹不符", ["请与书记核对，必要时恢复备份。"])
        signed = f"{view.signed_by} 于 {moment_words(view.signed_at)} 签发"
        return Notice("good", "", [f"{signed}。指纹 {view.fingerprint}"])
    if view.replaces_version is not None:
        words = f"更正第 {view.replaces_version} 版。原因：{view.correction_reason}"
        return Notice("info", "", [words])
    return None
