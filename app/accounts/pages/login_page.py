"""Log in to a station: choose the account, type the password; or use the recovery code."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts.entrance import Entrance
from app.accounts.pages.password_forms import password_field
from app.accounts.pages.start_page import centred, heading
from app.accounts.pages.whole_form import EntranceForm
from app.accounts.station import Station, open_by_recovery_code, open_station
from app.desk import theme
from app.desk.fields import Choice, Field
from app.desk.labels import button
from app.desk.work import Work
from app.errors import LirenError

BUSY = "正在打开…"
WIDTH = 420


class LoginPage(QWidget):
    """Account and password; or the recovery code and a new password."""

    opened = Signal(object)
    """The open :class:`app.accounts.station.Station`."""
    back_asked = Signal()

    def __init__(self, path: Path, found: Entrance, work: Work, *, last: str = "", hint: str = ""):
        """``last`` is the account that logged in on this PC before; it is chosen at the start.

        ``hint`` stands under the password, for the demo.
        """
        super().__init__()
        self._hint = hint
        self._path, self._found, self._work = path, found, work
        known = [name.login for name in found.names]
        self._first = last if last in known else (known[0] if len(known) == 1 else None)
        self._choices = tuple(Choice(n.login, f"{n.name}（{n.login}）") for n in found.names)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._shown: QWidget | None = None
        self.form: EntranceForm
        self.setLayout(centred(inner, WIDTH))
        if found.no_password:
            self.show_recovery()
        else:
            self.show_password()

    def show_password(self) -> None:
        """The usual way in."""
        fields = [
            self._login_field(self._first),
            Field("password", "密码", kind="password", required=True, hint=self._hint),
        ]
        form = EntranceForm(fields, go_on="登录", back="返回", busy=BUSY)
        form.submitted.connect(self._log_in)
        self._show(self._path.stem, f"站点文件：{self._path}", form)
        self._add_foot("忘记密码，用恢复码打开", self.show_recovery)

    def show_recovery(self) -> None:
        """The way in with the printed recovery code and a new password."""
        fields = [
            Field("code", "恢复码", required=True, hint="七组，每组四个字母或数字，不分大小写"),
            self._login_field(None),
            password_field("password", "新密码"),
        ]
        form = EntranceForm(fields, go_on="打开并设置新密码", back="返回", busy=BUSY)
        form.submitted.connect(self._recover)
        why = self._found.no_password or "忘记了密码。"
        detail = f"{why}请取出建站时打印封存的那一页，恢复码在上面。"
        self._show("用恢复码打开", detail, form)
        if not self._found.no_password:
            self._add_foot("返回密码登录", self.show_password)

    def _login_field(self, first: str | None) -> Field:
        if not self._choices:
            hint = "原来登录用的账号，如书记的账号"
            return Field("login", "账号", required=True, max_length=50, hint=hint)
        return Field(
            "login", "账号", kind="choice", required=True, choices=self._choices, default=first
        )

    def _show(self, title: str, detail: str, form: EntranceForm) -> None:
        old = self._shown
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(heading(title, detail))
        column.addWidget(form)
        self._column.addWidget(self._shown)
        if old is not None:
            old.hide()
            old.deleteLater()
        form.closed.connect(self.back_asked)
        self.form = form
        self.begin()

    def begin(self) -> None:
        """Put the focus where typing begins."""
        if self._first is not None and "code" not in self.form.rows:
            self.form.rows["password"].editor.stops()[0].setFocus()
        else:
            self.form.focus_first()

    def _add_foot(self, text: str, press: Callable[[], object]) -> None:
        if self._shown is not None and (layout := self._shown.layout()) is not None:
            layout.addWidget(button(text, "quiet", "key-round", press=press))

    def _log_in(self, values: dict[str, str]) -> None:
        self._start(partial(open_station, self._path, values["login"], values["password"]))

    def _recover(self, values: dict[str, str]) -> None:
        code, login, password = values["code"], values["login"], values["password"]
        self._start(partial(open_by_recovery_code, self._path, code, login, password))

    def _start(self, call: Callable[[], Station]) -> None:
        self.form.set_busy(True)
        self._work.make(call, then=self.opened.emit, failed=self._refused, owner=self)

    def _refused(self, error: LirenError) -> None:
        self.form.show_error(error)
