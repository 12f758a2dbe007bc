"""Publications: sent to all stations below, read, replied to; and what each side sees of it."""

from datetime import date, timedelta

import pytest

from app.accounts.permissions import Actor, Role
from app.bootstrap.station_office import StationOffice
from app.directing.models import PublicationReading
from app.directing.publication_views import PublicationFilter, publication_sheet, publications
from app.directing.publications import (
    adopt_publication,
    publish,
    read_publication,
    reply_to_publication,
    withdraw_publication,
)
from app.directing.terms import PublicationKind
from app.errors import InvalidInput, NotAllowed, RuleBroken
from db.ids import new_id
from tests.app.events.builders import MORNING

NOTICE = {"kind": PublicationKind.NOTICE, "title": "关于清明安全的通知", "content": "请值班。"}


def published(office, **text):
    return office.do(publish, **{**NOTICE, **text})


def sheet(office, publication):
    return office.ask(publication_sheet, publication_id=publication)


def test_a_notice_is_numbered_and_counts_who_has_read_it(street):
    notice = published(street)
    (row,) = street.ask(publications)
    assert (row.number, row.stations, row.pill.text) == ("街发-2026-001", 2, "已读 0/2")
    brought_reading(street, notice, street.community)
    row = sheet(street, notice).row
    assert (row.read, row.pill.text) == (1, "已读 1/2")
    pills = {one.station: one.pill.text for one in sheet(street, notice).readings}
    assert pills == {"人民里社区": "已读", "建设里社区": "未读"}


def brought_reading(office, publication, owner, **fields):
    return office.brought(
        PublicationReading(
            owner=owner,
            publication_id=publication,
            read_at=office.clock.at,
            read_by="赵敏",
            **fields,
        )
    )


def test_replies_are_counted_and_become_late(street):
    due = MORNING + timedelta(days=1)
    notice = published(street, needs_reply=True, reply_due=due)
    brought_reading(street, notice, street.community, reply="已落实", replied_at=MORNING)
    assert sheet(street, notice).row.pill.text == "已回复 1/2"
    assert sheet(street, notice).readings[0].reply == "已落实"
    street.clock.forward(days=2)
    assert sheet(street, notice).row.pill.pair == ("已回复 1/2", "late")
    assert sheet(street, notice).readings[1].pill.text == "回复超期 24 小时"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ({"title": ""}, "title"),
        ({"content": " "}, "content"),
        ({"payload": {"form": 1}}, "kind"),
        ({"kind": PublicationKind.POINTS_RULES}, "payload"),
        ({"reply_due": MORNING + timedelta(days=1)}, "reply_due"),
        ({"needs_reply": True, "reply_due": MORNING - timedelta(days=1)}, "reply_due"),
        ({"kind": PublicationKind.POINTS_RULES, "payload": {"x": "长" * 1_000_001}}, "payload"),
    ],
)
def test_what_cannot_be_published_names_the_field(street, text, field):
    with pytest.raises(InvalidInput) as raised:
        published(street, **text)
    assert raised.value.field == field
    assert street.ask(publications) == []


def test_registers_are_not_published_in_this_version(street):
    with pytest.raises(RuleBroken, match="还不能发布台账样式"):
        published(street, kind=PublicationKind.REGISTER, payload={"form": 1})


def test_registers_from_above_are_not_adopted_in_this_version(community):
    register = community.a_publication("走访台账", kind=PublicationKind.REGISTER)
    with pytest.raises(RuleBroken, match="这个版本还没有台账"):
        community.do(adopt_publication, publication_id=register)
    assert not sheet(community, register).can_adopt


def test_a_community_publishes_nothing_and_a_worker_neither(street):
    with pytest.raises(NotAllowed):
        street.do(publish, actor=street.a_worker(), **NOTICE)


def test_a_community_has_nobody_to_publish_to(community):
    with pytest.raises(RuleBroken, match="社区没有下级"):
        published(community)


