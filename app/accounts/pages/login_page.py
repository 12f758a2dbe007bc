"""Log in to a station: choose the account, type the password; or use the recovery code."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts.accounts import LoginName
from app.accounts.pages.start_page import centred, heading
from app.accounts.station import Station, open_by_recovery_code, open_station
from app.desk import theme
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.labels import button
from app.desk.work import Work
from app.errors import LirenError


def account_choices(names: list[LoginName]) -> tuple[Choice, ...]:
    """The accounts, as people know each other: name, then login."""
    return tuple(Choice(name.login, f"{name.name}（{name.login}）") for name in names)


class LoginPage(QWidget):
    """Account and password; two more ways beside."""

    opened = Signal(object)
    """The open :class:`app.accounts.station.Station`."""
    back_asked = Signal()

    def __init__(self, path: Path, names: list[LoginName], work: Work):
        super().__init__()
        self._path, self._work = path, work
        self._choices = account_choices(names)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._shown: QWidget | None = None
        self.form: Form
        whole = centred(inner, 420)
        self.setLayout(whole)
        self.show_password()

    def show_password(self) -> None:
        """The usual way in."""
        choices = self._choices
        fields = [
            Field(
                "login",
                "账号",
                kind="choice",
                required=True,
                choices=choices,
                default=choices[0].value if choices else None,
            ),
            Field("password", "密码", kind="password", required=True),
        ]
        form = Form(fields, save="登录")
        form.submitted.connect(self._log_in)
        self._show(self._path.stem, f"登录站点文件 {self._path.name}", form)
        self._add_foot("忘记密码，用恢复码打开", self.show_recovery)

    def show_recovery(self) -> None:
        """The way in with the printed recovery code and a new password."""
        fields = [
            Field("code", "恢复码", required=True, hint="七组，每组四个字母或数字，不分大小写"),
            Field("login", "账号", kind="choice", required=True, choices=self._choices)
            if self._choices
            else Field("login", "账号", required=True),
            Field("password", "新密码", kind="password", required=True, hint="至少 8 位"),
        ]
        form = Form(fields, save="打开并设置新密码")
        form.submitted.connect(self._recover)
        self._show("用恢复码打开", "建站时打印封存的那一张纸上有恢复码。", form)
        self._add_foot("返回密码登录", self.show_password)

    def _show(self, title: str, detail: str, form: Form) -> None:
        old = self._shown
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(heading(title, detail))
        form.setMinimumHeight(theme.px(64 + 84 * len(form.rows)))
        column.addWidget(form)
        self._column.addWidget(self._shown)
        if old is not None:
            old.hide()
            old.deleteLater()
        form.closed.connect(self.back_asked)
        self.form = form
        form.focus_first()

    def _add_foot(self, text: str, press: Callable[[], object]) -> None:
        if self._shown is not None and (layout := self._shown.layout()) is not None:
            layout.addWidget(button(text, "quiet", "key-round", press=press))

    def _log_in(self, values: dict[str, str]) -> None:
        call = partial(open_station, self._path, values["login"], values["password"])
        self._start(call)

    def _recover(self, values: dict[str, str]) -> None:
        call = partial(
            open_by_recovery_code,
            self._path,
            values["code"],
            values["login"],
            values["password"],
        )
        self._start(call)

    def _start(self, call: Callable[[], Station]) -> None:
        self.form.set_busy(True)
        self._work.make(call, then=self.opened.emit, failed=self._refused, owner=self)

    def _refused(self, error: LirenError) -> None:
        self.form.set_busy(False)
        self.form.show_error(error)
