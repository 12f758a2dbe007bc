"""The first page: recent stations, a new one, an existing one, or the demo community."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.labels import button, label, rule
from app.desk.messages import choose_file

MOST_RECENT = 5
STATIONS = "里仁站点 (*.station)"
BACKUPS = "里仁备份 (*.stationbackup)"


class StartPage(QWidget):
    """A quiet column in the middle: what was open before, and four ways to begin."""

    station_chosen = Signal(Path)
    new_asked = Signal()
    demo_asked = Signal()
    backup_chosen = Signal(Path)
    scale_chosen = Signal(float)

    def __init__(self, recent: list[str], scale: float):
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(theme.px(10))
        column.addWidget(label("里仁", "brand"))
        column.addWidget(label("社区居委会的办公程序 · 网格 · 居民 · 议事", "soft"))
        column.addSpacing(theme.px(16))
        shown = [Path(name) for name in recent if Path(name).is_file()][:MOST_RECENT]
        if shown:
            column.addWidget(label("最近打开", "section"))
            for path in shown:
                column.addWidget(self._recent(path))
            column.addSpacing(theme.px(12))
        self._add_ways(column, prefer_demo=not shown)
        column.addSpacing(theme.px(18))
        column.addWidget(rule())
        column.addLayout(self._foot(scale))
        inner = QWidget()
        inner.setLayout(column)
        inner.setFixedWidth(theme.px(460))
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def _recent(self, path: Path) -> QPushButton:
        made = button(f"{path.stem}", "entry", "house")
        made.setProperty("role", "entry")
        made.setToolTip(str(path))
        made.clicked.connect(lambda _=False, path=path: self.station_chosen.emit(path))
        return made

    def _add_ways(self, column: QVBoxLayout, *, prefer_demo: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        new = button("新建站点", "plain" if prefer_demo else "primary", "plus")
        new.clicked.connect(self.new_asked)
        row.addWidget(new, 1)
        row.addWidget(button("打开站点", "plain", "folder-open", press=self._ask_station), 1)
        demo = button("看演示社区", "primary" if prefer_demo else "plain", "sparkles")
        demo.clicked.connect(self.demo_asked)
        self.demo = demo
        if prefer_demo:
            column.addWidget(demo)
            column.addLayout(row)
        else:
            column.addLayout(row)
            column.addWidget(demo)
        hint = "演示社区里的人和事都是编的，可以随意试用。"
        column.addWidget(label(hint, "hint"), 0, Qt.AlignmentFlag.AlignHCenter)

    def _foot(self, scale: float) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button("从备份恢复", "quiet", "database-backup", press=self._ask_backup))
        row.addStretch(1)
        row.addWidget(label("字号", "soft"))
        for name, value in (("标准", 1.0), ("大", 1.25), ("特大", 1.5)):
            made = button(name)
            made.setCheckable(True)
            made.setChecked(value == scale)
            made.setAccessibleName(f"字号{name}")
            made.clicked.connect(lambda _=False, value=value: self.scale_chosen.emit(value))
            row.addWidget(made)
        return row

    def _ask_station(self) -> None:
        path = choose_file(self, "打开站点", STATIONS)
        if path is not None:
            self.station_chosen.emit(path)

    def _ask_backup(self) -> None:
        path = choose_file(self, "选择备份文件", BACKUPS)
        if path is not None:
            self.backup_chosen.emit(path)


def heading(title: str, detail: str) -> QVBoxLayout:
    """A title with an explanation under it, as every page before log-in begins."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    column.addWidget(label(title, "title"))
    column.addWidget(label(detail, "soft", wrap=True))
    return column


def centred(content: QWidget, width: int = 460) -> QVBoxLayout:
    """Lay ``content`` out as a column of fixed width in the middle."""
    content.setFixedWidth(theme.px(width))
    whole = QVBoxLayout()
    whole.addStretch(2)
    whole.addWidget(content, 0, Qt.AlignmentFlag.AlignHCenter)
    whole.addStretch(3)
    return whole
