"""随手拍: a folder of phone photos becomes drafts; what is filled in is registered at once."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.attachments.folder_intake import FolderIntake, take_in
from app.attachments.queries import known_photos
from app.desk import theme
from app.desk.detail import Notice
from app.desk.job_strip import JobStrip
from app.desk.labels import button, label
from app.desk.messages import confirm
from app.desk.page import Page
from app.errors import Cancelled, LirenError
from app.events.pages.at_hand import AtHand
from app.events.pages.intake_drafts import DraftModel, Standing
from app.events.pages.intake_filling import DraftFilling
from app.events.pages.intake_register import DraftRegister

FIRST_WORDS = "选择手机照片所在的文件夹。同一时间、同一地点拍的照片合成一组，每组登记一件事项。"
NAMES = 6
"""Files named in a notice; more are counted."""


class IntakePage(Page):
    """Reads a folder beside the screen, asks three things of each draft, registers them."""

    def __init__(self, hand: AtHand):
        super().__init__("导入手机照片")
        self._hand = hand
        self.drafts = DraftModel(self)
        self.filling = DraftFilling(self, hand, self.drafts)
        self.registering = DraftRegister(self, hand, self.drafts)
        self._choose = button("选择文件夹", icon_name="folder-open", press=self.choose)
        self.add_header_button(self._choose)
        self._go = self.set_primary("登记", self.register, "check")
        self._go.setAutoDefault(True)
        self._halt = button("停止登记", press=self.registering.stop)
        self._words = label(FIRST_WORDS, "soft", wrap=True)
        self._lay_out()
        self.filling.changed.connect(self._allow)
        self.filling.ended.connect(self._go.setFocus)
        self.registering.moved.connect(self._say_moved)
        self.registering.ended.connect(self._say_ended)
        self._allow()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._halt)
        row.addWidget(JobStrip(self._hand.work))
        self._news = QVBoxLayout()
        self._news.setSpacing(theme.px(8))
        self.body.addLayout(row)
        self.body.addLayout(self._news)
        self.body.addWidget(self.filling.list, 1000)
        self.body.addStretch(1)

    def reload(self) -> None:
        """Read what the forms offer."""
        self.filling.read()
        if not self.drafts.entries:
            self._choose.setAutoDefault(True)
            self._choose.setFocus()

    # -- reading a folder ---------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a folder."""
        folder = QFileDialog.getExistingDirectory(self, "选择存放照片的文件夹")
        if folder and self._may_forget():
            self.take_folder(Path(folder))

    def take_folder(self, folder: Path) -> None:
        """Read the photos of a folder, except those that are in the station already."""
        self._words.setText(f"正在读“{folder.name}”里的照片…")
        self._choose.setEnabled(False)
        self._hand.work.read(known_photos, then=partial(self._take_in, folder), owner=self)

    def _take_in(self, folder: Path, known: frozenset[str]) -> None:
        self._hand.work.make(
            take_in, folder, known=known, then=self._show, failed=self._fail, owner=self,
            title="正在读照片", progress=True,
        )  # fmt: skip

    def _fail(self, error: LirenError) -> None:
        self._choose.setEnabled(True)
        self._words.setText(FIRST_WORDS)
        if not isinstance(error, Cancelled):
            self._tell([Notice("late", error.what_happened, [error.what_to_do])])

    def _show(self, found: FolderIntake) -> None:
        self._choose.setEnabled(True)
        self.drafts.set_drafts(found.drafts)
        photos = sum(len(draft.photos) for draft in found.drafts)
        words = f"{photos} 张照片，分成 {len(found.drafts)} 组。逐组填好，再一起登记。"
        self._words.setText(words if photos else "这个文件夹里没有新照片。")
        self._tell(_notices(found))
        self._allow()
        if found.drafts:
            self.filling.open_at(0)

    def _tell(self, notices: list[QWidget]) -> None:
        while (item := self._news.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for notice in notices:
            self._news.addWidget(notice)

    # -- registering --------------------------------------------------------------------------

    def _allow(self) -> None:
        ready, runs = self.drafts.count(Standing.READY), self.registering.runs
        self._go.setText(f"登记 {ready} 件" if ready else "登记")
        self._go.setEnabled(bool(ready) and not runs)
        self._choose.setEnabled(not runs)
        self._halt.setVisible(runs)
        self.filling.list.setVisible(bool(self.drafts.entries))

    def register(self) -> None:
        """Register what is filled in, one event after the other."""
        if self.drawer.may_leave():
            self.drawer.dismiss()
            self.registering.start()

    def _say_moved(self, done: int, total: int) -> None:
        self._words.setText(f"正在登记 {done + 1} / {total} 件…")
        self._allow()

    def _say_ended(self) -> None:
        done, failed = self.drafts.count(Standing.DONE), self.drafts.count(Standing.FAILED)
        tail = f"{failed} 件没有登记成，点开改正后再登记。" if failed else ""
        self._words.setText(f"已登记 {done} 件。{tail}")
        self._allow()

    # -- leaving ------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Ask before what was filled in and not registered is lost."""
        return super().may_leave() and self._may_forget()

    def _may_forget(self) -> bool:
        ready = self.drafts.count(Standing.READY, Standing.FAILED)
        if not ready:
            return True
        what = f"还有 {ready} 组照片填好了没有登记。"
        return confirm(self, what, "离开后要重新选择文件夹、重新填写。", "离开", dangerous=True)


def _notices(found: FolderIntake) -> list[QWidget]:
    """What of the folder is not in the list, and why."""
    notices: list[QWidget] = []
    if found.problems:
        lines = [f"{one.what_happened}{one.what_to_do}" for one in found.problems]
        notices.append(Notice("waiting", f"{len(lines)} 个文件没有读进来", _some(lines)))
    if found.already:
        names = "、".join(_some(list(found.already)))
        notices.append(Notice("info", f"{len(found.already)} 张照片以前登记过，不再列出", [names]))
    return notices


def _some(words: list[str]) -> list[str]:
    return words if len(words) <= NAMES else [*words[:NAMES], f"等 {len(words)} 个"]
