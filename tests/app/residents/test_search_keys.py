"""What a name is found by: the family name's own reading first, every other one too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.residents.search_keys import (
    MOST_READINGS,
    SURNAMES,
    initials_of,
    pinyin_of,
    readings,
)


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王秀芬", "wangxiufen", "wxf"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("解晓东", "xiexiaodong", "xxd"),
        ("仇英", "qiuying", "qy"),
        ("曾国藩", "zengguofan", "zgf"),
        ("查良镛", "zhaliangyong", "zly"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("吕布", "lvbu", "lb"),
    ],
)
def test_the_likeliest_reading_comes_first(name, pinyin, initials):
    assert pinyin_of(name).split()[0] == pinyin
    assert initials_of(name).split()[0] == initials


@pytest.mark.parametrize(
    ("name", "believed"),
    [("单雄信", "dan"), ("解晓东", "jie"), ("曾国藩", "ceng"), ("仇英", "chou")],
)
def test_what_colleagues_believe_the_name_to_be_is_kept_too(name, believed):
    assert any(reading.startswith(believed) for reading in pinyin_of(name).split())


@pytest.mark.parametrize("surname", SURNAMES)
def test_every_family_name_of_the_table_reads_as_the_table_says(surname):
    first = pinyin_of(surname + "明").split()[0]
    assert first == SURNAMES[surname] + "ming"
    assert len(initials_of(surname + "明").split()[0]) == len(surname) + 1


def test_a_character_that_is_family_name_elsewhere_reads_as_a_word_within_a_name():
    assert pinyin_of("王乐").split()[0] == "wangle"


@pytest.mark.parametrize(
    ("name", "believed"),
    [
        ("解行重", "jie"),
        ("朴行单", "pu"),
        ("乐和行", "le"),
        ("折可行", "she"),
        ("单曾解乐", "dan"),
        ("单曾解乐", "shanceng"),
    ],
)
def test_a_reading_is_not_lost_among_the_combinations_of_the_others(name, believed):
    assert any(reading.startswith(believed) for reading in pinyin_of(name).split())


POLYPHONES = "单解仇曾查盖乐行重长朝会和都"


@given(st.text(st.sampled_from(POLYPHONES), min_size=2, max_size=3), st.data())
def test_each_reading_of_each_character_of_a_short_name_is_found(name, data):
    """One at a time, the others read as they most likely are."""
    from pypinyin import Style, pinyin

    likeliest = readings(name)[0]
    place = data.draw(st.integers(0, len(name) - 1))
    (choices,) = pinyin(name[place], style=Style.NORMAL, heteronym=True)
    other = data.draw(st.sampled_from(choices))
    whole = [*likeliest[:place], other, *likeliest[place + 1 :]]
    assert "".join(whole) in pinyin_of(name).split()


@given(st.text(max_size=12))
def test_any_text_gives_keys_of_small_letters_and_few_of_them(text):
    for key in (pinyin_of(text), initials_of(text)):
        assert len(key.split()) <= MOST_READINGS
        assert key == "" or key.replace(" ", "").isalpha()
        assert key == key.lower()
        assert len(key.split()) == len(set(key.split())), "no reading twice"
