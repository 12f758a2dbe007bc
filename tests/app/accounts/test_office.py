"""What the office says of itself, its settings, and drafts."""

import pytest

from app import settings
from app.accounts import drafts
from app.accounts.models import Office
from app.accounts.office import LIMITS, change_office, change_settings
from app.accounts.queries import setting_by_key, station_settings
from app.errors import InvalidInput
from tests.builders import opened


def do(station, use_case, *args, **kwargs):
    with station.write() as session:
        return use_case(session, station.actor, *args, **kwargs)


def test_a_changed_office_is_stripped_and_kept(station):
    do(station, change_office, station.office.id, name=" 新社区 ", address="8 号", phone="110 ")
    with station.read() as session:
        office = session.get_one(Office, station.office.id)
        assert (office.name, office.address, office.phone) == ("新社区", "8 号", "110")


def test_lines_that_are_not_given_stay_as_they_are(station):
    do(station, change_office, station.office.id, name="新社区", street_name="东环路街道")
    with station.read() as session:
        office = session.get_one(Office, station.office.id)
        assert (office.street_name, office.district_name) == ("东环路街道", "海港区")
        assert office.address == "人民里 8 号"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "长" * 51},
        {"address": "长" * 5000},
        {"phone": "1\n2"},
        {"street_name": "长" * 51},
    ],
)
def test_a_wrong_line_of_the_office_is_refused_at_its_field(station, wrong):
    values = {"name": "社区", "address": "", "phone": ""} | wrong
    with pytest.raises(InvalidInput) as caught:
        do(station, change_office, station.office.id, **values)
    assert caught.value.field == next(iter(wrong))


@pytest.mark.parametrize("key", LIMITS)
def test_a_number_outside_its_limits_is_refused_and_on_them_taken(station, key):
    lowest, highest = LIMITS[key]
    for value in (lowest - 1, highest + 1):
        with pytest.raises(InvalidInput) as caught:
            do(station, change_settings, values={key: value})
        assert caught.value.field == key
    for value in (lowest, highest):
        do(station, change_settings, values={key: value})
        with station.read() as session:
            assert station_settings(session)[key] == value


def test_several_settings_are_stored_together_or_not_at_all(station):
    phone, notice = settings.OBJECTION_PHONE.key, settings.RESULT_NOTICE_DAYS.key
    with pytest.raises(InvalidInput):
        do(station, change_settings, values={phone: "0335-110", notice: 4})
    with station.read() as session:
        assert station_settings(session)[phone] == ""


def test_a_setting_nobody_declared_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        setting_by_key("no.such.setting")


def test_a_draft_is_there_after_a_power_cut_and_gone_when_dropped(station):
    do(station, drafts.keep_draft, key="matter", content="写了一半")
    do(station, drafts.keep_draft, key="matter", content="写了一大半")
    station.close()
    again = opened(station.path)
    with again.read() as session:
        assert drafts.read_draft(session, account=again.actor, key="matter") == "写了一大半"
        assert drafts.read_draft(session, account=again.actor, key="别的") is None
    do(again, drafts.drop_draft, key="matter")
    do(again, drafts.drop_draft, key="matter")
    with again.read() as session:
        assert drafts.read_draft(session, account=again.actor, key="matter") is None
    again.close()
