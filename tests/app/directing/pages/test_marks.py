"""授牌 and 撤牌 in the drawer of whichever page lists offices."""

import pytest

from app.accounts.levels import Level
from app.desk.page import Page
from app.directing.pages.at_hand import AtHand
from app.directing.pages.mark_forms import MarkForms
from app.directing.queries import marks


class Offices(Page):
    """Stands for the list of communities, which is another room's."""

    def __init__(self, work, drafts, actor, level):
        super().__init__("社区")
        self.hand = AtHand(work, drafts, actor, level=level)
        self.marks = MarkForms(self, self.hand)


@pytest.fixture
def desk(desk_of, district):
    return desk_of(district, Offices, Level.DISTRICT)


def open_marks(desk, office_id):
    page = desk.page
    page.marks.open(office_id, "人民里社区", Level.COMMUNITY, page.drawer.dismiss)
    desk.settle()


def test_a_mark_is_granted_and_taken_back_with_a_reason(desk, district):
    open_marks(desk, district.community)
    desk.sees("授牌“示范社区”：人民里社区")
    desk.submit(granted_on=district.clock.at.date(), note="秦海民〔2026〕8 号")
    assert [(one.office, one.is_held) for one in district.ask(marks)] == [("人民里社区", True)]
    open_marks(desk, district.community)
    desk.sees("撤牌：人民里社区", "秦海民〔2026〕8 号")
    desk.submit(reason="")
    desk.sees("请填写撤牌原因")
    desk.submit(on=district.clock.at.date(), reason="考核未通过")
    assert not district.ask(marks)[0].is_held


def test_only_the_district_gives_marks(desk_of, street):
    assert not desk_of(street, Offices, Level.STREET).page.marks.may
