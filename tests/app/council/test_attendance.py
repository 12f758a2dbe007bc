"""Who counts at which minute."""

from datetime import timedelta

from app.council.attendance import Person, present_at, present_between
from app.council.terms import AttendanceKind, AttendanceStatus
from db.ids import new_id
from tests.app.council.builders import MORNING


def minute(number):
    return MORNING + timedelta(minutes=number)


def a_person(name, *spells, kind=AttendanceKind.MEMBER, proxy_holder=None):
    return Person(new_id(), name, kind, AttendanceStatus.PRESENT, spells, proxy_holder)


def test_a_late_arrival_counts_from_the_minute_he_came():
    late = a_person("李四", (minute(20), None))
    assert present_at([late], minute(19), proxies=False).number == 0
    assert present_at([late], minute(20), proxies=False).number == 1


def test_who_left_and_came_back_does_not_count_in_between():
    person = a_person("张三", (minute(0), minute(10)), (minute(30), None))
    counted = [present_at([person], minute(at), proxies=False).number for at in (5, 10, 29, 30)]
    assert counted == [1, 0, 0, 1]


def test_observers_never_count():
    observer = a_person("张三", (minute(0), None), kind=AttendanceKind.OBSERVER)
    assert present_at([observer], minute(5), proxies=True).number == 0


def test_who_cast_a_ballot_and_left_still_counts_among_the_voters():
    person = a_person("张三", (minute(0), minute(12)))
    assert present_between([person], minute(10), minute(20), proxies=False).number == 1
    assert present_between([person], minute(12), minute(20), proxies=False).number == 0


def test_a_proxy_counts_while_its_holder_is_there_and_the_member_is_not():
    holder = a_person("赵六", (minute(0), minute(30)))
    absent = a_person("王五", proxy_holder=holder.id)
    both = [absent, holder]
    assert present_at(both, minute(5), proxies=True).names == ("赵六", "王五（由赵六代）")
    assert present_at(both, minute(5), proxies=False).names == ("赵六",)
    assert present_at(both, minute(40), proxies=True).number == 0
    came = Person(absent.id, "王五", absent.kind, absent.status, ((minute(3), None),), holder.id)
    assert present_at([came, holder], minute(5), proxies=True).number == 2


def test_who_holds_two_proxies_has_three_votes():
    holder = a_person("赵六", (minute(0), None))
    absent = [a_person(name, proxy_holder=holder.id) for name in ("王五", "钱七")]
    presence = present_at([holder, *absent], minute(5), proxies=True)
    assert presence.number == 3
    assert presence.names == ("赵六", "王五（由赵六代）", "钱七（由赵六代）")
