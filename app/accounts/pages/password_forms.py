"""Passwords in forms: a new one typed, one's own as proof, and the form to change one's own."""

from functools import partial
from typing import Any

from app.accounts.accounts import change_password
from app.accounts.new_station import SHORTEST_PASSWORD
from app.accounts.station import Station
from app.desk.drawer import Drawer
from app.desk.fields import Field
from app.desk.forms import Form
from app.desk.work import Work
from app.errors import InvalidInput


def password_fault(password: str) -> str | None:
    """What is wrong with a new password, in words; None when it will do."""
    if len(password) < SHORTEST_PASSWORD:
        return f"至少 {SHORTEST_PASSWORD} 位，现在是 {len(password)} 位"
    return None


def password_field(key: str, label: str) -> Field:
    """A field for a new password."""
    return Field(
        key,
        label,
        kind="password",
        required=True,
        check=password_fault,
        hint=f"至少 {SHORTEST_PASSWORD} 位，可以用一句记得住的话",
    )


OWN_PASSWORD = Field(
    "own_password",
    "您自己的密码",
    kind="password",
    required=True,
    hint="证明是您本人在操作",
)
CHANGE_FIELDS = (
    Field("old", "原密码", kind="password", required=True),
    password_field("new", "新密码"),
    Field("again", "再输一遍新密码", kind="password", required=True),
)


def differ(form: Form, password: str, again: str) -> bool:
    """Whether a password was typed differently the second time; says so in the form."""
    if password != again:
        form.show_error(InvalidInput("两遍密码不一样。", "请重新输入。", field="again"))
    return password != again


class OwnPassword:
    """Changes the password of the account that is logged in, in a page's drawer."""

    def __init__(self, work: Work, station: Station, drawer: Drawer):
        self._work, self._station, self._drawer = work, station, drawer

    def ask(self) -> None:
        """Open the form."""
        form = Form(CHANGE_FIELDS)
        form.closed.connect(self._drawer.dismiss)
        form.done.connect(self._drawer.dismiss)
        form.submitted.connect(partial(self._change, form))
        self._drawer.show_content("改我的密码", form)
        form.focus_first()

    def _change(self, form: Form, values: dict[str, Any]) -> None:
        old, new = values["old"], values["new"]
        if differ(form, new, values["again"]):
            return
        change = partial(change_password, path=self._station.path, old=old, new=new)
        form.set_busy(True)
        self._work.write(change, then=form.saved, failed=form.show_error, owner=form)
