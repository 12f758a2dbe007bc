"""The demo community on this PC: one click opens it, and nobody is shut out by its password."""

import pytest
from PySide6.QtWidgets import QDialog

from app import settings
from app.bootstrap.demo import demo_path
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD
from db import keyslots
from tests.app.bootstrap.sitting import words_in
from tests.builders import a_station_file, opened, template


@pytest.fixture
def demo():
    """A small station where the demo is kept, with the demo's account and password."""
    path = a_station_file(demo_path().parent, demo_path().name)
    slot = keyslots.seal(DEMO_LOGIN, "赵敏", DEMO_PASSWORD, keyslots.seed_of(template().code))
    keyslots.save(path, keyslots.load(path).with_slot(slot))
    station = opened(path)
    with station.write() as session:
        settings.put(session, settings.IS_DEMO, True)
    station.close()
    return path


@pytest.fixture
def at_the_demo(demo, here, program):
    here.press("看演示社区")
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)
    here.settle()
    return here


def test_one_click_opens_it_and_it_says_that_it_is_made_up(at_the_demo):
    at_the_demo.sees("演示数据：这里的人和事都是编的")


def test_among_the_recent_stations_it_opens_without_a_password(at_the_demo, program):
    here = at_the_demo
    program.switch_account()
    here.press("返回")
    here.press_named("打开演示社区")
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)


def test_its_log_in_and_its_lock_tell_the_password(at_the_demo, program):
    here, locks = at_the_demo, []

    def looks(dialog):
        locks.append(words_in(dialog))
        QDialog.done(dialog, 0)

    here.dialogs.expect(looks)
    here.press("锁屏")
    assert DEMO_PASSWORD in locks[0]
    program.switch_account()
    here.sees(f"演示社区里每个账号的密码都是 {DEMO_PASSWORD}")
