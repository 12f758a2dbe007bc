"""Accounts in the settings: who can log in, as what; add, change role, stop, own password."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.accounts import add_account, change_password, change_role, stop_account
from app.accounts.new_station import SHORTEST_PASSWORD, FirstAccount
from app.accounts.permissions import ROLE_NAMES, Role
from app.accounts.queries import AccountRow, accounts
from app.accounts.station import Station
from app.desk import theme
from app.desk.columns import Column
from app.desk.drawer import Drawer
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.labels import button
from app.desk.messages import confirm
from app.desk.tables import RecordTable
from app.desk.work import Work

ROLES = tuple(Choice(role, name) for role, name in ROLE_NAMES.items())
NEW_FIELDS = (
    Field("name", "姓名", required=True, max_length=50),
    Field("login", "账号", required=True, max_length=50),
    Field("role", "角色", kind="choice", required=True, default=Role.GRID_WORKER, choices=ROLES),
    Field(
        "password", "初始密码", kind="password", required=True, hint=f"至少 {SHORTEST_PASSWORD} 位"
    ),
    Field(
        "own_password", "您自己的密码", kind="password", required=True, hint="用来给新账号加密钥"
    ),
)
PASSWORD_FIELDS = (
    Field("old", "原密码", kind="password", required=True),
    Field("new", "新密码", kind="password", required=True, hint=f"至少 {SHORTEST_PASSWORD} 位"),
)
ROLE_FIELDS = (Field("role", "角色", kind="choice", required=True, choices=ROLES),)


def _state(row: AccountRow) -> tuple[str, str]:
    return ("在用", "good") if row.is_active else ("已停用", "plain")


COLUMNS = (
    Column("name", "姓名", lambda row: row.name, width=110),
    Column("login", "账号", lambda row: row.login, width=130),
    Column("role", "角色", lambda row: row.role_name, width=120),
    Column("state", "状态", _state, width=90, kind="pill"),
    Column("last", "上次登录", lambda row: row.last_login_at, width=160, kind="datetime"),
)


class AccountsTab(QWidget):
    """The list and its buttons; forms open in the page's drawer."""

    def __init__(self, work: Work, station: Station, drawer: Drawer):
        super().__init__()
        self._work, self._station, self._drawer = work, station, drawer
        self.table = RecordTable(COLUMNS, name="accounts", unit="个")
        row = QHBoxLayout()
        row.addWidget(button("新增账号", "primary", "user-plus", press=self.add))
        row.addWidget(button("换角色", press=self.ask_role))
        row.addWidget(button("停用", "danger", press=self.stop))
        row.addStretch(1)
        row.addWidget(button("改我的密码", icon_name="key-round", press=self.ask_password))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.reload()

    def reload(self) -> None:
        """Read the accounts again."""
        self._work.read(accounts, then=self.table.set_rows, owner=self)

    def _chosen(self) -> AccountRow | None:
        chosen = self.table.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _open(self, title: str, fields: tuple[Field, ...]) -> Form:
        form = Form(fields)
        form.closed.connect(self._drawer.dismiss)
        self._drawer.show_content(title, form)
        form.focus_first()
        return form

    def add(self) -> None:
        """Open the form for a new account."""
        form = self._open("新增账号", NEW_FIELDS)
        form.submitted.connect(partial(self._add, form))

    def _add(self, form: Form, values: dict[str, Any]) -> None:
        new = FirstAccount(
            values["login"], values["name"], values["password"], Role(values["role"])
        )
        own = values["own_password"]
        self._send(form, partial(add_account, new=new, own_password=own, path=self._station.path))

    def ask_password(self) -> None:
        """Open the form for one's own password."""
        form = self._open("改我的密码", PASSWORD_FIELDS)
        form.submitted.connect(partial(self._change_password, form))

    def _change_password(self, form: Form, values: dict[str, Any]) -> None:
        self._send(form, partial(change_password, path=self._station.path, **values))

    def ask_role(self) -> None:
        """Open the form for the chosen account's role."""
        row = self._chosen()
        if row is None:
            return
        form = self._open(f"{row.name}的角色", ROLE_FIELDS)
        form.set_values({"role": row.role})
        form.submitted.connect(partial(self._change_role, form, row))

    def _change_role(self, form: Form, row: AccountRow, values: dict[str, Any]) -> None:
        self._send(form, partial(change_role, account_id=row.id, role=Role(values["role"])))

    def stop(self) -> None:
        """Stop the chosen account, after asking: its password is gone for good."""
        row = self._chosen()
        if row is None:
            return
        detail = "停用后这个账号不能再登录，它做过的记录都保留。再启用需重设密码。"
        if confirm(self, f"停用{row.name}的账号", detail, "停用", dangerous=True):
            stop = partial(stop_account, account_id=row.id, path=self._station.path)
            self._work.write(stop, then=self._done, owner=self)

    def _send(self, form: Form, use_case: Any) -> None:
        form.set_busy(True)
        self._work.write(
            use_case, then=partial(self._saved, form), failed=form.show_error, owner=form
        )

    def _saved(self, form: Form, result: object) -> None:
        form.saved(None)
        self._drawer.dismiss()
        self.reload()

    def _done(self, result: object) -> None:
        self.reload()
