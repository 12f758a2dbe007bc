"""Settings: a default, a stored value, and never the wrong type."""

import pytest
from sqlalchemy import select

from app import settings
from app.settings import Scope, SettingValue, get, put
from db import identity
from tests.db.rows import changes

STATION_SETTINGS = [setting for setting in settings.ALL if setting.scope is Scope.STATION]


def other_value(setting):
    """A value of the same type that is not the default."""
    return {bool: True, int: 7, str: "0335-110", float: 2.5, list: ["其他"], dict: {"其他": 1}}[
        setting.type
    ]


@pytest.mark.parametrize("setting", STATION_SETTINGS, ids=lambda setting: setting.key)
def test_a_setting_is_its_default_until_it_is_stored(station, setting):
    with station.read() as session:
        assert get(session, setting) == setting.default
    with station.write() as session:
        put(session, setting, other_value(setting))
    with station.read() as session:
        assert get(session, setting) == other_value(setting)
        assert type(get(session, setting)) is setting.type


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        (settings.NOTICE_DAYS_AHEAD, "3"),
        (settings.NOTICE_DAYS_AHEAD, 3.0),
        (settings.NOTICE_DAYS_AHEAD, True),
        (settings.NOTICE_DAYS_AHEAD, None),
        (settings.IS_DEMO, 1),
        (settings.OBJECTION_PHONE, 110),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(station, setting, wrong):
    with pytest.raises(TypeError, match=setting.key), station.write() as session:
        put(session, setting, wrong)
    with station.read() as session:
        assert get(session, setting) == setting.default


def test_a_setting_of_this_pc_is_not_put_into_the_station(station):
    with pytest.raises(ValueError, match="machine"), station.write() as session:
        put(session, settings.TEXT_SCALE, 1.5)


def test_storing_again_changes_the_one_value(station):
    for days in (4, 5, 5):
        with station.write() as session:
            put(session, settings.NOTICE_DAYS_AHEAD, days)
    with station.read() as session:
        assert [row.value for row in session.scalars(select(SettingValue))] == [5]
    logged = [change for change in changes(station) if change.table_name == "setting"]
    assert [change.operation for change in logged] == ["insert", "update"]


def test_two_files_of_one_station_exchange_one_value_per_key(station, tmp_path):
    """A restored backup and its original store the same setting under the same record."""
    from tests.builders import a_station

    restored = a_station(tmp_path, "恢复.station")
    identity.become_new_replica(restored.database)
    ids = set()
    for office, days in ((station, 4), (restored, 6)):
        with office.write() as session:
            put(session, settings.NOTICE_DAYS_AHEAD, days)
        with office.read() as session:
            ids.add(session.scalars(select(SettingValue.id)).one())
    restored.close()
    assert len(ids) == 1


def test_every_setting_has_one_key_a_label_and_a_room():
    keys = [setting.key for setting in settings.ALL]
    assert len(keys) == len(set(keys))
    assert all(setting.label and "." in setting.key for setting in settings.ALL)
