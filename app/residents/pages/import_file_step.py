"""First step of an import: which file. Chosen, or dropped from a folder."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk import theme
from app.desk.drop_place import DropPlace
from app.desk.labels import button, label
from app.desk.messages import choose_file

KINDS = "表格 (*.xlsx *.xls *.csv *.et *.xlsm *.txt);;所有文件 (*)"
PROMISES = (
    "列的先后不限，认不出的列可以自己指定，下次同样的表头会记住。",
    "先检查每一行，再由您决定是否导入；有问题的行另存成表，问题写在格子旁边。",
    "空格子不会清掉已登记的内容；同一份表导入两次，第二次不会有任何改动。",
)


class FileStep(QWidget):
    """A place to drop a file on, a button to choose one, and an empty list to fill in."""

    chosen = Signal(object)
    """The path of the file."""
    template_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        template = button("保存一份空白表…", "plain", "download", press=self.template_asked.emit)
        self.place = DropPlace(
            "table-2", "把居民表格拖到这里", "可以是 .xlsx、.xls 或 .csv", "选择文件…", template
        )
        self.place.dropped.connect(self.chosen)
        self.place.choose.clicked.connect(self._choose)
        self.error = label(role="error", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.place, 3)
        column.addWidget(self.error)
        for promise in PROMISES:
            column.addWidget(label(f"· {promise}", "soft", wrap=True))
        column.addStretch(1)

    def say(self, error: str) -> None:
        """Say why the last file could not be read; empty takes it back."""
        self.error.setText(error)
        self.error.setVisible(bool(error))

    def _choose(self) -> None:
        path = choose_file(self, "选择居民表格", KINDS)
        if path is not None:
            self.chosen.emit(path)
