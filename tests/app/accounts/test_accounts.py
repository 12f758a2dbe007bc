"""Accounts: who may add and stop them, and that the station never loses its last secretary."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.accounts import accounts, queries
from app.accounts.models import Account, AuditEntry
from app.accounts.new_station import FirstAccount
from app.accounts.office import change_office, change_settings
from app.accounts.permissions import GRANTED, PERMISSION_NAMES, ROLE_NAMES, Actor, Permission, Role
from app.accounts.station import open_station
from app.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from db import keyslots
from db.ids import new_id
from db.replicated import transaction_of
from tests.builders import SECRETARY, resealed

LI = FirstAccount("lijianguo", "李建国", "又一个密码有九位", Role.GRID_WORKER)
ELSE = [role for role in Role if role not in (Role.SECRETARY, Role.OPERATOR)]


@pytest.fixture
def station(station, quick_passwords):
    resealed(station.path)
    return station


def do(station, use_case, *args, **kwargs):
    with station.write() as session:
        return use_case(session, station.actor, *args, **kwargs)


def add(station, new=LI, own_password=SECRETARY.password):
    return do(station, accounts.add_account, path=station.path, new=new, own_password=own_password)


def as_role(station, role):
    return replace(station, actor=replace(station.actor, role=role))


def rows(station):
    with station.read() as session:
        return {row.login: row for row in queries.accounts(session)}


def last_sentence(station):
    with station.read() as session:
        return (
            session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first().sentence
        )


def opens(station, login, password) -> bool:
    try:
        open_station(station.path, login, password).close()
    except InvalidInput:
        return False
    return True


def test_an_added_account_opens_the_station_with_its_own_role(station):
    add(station)
    assert last_sentence(station) == "新增账号：李建国（网格员）"
    again = open_station(station.path, "lijianguo", LI.password)
    assert again.actor == Actor(again.actor.account_id, "lijianguo", "李建国", Role.GRID_WORKER)
    again.close()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("login", {"login": ""}),
        ("login", {"login": "长" * 5000}),
        ("login", {"login": "zhaomin"}),
        ("login", {"login": " zhaomin "}),
        ("name", {"name": " "}),
        ("password", {"password": "1234567"}),
    ],
)
def test_a_wrong_field_of_a_new_account_is_refused(station, field, wrong):
    before = keyslots.load(station.path), rows(station)
    with pytest.raises(InvalidInput) as caught:
        add(station, replace(LI, **wrong))
    assert caught.value.field == field
    assert (keyslots.load(station.path), rows(station)) == before


def test_adding_an_account_takes_ones_own_password(station):
    with pytest.raises(InvalidInput, match="密码不对") as caught:
        add(station, own_password="不是我的密码")
    assert caught.value.field == "own_password"
    assert list(rows(station)) == ["zhaomin"]
    assert [slot.login for slot in keyslots.load(station.path).slots] == ["zhaomin"]


def test_an_account_whose_key_slot_cannot_be_written_is_not_added(station):
    station.path.with_name(station.path.name + ".keys.part").mkdir()
    with pytest.raises(Exception, match="不能写入"):
        add(station)
    assert list(rows(station)) == ["zhaomin"]


def test_a_changed_password_opens_and_the_old_one_no_longer_does(station):
    new = "换过的密码-2027"
    old = SECRETARY.password
    do(station, accounts.change_password, path=station.path, old=old, new=new)
    station.close()
    assert opens(station, "zhaomin", new)
    assert not opens(station, "zhaomin", old)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("old", "错的旧密码啊", "换过的密码-2027"),
        ("new", SECRETARY.password, "短"),
        ("new", SECRETARY.password, SECRETARY.password),
    ],
)
def test_a_password_change_that_is_refused_leaves_the_old_password(station, field, old, new):
    with pytest.raises(InvalidInput) as caught:
        do(station, accounts.change_password, path=station.path, old=old, new=new)
    assert caught.value.field == field
    station.close()
    assert opens(station, "zhaomin", SECRETARY.password)


def test_a_stopped_account_is_gone_from_the_log_in_and_stays_in_the_list(station):
    account = add(station)
    old_companion = keyslots.companion(station.path).read_bytes()
    do(station, accounts.stop_account, account, path=station.path)
    assert last_sentence(station) == "停用账号：李建国"
    assert not rows(station)["lijianguo"].is_active
    assert [entry.login for entry in accounts.login_names(station.path)] == ["zhaomin"]
    keyslots.companion(station.path).write_bytes(old_companion)
    assert not opens(station, "lijianguo", LI.password), "an old companion lets nobody back in"


def test_ones_own_account_cannot_be_stopped(station):
    with pytest.raises(RuleBroken, match="正在使用"):
        do(station, accounts.stop_account, station.actor.account_id, path=station.path)


@pytest.mark.parametrize("role", ELSE)
def test_the_last_secretary_stays_secretary(station, role):
    with pytest.raises(RuleBroken, match="最后一个"):
        do(station, accounts.change_role, station.actor.account_id, role=role)
    assert rows(station)["zhaomin"].role is Role.SECRETARY


def test_a_secretary_may_step_down_once_there_is_another(station):
    account = add(station, replace(LI, role=Role.SECRETARY))
    do(station, accounts.change_role, station.actor.account_id, role=Role.VIEWER)
    assert rows(station)["zhaomin"].role is Role.VIEWER
    second = replace(station, actor=Actor(account, "lijianguo", "李建国", Role.SECRETARY))
    with pytest.raises(RuleBroken, match="最后一个"):
        do(second, accounts.change_role, account, role=Role.VIEWER)


def test_a_stopped_secretary_does_not_count_as_another(station):
    account = add(station, replace(LI, role=Role.SECRETARY))
    do(station, accounts.stop_account, account, path=station.path)
    with pytest.raises(RuleBroken, match="最后一个"):
        do(station, accounts.change_role, station.actor.account_id, role=Role.VIEWER)


def test_an_account_that_is_not_there_is_not_found(station):
    with pytest.raises(NotFound):
        do(station, accounts.change_role, new_id(), role=Role.VIEWER)


def test_account_changes_cannot_be_undone(station):
    """Their key slots lie outside the transaction."""
    with station.write() as session:
        accounts.add_account(
            session, station.actor, path=station.path, new=LI, own_password=SECRETARY.password
        )
        assert not transaction_of(session).undoable


@pytest.mark.parametrize("role", ELSE)
def test_the_service_refuses_other_roles_whatever_the_page_shows(station, role):
    account = add(station)
    before = rows(station), keyslots.load(station.path)
    asked = [
        lambda who: add(who, replace(LI, login="x")),
        lambda who: do(who, accounts.change_role, account, role=Role.SECRETARY),
        lambda who: do(who, accounts.stop_account, account, path=station.path),
        lambda who: do(who, change_settings, values={"council.notice_days_ahead": 5}),
        lambda who: do(who, change_office, station.office.id, name="x", address="", phone=""),
    ]
    for ask in asked:
        with pytest.raises(NotAllowed, match=ROLE_NAMES[role]):
            ask(as_role(station, role))
    assert (rows(station), keyslots.load(station.path)) == before


def test_every_role_has_a_name_and_a_line_in_the_table():
    assert set(GRANTED) == set(ROLE_NAMES) == set(Role)
    assert set(PERMISSION_NAMES) == set(Permission)
    assert GRANTED[Role.VIEWER] < GRANTED[Role.GRID_WORKER] < GRANTED[Role.SECRETARY]
    assert Permission.REVEAL_PERSONAL_DATA not in GRANTED[Role.VIEWER]


def test_the_role_counts_from_the_next_log_in(station):
    account = add(station)
    do(station, accounts.change_role, account, role=Role.VIEWER)
    again = open_station(station.path, "lijianguo", LI.password)
    assert again.actor.role is Role.VIEWER
    again.close()
    with station.read() as session:
        assert session.get_one(Account, account).last_login_at is not None


# -- somebody who forgot her password ---------------------------------------------------------

NEW = "李建国的新密码-2"


def reset(station, account, password=NEW, own_password=SECRETARY.password):
    path = station.path
    do(
        station,
        accounts.reset_password,
        account,
        path=path,
        password=password,
        own_password=own_password,
    )


def test_a_reset_password_opens_and_the_forgotten_one_no_longer_does(station):
    account = add(station)
    reset(station, account)
    assert last_sentence(station) == "重设密码：李建国"
    assert opens(station, "lijianguo", NEW)
    assert not opens(station, "lijianguo", LI.password)


def test_a_stopped_account_is_in_use_again_after_a_reset(station):
    account = add(station)
    do(station, accounts.stop_account, account, path=station.path)
    reset(station, account)
    assert last_sentence(station) == "重新启用账号：李建国"
    assert rows(station)["lijianguo"].is_active
    assert opens(station, "lijianguo", NEW)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("password", {"password": "1234567"}), ("own_password", {"own_password": "不是我的密码"})],
)
def test_a_refused_reset_leaves_the_account_stopped(station, field, wrong):
    account = add(station)
    do(station, accounts.stop_account, account, path=station.path)
    with pytest.raises(InvalidInput) as caught:
        reset(station, account, **wrong)
    assert caught.value.field == field
    assert not rows(station)["lijianguo"].is_active
    assert [entry.login for entry in accounts.login_names(station.path)] == ["zhaomin"]


@pytest.mark.parametrize("role", ELSE)
def test_other_roles_reset_nobodys_password(station, role):
    account = add(station)
    with pytest.raises(NotAllowed, match=ROLE_NAMES[role]):
        reset(as_role(station, role), account)
    assert opens(station, "lijianguo", LI.password)