def test_a_withdrawn_publication_says_why_and_is_left_out(street):
    notice = published(street)
    with pytest.raises(InvalidInput, match="撤回原因"):
        street.do(withdraw_publication, publication_id=notice, reason="")
    street.do(withdraw_publication, publication_id=notice, reason="有误")
    assert street.ask(publications) == []
    (row,) = street.ask(publications, where=PublicationFilter(with_withdrawn=True))
    assert row.pill.text == "已撤回"
    assert sheet(street, notice).content.endswith("撤回原因：有误")
    with pytest.raises(RuleBroken, match="已撤回"):
        street.do(withdraw_publication, publication_id=notice, reason="有误")


def test_what_was_published_here_is_not_read_here(street):
    notice = published(street)
    with pytest.raises(RuleBroken, match="本单位发布"):
        street.do(read_publication, publication_id=notice)


# -- at a station below -----------------------------------------------------------------------


def test_a_notice_waits_to_be_read_and_is_read_once(community):
    notice = community.a_publication()
    (row,) = community.ask(publications, where=PublicationFilter(only_waiting=True))
    assert (row.pill.text, row.is_own, row.stations) == ("未读", False, 0)
    community.do(read_publication, publication_id=notice, actor=community.a_worker())
    community.clock.forward(hours=1)
    community.do(read_publication, publication_id=notice)
    row = sheet(community, notice).row
    assert (row.pill.text, row.read_at) == ("已读", MORNING)
    assert community.ask(publications, where=PublicationFilter(only_waiting=True)) == []


def test_opening_a_notice_is_nothing_to_take_back_nor_to_be_told_of(community):
    office, notice = StationOffice(community.station), community.a_publication()
    written = office.write(read_publication, publication_id=notice)
    assert written.kinds == {"publication_reading"}
    assert (written.undo_id, written.label) == (None, "")


def test_a_viewer_does_not_read_for_the_office(community):
    viewer = Actor(new_id(), "view", "来宾", Role.VIEWER)
    with pytest.raises(NotAllowed):
        community.do(read_publication, actor=viewer, publication_id=community.a_publication())


def test_a_reply_is_given_with_words_and_can_be_said_anew(community):
    notice = community.a_publication(needs_reply=True)
    with pytest.raises(InvalidInput, match="还没有填写回复"):
        community.do(reply_to_publication, publication_id=notice, reply="")
    community.do(read_publication, publication_id=notice)
    assert sheet(community, notice).row.pill.text == "待回复"
    community.do(reply_to_publication, publication_id=notice, reply="已安排")
    community.do(reply_to_publication, publication_id=notice, reply="已安排三人值班")
    found = sheet(community, notice)
    assert (found.row.pill.text, found.reply) == ("已回复", "已安排三人值班")


def test_a_reply_is_given_only_where_one_is_asked(community):
    with pytest.raises(RuleBroken, match="不要求回复"):
        community.do(reply_to_publication, publication_id=community.a_publication(), reply="好")
    withdrawn = community.a_publication(needs_reply=True, withdrawn_at=MORNING)
    with pytest.raises(RuleBroken, match="已撤回"):
        community.do(reply_to_publication, publication_id=withdrawn, reply="好")
    with pytest.raises(NotAllowed):
        community.do(
            reply_to_publication, actor=community.a_worker(),
            publication_id=community.a_publication(needs_reply=True), reply="好",
        )  # fmt: skip


def test_a_station_below_cannot_withdraw_what_came_from_above(community):
    with pytest.raises(RuleBroken, match="属于别的单位"):
        community.do(
            withdraw_publication, publication_id=community.a_publication(), reason="不喜欢"
        )


def test_a_notice_is_not_adopted(community):
    with pytest.raises(RuleBroken, match="通知不用采用"):
        community.do(adopt_publication, publication_id=community.a_publication())


def test_lists_are_narrowed_by_words_and_kind(community):
    community.a_publication()
    rules = community.a_publication(
        "积分细则（2026 年版）", kind=PublicationKind.POINTS_RULES, valid_from=date(2026, 12, 1)
    )
    kinds = (PublicationKind.POINTS_RULES,)
    assert [
        row.id for row in community.ask(publications, where=PublicationFilter(kinds=kinds))
    ] == [rules]
    assert len(community.ask(publications, where=PublicationFilter(text="清明"))) == 1
