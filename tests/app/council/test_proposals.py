"""Seconders, similar matters merged, screening that hands a matter on."""

import pytest

from app import announcements
from app.council import matter_views, matters, proposals, steps
from app.council.facts import MatterHandedOver
from app.council.proposals import SeconderText
from app.council.stages import Stage
from app.council.terms import Competence, HandOver
from app.errors import InvalidInput, RuleBroken


def shown(office, matter):
    return office.ask(matter_views.matter_detail, matter_id=matter)


def second(office, matter, name, address=""):
    who = SeconderText(name, address)
    return office.do(proposals.add_seconder, matter_id=matter, who=who)


def test_seconders_are_counted_by_household(office):
    matter = office.a_matter()
    for name, address in (("李某", "3-1-101"), ("李妻", "3-1-101"), ("孙某", "3-1-102")):
        second(office, matter, name, address)
    seen = shown(office, matter)
    assert seen.row.seconders == 2
    assert [one.name for one in seen.seconders] == ["李某", "李妻", "孙某"]
    with pytest.raises(InvalidInput, match="已经附议"):
        second(office, matter, "孙某", "3-1-102")
    with pytest.raises(InvalidInput, match="提议人"):
        second(office, matter, "王秀芬")
    office.do(proposals.remove_seconder, seconder_id=seen.seconders[2].id)
    assert shown(office, matter).row.seconders == 1


def test_the_number_on_the_paper_stands_until_more_are_named(office):
    matter = office.a_matter(seconders=2)
    for number in range(3):
        second(office, matter, f"住户{number}", f"3-1-10{number}")
        assert shown(office, matter).row.seconders == max(2, number + 1)
    text = matters.MatterText("停车位", "王秀芬", "车多位少", seconders=1)
    office.do(matters.edit_matter, matter_id=matter, text=text)
    assert shown(office, matter).row.seconders == 3


def test_merged_matters_keep_their_proposers_and_can_be_parted(office):
    one, other = office.a_matter(seconders=5), office.a_matter("重新划线", seconders=3)
    office.do(proposals.merge_matters, matter_id=other, into_id=one)
    seen, merged = shown(office, one), shown(office, other)
    assert seen.row.seconders == 9
    assert [(m.number, m.proposer) for m in seen.merged] == [("2026-002", "王秀芬")]
    assert (merged.row.stage, merged.merged_into_number) == (Stage.MERGED, "2026-001")
    assert merged.moves == ()
    with pytest.raises(RuleBroken, match="2026-002 已经并入"):
        office.do(proposals.merge_matters, matter_id=one, into_id=office.a_matter("丙"))
    with pytest.raises(RuleBroken, match="理由"):
        office.do(proposals.unmerge_matter, matter_id=other, reason="")
    office.do(proposals.unmerge_matter, matter_id=other, reason="不是一回事")
    assert shown(office, one).row.seconders == 5
    assert shown(office, other).row.stage is Stage.PROPOSE
    assert shown(office, other).merged_into is None


def test_a_matter_on_an_agenda_or_elsewhere_is_not_merged(office):
    one, other = office.a_matter(), office.a_matter("重新划线")
    office.a_meeting(office.a_body(), other)
    with pytest.raises(RuleBroken, match="已排入"):
        office.do(proposals.merge_matters, matter_id=other, into_id=one)
    with pytest.raises(RuleBroken, match="自己"):
        office.do(proposals.merge_matters, matter_id=one, into_id=one)
    gone = office.a_matter("丙")
    office.do(steps.move_matter, matter_id=gone, move="withdraw", reason="x")
    for pair in ((gone, one), (one, gone)):
        with pytest.raises(RuleBroken):
            office.do(proposals.merge_matters, matter_id=pair[0], into_id=pair[1])


def test_the_governments_affair_is_handed_on_and_told_to_other_rooms(office):
    told = []
    announcements.listen(MatterHandedOver, lambda session, actor, fact: told.append(fact))
    matter = office.a_matter("路口红绿灯坏", accepted=False)
    arguments = {"matter_id": matter, "to": HandOver.SUPERIOR}
    with pytest.raises(RuleBroken, match="理由"):
        office.do(proposals.hand_over_matter, **arguments, opinion=" ")
    office.do(proposals.hand_over_matter, **arguments, opinion="属交警职责")
    (fact,) = told
    assert (fact.number, fact.title, fact.to) == ("2026-001", "路口红绿灯坏", HandOver.SUPERIOR)
    seen = shown(office, matter)
    assert (seen.row.stage, seen.screening_opinion) == (Stage.HANDED_OVER, "属交警职责")
    assert "政府的事" in seen.competence_name
    office.do(steps.move_matter, matter_id=matter, move="resubmit", reason="交警答复由社区办")
    assert shown(office, matter).row.stage is Stage.PROPOSE


def test_screening_says_whose_affair_it_is(office):
    matter = office.a_matter(accepted=False)
    office.do(
        matters.screen_matter,
        matter_id=matter,
        accepted=False,
        opinion="邻里自行协商",
        competence=Competence.OWN_AFFAIR,
    )
    assert shown(office, matter).competence_name == "居民自己的事"
