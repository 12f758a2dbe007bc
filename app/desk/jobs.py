"""Jobs and the lanes they run in.

A :class:`Job` is one piece of work on its way: a plain object made on the GUI thread, handed to
a lane, and handed back when it ended. It carries no signals itself; the signal-carrying object
(:class:`app.desk.work.Work`) is owned by the GUI thread and only borrowed here, because a
runnable that owns its signals loses its result silently when Qt deletes it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.errors import Cancelled

MOVED_EVERY = 0.05
"""Seconds between two reports of progress: more would only flood the GUI thread."""


@dataclass(eq=False)
class Job:
    """One read, write or make: what to call, whom to tell, and how far it is."""

    kind: Literal["read", "write", "make"]
    call: Callable[[], Any]
    then: Callable[[Any], object] | None = None
    failed: Callable[[Any], object] | None = None
    owner: QObject | None = None
    title: str = ""
    progress: bool = False
    latest: Hashable | None = None
    done: int = 0
    total: int = 0
    result: Any = None
    error: BaseException | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    silenced: bool = False
    shown: bool = False
    """True once the job took longer than 600 ms and the status bar shows it."""
    report: Callable[[Job], None] | None = None
    _reported: float = 0.0

    def step(self, done: int, total: int) -> None:
        """Say how far the work is; raises :class:`Cancelled` when the user stopped it."""
        if self.stopped.is_set():
            raise Cancelled
        self.done, self.total = done, total
        now = time.monotonic()
        if self.report is not None and (done >= total or now - self._reported >= MOVED_EVERY):
            self._reported = now
            self.report(self)

    def stop(self) -> None:
        """Ask the job to end; it does so at its next step, or never starts."""
        self.stopped.set()

    @property
    def can_stop(self) -> bool:
        """Whether asking it to stop has any effect: a write that reports no steps runs through."""
        return self.progress or self.kind != "write"

    def run(self) -> None:
        """Call the function in the current thread and keep its result or its exception."""
        if self.stopped.is_set():
            self.error = Cancelled()
            return
        self.begun.set()
        try:
            self.result = self.call()
        except BaseException as error:  # delivered on the GUI thread, where bugs are shown
            self.error = error

    def silence(self) -> None:
        """End the job because its answer is of no use any more: nobody is told."""
        self.silenced = True
        self.stop()

    def outcome(self) -> BaseException | None:
        """What went wrong; being stopped counts, except for a write that went through."""
        if self.error is None and self.stopped.is_set() and self.kind != "write":
            return Cancelled()
        return self.error

    def wanted(self) -> bool:
        """Whether somebody still waits for the answer: its owner lives, no newer was asked."""
        return not self.silenced and (self.owner is None or isValid(self.owner))


class Pending:
    """The jobs on their way; of those that ask the same, only the newest is of use."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._newest: dict[Hashable, Job] = {}

    def add(self, job: Job) -> None:
        """Take one in; an older one with the same ``latest`` is silenced."""
        if job.latest is not None:
            if (older := self._newest.get(job.latest)) is not None:
                older.silence()
            self._newest[job.latest] = job
        self._jobs.append(job)

    def remove(self, job: Job) -> None:
        """Forget one that has ended."""
        self._jobs.remove(job)
        if self._newest.get(job.latest) is job:
            del self._newest[job.latest]

    def __iter__(self) -> Iterator[Job]:
        return iter(self._jobs)

    def __len__(self) -> int:
        return len(self._jobs)


class Lane:
    """One thread that runs jobs strictly in the order they came."""

    def __init__(self, name: str, ended: Callable[[Job], None]):
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ended = ended
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Queue ``job`` behind those already waiting."""
        self._jobs.put(job)

    def close(self) -> None:
        """Run what is queued, then end the thread; returns when it has ended."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            self._ended(job)
            del job  # or the loop would keep the last answer alive until the next job
