"""Signing minutes, beginning a correction, drafting anew: what is asked before, what follows."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from app.council import minutes
from app.council.minutes_views import MinutesView
from app.council.pages.at_hand import AtHand
from app.council.pages.minutes_keeper import MinutesKeeper
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.messages import confirm
from app.desk.page import Page


class MinutesSigning(QObject):
    """Carries out what cannot be taken back, after asking."""

    def __init__(self, page: Page, hand: AtHand, keeper: MinutesKeeper):
        super().__init__(page)
        self._page, self._hand, self._keeper = page, hand, keeper
        self._forms = DrawerForms(page, hand)

    def ask_to_sign(self, view: MinutesView) -> None:
        """Sign after a question."""
        detail = "签发后内容固定，不能再改；有差错只能另出更正版。"
        if confirm(self._page, "签发这份会议纪要吗？", detail, "签发"):
            self.sign(view)

    def sign(self, view: MinutesView) -> None:
        """Save what stands in the editor, then sign it."""
        self._keeper.save()
        self._hand.work.write(
            minutes.sign_minutes, minutes_id=view.id, then=self._signed, owner=self
        )

    def _signed(self, _fingerprint: str) -> None:
        self._keeper.drop_draft()
        self._page.set_subtitle("")

    def ask_for_correction(self, view: MinutesView) -> None:
        """Begin a new version after its reason is given."""
        fields = [Field("reason", "更正原因", "long_text", required=True,
                        hint="原来的一版保留不动，新的一版会写明替代哪一版")]  # fmt: skip
        self._forms.ask_and_write(
            "更正会议纪要", fields, partial(minutes.correct_minutes, minutes_id=view.id),
            self._page.drawer.hide, save="另出更正版",
        )  # fmt: skip

    def ask_to_redraft(self, meeting_id: UUID) -> None:
        """Write the draft anew after a question."""
        detail = "会按会议记录重新写一遍，已经改过的文字不再保留。"
        if confirm(self._page, "重新起草吗？", detail, "重新起草", dangerous=True):
            self._keeper.forget()
            self._keeper.drop_draft()
            self._hand.work.write(minutes.draft_minutes, meeting_id=meeting_id, owner=self)
