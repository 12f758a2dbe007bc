"""Jobs in processes of their own: results, progress, failures, and being told to stop."""

import os

import pytest

from app.demo.district.work_force import Tick, WorkForce
from app.errors import Cancelled, LirenError, RuleBroken

BOTH = pytest.mark.parametrize("processes", [1, 2])


def doubled(number: int, tick: Tick) -> int:
    tick(number)
    return 2 * number


def refused(number: int, tick: Tick) -> int:
    raise RuleBroken(f"第 {number} 项不行。")


def endless(number: int, tick: Tick) -> int:
    while True:
        tick(1)


def killed(number: int, tick: Tick) -> int:
    os._exit(9)


class Heard:
    """Adds up what is told; cancels from some number on."""

    def __init__(self, limit: int = 10**9):
        self.parts, self.limit = 0, limit

    def __call__(self, parts: int) -> None:
        self.parts += parts
        if self.parts >= self.limit:
            raise Cancelled


@BOTH
def test_every_job_is_done_and_told_of(processes):
    heard = Heard()
    with WorkForce(processes, heard) as force:
        assert sorted(force.do(doubled, [1, 2, 3])) == [2, 4, 6]
        assert sorted(force.do(doubled, [4])) == [8]
    assert heard.parts == 10


@BOTH
def test_a_job_that_fails_ends_the_work_with_its_words(processes):
    with pytest.raises(RuleBroken, match="第 7 项"), WorkForce(processes, Heard()) as force:
        list(force.do(refused, [7]))


@BOTH
def test_whoever_is_at_work_stops_when_cancelled(processes):
    with pytest.raises(Cancelled), WorkForce(processes, Heard(50)) as force:
        list(force.do(endless, [1, 2, 3]))


def test_a_failure_among_the_results_stops_those_still_at_work():
    with pytest.raises(RuleBroken), WorkForce(2, Heard()) as force:
        list(force.do(_either, [0, 1]))


def _either(number: int, tick: Tick) -> int:
    return (endless, refused)[number](number, tick)


def test_a_process_that_the_system_ends_is_told_of_in_plain_words():
    with pytest.raises(LirenError, match="中止了一个"), WorkForce(2, Heard()) as force:
        list(force.do(killed, [1]))
