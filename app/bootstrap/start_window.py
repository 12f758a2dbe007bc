"""The window before a station is open: start page, wizard, recovery code, log-in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app import settings
from app.accounts.accounts import LoginName, login_names
from app.accounts.fault_words import worded
from app.accounts.pages.login_page import LoginPage
from app.accounts.pages.recovery_page import RecoveryPage
from app.accounts.pages.start_page import STATIONS, StartPage
from app.accounts.pages.wizard_page import WizardPage
from app.accounts.station import SUFFIX, Station
from app.desk import theme
from app.desk.job_strip import JobStrip
from app.desk.machine_memory import MachineMemory
from app.desk.messages import choose_target, show_error
from app.desk.work import Work
from app.errors import LirenError, StationFault
from app.machine import is_on_network_share
from db import backup, clock


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
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.statusBar().addPermanentWidget(JobStrip(work))
        self.statusBar().setSizeGripEnabled(False)
        self.setWindowTitle("里仁")
        self.setMinimumSize(theme.px(760), theme.px(600))
        self.resize(theme.px(980), theme.px(680))
        self.show_start()

    @property
    def page(self) -> QWidget | None:
        """What is shown now."""
        return self._stack.currentWidget()

    def _show(self, page: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def show_start(self) -> None:
        """The first page."""
        recent = self._memory.setting(settings.RECENT_STATIONS)
        page = StartPage(recent, self._memory.setting(settings.TEXT_SCALE))
        page.station_chosen.connect(self.show_login)
        page.new_asked.connect(self._show_wizard)
        page.demo_asked.connect(self.start_demo)
        page.backup_chosen.connect(self._restore)
        page.scale_chosen.connect(self._rescale)
        self._show(page)

    def _rescale(self, scale: float) -> None:
        self._set_scale(scale)
        self.show_start()

    def show_login(self, path: Path) -> None:
        """Log in to the station at ``path``."""
        try:
            if is_on_network_share(path):
                raise StationFault(
                    f"“{path.name}”在网络共享文件夹里，直接打开可能损坏数据。",
                    "请复制到本机硬盘再打开；几台电脑之间用报送包交换。",
                )
            names = self._names(path)
        except LirenError as error:
            show_error(self, error)
            return
        page = LoginPage(path, names, self._work)
        page.opened.connect(self._opened)
        page.back_asked.connect(self.show_start)
        self._show(page)

    def _names(self, path: Path) -> list[LoginName]:
        with worded(path):
            if not path.is_file():
                raise FileNotFoundError(path)
        return login_names(path)

    def _show_wizard(self) -> None:
        page = WizardPage(self._work)
        page.created.connect(self._show_recovery)
        page.back_asked.connect(self.show_start)
        self._show(page)

    def _show_recovery(self, station: Station, code: str) -> None:
        page = RecoveryPage(code, partial(self._print_code, station, code))
        page.done.connect(partial(self._opened, station))
        self._show(page)

    def _print_code(self, station: Station, code: str) -> None:
        from app.printing.recovery_sheet import RecoverySheet, compose_recovery_sheet

        sheet = RecoverySheet(station.office.name, station.path.name, code, clock.today())
        name = f"恢复码-{station.path.stem}.pdf"
        target = choose_target(self, "恢复码保存为 PDF", name, "PDF (*.pdf)")
        if target is not None:
            self._work.make(
                partial(_write_sheet, target, compose_recovery_sheet, sheet), then=_nothing
            )

    def start_demo(self) -> None:
        """Make the demo community when it is not there, and open it."""
        if isinstance(self.page, StartPage):
            self.page.setEnabled(False)
        self._work.make(
            self._open_demo,
            then=self._opened,
            failed=self._demo_failed,
            title="正在生成演示社区",
            progress=True,
        )

    def _demo_failed(self, error: LirenError) -> None:
        self.show_start()
        show_error(self, error)

    def _restore(self, source: Path) -> None:
        suggested = f"恢复-{clock.today()}{SUFFIX}"
        target = choose_target(self, "恢复成哪个文件", suggested, STATIONS)
        if target is None:
            return
        try:
            with worded(source):
                backup.restore(source, target)
        except FileExistsError:
            show_error(self, StationFault(f"“{target.name}”已经存在。", "请换一个文件名。"))
        except LirenError as error:
            show_error(self, error)
        else:
            self.show_login(target)

    def _opened(self, station: Station) -> None:
        self._memory.remember_station(settings.RECENT_STATIONS, str(station.path))
        self.opened.emit(station)


def _write_sheet(target: Path, compose: Callable[..., bytes], sheet: object) -> None:
    target.write_bytes(compose(sheet))


def _nothing(result: object) -> None:
    """Done; the file is there."""
