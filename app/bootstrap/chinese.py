"""Chinese for what Qt itself says: context menus, file and print dialogs."""

from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

TEXTS = "qtbase_zh_CN"
PAGE_RANGES = (
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated "
    "by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
)
LACKING = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileDialog", "All files (*)"): "所有文件 (*)",
    ("QFileDialog", "Directories"): "文件夹",
    ("QFileSystemModel", "Size"): "大小",
    ("QFileSystemModel", "Type"): "类型",
    ("QFileSystemModel", "Kind"): "类型",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Unknown"): "未知",
    ("QPrintSettingsOutput", "Page &Set:"): "页面(&S)：",
    ("QPrintSettingsOutput", "Double Sided Printing"): "双面打印",
    ("QPrintSettingsOutput", "Off"): "单面",
    ("QPrintSettingsOutput", "Long side binding"): "长边装订",
    ("QPrintSettingsOutput", "Short side binding"): "短边装订",
    ("QPrintSettingsOutput", PAGE_RANGES): (
        "用逗号分隔页码或范围，范围用连字符，如 3,5-7,9 打印第 3、5、6、7 和 9 页。"
    ),
}
"""What Qt's own translation lacks, by context and English text; met only where the system brings
no dialogs of its own."""


class _Lacking(QTranslator):
    """Asked before Qt's translation; knows a few words."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> Any:
        """The Chinese words, or None: then the next translator is asked."""
        return LACKING.get((context, source))


def speak_chinese(app: QApplication) -> None:
    """Load the translation Qt brings along, and write numbers and days as China does.

    The language does not follow the system's: the program's own words are Chinese everywhere.
    """
    if app.findChild(QObject, TEXTS) is not None:
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    translator.setObjectName(TEXTS)
    if translator.load(TEXTS, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(_Lacking(app))
