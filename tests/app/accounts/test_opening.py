"""Opening a station: by password, by recovery code, and slower after wrong ones."""

import shutil
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts.accounts import login_names, unlock
from app.accounts.models import Account, AuditEntry
from app.accounts.slowing import LONGEST_WAIT, wait_after
from app.accounts.station import create_station, open_by_recovery_code, open_station
from app.errors import InvalidInput, StationFault
from app.integrity import check_all, failures
from db import clock, keyslots
from db.changelog import Replica
from tests.builders import OFFICE, SECRETARY, a_station_file, resealed, template

MORNING = clock.moment(date(2026, 11, 24), 9)
NEW = "海港区-新密码-7"


@pytest.fixture
def path(tmp_path, quick_passwords):
    path = a_station_file(tmp_path)
    resealed(path)
    return path


def replicas(station):
    with station.read() as session:
        return len(session.scalars(select(Replica)).all())


def refusal(path, password="错的密码", login="zhaomin") -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        open_station(path, login, password)
    return caught.value


def test_the_right_password_opens_and_is_logged(path):
    with clock.set_to(MORNING):
        station = open_station(path, "zhaomin", SECRETARY.password)
    assert (station.actor.name, station.office.name) == ("赵敏", "人民里社区")
    with station.read() as session:
        assert session.scalars(select(Account.last_login_at)).one() == MORNING
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (last.sentence, last.account_name) == ("登录", "赵敏")
    assert list(failures(check_all(station))) == []
    station.close()


def test_a_wrong_password_says_so_at_its_field_and_opens_nothing(path):
    error = refusal(path)
    assert (error.field, error.what_happened) == ("password", "密码不对。")
    assert "错的密码" not in str(error)


def test_an_unknown_account_is_said_to_be_unknown(path):
    assert refusal(path, login="没有这人").field == "login"


def test_two_slips_are_free_and_then_it_takes_longer_each_time(path):
    now = MORNING
    for expected in (0, 0, 5, 10, 20, 40, 80, 160, 300, 300):
        with clock.set_to(now):
            error = refusal(path)
            assert error.what_happened == "密码不对。"
            if expected:
                assert f"{expected} 秒" in error.what_to_do
                waiting = refusal(path, SECRETARY.password)
                assert "请等" in waiting.what_happened, "even the right one waits"
        now += timedelta(seconds=expected) - timedelta(milliseconds=200)
        if expected:
            with clock.set_to(now):
                assert "请等 1 秒" in refusal(path, SECRETARY.password).what_happened
        now += timedelta(milliseconds=400)
    with clock.set_to(now):
        open_station(path, "zhaomin", SECRETARY.password).close()


def test_waiting_grows_up_to_five_minutes_and_never_shrinks():
    waits = [wait_after(failures) for failures in range(200)]
    assert waits == sorted(waits)
    assert (waits[0], waits[2], waits[-1]) == (timedelta(0), timedelta(0), LONGEST_WAIT)


def test_a_right_password_forgives_the_slips_before(path):
    for _ in range(2):
        refusal(path)
    open_station(path, "zhaomin", SECRETARY.password).close()
    assert keyslots.load(path).slots[0].failures == 0
    for _ in range(2):
        assert "秒" not in refusal(path).what_to_do


def test_unlocking_the_screen_forgives_the_slips_before_too(path):
    for _ in range(2):
        with pytest.raises(InvalidInput):
            unlock(path, "zhaomin", "错的密码")
    assert unlock(path, "zhaomin", SECRETARY.password)
    assert keyslots.load(path).slots[0].failures == 0


def test_a_clock_set_back_by_years_does_not_lock_anybody_out(path):
    for _ in range(3):
        with clock.set_to(MORNING):
            refusal(path)
    with clock.set_to(MORNING - timedelta(days=9000)):
        open_station(path, "zhaomin", SECRETARY.password).close()


def test_the_log_in_list_keeps_its_order_after_a_slip(path):
    seed = keyslots.seed_of(template().code)
    second = keyslots.seal("li", "李", "又一个密码有九位", seed)
    keyslots.save(path, keyslots.load(path).with_slot(second))
    refusal(path)
    assert [entry.name for entry in login_names(path)] == ["赵敏", "李"]


# -- the recovery code ------------------------------------------------------------------------


@pytest.mark.parametrize("companion", ["there", "missing", "damaged", "of another station"])
def test_the_recovery_code_opens_whatever_became_of_the_companion(path, tmp_path, companion):
    keys = keyslots.companion(path)
    if companion == "missing":
        keys.unlink()
    elif companion == "damaged":
        keys.write_bytes(b"\0" * 100)
    elif companion == "of another station":
        (tmp_path / "别处").mkdir()
        create_station(tmp_path / "别处" / "b.station", OFFICE, SECRETARY)[0].close()
        shutil.copy(keyslots.companion(tmp_path / "别处" / "b.station"), keys)
    station = open_by_recovery_code(path, template().code.lower(), "zhaomin", NEW)
    assert list(failures(check_all(station))) == []
    lost = companion in ("missing", "damaged")
    assert replicas(station) == 1 + lost, "an unknown past is taken for a restored one"
    station.close()
    open_station(path, "zhaomin", NEW).close()
    assert refusal(path, SECRETARY.password).what_happened == "密码不对。"


def test_the_recovery_is_written_to_the_audit_log(path):
    station = open_by_recovery_code(path, template().code, "zhaomin", NEW)
    with station.read() as session:
        sentences = session.scalars(select(AuditEntry.sentence).order_by(AuditEntry.number)).all()
    station.close()
    assert sentences[-1] == "用恢复码重设了“zhaomin”的密码"


def test_a_slip_in_the_code_is_said_at_its_field(path):
    code = template().code
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    with pytest.raises(InvalidInput, match="恢复码不对") as caught:
        open_by_recovery_code(path, wrong, "zhaomin", NEW)
    assert caught.value.field == "code"


def test_the_code_of_another_station_opens_nothing(path):
    other = keyslots.recovery_code(bytes(16))
    with pytest.raises(InvalidInput, match="恢复码不对"):
        open_by_recovery_code(path, other, "zhaomin", NEW)
    open_station(path, "zhaomin", SECRETARY.password).close()


def test_recovery_asks_for_a_password_that_guards(path):
    with pytest.raises(InvalidInput) as caught:
        open_by_recovery_code(path, template().code, "zhaomin", "短")
    assert caught.value.field == "password"


def test_recovery_that_cannot_write_the_new_slot_changes_nothing(path):
    before = keyslots.companion(path).read_bytes()
    blocked = keyslots.companion(path).with_name(path.name + ".keys.part")
    blocked.mkdir()
    with pytest.raises(StationFault, match="不能写入"):
        open_by_recovery_code(path, template().code, "zhaomin", NEW)
    assert keyslots.companion(path).read_bytes() == before
    blocked.rmdir()
    station = open_station(path, "zhaomin", SECRETARY.password)
    with station.read() as session:
        actions = session.scalars(select(AuditEntry.action)).all()
    station.close()
    assert "account.recover" not in actions, "nothing is logged that did not happen"


def test_recovery_beside_a_companion_of_a_newer_program_leaves_it_alone(path):
    keyslots.companion(path).write_text('{"format": "liren-keys-2"}')
    with pytest.raises(StationFault, match="更新版本"):
        open_by_recovery_code(path, template().code, "zhaomin", NEW)
    assert keyslots.companion(path).read_text() == '{"format": "liren-keys-2"}'
