"""The window before a station is open: start page, wizard, recovery code, log-in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app import settings
from app.accounts.entrance import entrance, restore_backup
from app.accounts.pages.login_page import LoginPage
from app.accounts.pages.recovery_page import RecoveryPage
from app.accounts.pages.start_page import STATIONS, StartPage
from app.accounts.pages.tab import scrolled
from app.accounts.pages.wizard_page import WizardPage
from app.accounts.station import SUFFIX, Station
from app.bootstrap.demo import demo_path, password_hint
from app.bootstrap.recents import last_login, remember_opened
from app.bootstrap.recovery_paper import RecoveryPaper
from app.bootstrap.running import bring_up
from app.desk import theme
from app.desk.job_strip import JobStrip
from app.desk.machine_memory import MachineMemory
from app.desk.messages import choose_target, confirm, show_error
from app.desk.work import Work
from app.errors import Cancelled, LirenError
from db import clock

WINDOW, SMALLEST = QSize(980, 700), QSize(720, 560)
"""Pixels at normal text size; a small screen sets a limit to both."""
CODE_NOT_KEPT = (
    "还没有保存恢复码，要关闭吗？",
    "恢复码只显示这一次。忘记密码又没有恢复码时，站点里的内容谁也打不开。",
)


class StartWindow(QMainWindow):
    """Leads to an open station, and says so."""

    opened = Signal(object)

    def __init__(
        self,
        work: Work,
        memory: MachineMemory,
        *,
        open_demo: Callable[..., Station],
        set_scale: Callable[[float], object],
    ):
        super().__init__()
        self._work, self._memory = work, memory
        self._open_demo, self._set_scale = open_demo, set_scale
        self._page: QWidget | None = None
        self._unopened: Station | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.statusBar().addPermanentWidget(JobStrip(work))
        self.statusBar().setSizeGripEnabled(False)
        self.setWindowTitle("里仁")
        self._fit()
        self.show_start()

    def _fit(self) -> None:
        """As large as the text wants, but not larger than the screen."""
        most = self.screen().availableSize() - QSize(24, 56)  # the frame and its title bar
        self.setMinimumSize((SMALLEST * theme.current().scale).boundedTo(most))
        self.resize((WINDOW * theme.current().scale).boundedTo(most))

    @property
    def page(self) -> QWidget | None:
        """What is shown now."""
        return self._page

    def _show(self, page: QWidget) -> None:
        old, self._page = self._stack.currentWidget(), page
        area = scrolled(page)
        self._stack.addWidget(area)
        self._stack.setCurrentWidget(area)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def show_start(self) -> None:
        """The first page."""
        recent = self._memory.setting(settings.RECENT_STATIONS)
        page = StartPage(recent, self._memory.setting(settings.TEXT_SCALE))
        page.station_chosen.connect(self._open)
        page.new_asked.connect(self._show_wizard)
        page.demo_asked.connect(self.start_demo)
        page.backup_chosen.connect(self._restore)
        page.scale_chosen.connect(self._rescale)
        self._show(page)

    def _rescale(self, scale: float) -> None:
        self._set_scale(scale)
        self._fit()
        self.show_start()

    def _open(self, path: Path) -> None:
        if bring_up(path):
            self.close()
        elif path == demo_path():
            self.start_demo()
        else:
            self.show_login(path)

    def show_login(self, path: Path) -> None:
        """Log in to the station at ``path``."""
        try:
            found = entrance(path)
        except LirenError as error:
            show_error(self, error)
            return
        hint = password_hint() if path == demo_path() else ""
        last = last_login(self._memory, path)
        page = LoginPage(path, found, self._work, last=last, hint=hint)
        page.opened.connect(self._opened)
        page.back_asked.connect(self.show_start)
        self._show(page)
        page.begin()

    def _show_wizard(self) -> None:
        page = WizardPage(self._work)
        page.created.connect(self._show_recovery)
        page.back_asked.connect(self.show_start)
        self._show(page)
        page.show_office()

    def _show_recovery(self, station: Station, code: str) -> None:
        self._unopened = station
        remember_opened(self._memory, station)
        paper = RecoveryPaper(station, code, self._work, self)
        page = RecoveryPage(code, paper.print_it, paper.save_it)
        page.done.connect(partial(self._opened, station))
        self._show(page)

    def start_demo(self) -> None:
        """Make the demo community when it is not there, and open it."""
        if demo_path().exists() and bring_up(demo_path()):
            self.close()
            return
        if isinstance(self._page, StartPage):
            self._page.say_busy("正在准备演示社区，头一次要半分钟左右…")
        self._work.make(
            self._open_demo,
            then=self._opened,
            failed=self._start_again,
            owner=self,
            title="正在准备演示社区",
            progress=True,
        )

    def _start_again(self, error: LirenError) -> None:
        self.show_start()
        if not isinstance(error, Cancelled):  # the user knows that he stopped it
            show_error(self, error)

    def _restore(self, source: Path) -> None:
        suggested = str(source.parent.parent / f"恢复-{clock.today()}{SUFFIX}")
        chosen = choose_target(self, "恢复成哪个站点文件", suggested, STATIONS)
        if chosen is None:
            return
        target = chosen if chosen.suffix == SUFFIX else Path(f"{chosen}{SUFFIX}")
        if isinstance(self._page, StartPage):
            self._page.say_busy("正在恢复备份…")
        self._work.make(
            restore_backup,
            source,
            target,
            then=self._restored,
            failed=self._start_again,
            owner=self,
            title="正在恢复备份",
        )

    def _restored(self, target: Path) -> None:
        self.show_start()
        self.show_login(target)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Do not let the recovery code go unnoticed."""
        unread = isinstance(self._page, RecoveryPage) and not self._page.may_leave()
        if unread and not confirm(self, *CODE_NOT_KEPT, "仍要关闭", dangerous=True):
            event.ignore()
            return
        if self._unopened is not None:
            self._unopened.close()
        event.accept()

    def _opened(self, station: Station) -> None:
        self._unopened = None
        remember_opened(self._memory, station)
        self.opened.emit(station)
