"""The strip in the status bar that shows a long job: what, how far, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from app.desk.jobs import Job
from app.desk.work import Work


class JobStrip(QWidget):
    """Shows the newest of the long jobs of ``work``; hidden while there is none."""

    def __init__(self, work: Work, parent: QWidget | None = None):
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._text = QLabel(self)
        self._text.setProperty("role", "soft")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("进度")
        self._cancel = QPushButton("取消", self)
        self._cancel.setProperty("role", "quiet")
        self._cancel.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._text, self._bar, self._cancel):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        work.job_started.connect(self.show_job)
        work.job_moved.connect(self._move)
        work.job_ended.connect(self._drop)
        self.hide()

    @Slot(object)
    def show_job(self, job: Job) -> None:
        """Show ``job`` above those already running."""
        self._jobs.append(job)
        self._draw()

    @Slot()
    def stop(self) -> None:
        """Ask the shown job to end; the strip says so until it has."""
        if self._jobs:
            self._jobs[-1].stop()
            self._draw()

    def _move(self, job: Job) -> None:
        if self._jobs and job is self._jobs[-1]:
            self._draw()

    def _drop(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self._draw()

    def _draw(self) -> None:
        self.setVisible(bool(self._jobs))
        if not self._jobs:
            return
        job = self._jobs[-1]
        stopping = job.stopped.is_set()
        self._bar.setRange(0, job.total)  # (0, 0) is Qt's bar without an end
        self._bar.setValue(job.done)
        self._text.setText("正在停止…" if stopping else _in_words(job))
        self._cancel.setVisible(job.can_stop)
        self._cancel.setEnabled(not stopping)


def _in_words(job: Job) -> str:
    what = job.title or "正在处理"
    return f"{what} {100 * job.done // job.total}%" if job.total else what
