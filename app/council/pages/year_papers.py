"""A year's papers printed into a folder in one go, with progress and a way to stop."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.council.case_file import matters_of_year, meetings_of_year
from app.council.minutes_sheets import compose as compose_minutes
from app.council.minutes_sheets import minutes_sheet
from app.council.minutes_views import minutes_of
from app.council.pages.at_hand import AtHand
from app.council.pages.papers import PAPERS
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.messages import show_error
from app.desk.page import Page
from app.desk.paper_page import pdf_name
from app.desk.toast import Toast
from app.errors import Cancelled, LirenError
from app.printing.batch import Job, Printed, print_batch

YEARS = 10
KINDS = {
    "case_file": "议事卷宗，每个议题一份",
    "minutes": "会议纪要",
    "meeting_notice": "会议通知",
    "agenda": "会议议程",
    "sign_in_sheet": "签到表",
    "member_list": "参会人员名单",
}
OF_MATTERS = {"case_file"}
Step = Callable[[int, int], object]


class YearPapers(QObject):
    """Asks for year, papers and folder; reads, sets and writes beside the screen."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._forms = DrawerForms(page, hand)
        self.toast = Toast(page)

    def ask(self, _checked: bool = False) -> None:
        """Ask which year and which papers."""
        if not self._page.drawer.may_leave():
            return
        this = self._hand.today().year
        years = tuple(Choice(year, f"{year} 年") for year in range(this, this - YEARS, -1))
        kinds = tuple(Choice(key, text) for key, text in KINDS.items())
        fields = [
            Field("year", "哪一年", "choice", required=True, choices=years, default=this),
            Field("kinds", "打印哪些", "multi_choice", required=True, choices=kinds,
                  default=("case_file", "minutes"), hint="每份一个 PDF，存到同一个文件夹"),
        ]  # fmt: skip
        self._forms.ask("一年的材料", fields, self._choose_folder, self._page.drawer.dismiss,
                        save="选择文件夹")  # fmt: skip

    def _choose_folder(self, values: dict[str, Any]) -> None:
        form = self._page.drawer.body()
        if isinstance(form, Form):
            form.saved()
        dialog = QFileDialog(self._page.window(), "存到哪个文件夹")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self.print_to, values["year"], values["kinds"]))
        dialog.open()

    def print_to(self, year: int, kinds: Sequence[str], folder: str) -> None:
        """Print the papers of a year into a folder."""
        self._hand.work.read(
            year_jobs, year=year, kinds=tuple(kinds), operator=self._hand.actor.name,
            then=partial(self._print, Path(folder)), failed=self._say, owner=self._page,
            title="正在读取一年的材料", progress=True,
        )  # fmt: skip

    def _print(self, folder: Path, jobs: list[Job]) -> None:
        if not jobs:
            self.toast.say("这一年没有这些材料。")
            return
        self._hand.work.make(
            print_batch, jobs, folder, then=self._printed, failed=self._say, owner=self._page,
            title="正在生成一年的材料", progress=True,
        )  # fmt: skip

    def _printed(self, printed: Printed) -> None:
        lost = len(printed.problems)
        tail = f"，{lost} 份没有生成：{printed.problems[0].what_happened}" if lost else ""
        self.toast.say(f"已生成 {len(printed.files)} 份{tail}")

    def _say(self, error: LirenError) -> None:
        if not isinstance(error, Cancelled):
            show_error(self._page, error)


def year_jobs(
    session: Any, *, year: int, kinds: tuple[str, ...], operator: str, step: Step
) -> list[Job]:
    """Every paper of a year as a job that composes it; ``step`` is told of each that is read."""
    found: list[tuple[str, UUID]] = []
    for key in kinds:
        rows = matters_of_year if key in OF_MATTERS else meetings_of_year
        found += [(key, record) for record, _, _ in rows(session, year=year)]
    jobs = []
    for done, (key, record) in enumerate(found):
        step(done, len(found))
        job = _minutes_job(session, record, operator) if key == "minutes" else None
        if key != "minutes":
            kind = PAPERS[key]
            asked = {kind.names: record}
            sheet = kind.paper.read(session, operator=operator, **asked)
            name = pdf_name(kind.paper.name(sheet))
            job = Job(name, partial(kind.paper.compose, sheet))
        if job is not None:
            jobs.append(job)
    return jobs


def _minutes_job(session: Any, meeting_id: UUID, operator: str) -> Job | None:
    """The latest minutes of a meeting; None where there are none."""
    versions = minutes_of(session, meeting_id=meeting_id)
    if not versions:
        return None
    sheet = minutes_sheet(session, minutes_id=versions[0].id, operator=operator)
    title = sheet.mark_title.replace("\n", "")
    return Job(pdf_name(f"{sheet.mark.document_number} {title}"), partial(compose_minutes, sheet))
