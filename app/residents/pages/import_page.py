"""Importing residents at full width: a file, its columns, the check, the import."""

from pathlib import Path

from app.desk.jobs import Job
from app.errors import Cancelled, LirenError
from app.residents.importing import Checked
from app.residents.importing_apply import Imported
from app.residents.importing_checks import missing_columns
from app.residents.importing_plan import Plan
from app.residents.pages.at_hand import AtHand
from app.residents.pages.import_run import Offer
from app.residents.pages.import_steps import CHECK, COLUMNS, FILE, RESULT, ImportSteps
from app.spreadsheets.reading import Sheet


class ImportPage(ImportSteps):
    """Shows what comes of each step."""

    def __init__(self, hand: AtHand):
        super().__init__(hand)
        self._connect()

    def _connect(self) -> None:
        run = self.run
        self._soon.timeout.connect(self._read_rows)
        self.file.chosen.connect(self.read_file)
        self.file.template_asked.connect(self.papers.save_template)
        self.columns.changed.connect(self._columns_changed)
        self.columns.sheet_chosen.connect(self._other_sheet)
        self.check.place_chosen.connect(run.plan)
        run.begun.connect(self._follow)
        run.failed.connect(self._failed)
        run.read.connect(self._show_columns)
        run.previewed.connect(self.columns.preview.show_rows)
        run.counted.connect(self._show_counts)
        run.planned.connect(self._show_plan)
        run.done.connect(self._show_result)

    def read_file(self, path: Path, sheet: str | None = None) -> None:
        """Read a file and show its columns."""
        self.file.say("")
        self.run.read_file(path, sheet)

    def _other_sheet(self, name: str) -> None:
        under = self.run.under
        if under.path is not None and under.sheet is not None and name != under.sheet.name:
            self.read_file(under.path, name)

    def _follow(self, job: Job, what: str) -> None:
        self.progress.follow(job, what)
        self._show_buttons()

    def _failed(self, error: LirenError) -> None:
        self.progress.rest()
        if self.run.under.sheet is None:
            self.file.say("" if isinstance(error, Cancelled) else str(error))
            self._go_to(FILE)
        else:
            self._show_buttons()
            self.papers.say(error)

    def _show_columns(self, sheet: Sheet, offer: Offer) -> None:
        self.progress.rest()
        self.columns.show_sheet(sheet, self.run.under.columns, offer.tags)
        self.check.places.offer(offer.grids)
        self._go_to(COLUMNS)
        self._read_rows()

    def _columns_changed(self) -> None:
        self.run.under.checked = None
        self._show_buttons()
        self._soon.start()

    def _read_rows(self) -> None:
        columns = self.columns.columns()
        missing = missing_columns(columns)
        self.columns.preview.show_missing(missing)
        if not missing:
            self.run.check(columns)

    def _show_counts(self, checked: Checked) -> None:
        self.columns.preview.show_counts(checked)
        self._show_buttons()

    def _show_plan(self, plan: Plan) -> None:
        self.progress.rest()
        self.check.show_plan(plan)
        self._go_to(CHECK)

    def _show_result(self, done: Imported) -> None:
        self.progress.rest()
        self.result.show_result(done)
        self._go_to(RESULT)
