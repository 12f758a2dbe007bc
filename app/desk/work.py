"""Work: the one seam between the pages and everything below them.

Pages call ``work.read``, ``work.write`` and ``work.make`` and nothing else. One thread owns the
database and serves reads and writes in the order they were asked; another makes PDFs and sheets,
and what opens sessions of its own (a backup, a bundle).
Answers come back on the GUI thread. A write says which kinds of record changed; pages that
``watch`` those kinds read again.

Who gives ``failed`` is told of every expected failure, :class:`Cancelled` among them, and may
tidy up; without it the message is shown by ``on_error``, and a job the user stopped is silent.

The keywords ``then, failed, owner, title, progress, latest`` are taken by this seam. A use case
that has a keyword of the same name is passed as ``functools.partial(use_case, title=...)``.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.desk.jobs import Job, Lane, Pending
from app.desk.watches import BusySign, Watches
from app.errors import Cancelled, LirenError

T = TypeVar("T")

SHOWN_AFTER = 600
"""Milliseconds after which a running job is shown in the status bar."""
SWITCH_INTERVAL = 0.0005
"""Seconds: with Python's default of 5 ms a repaint waits 129 ms behind Python work, so 25."""


@dataclass(frozen=True)
class Written(Generic[T]):
    """What a committed write left: its result, the kinds it changed, and how to take it back."""

    result: T
    kinds: frozenset[str] = frozenset()
    undo_id: object | None = None
    label: str = ""
    undoes: object | None = None
    """The ``undo_id`` of the step that this one took back."""


