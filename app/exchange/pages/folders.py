"""Where a bundle is to lie: sticks that are plugged in, folders used before, any other."""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.desk.fields import Choice
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import button
from app.exchange.pages.at_hand import AtHand

MOUNTED_AT = ("/media/", "/run/media/", "/mnt/")
"""Where Linux desktops show sticks."""


def sticks() -> list[tuple[Path, str]]:
    """Sticks and other drives besides the system's, with what they are called."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        is_other = not volume.isRoot() if sys.platform == "win32" else root.startswith(MOUNTED_AT)
        if is_other and volume.isReady() and not volume.isReadOnly():
            found.append((Path(root), f"U盘或磁盘 {volume.displayName()}"))
    return found


class FolderChoice(QWidget):
    """A list of folders, and a button for another one."""

    changed = Signal()

    def __init__(self, hand: AtHand):
        super().__init__()
        self._hand = hand
        self.box = ChoiceBox(())
        self.box.setAccessibleName("存放到")
        self.other = button("其他…", "plain", "folder-open", press=self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(self.other)
        self.box.currentIndexChanged.connect(self._say)
        self.offer()

    def offer(self) -> None:
        """Offer what there is now; the folder used last is chosen when it is there."""
        offered = {path: str(path) for path in self._hand.folders() if path.is_dir()}
        for path, name in sticks():
            offered[path] = f"{name}（{path}）"
        self._show([Choice(path, text) for path, text in offered.items()])

    def _show(self, choices: list[Choice]) -> None:
        self.box.choices = tuple(choices)
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([choice.text for choice in choices])
        self.box.setCurrentIndex(0 if choices else -1)
        self.box.blockSignals(False)
        self.box.setPlaceholderText("请选择U盘或文件夹")
        self.changed.emit()

    def folder(self) -> Path | None:
        """What is chosen."""
        place = self.box.currentIndex()
        return self.box.choices[place].value if place >= 0 else None

    def take(self, folder: Path) -> None:
        """Choose this folder."""
        others = [choice for choice in self.box.choices if choice.value != folder]
        self._show([Choice(folder, str(folder)), *others])

    def _ask(self) -> None:
        start = str(self.folder() or "")
        chosen = QFileDialog.getExistingDirectory(self, "报送包存到哪个U盘或文件夹", start)
        if chosen:
            self.take(Path(chosen))

    def _say(self, _place: int) -> None:
        self.changed.emit()
