"""People change doors and heads; every step says when and why."""

from datetime import date

import pytest

from app.accounts.permissions import Actor, Role
from app.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from app.residents.details import resident_detail
from app.residents.moves import Move, change_head, move_residents
from app.residents.residents import change_status
from app.residents.tags import change_tags, tags, vulnerable_tags
from app.residents.terms import Status
from db import clock
from db.ids import new_id
from tests.app.grids.test_grids import do, refused, sentences
from tests.builders import a_resident, a_unit

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _on_a_tuesday():
    with clock.set_to(clock.moment(TODAY, 9)):
        yield


@pytest.fixture
def family(station):
    """Head, wife and daughter behind one door."""
    return [
        a_resident(station, name, "3-2-301", relation=relation, birth=date(year, 5, 5))
        for name, relation, year in (
            ("王建国", "户主", 1970),
            ("李秀英", "配偶", 1972),
            ("王小雨", "女", 2000),
        )
    ]


def detail(station, resident):
    with station.read() as session:
        return resident_detail(session, resident)


def to(station, room, **changes):
    fields = {"on": TODAY, "reason": "分家另住"} | changes
    return Move(a_unit(station, "3-1"), room, **fields)


def test_a_daughter_who_moves_out_alone_heads_her_own_household(station, family):
    daughter = family[2]
    do(station, move_residents, [daughter], move=to(station, "501"))
    moved = detail(station, daughter)
    assert (moved.address, moved.relation, moved.is_head) == ("3-1-501", "户主", True)
    assert sentences(station)[-1] == "王小雨 2026-11-24 搬到 3-1-501：分家另住"
    assert [member.name for member in detail(station, family[0]).household] == ["李秀英"]


def test_whoever_moves_in_with_others_is_not_their_head(station, family):
    host = a_resident(station, "赵敏", "3-1-501", relation="户主")
    do(station, move_residents, [family[0]], move=to(station, "501"))
    moved = detail(station, family[0])
    assert (moved.relation, moved.is_head) == ("", False)
    assert detail(station, host).is_head


def test_a_family_that_moves_together_keeps_its_relations(station, family):
    do(station, move_residents, family, move=to(station, "501"))
    relations = [detail(station, one).relation for one in family]
    assert relations == ["户主", "配偶", "女"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"on": date(2026, 11, 25)}, "on"),
        ({"room": " "}, "room"),
    ],
)
def test_a_move_says_when_and_why_and_where(station, family, changes, field):
    room = changes.pop("room", "501")
    move = to(station, room, **changes)
    assert refused(station, move_residents, family[:1], move=move).field == field


def test_a_move_to_the_same_door_or_of_nobody_is_refused(station, family):
    stay = Move(a_unit(station, "3-2"), "301", TODAY, "x")
    refused(station, move_residents, family[:1], move=stay, kind=RuleBroken)
    refused(station, move_residents, [], move=stay, kind=InvalidInput)
    refused(station, move_residents, [new_id()], move=stay, kind=NotFound)


def test_the_new_head_takes_over_and_the_former_becomes_kin(station, family):
    head, wife, _ = family
    do(station, change_head, wife, relation_of_former="配偶")
    assert (detail(station, wife).relation, detail(station, wife).is_head) == ("户主", True)
    assert (detail(station, head).relation, detail(station, head).is_head) == ("配偶", False)


def test_somebody_who_is_gone_cannot_be_head(station, family):
    do(station, change_status, family[1], status=Status.MOVED, reason="x")
    refused(station, change_head, family[1], relation_of_former="", kind=RuleBroken)


def test_a_day_to_come_is_no_day_of_a_death(station, family):
    asked = {"status": Status.DECEASED, "reason": "病故", "on": date(2026, 11, 25)}
    assert refused(station, change_status, family[0], **asked).field == "on"


def test_a_viewer_moves_nobody(station, family):
    move = to(station, "501")
    station.actor = Actor(new_id(), "other", "钱芳", Role.VIEWER)
    refused(station, move_residents, family[:1], move=move, kind=NotAllowed)
    refused(station, change_head, family[1], relation_of_former="", kind=NotAllowed)


# -- tags -------------------------------------------------------------------------------------


def test_the_office_chooses_its_tags_and_marks_some(station, family):
    chosen = {"offered": ["党员", " 养犬户 "], "vulnerable": ["养犬户"], "visit_every_days": 7}
    do(station, change_tags, **chosen)
    with station.read() as session:
        assert tags(session) == ["党员", "养犬户"]
        assert vulnerable_tags(session) == ["养犬户"]
    marked = a_resident(station, "赵敏", "3-2-302", tags=("党员", "养犬户"))
    assert detail(station, marked).vulnerable == ("养犬户",)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"offered": []}, "offered"),
        ({"offered": ["党员", "党员"]}, "offered"),
        ({"offered": [" "]}, "offered"),
        ({"vulnerable": ["没有的"]}, "vulnerable"),
        ({"visit_every_days": -1}, "visit_every_days"),
    ],
)
def test_tags_that_make_no_sense_are_refused(station, changes, field):
    asked = {"offered": ["党员"], "vulnerable": [], "visit_every_days": 30} | changes
    assert refused(station, change_tags, **asked).field == field
