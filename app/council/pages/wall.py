"""The big screen of one meeting: opened, kept up to date, closed with the meeting's page."""

from PySide6.QtCore import QObject

from app.council.meeting_views import ItemView, MeetingDetail
from app.council.pages.big_screen import BigScreen
from app.council.pages.speech_timer import SpeechTimer
from app.desk.page import Page


class Wall(QObject):
    """Knows what the wall shows, whether it is open or not."""

    def __init__(self, page: Page, timer: SpeechTimer):
        super().__init__(page)
        self._page, self._timer = page, timer
        self._now: tuple[MeetingDetail, ItemView | None] | None = None
        self.screen: BigScreen | None = None

    def follow(self, detail: MeetingDetail, item: ItemView | None) -> None:
        """The meeting as it is now, with the item that is talked about."""
        self._now = (detail, item)
        if self.screen is not None:
            self.screen.show_meeting(detail, item)

    def open(self) -> None:
        """Show the wall, on the second screen when there is one."""
        if self._now is None or self.screen is not None:
            return
        self.screen = BigScreen()
        self.screen.destroyed.connect(self._forget)
        self._timer.told.connect(self.screen.show_time)
        self.screen.show_meeting(*self._now)
        self.screen.show_on_wall(self._page)

    def _forget(self) -> None:
        self.screen = None

    def close(self) -> None:
        """The page is left: nothing stays on the wall."""
        if self.screen is not None:
            self.screen.close()
