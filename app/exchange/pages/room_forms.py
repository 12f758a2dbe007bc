"""Forms of the room itself: its settings, and a change of keys."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app import settings
from app.accounts.office import change_settings
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Field
from app.desk.messages import MessageBox
from app.desk.page import Page
from app.exchange.own_keys import rotate_keys
from app.exchange.pages.at_hand import AtHand
from app.exchange.queries import exchange_settings

KEYS_WHY = (
    "密钥用来证明报送包是本站制作的。更换后，对方收到下一包就会知道，不用重新配对。"
    "怀疑旧密钥泄露（电脑或备份丢失）时，选“旧密钥作废”：用旧密钥制作、还没有送到的包会被拒收。"
)


class RoomForms(QObject):
    """Opens them from one page's menu."""

    inbox_changed = Signal()

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)

    # -- settings -----------------------------------------------------------------------------

    def ask_settings(self, _checked: bool = False) -> None:
        """Show the office's settings of this room."""
        if self._page.drawer.may_leave():
            self._hand.work.read(exchange_settings, then=self._show_settings, owner=self)

    def _show_settings(self, values: dict[str, Any]) -> None:
        every, late = settings.EXCHANGE_EVERY_DAYS, settings.BUNDLE_DAYS_LATE
        slip = settings.EXCHANGE_REQUIRE_SLIP
        fields = [
            Field(every.key, every.label, "number", required=True, minimum=0, maximum=90,
                  default=values[every.key], hint=every.hint),
            Field(slip.key, slip.label, "yes_no", required=True, default=values[slip.key],
                  hint=slip.hint),
        ]  # fmt: skip
        if self._hand.is_above:
            fields.insert(1, Field(late.key, "下级超过多少天没有报来算迟报", "number",
                                   required=True, minimum=0, maximum=90,
                                   default=values[late.key], hint=every.hint))  # fmt: skip
        back = self._page.drawer.dismiss
        self._forms.ask_and_write("报送设置", fields, _change, back)

    # -- the watched folder -------------------------------------------------------------------

    def ask_inbox(self, _checked: bool = False) -> None:
        """Ask which folder to watch."""
        start = str(self._hand.inbox() or "")
        chosen = QFileDialog.getExistingDirectory(self._page, "选择收件夹", start)
        if chosen:
            self.watch_inbox(Path(chosen))

    def watch_inbox(self, folder: Path) -> None:
        """Watch a folder from now on."""
        self._hand.watch_inbox(folder)
        self._page.set_subtitle(f"收件夹：{folder}")
        self.inbox_changed.emit()

    # -- keys ---------------------------------------------------------------------------------

    def ask_rotation(self, _checked: bool = False) -> None:
        """Ask whether the old keys may have fallen into wrong hands, and change them."""
        box = MessageBox(self._page, "更换本站的报送密钥", KEYS_WHY, ("key-round", "accent"))
        box.add_button("取消", "plain", 0)
        ordinary = box.add_button("更换", "primary", 1)
        lost = box.add_button("更换，旧密钥作废", "danger", 1)
        ordinary.clicked.connect(partial(self.rotate, revokes_old=False))
        lost.clicked.connect(partial(self.rotate, revokes_old=True))
        box.settle_on(ordinary)
        box.open()

    def rotate(self, _checked: bool = False, *, revokes_old: bool) -> None:
        """Change the keys."""
        key = self._hand.station.database.key
        use_case = partial(rotate_keys, database_key=key, revokes_old=revokes_old)
        self._hand.work.write(use_case, then=self._say_rotated, owner=self._page)

    def _say_rotated(self, _pair: object) -> None:
        self._page.set_subtitle("已更换密钥，请给各单位各制作一包，把新密钥带去")


def _change(session: Any, actor: Any, **values: Any) -> None:
    change_settings(session, actor, values=values)
