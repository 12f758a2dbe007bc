"""Cycles are collected in the GUI thread, whichever thread makes them."""

import gc
import threading
import weakref

import pytest

from app.desk.sweeping import Sweeper


class Node:
    def __init__(self, seen):
        self.itself = self
        weakref.finalize(self, lambda: seen.append(threading.get_ident()))


@pytest.fixture
def sweeper(qapp):
    sweeper = Sweeper(every=5)
    yield sweeper
    sweeper.stop()
    assert gc.isenabled()


def litter(seen):
    Node(seen)
    return [[] for _ in range(20_000)]


def test_a_worker_that_allocates_much_collects_nothing(qtbot, sweeper):
    seen = []
    kept = []
    worker = threading.Thread(target=lambda: kept.extend(litter(seen)))
    worker.start()
    worker.join()
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [threading.get_ident()]