class Office(Protocol):
    """What does the work; bootstrap injects it. Called in the database thread only."""

    def read(self, query: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Return ``query(session, *args, **kwargs)``."""
        ...

    def write(self, use_case: Callable[..., T], /, *args: Any, **kwargs: Any) -> Written[T]:
        """Run ``use_case(session, actor, *args, **kwargs)`` in a transaction and commit it."""
        ...


class Work(QObject):
    """Runs reads, writes and makes off the GUI thread and brings the answers back to it."""

    changed = Signal(frozenset)
    """The kinds of record a committed write changed."""
    written = Signal(object)
    """The :class:`Written` of every write, for the undo toast."""
    busy = Signal(bool)
    """True when something has been unanswered for 300 ms, False when all is answered."""
    job_started = Signal(object)
    """A :class:`Job` took longer than 600 ms and is now worth showing."""
    job_moved = Signal(object)
    job_ended = Signal(object)
    """A job that was shown has ended, whichever way."""
    _moved = Signal(object)
    _ended = Signal()

    def __init__(
        self,
        office: Office,
        *,
        on_error: Callable[[QWidget | None, LirenError], object],
        on_bug: Callable[[BaseException], object],
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._office, self._on_error, self._on_bug = office, on_error, on_bug
        self._pending = Pending()
        self._answered: deque[Job] = deque()
        self._watches = Watches()
        self._closed = False
        self._sign = BusySign(self)
        self._sign.busy.connect(self.busy)
        self._ended.connect(self._deliver_all, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._show_move, Qt.ConnectionType.QueuedConnection)
        self._database = Lane("database", self._answer)
        self._making = Lane("making", self._answer)

    def read(  # noqa: PLR0913  (all but the first are keywords; they are what a page may say)
        self,
        query: Callable[..., T],
        /,
        *args: Any,
        then: Callable[[T], object],
        failed: Callable[[LirenError], object] | None = None,
        owner: QObject | None = None,
        title: str = "",
        progress: bool = False,
        latest: str | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run ``query(session, *args, **kwargs)``; ``then(result)`` follows on the GUI thread.

        A newer read of the same ``owner`` and ``latest`` silences the older (search typing);
        answers for a destroyed owner are dropped. ``progress`` adds ``step=step(done, total)``.
        """
        call = partial(self._office.read, query, *args, **kwargs)
        job = Job("read", call, then, failed, owner, title, progress, _key(owner, latest))
        return self._start(job, self._database)

    def write(
        self,
        use_case: Callable[..., T],
        /,
        *args: Any,
        then: Callable[[T], object] | None = None,
        failed: Callable[[LirenError], object] | None = None,
        owner: QObject | None = None,
        title: str = "",
        progress: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Run ``use_case(session, actor, ...)`` in a transaction; ``then(result)`` after commit."""
        call = partial(self._office.write, use_case, *args, **kwargs)
        job = Job("write", call, then, failed, owner, title, progress)
        return self._start(job, self._database)

    def make(  # noqa: PLR0913
        self,
        function: Callable[..., T],
        /,
        *args: Any,
        then: Callable[[T], object],
        failed: Callable[[LirenError], object] | None = None,
        owner: QObject | None = None,
        title: str = "",
        progress: bool = False,
        latest: str | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run ``function(*args, **kwargs)`` beside the database; a ``Written`` is announced."""
        call = partial(function, *args, **kwargs)
        job = Job("make", call, then, failed, owner, title, progress, _key(owner, latest))
        return self._start(job, self._making)

    def watch(self, owner: QObject, kinds: Iterable[str], reload: Callable[[], object]) -> None:
        """Call ``reload()`` after each write that changed one of ``kinds``, while owner lives."""
        self._watches.add(owner, frozenset(kinds), reload)

    def idle(self) -> bool:
        """Whether every question has been answered and delivered."""
        return not self._pending

    def close(self) -> None:
        """Carry out queued writes, stop all else (a running write with steps rolls back)."""
        if self._closed:
            return
        self._closed = True
        for job in self._pending:
            if job.kind != "write" or (job.progress and job.begun.is_set()):
                job.silence()
        self._database.close()
        self._making.close()
        self._deliver_all()
        self._sign.down()

    # -- answering ----------------------------------------------------------------------------

    def _start(self, job: Job, lane: Lane) -> Job:
        if self._closed:
            if job.kind == "write":
                raise RuntimeError("a write was asked for after the work had been closed")
            return job
        if job.progress:
            job.call = partial(job.call, step=job.step)  # type: ignore[call-arg]
            job.report = self._moved.emit
        self._pending.add(job)
        if job.progress or job.title:
            QTimer.singleShot(SHOWN_AFTER, self, partial(self._show, job))
        self._sign.up()
        lane.put(job)
        return job

    def _answer(self, job: Job) -> None:
        """In the lane's thread: hand the ended job over to the GUI thread."""
        self._answered.append(job)
        self._ended.emit()

    def _deliver_all(self) -> None:
        while self._answered:
            self._deliver(self._answered.popleft())

    def _deliver(self, job: Job) -> None:
        self._pending.remove(job)
        if job.shown:
            self.job_ended.emit(job)
        if not self._pending:
            self._sign.down()
        if isinstance(result := job.result, Written):
            job.stopped.clear()  # asked too late: it is committed
            self._announce(result)
            result = result.result
        self._guarded(job, partial(self._tell, job, result))

    def _tell(self, job: Job, result: object) -> None:
        error = job.outcome()
        if error is not None and not isinstance(error, LirenError):
            self._on_bug(error)
        elif not job.wanted():
            if job.kind == "write" and error is not None and not isinstance(error, Cancelled):
                self._on_error(None, error)  # the form is gone, its words were not saved
        elif error is None:
            if job.then is not None:
                job.then(result)
        elif job.failed is not None:
            job.failed(error)
        elif not isinstance(error, Cancelled):  # the user knows that he stopped it
            self._on_error(_widget(job.owner), error)

    def _announce(self, written: Written[Any]) -> None:
        for reload in self._watches.of(written.kinds):
            self._guarded(None, reload)
        self.changed.emit(written.kinds)
        self.written.emit(written)

    def _guarded(self, job: Job | None, call: Callable[[], object]) -> None:
        """Call back into a page; what it raises is shown like what the work itself raised."""
        try:
            call()
        except LirenError as error:
            self._on_error(_widget(job.owner if job else None), error)
        except Exception as error:
            self._on_bug(error)

    def _show(self, job: Job) -> None:
        if job in self._pending and not job.stopped.is_set():
            job.shown = True
            self.job_started.emit(job)

    def _show_move(self, job: Job) -> None:
        if job.shown and job in self._pending:
            self.job_moved.emit(job)


def _key(owner: QObject | None, latest: str | None) -> Hashable | None:
    return None if latest is None else (id(owner), latest)


def _widget(owner: QObject | None) -> QWidget | None:
    return owner if isinstance(owner, QWidget) and isValid(owner) else None
