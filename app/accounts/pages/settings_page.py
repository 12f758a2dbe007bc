"""The settings' room: tabs for the office, rules, accounts, this PC's look, backups, the log."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTabWidget

from app.accounts.pages.about_tab import AboutTab
from app.accounts.pages.accounts_tab import AccountsTab
from app.accounts.pages.backups_tab import BackupsTab
from app.accounts.pages.log_tab import LogTab
from app.accounts.pages.look_tab import LookTab
from app.accounts.pages.office_tab import OfficeTab
from app.accounts.pages.password_forms import OwnPassword
from app.accounts.pages.rules_tab import RulesTab
from app.accounts.permissions import Permission
from app.accounts.station import Station
from app.desk.drafts import Drafts
from app.desk.drawer import Drawer
from app.desk.labels import button
from app.desk.machine_memory import MachineMemory
from app.desk.page import Page
from app.desk.settings_tab import SettingsTab
from app.desk.work import Work


class SettingsPage(Page):
    """Tabs; an account sees those it may use. Each saves by itself, every change is logged.

    ``more`` are tabs of other rooms, made with the page's drawer, for who may change settings.
    """

    def __init__(  # noqa: PLR0913  (what a page is built from)
        self,
        work: Work,
        station: Station,
        memory: MachineMemory,
        drafts: Drafts,
        *,
        restyle: Callable[[], object],
        switch_account: Callable[[], object],
        more: Sequence[tuple[str, Callable[[Drawer], SettingsTab]]] = (),
    ):
        super().__init__("设置")
        self._may = station.actor.may
        self._tabs: list[SettingsTab] = []
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.body.addWidget(self.tabs, 1)
        self._own_password = OwnPassword(work, station, self.drawer)
        self.add_header_button(button("切换账号", icon_name="log-out", press=switch_account))
        self.add_header_button(
            button("改我的密码", icon_name="key-round", press=self._own_password.ask)
        )
        if self._may(Permission.CHANGE_SETTINGS):
            self._add("单位", OfficeTab(work, station, drafts))
            self._add("规则", RulesTab(work, drafts))
            for title, make in more:
                self._add(title, make(self.drawer))
        if self._may(Permission.MANAGE_ACCOUNTS):
            self._add("账号", AccountsTab(work, station, self.drawer))
        self._add("外观", LookTab(memory, restyle))
        if self._may(Permission.BACK_UP):
            self._add("备份", BackupsTab(work, station, memory))
        if self._may(Permission.SEE_AUDIT):
            self._add("操作日志", LogTab(work, memory))
        self.tabs.addTab(AboutTab(station.path), "关于")
        self._shown = 0
        self.tabs.currentChanged.connect(self._put_drawer_away)

    def _add(self, title: str, tab: SettingsTab) -> None:
        self.tabs.addTab(tab, title)
        self._tabs.append(tab)

    def _put_drawer_away(self, place: int) -> None:
        """The drawer belongs to a tab; what is typed in it holds the tab until it is answered."""
        if place == self._shown:
            return
        if self.drawer.may_leave():
            self._shown = place
            self.drawer.dismiss()
        else:
            self.tabs.setCurrentIndex(self._shown)

    def reload(self) -> None:
        """Read what every tab shows again."""
        for tab in self._tabs:
            tab.reload()

    def open_record(self, what: str) -> None:
        """Show the tab of this title."""
        titles = [self.tabs.tabText(place) for place in range(self.tabs.count())]
        if what in titles:
            self.tabs.setCurrentIndex(titles.index(what))
