"""How far a long job is, in the page that asked for it, and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.desk import theme
from app.desk.jobs import Job
from app.desk.labels import button, label
from app.desk.work import Work


class ProgressLine(QWidget):
    """One line: what is done, a bar, 取消. Hidden while nothing runs."""

    def __init__(self, work: Work):
        super().__init__()
        self._job: Job | None = None
        self._what = ""
        self._text = label(role="soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(220))
        self._bar.setAccessibleName("进度")
        self.stop_button = button("取消", "quiet", press=self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._text, self._bar, self.stop_button):
            row.addWidget(part)
        row.addStretch(1)
        work.job_moved.connect(self._move)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a job is on its way."""
        return self._job is not None

    def follow(self, job: Job, what: str) -> None:
        """Show ``job`` until :meth:`rest`."""
        self._job, self._what = job, what
        self.stop_button.setEnabled(True)
        self.stop_button.setVisible(job.can_stop)
        self._move(job)
        self.show()

    def rest(self) -> None:
        """The job has ended, whichever way."""
        self._job = None
        self.hide()

    def stop(self) -> None:
        """Ask the job to end; nothing of it stays."""
        if self._job is not None:
            self._job.stop()
            self.stop_button.setEnabled(False)
            self._text.setText("正在停止，不会留下任何改动…")

    def _move(self, job: Job) -> None:
        if job is self._job and not job.stopped.is_set():
            self._bar.setRange(0, job.total)
            self._bar.setValue(job.done)
            share = f" {100 * job.done // job.total}%" if job.total else "…"
            self._text.setText(self._what + share)
