"""The council's bordered forms: proposal, agenda, count sheet, list of members, work sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.agenda_sheet import COLUMNS as AGENDA
from app.printing.agenda_sheet import AgendaLine, AgendaSheet
from app.printing.count_sheet import COLUMNS as COUNT
from app.printing.count_sheet import CountSheet
from app.printing.member_list import MemberColumn, MemberLine, MemberListSheet, member_list_form
from app.printing.papers import Sheet, compose
from app.printing.preview import page_count
from app.printing.proposal_form import ProposalFormSheet
from app.printing.sections import Picture
from app.printing.typeface import GlyphsMissing
from app.printing.work_sheet import CHANGES, CLAIMS, MILESTONES, ChangeLine, ClaimLine, WorkSheet
from tests.app.printing import council_sheets as council
from tests.app.printing.conftest import ReadBack
from tests.app.printing.test_council_official import LONG, RARE, STANDARD, WORDS
from tests.app.printing.test_event_sheets import PIXEL
from tests.app.printing.test_forms import horizontals

Maker = Callable[..., Sheet]
LABEL = 20 + 26
"""Where the text begins beside the labels of proposal and work sheet, in mm."""

ALL: dict[str, Maker] = {
    "proposal": council.proposal,
    "agenda": council.agenda,
    "count": council.count_sheet,
    "members": council.members,
    "work": council.work,
}
each = pytest.mark.parametrize("make", ALL.values(), ids=ALL)


def agenda_of(text: str) -> Sheet:
    return council.agenda(items=(AgendaLine("议题", points="要点"), AgendaLine(text)))


def members_of(text: str) -> Sheet:
    rows = (MemberLine("王芳", "代表", remark=text), MemberLine("李建国", "代表"))
    return council.members(rows=rows, columns=(MemberColumn.REMARK,))


@dataclass(frozen=True)
class Cell:
    """A paper made of one text, the column (mm) where it must be found, the title above it."""

    make: Callable[[str], Sheet]
    left: float
    right: float = 190
    title: str = " "

    def printed(self, text: str) -> str:
        """What stands in the column when the text is put in, without the title."""
        pdf = compose(self.make(text))
        return ReadBack().column(pdf, self.left, self.right, 12.0).replace(self.title, "")


CELLS = {
    "proposal": Cell(lambda text: council.proposal(content=text), LABEL),
    "work": Cell(lambda text: council.work(result=text), LABEL),
    "agenda": Cell(agenda_of, 20 + 12 + 18, 20 + 12 + 18 + 58, "议题"),
    "members": Cell(members_of, 20 + 12 + 158 * 26 / 56, title="备注"),
    "count": Cell(lambda text: council.count_sheet(choices=(text,)), 20, 66, "票项"),
}


@each
def test_every_page_says_which_of_how_many_and_nothing_leaves_the_paper(
    make: Maker, read: ReadBack
) -> None:
    pages = read.lines(compose(make()))
    for number, page in enumerate(pages, start=1):
        assert page[-2].text == f"第{number}页共{len(pages)}页"
        assert all(m.x >= 19.9 and m.ink_right <= 190.1 for line in page for m in line.marks)
        assert all(line.baseline < page[-2].baseline - 5 for line in page[:-2])


@each
def test_rows_are_high_enough_for_a_pen(make: Maker, read: ReadBack) -> None:
    pdf = compose(make())
    for page in range(page_count(pdf)):
        gaps = [b - a for a, b in pairwise(horizontals(read, pdf, page)) if b - a > 1]
        assert min(gaps) >= 8.9


@each
def test_the_office_and_the_signers_are_named(make: Maker, read: ReadBack) -> None:
    text = read.text(compose(make())).replace(" ", "")
    assert "单位：幸福街道和平里社区居民委员会" in text
    if make not in (council.agenda, council.members):
        assert "签名：" in text or "计票人：" in text


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_text_of_5000_characters_goes_on_over_the_pages_and_loses_nothing(cell: Cell) -> None:
    assert LONG in cell.printed(LONG)


@settings(max_examples=15, deadline=None)
@given(WORDS)
def test_whatever_is_written_into_a_cell_comes_out_as_itself(text: str) -> None:
    for cell in CELLS.values():
        assert "".join(text.split()) in cell.printed(text)


@pytest.mark.parametrize("name", ["agenda", "work"])
def test_no_standard_character_and_no_rare_name_is_missing(name: str) -> None:
    assert set(STANDARD + RARE) <= set(CELLS[name].printed(STANDARD + RARE))


def test_an_empty_proposal_is_a_form_on_one_page_with_all_boxes_unticked(read: ReadBack) -> None:
    pdf = compose(ProposalFormSheet("居委会"))
    assert page_count(pdf) == 1
    text = read.text(pdf)
    assert "☑" not in text
    assert text.count("□") == 7 + 4


def test_a_filled_proposal_ticks_where_it_came_from_and_where_it_went(read: ReadBack) -> None:
    text = read.text(compose(council.proposal())).replace(" ", "")
    assert "☑居民建议" in text
    assert "☑提交议事" in text
    assert text.count("☑") == 2
    for words in ("王秀芬", "139 0335 1234".replace(" ", ""), "2026-10-15", "472户", "现场照片3张"):
        assert words in text


def test_a_box_is_never_parted_from_its_word(read: ReadBack) -> None:
    for length in range(26, 36):
        sheet = council.proposal(sources=("群" * length, "来信来访"))
        lines = read.lines(compose(sheet))[0]
        assert not any(line.text.endswith("□") for line in lines)


@pytest.mark.parametrize(
    ("columns", "widths"),
    [(AGENDA, 170), (COUNT, 170), (MILESTONES, 170), (CLAIMS, 170), (CHANGES, 170)],
)
def test_columns_fill_the_width_of_a_form(columns: tuple[Any, ...], widths: float) -> None:
    assert sum(column.width_mm for column in columns) == widths


@given(st.sets(st.sampled_from(MemberColumn)))
def test_whichever_columns_are_chosen_they_fill_the_width(chosen: set[MemberColumn]) -> None:
    form = member_list_form(council.members(columns=tuple(chosen)))
    assert sum(column.width_mm for column in form.columns) == pytest.approx(170)
    assert len(form.columns) == 2 + len(chosen)


def test_a_list_of_members_shows_the_chosen_columns_in_their_own_order(read: ReadBack) -> None:
    asked = (MemberColumn.LEFT, MemberColumn.INVITED, MemberColumn.ARRIVED)
    rows = (MemberLine("王芳", "网格长", "11月16日", "出席", "13:42\n14:50", "14:20\n16:05"),)
    pages = read.lines(compose(council.members(rows=rows, columns=asked)))
    texts = [line.text for line in pages[0]]
    assert "序号姓名通知到会时间离会时间" in texts
    assert "网格长" not in "".join(texts)
    start = texts.index("13:4214:20")
    assert texts[start + 2] == "14:5016:05"


def test_a_count_sheet_has_a_row_for_every_choice_and_lines_for_unknown_figures(
    read: ReadBack,
) -> None:
    text = [line.text for line in read.lines(compose(council.count_sheet()))[0]]
    assert "发出：收回：有效：无效：" in text
    assert "唱票人：计票人：监票人：" in text
    assert any("三项之和" in line for line in text)
    known = council.count_sheet(counts=(45, 4, 1), issued=51, returned=51, valid=50, invalid=1)
    text = [line.text for line in read.lines(compose(known))[0]]
    assert "发出：51张收回：51张有效：50张无效：1张" in text
    assert "赞成45" in text


def test_candidates_are_counted_in_order_with_room_for_names_written_in(read: ReadBack) -> None:
    sheet = council.count_sheet(choices=("王芳", "李建国"), counts=(30,), write_ins=2)
    pdf = compose(sheet)
    text = [line.text for line in read.lines(pdf)[0]]
    assert "王芳30" in text
    assert "李建国" in text
    assert not any("三项之和" in line for line in text)
    tall = [b - a for a, b in pairwise(horizontals(read, pdf, 0)) if b - a > 20]
    assert len(tall) == 4


def test_work_that_has_only_begun_leaves_rows_to_write_in(read: ReadBack) -> None:
    sheet = WorkSheet("居委会", "2026-007", "充电棚")
    text = read.text(compose(sheet)).replace(" ", "")
    for heading in ("一、进度", "二、认领", "三、完成情况"):
        assert heading in text
    assert "变更" not in text


def test_work_shows_claims_changes_and_photos(read: ReadBack) -> None:
    claims = (ClaimLine("夜间看护", "李建国（居民）", date(2026, 11, 26), accepted_by="张建军"),)
    changes = (ChangeLine("完成日期改为12月10日", "连续降雨", "王芳", "同意"),)
    pictures = (Picture("施工前", PIXEL), Picture("完工后", PIXEL))
    sheet = council.work(claims=claims, changes=changes, pictures=pictures)
    text = read.text(compose(sheet)).replace(" ", "")
    for words in ("夜间看护", "张建军", "三、变更", "连续降雨", "施工前", "完工后", "34,820元"):
        assert words in text


def test_papers_without_rows_still_print() -> None:
    empty: list[Sheet] = [
        AgendaSheet("居委会", "会议", "", "", ()),
        CountSheet("居委会", "会议", "", "", choices=()),
        MemberListSheet("居委会", "会议", "", "", ()),
        MemberListSheet("居委会", "会议", "", "", (), columns=()),
    ]
    assert [page_count(compose(sheet)) for sheet in empty] == [1, 1, 1, 1]


@each
def test_a_character_no_font_holds_is_told_before_printing(make: Maker) -> None:
    lost = make(office_name="\U0002f000居委会")
    with pytest.raises(GlyphsMissing):
        compose(lost)
    assert compose(lost, frames_allowed=True)


@each
def test_the_same_sheet_gives_the_same_bytes(make: Maker) -> None:
    assert compose(make()) == compose(make())
