"""The panels of one room under small tabs; each is made when it is first looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.export_flow import ExportFlow
from app.desk.labels import button
from app.desk.page import Page
from app.figures.pages.at_hand import Asked, AtHand
from app.figures.pages.exports import export_of
from app.figures.pages.panel import Panel, PanelView


class Board(QWidget):
    """Shows one panel at a time, and copies and exports its table."""

    behind_asked = Signal(object)

    def __init__(self, page: Page, hand: AtHand, name: str, panels: Sequence[Panel]):
        super().__init__()
        self._page, self._hand, self._name = page, hand, name
        self._panels = tuple(panels)
        self._made: dict[str, PanelView] = {}
        self._flows: dict[str, ExportFlow | None] = {}
        self._asked: Asked | None = None
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.views = QStackedWidget()
        self.copy = button("复制表格", "quiet", "copy")
        self.export = button("导出表格…", "quiet", "download")
        self.export.setVisible(hand.exports)
        self._lay_out()
        for panel in self._panels:
            self.tabs.addTab(panel.title)
        self.tabs.currentChanged.connect(self._look)
        self.copy.clicked.connect(self._copy)
        self.export.clicked.connect(self._export)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.copy)
        head.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.views, 1)

    @property
    def shown(self) -> PanelView:
        """The panel in sight."""
        panel = self._panels[max(self.tabs.currentIndex(), 0)]
        if panel.key not in self._made:
            make = panel.made_by or PanelView
            self._made[panel.key] = view = make(self._hand, panel)
            view.behind_asked.connect(self.behind_asked)
            what = f"{self._name}{panel.title}统计"
            flow = export_of(self._page, self._hand, what, panel.columns, view.chosen)
            self._flows[panel.key] = flow
            self.views.addWidget(view)
        return self._made[panel.key]

    def look_at(self, key: str) -> None:
        """Show the panel with this key."""
        self.tabs.setCurrentIndex([panel.key for panel in self._panels].index(key))

    def load(self, asked: Asked) -> None:
        """Show the panel in sight for a period and a grid."""
        self._asked = asked
        self.views.setCurrentWidget(self.shown)
        self.shown.load(asked)

    def set_exports_on(self, on: bool) -> None:
        """Ctrl+E belongs to the panel in sight alone."""
        current = self.shown.panel.key if on else ""
        for key, flow in self._flows.items():
            if flow is not None:
                flow.set_on(key == current)

    @property
    def flow(self) -> ExportFlow | None:
        """The export of the panel in sight."""
        return self._flows[self.shown.panel.key]

    def _look(self, _place: int) -> None:
        if self._asked is not None:
            self.load(self._asked)
            self.set_exports_on(True)

    def _copy(self) -> None:
        self.shown.copy_all()

    def _export(self) -> None:
        flow = self.flow
        if flow is not None and self.shown.is_shown:
            flow.ask()
