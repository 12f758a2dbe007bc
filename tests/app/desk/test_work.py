"""Work: the seam between pages and the database, with real threads."""

import gc
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from shiboken6 import delete

from app.desk.job_strip import JobStrip
from app.desk.work import Work, Written
from app.errors import Cancelled, LirenError


class Drawer:
    """An office whose only table is a list; writes are kept when the use case returns."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.threads: set[int] = set()

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        self.threads.add(threading.get_ident())
        return query(self.rows, *args, **kwargs)

    def write(self, use_case: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Written[Any]:
        self.threads.add(threading.get_ident())
        rows = list(self.rows)
        result = use_case(rows, "赵敏", *args, **kwargs)
        self.rows = rows
        return Written(result, frozenset({"event"}), undo_id=len(rows), label="登记事项")


def add(rows: list[str], actor: str, text: str) -> str:
    rows.append(f"{actor}: {text}")
    return text


def everything(rows: list[str]) -> list[str]:
    return list(rows)


def refuse(rows: list[str], actor: str) -> None:
    rows.append("一半")
    raise LirenError("网格不存在。", "请先建立网格。")


class Desk:
    def __init__(self) -> None:
        self.office = Drawer()
        self.errors: list[tuple[QWidget | None, LirenError]] = []
        self.bugs: list[BaseException] = []
        self.work = Work(
            self.office,
            on_error=lambda owner, error: self.errors.append((owner, error)),
            on_bug=self.bugs.append,
        )


@pytest.fixture
def desk(qapp):
    desk = Desk()
    yield desk
    desk.work.close()


def test_an_answer_comes_back_on_the_gui_thread(desk, qtbot):
    seen = []
    desk.work.read(
        everything, then=lambda rows: seen.append((rows, QThread.currentThread().isMainThread()))
    )
    qtbot.waitUntil(desk.work.idle)
    assert seen == [([], True)]


def test_all_database_work_happens_in_one_other_thread(desk, qtbot):
    for number in range(5):
        desk.work.write(add, str(number))
        desk.work.read(everything, then=len)
    qtbot.waitUntil(desk.work.idle)
    assert len(desk.office.threads) == 1
    assert threading.get_ident() not in desk.office.threads


def test_what_was_asked_first_is_answered_first(desk, qtbot):
    seen = []
    desk.work.write(add, "甲", then=seen.append)
    desk.work.read(everything, then=seen.append)
    desk.work.write(add, "乙", then=seen.append)
    desk.work.read(everything, then=seen.append)
    qtbot.waitUntil(desk.work.idle)
    assert seen == ["甲", ["赵敏: 甲"], "乙", ["赵敏: 甲", "赵敏: 乙"]]


def test_a_write_tells_the_kinds_and_the_way_back(desk, qtbot):
    kinds, written = [], []
    desk.work.changed.connect(kinds.append)
    desk.work.written.connect(written.append)
    desk.work.write(add, "甲")
    qtbot.waitUntil(desk.work.idle)
    assert kinds == [frozenset({"event"})]
    assert (written[0].label, written[0].undo_id, written[0].result) == ("登记事项", 1, "甲")


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.reloads = 0

    def reload(self) -> None:
        self.reloads += 1


def test_a_page_reads_again_when_its_kind_changed_and_only_then(desk, qtbot):
    events, residents = Page(), Page()
    qtbot.addWidget(events)
    qtbot.addWidget(residents)
    desk.work.watch(events, {"event", "task"}, events.reload)
    desk.work.watch(residents, {"resident"}, residents.reload)
    desk.work.write(add, "甲")
    qtbot.waitUntil(desk.work.idle)
    assert (events.reloads, residents.reloads) == (1, 0)


def test_a_destroyed_page_is_neither_reloaded_nor_kept_alive(desk, qtbot):
    page, kept = Page(), Page()
    qtbot.addWidget(kept)
    calls: list[str] = []
    desk.work.watch(page, {"event"}, page.reload)
    desk.work.watch(kept, {"event"}, lambda: calls.append("kept"))
    delete(page)
    desk.work.write(add, "甲")
    qtbot.waitUntil(desk.work.idle)
    assert page.reloads == 0
    assert calls == ["kept"]
    assert not desk.bugs


def test_watching_does_not_keep_a_page_alive(desk, qtbot):
    page = Page()
    gone = []
    page.destroyed.connect(lambda: gone.append(True))
    desk.work.watch(page, {"event"}, page.reload)
    del page
    gc.collect()
    assert gone


def test_a_refusal_reaches_the_one_who_asked_and_nothing_is_written(desk, qtbot):
    told = []
    desk.work.write(refuse, failed=told.append)
    qtbot.waitUntil(desk.work.idle)
    assert [error.what_to_do for error in told] == ["请先建立网格。"]
    assert desk.office.rows == []
    assert not desk.errors


def test_a_refusal_nobody_takes_goes_to_the_messages_with_the_page_it_came_from(desk, qtbot):
    page = Page()
    qtbot.addWidget(page)
    desk.work.write(refuse, owner=page)
    qtbot.waitUntil(desk.work.idle)
    assert desk.errors[0][0] is page
    assert not desk.bugs


def test_anything_else_is_a_bug_and_the_next_job_still_runs(desk, qtbot):
    seen = []
    desk.work.read(lambda rows: rows[99], then=seen.append, failed=seen.append)
    desk.work.read(everything, then=seen.append)
    qtbot.waitUntil(desk.work.idle)
    assert [type(bug) for bug in desk.bugs] == [IndexError]
    assert seen == [[]]


def test_a_mistake_in_the_callback_is_a_bug_too(desk, qtbot):
    desk.work.read(everything, then=lambda rows: rows[99])
    qtbot.waitUntil(desk.work.idle)
    assert [type(bug) for bug in desk.bugs] == [IndexError]


def test_a_newer_search_silences_the_older(desk, qtbot):
    gate, seen = threading.Event(), []
    desk.work.read(lambda rows: gate.wait(10), then=lambda _: None)
    for typed in ("张", "张伟", "张伟民"):
        desk.work.read(lambda rows, text: text, typed, then=seen.append, latest="search")
    gate.set()
    qtbot.waitUntil(desk.work.idle)
    assert seen == ["张伟民"]


def test_two_pages_with_the_same_key_do_not_silence_each_other(desk, qtbot):
    one, two, seen = QObject(), QObject(), []
    desk.work.read(everything, then=lambda _: seen.append(1), latest="list", owner=one)
    desk.work.read(everything, then=lambda _: seen.append(2), latest="list", owner=two)
    qtbot.waitUntil(desk.work.idle)
    assert seen == [1, 2]


def test_an_answer_for_a_destroyed_owner_is_dropped(desk, qtbot):
    gate, seen = threading.Event(), []
    page = Page()
    desk.work.read(lambda rows: gate.wait(10), then=seen.append, owner=page)
    delete(page)
    gate.set()
    qtbot.waitUntil(desk.work.idle)
    assert seen == []


def test_making_a_sheet_does_not_hold_up_the_database(desk, qtbot):
    gate, seen = threading.Event(), []
    desk.work.make(lambda: gate.wait(10), then=lambda _: seen.append("made"))
    desk.work.read(everything, then=lambda _: (seen.append("read"), gate.set()))
    qtbot.waitUntil(desk.work.idle)
    assert seen == ["read", "made"]


def count(rows: list[str], actor: str, gate: threading.Event, *, step: Any) -> int:
    for done in range(100):
        rows.append(str(done))
        step(done, 100)
        if done == 40:
            gate.wait(10)
    return len(rows)


def test_a_long_job_shows_itself_moves_and_can_be_stopped(desk, qtbot):
    strip = JobStrip(desk.work)
    qtbot.addWidget(strip)
    gate, ended = threading.Event(), []
    desk.work.job_ended.connect(ended.append)
    with qtbot.waitSignal(desk.work.job_started):
        desk.work.write(count, gate, title="正在导入居民信息", progress=True, then=ended.append)
    text = strip.findChild(QLabel)
    assert strip.isVisibleTo(None)
    assert text.text().startswith("正在导入居民信息")
    qtbot.mouseClick(strip.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert text.text() == "正在停止…"
    gate.set()
    qtbot.waitUntil(desk.work.idle)
    assert desk.office.rows == []
    assert len(ended) == 1  # the strip's signal, not the answer
    assert strip.isHidden()
    assert not desk.errors
    assert not desk.bugs


def test_who_asked_to_be_told_of_failures_is_told_that_it_was_stopped(desk, qtbot):
    gate, told = threading.Event(), []
    gate.set()
    job = desk.work.write(count, gate, progress=True, failed=told.append)
    job.stop()
    qtbot.waitUntil(desk.work.idle)
    assert [type(error) for error in told] == [Cancelled]
    assert not desk.errors


def test_a_quick_job_never_shows_itself(desk, qtbot):
    shown = []
    desk.work.job_started.connect(shown.append)
    done: list[int] = []
    open_gate = threading.Event()
    open_gate.set()
    desk.work.write(count, open_gate, title="正在导入", progress=True, then=done.append)
    qtbot.waitUntil(desk.work.idle)
    gate = threading.Event()
    with qtbot.waitSignal(desk.work.job_started) as started:  # a slow one, 600 ms later
        desk.work.make(lambda: gate.wait(10), title="慢的", then=lambda _: None)
    gate.set()
    qtbot.waitUntil(desk.work.idle)
    assert done == [100]
    assert shown == started.args


def test_closing_carries_out_the_writes_that_wait(qtbot):
    desk, gate = Desk(), threading.Event()
    desk.work.read(lambda rows: gate.wait(10), then=lambda _: None)
    for number in range(20):
        desk.work.write(add, str(number))
    gate.set()
    desk.work.close()
    assert len(desk.office.rows) == 20
    assert desk.work.idle()
    desk.work.close()  # twice does no harm


def test_a_use_case_with_a_keyword_of_the_seam_is_passed_as_a_partial(desk, qtbot):
    def propose(rows: list[str], actor: str, *, title: str) -> str:
        rows.append(title)
        return title

    seen: list[str] = []
    desk.work.write(partial(propose, title="东墙照明"), then=seen.append)
    qtbot.waitUntil(desk.work.idle)
    assert seen == ["东墙照明"]


def test_waiting_long_is_told_once_and_taken_back(desk, qtbot):
    gate, signs = threading.Event(), []
    desk.work.busy.connect(signs.append)
    with qtbot.waitSignal(desk.work.busy):
        desk.work.read(lambda rows: gate.wait(10), then=lambda _: None)
    gate.set()
    qtbot.waitUntil(desk.work.idle)
    assert signs == [True, False]
