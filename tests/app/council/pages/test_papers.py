"""Every paper from the page where it is needed; a year's papers in one go; the long picture."""

import pytest

from app.council.pages.papers import MEETING_PAPERS, PAPERS
from app.council.work_views import evaluations
from app.desk.paper_page import PaperPage
from tests.app.council import carrying_out

ASKS_FIRST = {"poll_slips", "member_list"}
"""Not of a meeting's vote, and asked for its columns."""


@pytest.fixture
def archived(made):
    """A matter carried to the archive: (matter, meeting, vote)."""
    from app.council import notices

    matter, meeting, vote = made.a_decided_matter(
        made.a_body(), "东墙路灯补装", votes_for=7, present=8
    )
    made.do(notices.post_result_notice, vote_id=vote)
    made.clock.forward(days=14)
    carrying_out.implement(made.do, matter)
    carrying_out.finish(made.do, matter)
    carrying_out.archive(made.do, matter)
    return matter, meeting, vote


def shown(desk):
    """The paper in sight, once it is painted."""
    paper = desk.page.entered
    assert isinstance(paper, PaperPage)
    ready = paper.preview.bar.print.isEnabled
    desk.qtbot.waitUntil(lambda: ready() and desk.work.idle(), timeout=8000)
    return paper


def test_the_papers_of_a_matter_are_in_its_menu(made, desk_of, archived):
    matter, _, _ = archived
    desk = desk_of(made)
    desk.page.open_record(("matter", matter))
    desk.settle()
    menus = [b.menu() for b in desk.page.drawer.findChildren(type(desk.page._first)) if b.menu()]
    texts = [action.text() for action in menus[-1].actions() if action.text()]
    assert texts == [
        "提议表", "表决结果", "决议", "表决结果公示", "办理单", "第 1 轮评议结果", "议事卷宗",
        "公示长图，发居民群",
    ]  # fmt: skip


def test_every_paper_opens_in_its_preview_under_a_name_of_its_own(made, desk_of, archived):
    matter, meeting, vote = archived
    round_id = made.ask(evaluations, matter_id=matter)[0].id
    notice = made.ask(notice_of, matter)
    ids = {"matter_id": matter, "meeting_id": meeting, "vote_id": vote}
    ids |= {"evaluation_id": round_id, "notice_id": notice}
    desk = desk_of(made)
    names = set()
    for key, kind in PAPERS.items():
        if key in ASKS_FIRST:
            continue
        desk.page.show_paper(key, ids[kind.names])
        names.add(shown(desk).preview.outlet.file_name)
        desk.page.leave_entered()
    assert len(names) == len(PAPERS) - len(ASKS_FIRST)
    assert "议事卷宗" in "".join(names)


def notice_of(session, matter):
    from app.council.matter_views import matter_detail

    return matter_detail(session, matter_id=matter).notices[-1].id


def test_the_meetings_page_prints_its_papers(made, desk_of, archived):
    _, meeting, _ = archived
    desk = desk_of(made)
    desk.page.enter_meeting(meeting)
    desk.settle()
    menu = desk.page.entered.findChild(type(desk.page._first), "papers").menu()
    assert [action.text() for action in menu.actions()] == list(MEETING_PAPERS)
    menu.actions()[2].trigger()
    desk.settle()
    assert isinstance(desk.page.entered.entered, PaperPage)


def test_a_years_papers_are_printed_into_a_folder(made, desk_of, archived, tmp_path):
    folder = tmp_path / "一年"
    folder.mkdir()
    desk = desk_of(made)
    desk.page.year_papers.print_to(2026, ("case_file", "agenda", "minutes"), str(folder))
    desk.settle()
    desk.qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 2, timeout=8000)
    desk.sees("已生成 2 份")
    assert all(file.read_bytes().startswith(b"%PDF") for file in folder.iterdir())


def test_the_year_is_asked_for_in_the_drawer(made, desk_of):
    desk = desk_of(made)
    desk.page.year_papers.ask()
    desk.sees("哪一年", desk.page.drawer)


def test_a_result_notice_is_saved_as_a_long_picture(made, desk_of, archived, tmp_path):
    from app.council.sheets import result_notice_sheet

    matter, _, _ = archived
    sheet = made.ask(result_notice_sheet, notice_id=made.ask(notice_of, matter))
    desk = desk_of(made)
    target = tmp_path / "公示.png"
    desk.page.picture.save_to(sheet, str(target))
    desk.settle()
    assert target.read_bytes().startswith(b"\x89PNG")
    desk.sees("已保存：公示.png")


def test_the_blank_form_and_the_result_are_reached_from_the_evaluation(made, desk_of, archived):
    matter, _, _ = archived
    desk = desk_of(made)
    desk.page.enter_evaluation(matter)
    desk.press("评议结果", desk.page.entered)
    assert isinstance(desk.page.entered.entered, PaperPage)


def test_the_list_of_members_prints_the_columns_chosen(made, desk_of, archived):
    _, meeting, _ = archived
    desk = desk_of(made)
    desk.page.show_paper("member_list", meeting)
    desk.submit(columns=("capacity", "signature"))
    assert "参会人员名单" in shown(desk).preview.outlet.file_name
