"""What an import under way asks of the station, one question after the other."""

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desk.jobs import Job
from app.errors import LirenError
from app.grids.queries import Choice as Place
from app.grids.queries import grid_choices
from app.residents.importing import Checked, PlaceChoice, Target
from app.residents.importing_apply import apply_import, search_keys
from app.residents.importing_checks import check_sheet
from app.residents.importing_file import read_residents_file, source_of
from app.residents.importing_mapping import guess_columns, recalled_columns, remember_columns
from app.residents.importing_plan import Plan, plan_import
from app.residents.pages.at_hand import AtHand
from app.residents.pages.import_preview import PREVIEWED, preview_rows
from app.residents.tags import tags
from app.spreadsheets.reading import Sheet


@dataclass(frozen=True)
class Offer:
    """What the station knows about a sheet before it is mapped."""

    recalled: dict[int, str] | None
    tags: list[str]
    grids: list[Place]


def read_offer(session: Any, *, titles: tuple[str, ...]) -> Offer:
    """What the columns meant last time, the office's tags, and its grids."""
    return Offer(recalled_columns(session, titles=titles), tags(session), grid_choices(session))


@dataclass
class Under:
    """How far the import under way has come."""

    path: Path | None = None
    sheet: Sheet | None = None
    columns: dict[int, str] = field(default_factory=dict)
    checked: Checked | None = None
    plan: Plan | None = None
    choice: PlaceChoice = field(default_factory=PlaceChoice)


class ImportRun(QObject):
    """Carries the import of one file on; says what has come of each step."""

    begun = Signal(object, str)
    """A long job, and what it does in words."""
    failed = Signal(object)
    """The job ended in this error, :class:`~app.errors.Cancelled` among them."""
    read = Signal(object, object)
    """The sheet is read: its :class:`Sheet` and the :class:`Offer`; ``under`` holds the columns."""
    previewed = Signal(list)
    counted = Signal(object)
    """All rows are checked by themselves."""
    planned = Signal(object)
    done = Signal(object)

    def __init__(self, parent: QObject, hand: AtHand):
        super().__init__(parent)
        self._hand, self.under = hand, Under()

    def _follow(self, job: Job, what: str) -> None:
        self.begun.emit(job, what)

    # -- the file -------------------------------------------------------------------------------

    def read_file(self, path: Path, sheet: str | None = None) -> None:
        """Read a file, or another sheet of it."""
        self.under = Under(path)
        job = self._hand.work.make(
            read_residents_file, path, sheet=sheet, then=self._ask_offer, failed=self._fail,
            owner=self, title="正在读取表格", progress=True, latest="file",
        )  # fmt: skip
        self._follow(job, "正在读取表格")

    def _fail(self, error: LirenError) -> None:
        self.failed.emit(error)

    def _ask_offer(self, sheet: Sheet) -> None:
        self.under.sheet = sheet
        self._hand.work.read(
            read_offer, titles=sheet.titles, then=self._take_offer, owner=self, latest="offer"
        )

    def _take_offer(self, offer: Offer) -> None:
        sheet = self.under.sheet
        if sheet is not None:
            today = self._hand.today()
            guessed = offer.recalled or guess_columns(sheet, today, offer.tags)
            self.under.columns = guessed
            self.read.emit(sheet, offer)

    # -- its rows -------------------------------------------------------------------------------

    def check(self, columns: dict[int, str]) -> None:
        """Read the rows by these columns: the first ones for the preview, then all of them."""
        sheet = self.under.sheet
        self.under.columns, self.under.checked = columns, None
        if sheet is None:
            return
        first, today = replace(sheet, rows=sheet.rows[:PREVIEWED]), self._hand.today()
        make = partial(self._hand.work.make, owner=self)
        make(check_sheet, first, columns, today, then=self._preview, latest="preview")
        make(
            check_sheet, sheet, columns, today, then=self._count, latest="check",
            title="正在检查表格", progress=True,
        )  # fmt: skip

    def _preview(self, checked: Checked) -> None:
        rows = self.under.sheet.rows[:PREVIEWED] if self.under.sheet else ()
        place = next((at for at, one in self.under.columns.items() if one == Target.NAME), 0)
        names = {row.number: str(row.values[place]) for row in rows}
        self.previewed.emit(preview_rows(checked, names))

    def _count(self, checked: Checked) -> None:
        self.under.checked = checked
        self.counted.emit(checked)

    # -- what would be done, and doing it -------------------------------------------------------

    def remember(self) -> None:
        """Keep what the columns mean for the next file with the same headings."""
        if self.under.sheet is not None:
            titles, columns = self.under.sheet.titles, self.under.columns
            use_case = partial(remember_columns, titles=titles, columns=columns)
            self._hand.work.write(use_case, owner=self)

    def plan(self, choice: PlaceChoice) -> None:
        """Compare the rows with what is registered."""
        self.under.choice = choice
        job = self._hand.work.read(
            plan_import, self.under.checked, choice, then=self._take_plan, failed=self._fail,
            owner=self, title="正在比对", progress=True, latest="plan",
        )  # fmt: skip
        self._follow(job, "正在与已登记的居民比对")

    def _take_plan(self, plan: Plan) -> None:
        self.under.plan = plan
        self.planned.emit(plan)

    def carry_out(self) -> None:
        """Import: the readings of the names first, then everything in one transaction."""
        plan = self.under.plan
        if plan is None:
            return
        names = [entry.line.name for entry in plan.new]
        job = self._hand.work.make(
            search_keys, names, then=self._write, failed=self._fail, owner=self,
            title="正在准备拼音", progress=True,
        )  # fmt: skip
        self._follow(job, "正在准备拼音")

    def _write(self, keys: dict[str, tuple[str, str]]) -> None:
        under = self.under
        if under.sheet is None or under.checked is None:
            return
        source = source_of(under.sheet)
        use_case = partial(
            apply_import, checked=under.checked, source=source, choice=under.choice, keys=keys
        )
        job = self._hand.work.write(
            use_case, then=self.done.emit, failed=self._fail, owner=self, title="正在导入居民",
            progress=True,
        )  # fmt: skip
        self._follow(job, "正在导入")
