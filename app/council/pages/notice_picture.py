"""A result notice as one long picture, for posting in a chat group."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.council.pages.at_hand import AtHand
from app.council.sheets import result_notice_sheet
from app.desk.page import Page
from app.desk.paper_page import pdf_name
from app.desk.preview_paper import write_whole
from app.printing.long_picture import compose_long_picture


class LongPicture(QObject):
    """Composes the picture of a sheet and asks where to save it."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand

    def of_result_notice(self, notice_id: UUID) -> None:
        """Ask where the picture of a result notice shall go."""
        self._hand.work.read(
            result_notice_sheet, notice_id=notice_id, then=self.ask_where_to_save, owner=self._page
        )

    def ask_where_to_save(self, sheet: Any) -> None:
        """Let the user choose a file, then save."""
        title = sheet.title.replace("\n", "")
        name = pdf_name(f"{sheet.mark.document_number} {title}").replace(".pdf", ".png")
        dialog = QFileDialog(self._page.window(), "存为长图", name, "图片 (*.png)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile(name)
        dialog.fileSelected.connect(partial(self.save_to, sheet))
        dialog.open()

    def save_to(self, sheet: Any, path: str) -> None:
        """Compose and write the picture, whole or not at all."""
        self._hand.work.make(
            _write, sheet, Path(path), then=self._say_saved, title="正在生成长图", owner=self._page
        )

    def _say_saved(self, path: Path) -> None:
        self._page.set_subtitle(f"已保存：{path.name}")


def _write(sheet: Any, path: Path) -> Path:
    write_whole(path, compose_long_picture(sheet))
    return path
