"""Editors of one line or several: what a field of each kind is typed into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.desk import theme
from app.desk.columns import CHINA
from app.desk.fields import Field
from app.desk.fields_reading import (
    WEEKDAYS,
    Unreadable,
    folded,
    money_text,
    read_date,
    read_money,
    read_number,
    read_time,
)
from app.desk.phones import bare, spaced

Today = Callable[[], date]


class Editor(QWidget):
    """What every editor can do; the form knows no more of it."""

    edited = Signal()
    """The user (not the program) changed it."""

    def value(self) -> Any:
        """What is entered; raises :class:`Unreadable` when it is no value of this kind."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show ``value``; None empties."""
        raise NotImplementedError

    def kept(self) -> Any:
        """What is entered as it stands, readable or not, JSON-able: for drafts."""
        raise NotImplementedError

    def restore(self, kept: Any) -> None:
        """Show again what :meth:`kept` returned."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """The widgets the Enter key visits, in order."""
        raise NotImplementedError

    def parts(self) -> list[QWidget]:
        """All widgets in which the form's keys work: those of :meth:`stops` and their siblings."""
        return self.stops()

    def tidy(self) -> None:
        """Write what was typed in the usual form; called when the user leaves the field."""

    def enter(self) -> bool:
        """Enter was pressed; True when the focus must stay here for now."""
        return False

    def escape(self) -> bool:
        """Close what is open; False when nothing was, so that Esc means the form."""
        return False

    def set_read_only(self) -> None:
        """Show only; the text can still be copied."""
        for stop in self.stops():
            if isinstance(stop, QLineEdit | QPlainTextEdit):
                stop.setReadOnly(True)
            else:
                stop.setEnabled(False)

    def mark(self, invalid: bool) -> None:
        """Draw the border of a field at fault, or not."""
        for stop in self.stops():
            theme.set_property(stop, "invalid", "true" if invalid else "false")


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(parent)
        self._field = field
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(field.placeholder)
        self.line.setAccessibleName(field.label)
        self.line.setMaxLength(1_000_000)  # too long is said in words, never cut in silence
        self.line.textEdited.connect(self._say_edited)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.line, 1)
        if field.width is not None:
            self.line.setMaximumWidth(theme.px(field.width))
            self._row.addStretch(1)

    def _say_edited(self) -> None:
        self.edited.emit()

    def value(self) -> Any:
        return " ".join(self.line.text().split())

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self.written(value))
        self.line.setCursorPosition(0)

    def written(self, value: Any) -> str:
        """``value`` as it stands in the line."""
        return str(value)

    def kept(self) -> Any:
        return self.line.text()

    def restore(self, kept: Any) -> None:
        self.line.setText(str(kept))

    def stops(self) -> list[QWidget]:
        return [self.line]

    def tidy(self) -> None:
        try:
            value = self.value()
        except Unreadable:
            return
        if value not in (None, ""):
            text = self.written(value)
            if text != self.line.text():
                self.line.setText(text)


class PasswordEditor(LineEditor):
    """A password, hidden; shown while the button is down. Never kept in a draft."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(field, parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = QPushButton("显示", self)
        self._show.setProperty("role", "quiet")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._set_shown)
        self._row.addWidget(self._show)

    def _set_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._show.setText("隐藏" if shown else "显示")

    def value(self) -> Any:
        return self.line.text()

    def tidy(self) -> None:
        """A password stands as it was typed."""


class LongTextEditor(Editor):
    """Several lines; Enter makes a new one."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(field.placeholder)
        self.text.setAccessibleName(field.label)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(96))
        self._silent = False
        self.text.textChanged.connect(self._say_edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)

    def _say_edited(self) -> None:
        if not self._silent:
            self.edited.emit()

    def value(self) -> Any:
        return self.text.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.restore(value or "")

    def kept(self) -> Any:
        return self.text.toPlainText()

    def restore(self, kept: Any) -> None:
        self._silent = True
        self.text.setPlainText(str(kept))
        self._silent = False

    def stops(self) -> list[QWidget]:
        return [self.text]


