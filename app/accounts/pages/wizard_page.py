"""The wizard of the first run: the office, the first account, where to keep the file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.new_station import SHORTEST_PASSWORD, FirstAccount, NewOffice
from app.accounts.pages.start_page import STATIONS, centred, heading
from app.accounts.station import SUFFIX, create_station
from app.desk import theme
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.messages import choose_target
from app.desk.work import Work
from app.errors import InvalidInput, LirenError

CODE_LENGTH = 12


def _code_fault(code: str) -> str | None:
    if len(code) != CODE_LENGTH or not code.isdecimal():
        return f"应为 {CODE_LENGTH} 位数字，现在是 {len(code)} 位"
    return None


def _password_fault(password: str) -> str | None:
    if len(password) < SHORTEST_PASSWORD:
        return f"至少 {SHORTEST_PASSWORD} 位，现在是 {len(password)} 位"
    return None


OFFICE_FIELDS = (
    Field(
        "level",
        "这是哪一级的站点",
        kind="choice",
        required=True,
        default=Level.COMMUNITY,
        choices=tuple(Choice(level, name) for level, name in LEVEL_NAMES.items()),
    ),
    Field("name", "单位名称", required=True, placeholder="如：人民里社区", max_length=50),
    Field(
        "area_code",
        "区划代码",
        required=True,
        check=_code_fault,
        hint="12 位统计用区划代码，在国家统计局网站可以查到",
    ),
    Field("street_name", "所属街道", placeholder="如：文化路街道", max_length=50),
    Field("district_name", "所属区", placeholder="如：海港区", max_length=50),
)
ACCOUNT_FIELDS = (
    Field("account_name", "书记姓名", required=True, max_length=50),
    Field("login", "账号", required=True, max_length=50, hint="登录时从列表中选，可用姓名拼音"),
    Field(
        "password",
        "密码",
        kind="password",
        required=True,
        check=_password_fault,
        hint="至少 8 位，可以用一句记得住的话",
    ),
    Field("again", "再输一遍密码", kind="password", required=True),
)


class WizardPage(QWidget):
    """Two short steps, then the file is made."""

    created = Signal(object, str)
    """(the open station, its recovery code)"""
    back_asked = Signal()

    def __init__(self, work: Work):
        super().__init__()
        self._work = work
        self._office: dict[str, str] = {}
        self.office_form = Form(OFFICE_FIELDS, save="下一步")
        self.account_form = Form(ACCOUNT_FIELDS, save="建立站点")
        self.office_form.submitted.connect(self._keep_office)
        self.office_form.closed.connect(self.back_asked)
        self.account_form.submitted.connect(self._create)
        self.account_form.closed.connect(self.show_office)
        inner = QWidget()
        column = QVBoxLayout(inner)
        self._steps = (
            self._step("新建站点（1/2）", "单位的基本情况，以后可以在设置里改。", self.office_form),
            self._step(
                "新建站点（2/2）",
                "第一个账号归书记使用。密码用来给站点文件加密，请记牢。",
                self.account_form,
            ),
        )
        for step in self._steps:
            column.addWidget(step)
        self.setLayout(centred(inner, 460))
        self.show_office()

    def _step(self, title: str, detail: str, form: Form) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setSpacing(theme.px(16))
        column.addLayout(heading(title, detail))
        form.setMinimumHeight(theme.px(430))
        column.addWidget(form)
        return step

    def show_office(self) -> None:
        """The first step."""
        self._steps[1].hide()
        self._steps[0].show()
        self.office_form.focus_first()

    def _keep_office(self, values: dict[str, str]) -> None:
        self._office = values
        self._steps[0].hide()
        self._steps[1].show()
        self.account_form.focus_first()

    def _create(self, values: dict[str, str]) -> None:
        if values["password"] != values["again"]:
            wrong = InvalidInput("两遍密码不一样。", "请重新输入。", field="again")
            self.account_form.show_error(wrong)
            return
        name = self._office["name"]
        path = choose_target(self, "站点文件保存在哪里", f"{name}{SUFFIX}", STATIONS)
        if path is not None:
            self.create_at(path if path.suffix == SUFFIX else Path(f"{path}{SUFFIX}"), values)

    def create_at(self, path: Path, values: dict[str, str]) -> None:
        """Make the station at ``path``."""
        texts = {key: text for key, text in self._office.items() if key != "level"}
        office = NewOffice(level=Level(self._office["level"]), **texts)
        first = FirstAccount(values["login"], values["account_name"], values["password"])
        self.account_form.set_busy(True)
        self._work.make(
            partial(create_station, path, office, first),
            then=self._made,
            failed=self._refused,
            owner=self,
        )

    def _made(self, made: tuple[object, str]) -> None:
        self.account_form.saved(None)
        self.created.emit(*made)

    def _refused(self, error: LirenError) -> None:
        self.account_form.set_busy(False)
        if error.field in self.office_form.rows:
            self.show_office()
            self.office_form.show_error(error)
        else:
            self.account_form.show_error(error)
