"""A form that shows all its fields at once; what is around it scrolls when there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.desk import theme
from app.desk.fields import Field
from app.desk.forms import Form


class WholeForm(Form):
    """As high as its fields and the messages below them."""

    def __init__(self, fields: Sequence[Field], *, save: str = "保存", back: str = "取消"):
        super().__init__(fields, save=save)
        self._close.setText(back)
        inside = self._scroll.widget()
        assert inside is not None
        column = inside.layout()
        assert column is not None
        column.setContentsMargins(0, 0, 0, theme.px(8))
        self._inside: QWidget = inside
        self._inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the messages below the fields."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._scroll.setMinimumHeight(self._inside.sizeHint().height())
        return super().eventFilter(watched, event)


class EntranceForm(WholeForm):
    """On the pages before the desk: nothing of it is kept, so leaving asks nothing."""

    def __init__(self, fields: Sequence[Field], *, go_on: str, back: str, busy: str = ""):
        super().__init__(fields, save=go_on, back=back)
        self._busy_words = busy

    def may_leave(self) -> bool:
        return True

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        if busy and self._busy_words:
            self._save.setText(self._busy_words)