class NumberEditor(LineEditor):
    """A number, or with ``money`` a sum in fen typed as yuan."""

    def value(self) -> Any:
        text = folded(self.line.text())
        if not text:
            return None
        if self._field.kind == "money":
            value: Any = read_money(text)
        else:
            value = read_number(text, self._field.decimals)
        self._check_bounds(value)
        return value

    def _check_bounds(self, value: Any) -> None:
        least, most = self._field.minimum, self._field.maximum
        if least is not None and value < least:
            raise Unreadable(f"不能小于 {self.written(least)}")
        if most is not None and value > most:
            raise Unreadable(f"不能大于 {self.written(most)}")

    def written(self, value: Any) -> str:
        return money_text(value) if self._field.kind == "money" else f"{value:,}"


class PhoneEditor(LineEditor):
    """A telephone number, mobile or fixed."""

    def value(self) -> Any:
        number = bare(self.line.text())
        if not number:
            return ""
        if not number.isascii() or not number.isdigit():
            raise Unreadable("电话号码里只能有数字")
        if number[0] == "1" and len(number) != 11:
            raise Unreadable(f"手机号码应为 11 位，现有 {len(number)} 位")
        if not 7 <= len(number) <= 12:
            raise Unreadable(f"固定电话应为 7 至 12 位（含区号），现有 {len(number)} 位")
        return number

    def written(self, value: Any) -> str:
        return spaced(str(value))


class IdNumberEditor(LineEditor):
    """An identity number as typed; whether its check digit holds is the residents' rule."""

    def value(self) -> Any:
        return "".join(folded(self.line.text()).upper().split())


class DateEditor(LineEditor):
    """A day, typed short and written long, with its weekday beside it."""

    def __init__(self, field: Field, today: Today, parent: QWidget | None = None):
        super().__init__(field, parent)
        self._today = today
        self.line.setFixedWidth(theme.px(132))
        self._weekday = QLabel(self)
        self._weekday.setProperty("role", "hint")
        self._row.addWidget(self._weekday)
        self._row.addStretch(1)
        self.line.textChanged.connect(self._show_weekday)

    def value(self) -> Any:
        text = folded(self.line.text())
        return read_date(text, self._today()) if text else None

    def written(self, value: Any) -> str:
        return str(value.isoformat()) if isinstance(value, date) else str(value)

    def _show_weekday(self) -> None:
        try:
            day = self.value()
        except Unreadable:
            day = None
        self._weekday.setText(f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}" if day else "")


class TimeEditor(LineEditor):
    """A time of day."""

    def __init__(self, field: Field, parent: QWidget | None = None):
        super().__init__(field, parent)
        self.line.setFixedWidth(theme.px(84))
        self._row.addStretch(1)

    def value(self) -> Any:
        text = folded(self.line.text())
        return read_time(text) if text else None

    def written(self, value: Any) -> str:
        return value.strftime("%H:%M") if isinstance(value, time) else str(value)


class DateTimeEditor(Editor):
    """A day and a time of day side by side; the value is aware, in China's time."""

    def __init__(self, field: Field, today: Today, parent: QWidget | None = None):
        super().__init__(parent)
        self._day = DateEditor(field, today, self)
        self._time = TimeEditor(field, self)
        self._day.line.setAccessibleName(f"{field.label}：日期")
        self._time.line.setAccessibleName(f"{field.label}：时间")
        self._time.line.setPlaceholderText("09:30")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._day, self._time):
            row.addWidget(part)
            part.edited.connect(self.edited)
        row.addStretch(1)

    def value(self) -> Any:
        day, moment = self._day.value(), self._time.value()
        if day is None and moment is None:
            return None
        if day is None:
            raise Unreadable("还要填日期")
        if moment is None:
            raise Unreadable("还要填时间")
        return datetime.combine(day, moment, CHINA)

    def set_value(self, value: Any) -> None:
        local = value.astimezone(CHINA) if value is not None else None
        self._day.set_value(local.date() if local else None)
        self._time.set_value(local.time() if local else None)

    def kept(self) -> Any:
        return [self._day.kept(), self._time.kept()]

    def restore(self, kept: Any) -> None:
        self._day.restore(kept[0])
        self._time.restore(kept[1])

    def stops(self) -> list[QWidget]:
        return [*self._day.stops(), *self._time.stops()]

    def tidy(self) -> None:
        self._day.tidy()
        self._time.tidy()
