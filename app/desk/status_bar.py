"""The status bar: who is logged in, what was done last, what goes on in the background, lock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.desk import theme
from app.desk.job_strip import JobStrip
from app.desk.labels import button, label
from app.desk.work import Work


class StatusBar(QFrame):
    """One line at the bottom of the window."""

    lock_asked = Signal()
    link_asked = Signal()
    """The words of :meth:`set_link` were clicked."""

    def __init__(self, account: str, work: Work):
        super().__init__()
        self.setObjectName("statusBar")
        self._account = label(account)
        self._note = label()
        self._link = button("", "quiet", press=self.link_asked.emit)
        self._link.hide()
        self.jobs = JobStrip(work)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(2), theme.px(8), theme.px(2))
        row.setSpacing(theme.px(20))
        row.addWidget(self._account)
        row.addWidget(self._note)
        row.addWidget(self._link)
        row.addStretch(1)
        row.addWidget(self.jobs)
        row.addWidget(label("本程序不联网"))
        row.addWidget(button("锁屏", "quiet", "lock", press=self.lock_asked.emit))
        self.setFixedHeight(theme.px(34))

    def set_note(self, text: str) -> None:
        """What the office should know all day: the last backup."""
        self._note.setText(text)

    def set_link(self, text: str) -> None:
        """The same of what one may want to go to: the last bundle. Empty: nothing is shown."""
        self._link.setText(text)
        self._link.setVisible(bool(text))
