"""Accounts in the settings: who can log in, as what; add, change role, reset password, stop."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.accounts.accounts import add_account, change_role, reset_password, stop_account
from app.accounts.new_station import FirstAccount
from app.accounts.pages.password_forms import OWN_PASSWORD, password_field
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
from app.desk.settings_tab import SettingsTab
from app.desk.tables import RecordTable
from app.desk.work import Work

ROLES = tuple(Choice(role, name) for role, name in ROLE_NAMES.items())
NEW_FIELDS = (
    Field("name", "姓名", required=True, max_length=50),
    Field("login", "账号", required=True, max_length=50, hint="登录时从列表中选，可用姓名拼音"),
    Field("role", "角色", kind="choice", required=True, default=Role.GRID_WORKER, choices=ROLES),
    password_field("password", "初始密码"),
    OWN_PASSWORD,
)
RESET_FIELDS = (password_field("password", "新密码"), OWN_PASSWORD)
ROLE_FIELDS = (
    Field("role", "角色", kind="choice", required=True, choices=ROLES, hint="下次登录时生效"),
)


def _state(row: AccountRow) -> tuple[str, str]:
    return ("在用", "good") if row.is_active else ("已停用", "plain")


COLUMNS = (
    Column("name", "姓名", lambda row: row.name, width=110),
    Column("login", "账号", lambda row: row.login, width=130),
    Column("role", "角色", lambda row: row.role_name, width=120),
    Column("state", "状态", _state, width=90, kind="pill"),
    Column("last", "上次登录", lambda row: row.last_login_at, width=160, kind="datetime"),
)


class AccountsTab(SettingsTab):
    """The list and its buttons; forms open in the page's drawer."""

    def __init__(self, work: Work, station: Station, drawer: Drawer):
        super().__init__()
        self._work, self._station, self._drawer = work, station, drawer
        self.table = RecordTable(COLUMNS, name="accounts", unit="个")
        self._role = button("换角色", press=self.ask_role)
        self._reset = button("重设密码", press=self.ask_reset)
        self._stop = button("停用", "danger", press=self.stop)
        row = QHBoxLayout()
        row.addWidget(button("新增账号", "primary", "user-plus", press=self.add))
        row.addSpacing(theme.px(16))
        for made in (self._role, self._reset, self._stop):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.table.selected.connect(self._allow)
        self.table.opened.connect(self.ask_role)
        self._allow([])

    def reload(self) -> None:
        """Read the accounts again."""
        self._work.read(accounts, then=self.table.set_rows, owner=self)

    def _chosen(self) -> AccountRow | None:
        chosen = self.table.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _allow(self, rows: list[AccountRow]) -> None:
        """Offer what can be done with the one account that is chosen."""
        row = rows[0] if len(rows) == 1 else None
        mine = row is not None and row.id == self._station.actor.account_id
        active = row is not None and row.is_active
        self._role.setEnabled(active)
        self._reset.setEnabled(row is not None and not mine)
        self._reset.setText("重新启用" if row is not None and not active else "重设密码")
        self._stop.setEnabled(active and not mine)

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

    def ask_role(self, opened: object = None) -> None:
        """Open the form for the chosen account's role."""
        row = self._chosen()
        if row is None or not row.is_active:
            return
        form = self._open(f"{row.name}的角色", ROLE_FIELDS)
        form.set_values({"role": row.role})
        form.submitted.connect(partial(self._change_role, form, row))

    def _change_role(self, form: Form, row: AccountRow, values: dict[str, Any]) -> None:
        self._send(form, partial(change_role, account_id=row.id, role=Role(values["role"])))

    def ask_reset(self) -> None:
        """Open the form for a new password of the chosen account."""
        row = self._chosen()
        if row is None:
            return
        title = f"重设{row.name}的密码" if row.is_active else f"重新启用{row.name}的账号"
        form = self._open(title, RESET_FIELDS)
        form.submitted.connect(partial(self._reset_password, form, row))

    def _reset_password(self, form: Form, row: AccountRow, values: dict[str, Any]) -> None:
        path = self._station.path
        self._send(form, partial(reset_password, account_id=row.id, path=path, **values))

    def stop(self) -> None:
        """Stop the chosen account, after asking: its password is gone for good."""
        row = self._chosen()
        if row is None:
            return
        detail = "停用后这个账号不能再登录，它做过的记录都保留。再启用时要重设密码。"
        if confirm(self, f"停用{row.name}的账号？", detail, "停用", dangerous=True):
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
