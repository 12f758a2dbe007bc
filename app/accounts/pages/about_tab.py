"""About the program: its version, what it promises, its licences, and which file is open."""

from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts.pages.tab import readable, scrolled
from app.desk import theme
from app.desk.labels import label
from app.desk.settings_tab import SettingsTab

PROMISE = "本程序不联网，数据只在这台电脑的站点文件里。"
LICENCES = (
    "本程序以 GPL 3.0 或更新版本的许可发布。"
    "界面用 Qt（LGPL 3.0）；字体用思源黑体、思源宋体和霞鹜文楷（OFL 1.1）、"
    "Fandol（GPL，附字体例外）。"
)


class AboutTab(SettingsTab):
    """Words only."""

    def __init__(self, path: Path):
        super().__init__()
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        rows.addWidget(label("里仁", "brand"))
        rows.addWidget(label("“里仁为美。”——《论语·里仁》", "soft"))
        rows.addSpacing(theme.px(8))
        rows.addWidget(label(f"版本 {version('liren')}"))
        rows.addWidget(label(PROMISE, wrap=True))
        file = label(f"正在使用的站点文件：{path}", wrap=True)
        file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(file)
        rows.addSpacing(theme.px(8))
        rows.addWidget(label(LICENCES, "hint", wrap=True))
        rows.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(readable(inside)))
