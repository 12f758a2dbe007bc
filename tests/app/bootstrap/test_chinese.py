"""What Qt itself says is Chinese too: context menus, file dialogs, the print dialog."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from app.bootstrap.chinese import speak_chinese


@pytest.fixture(autouse=True)
def chinese(qapp):
    speak_chinese(qapp)


def menu_of(qtbot, editor):
    qtbot.addWidget(editor)
    menu = editor.createStandardContextMenu()
    qtbot.addWidget(menu)
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def english(words):
    """The words without a Chinese letter; figures, dots and paths are no language."""
    return [x for x in words if any(c.isalpha() for c in x) and not any(c >= "一" for c in x)]


def words_of(dialog):
    for kind in (QLabel, QAbstractButton, QAction):
        yield from (x.text() for x in dialog.findChildren(kind))
    yield from (x.title() for x in dialog.findChildren(QGroupBox))
    for header in dialog.findChildren(QHeaderView):
        model, count = header.model(), header.count()
        yield from (str(model.headerData(n, header.orientation())) for n in range(count))


@pytest.mark.parametrize("editor", [QLineEdit, QPlainTextEdit])
def test_the_context_menu_of_a_field_is_chinese(qtbot, editor):
    menu = menu_of(qtbot, editor("人民里"))
    assert any("复制" in entry for entry in menu)
    assert not english(menu)


@pytest.mark.parametrize("mode", QFileDialog.AcceptMode)
def test_a_file_dialog_is_chinese(qtbot, tmp_path, mode):
    dialog = QFileDialog(None, "打开站点", str(tmp_path), "里仁站点 (*.station)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    assert not english(words_of(dialog))


def test_the_print_dialog_is_chinese(qtbot):
    dialog = QPrintDialog(QPrinter())
    qtbot.addWidget(dialog)
    units = {"PDF"}
    assert not [x for x in english(words_of(dialog)) if x not in units]


def test_standard_buttons_are_chinese(qtbot):
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Yes | QDialogButtonBox.StandardButton.Cancel
    )
    qtbot.addWidget(box)
    assert not english(button.text() for button in box.buttons())
