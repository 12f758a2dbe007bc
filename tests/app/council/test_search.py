"""Matters and meetings are found by any words in them, on a migrated station."""

import pytest
from sqlalchemy import text

from app.council import matters, meetings, minutes, speeches
from app.council.search import rebuild_search, search_council, snippet
from db import clock
from tests.app.council.builders import Clock, CouncilOffice


@pytest.fixture
def office(station):
    made = CouncilOffice(station.database, Clock(), station.actor)
    with clock.set_to(made.clock):
        yield made


@pytest.fixture
def meeting(office):
    return office.an_open_meeting(office.a_body(), office.a_matter())


def found(office, typed, **more):
    return [(hit.kind, hit.where) for hit in office.ask(search_council, typed=typed, **more)]


def say(office, meeting, words, speaker="李建国"):
    item = office.item(meeting)
    return office.do(speeches.add_speech, item_id=item, content=words, speaker=speaker)


@pytest.mark.parametrize("typed", ["立体", "体车", "立体车库", "库", "建国", "立体 划线", "先划"])
def test_a_meeting_is_found_by_what_was_said(office, meeting, typed):
    say(office, meeting, "先划线，再谈立体车库。")
    assert ("meeting", "发言") in found(office, typed)


def test_words_that_stand_apart_or_nowhere_are_not_found(office, meeting):
    say(office, meeting, "先划线，再谈立体车库。")
    for typed in ("立车", "车库 锅炉", "锅炉", "库立", ""):
        assert found(office, typed) == []


def test_what_is_changed_or_taken_out_is_found_as_it_is_now(office, meeting):
    speech = say(office, meeting, "先修锅炉。")
    office.do(speeches.edit_speech, speech_id=speech, content="先修路灯。")
    assert found(office, "锅炉") == []
    assert found(office, "路灯") == [("meeting", "发言")]
    office.do(speeches.remove_speech, speech_id=speech)
    assert found(office, "路灯") == []


def test_a_matter_is_found_by_its_text_and_a_meeting_by_its_minutes(office, meeting):
    assert ("matter", "议题") in found(office, "消防通道")
    say(office, meeting, "要设分时牌。")
    office.do(meetings.close_meeting, meeting_id=meeting)
    made = office.do(minutes.draft_minutes, meeting_id=meeting)
    assert made
    assert found(office, "分时牌")[0] == ("meeting", "纪要")
    hits = office.ask(search_council, typed="分时牌")
    assert len(hits) == 1
    assert "分时牌" in hits[0].snippet


def test_rare_characters_letters_and_numbers_are_found(office):
    text_ = matters.MatterText("𬭎路 LED 灯改造", "王𬍛", "共 3,200 元")
    office.do(matters.propose_matter, text=text_)
    for typed in ("𬭎路", "led", "LED 灯改", "王𬍛", "3,200", "2026-001"):
        assert found(office, typed) == [("matter", "议题")], typed


def test_the_latest_come_first_and_no_more_than_asked(office):
    for number in range(5):
        office.a_matter(f"第{number}个停车议题")
    hits = office.ask(search_council, typed="停车议题", limit=3)
    assert [hit.title[-6:] for hit in hits] == ["4个停车议题", "3个停车议题", "2个停车议题"]


def test_a_snippet_shows_the_words_around_the_find():
    line = "甲" * 40 + "立体车库" + "乙" * 40
    assert snippet(line, ["立体车库"]) == "…" + "甲" * 22 + "立体车库" + "乙" * 22 + "…"


def test_the_index_written_anew_finds_the_same(office, meeting):
    say(office, meeting, "先划线，再谈立体车库。")
    before = found(office, "立体")
    with office.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM council_search_place"))
    assert found(office, "立体") == []
    with office.write() as session:
        rebuild_search(session)
    assert found(office, "立体") == before
