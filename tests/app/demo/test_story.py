"""The texts of the demo: every part has a speaker, every mark a meaning."""

import re

import pytest

from app.demo.data import data
from app.demo.talk import CHAIR, OBSERVER, talk_of

TALKS = list(data("talks"))
MEETINGS = data("story")["meeting"]
MATTERS = {matter["key"] for matter in data("story")["matter"]}
ITEMS = [(meeting, item) for meeting in MEETINGS for item in meeting.get("items", ())]


@pytest.mark.parametrize("key", TALKS)
def test_a_discussion_is_opened_and_summed_up_by_the_chair(key):
    lines = talk_of(key).lines
    assert lines[0].who == lines[-1].who == CHAIR


@pytest.mark.parametrize("key", TALKS)
def test_whoever_is_addressed_or_described_speaks(key):
    talk = talk_of(key)
    addressed = set(re.findall(r"\{(\d+)\}", "".join(line.words for line in talk.lines)))
    assert addressed <= set(talk.parts)
    assert set(talk.ages) <= set(talk.parts)
    assert talk.proposer in {"", *talk.parts}


@pytest.mark.parametrize("key", TALKS)
def test_parts_are_numbered_in_the_order_of_their_first_word(key):
    parts = talk_of(key).parts
    assert parts == [str(number) for number in range(1, len(parts) + 1)]


def test_observers_who_speak_are_invited():
    for meeting, item in ITEMS:
        lines = talk_of(item["talk"]).lines if "talk" in item else ()
        speaking = {int(line.who[1:]) for line in lines if line.who.startswith(OBSERVER)}
        assert max(speaking, default=0) <= len(meeting.get("observers", ())), item


def test_every_discussion_is_held_once_and_every_matter_known():
    held = [item["talk"] for _, item in ITEMS if "talk" in item]
    assert sorted(held) == sorted(TALKS)
    assert {item["matter"] for _, item in ITEMS} <= MATTERS


def test_a_dozen_discussions_have_eight_to_twenty_speeches():
    assert sum(8 <= len(talk_of(key).lines) <= 20 for key in TALKS) >= 12


def test_no_speech_is_written_twice():
    words = [line.words for key in TALKS for line in talk_of(key).lines]
    assert len(set(words)) == len(words)
