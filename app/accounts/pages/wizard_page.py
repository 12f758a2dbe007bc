"""The wizard of the first run: the office, the first account, where to keep the file."""

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.new_station import FirstAccount, NewOffice, check_area_code
from app.accounts.pages.password_forms import differ, password_field
from app.accounts.pages.start_page import STATIONS, centred, documents, heading
from app.accounts.pages.whole_form import EntranceForm
from app.accounts.station import SUFFIX, create_station
from app.desk import theme
from app.desk.fields import Choice, Field
from app.desk.labels import Elided, button
from app.desk.messages import choose_target
from app.desk.work import Work
from app.errors import InvalidInput, LirenError

NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
"""What Windows takes in no file name."""
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
        hint="12 位统计用区划代码，在国家统计局网站可以查到",
    ),
    Field("street_name", "所属街道", placeholder="如：文化路街道", max_length=50),
    Field("district_name", "所属区", placeholder="如：海港区", max_length=50),
)
ACCOUNT_FIELDS = (
    Field("account_name", "书记姓名", required=True, max_length=50),
    Field("login", "账号", required=True, max_length=50, hint="登录时从列表中选，可用姓名拼音"),
    password_field("password", "密码"),
    Field("again", "再输一遍密码", kind="password", required=True),
)
ABOUT_OFFICE = "级别和区划代码定下后不能更改，其余以后可以在设置里改。"
ABOUT_ACCOUNT = "第一个账号归书记使用。密码用来给站点文件加密，请记牢。"


class WizardPage(QWidget):
    """Two short steps, then the file is made."""

    created = Signal(object, str)
    """(the open station, its recovery code)"""
    back_asked = Signal()

    def __init__(self, work: Work):
        super().__init__()
        self._work = work
        self._office: dict[str, str] = {}
        self._folder, self._chosen = documents(), Path()
        self.office_form = EntranceForm(OFFICE_FIELDS, go_on="下一步", back="返回")
        self.account_form = EntranceForm(
            ACCOUNT_FIELDS, go_on="建立站点", back="上一步", busy="正在建立…"
        )
        self._where = Elided()
        self._connect()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, theme.px(16), 0, theme.px(16))
        self._steps = (
            self._step("新建站点（1/2）", ABOUT_OFFICE, self.office_form),
            self._step("新建站点（2/2）", ABOUT_ACCOUNT, self.account_form),
        )
        for step in self._steps:
            column.addWidget(step)
        self.setLayout(centred(inner))
        self.show_office()

    def _connect(self) -> None:
        self.office_form.submitted.connect(self._keep_office)
        self.office_form.closed.connect(self.back_asked)
        self.account_form.submitted.connect(self._create)
        self.account_form.closed.connect(self.show_office)

    def _step(self, title: str, detail: str, form: EntranceForm) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(heading(title, detail))
        if form is self.account_form:
            place = QHBoxLayout()
            place.addWidget(self._where)
            place.addWidget(button("更换位置", "quiet", "folder-open", press=self._ask_where))
            place.addStretch(1)
            column.addLayout(place)
        column.addWidget(form)
        return step

    def show_office(self) -> None:
        """The first step."""
        self._steps[1].hide()
        self._steps[0].show()
        self.office_form.focus_first()

    def _keep_office(self, values: dict[str, str]) -> None:
        try:
            check_area_code(_new_office(values))
        except InvalidInput as error:
            self.office_form.show_error(error)
            return
        self._office = values
        self._show_where(self._folder / f"{NOT_IN_NAMES.sub('_', values['name'])}{SUFFIX}")
        self._steps[0].hide()
        self._steps[1].show()
        self.account_form.focus_first()

    def _show_where(self, path: Path) -> None:
        self._chosen = path if path.suffix == SUFFIX else Path(f"{path}{SUFFIX}")
        self._where.setText(f"站点文件存到 {self._chosen.parent}")

    def _ask_where(self) -> None:
        path = choose_target(self, "站点文件保存在哪里", str(self._chosen), STATIONS)
        if path is not None:
            self._folder = path.parent
            self._show_where(path)

    def _create(self, values: dict[str, str]) -> None:
        if differ(self.account_form, values["password"], values["again"]):
            return
        first = FirstAccount(values["login"], values["account_name"], values["password"])
        self.account_form.set_busy(True)
        self._work.make(
            partial(create_station, self._chosen, _new_office(self._office), first),
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


def _new_office(values: dict[str, str]) -> NewOffice:
    texts = {key: text for key, text in values.items() if key != "level"}
    return NewOffice(level=Level(values["level"]), **texts)
