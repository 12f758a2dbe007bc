"""The board, the lists, the palette and what waits today."""

import pytest

from app.council import board, meeting_views, waiting
from app.council.board import MatterFilter
from app.council.meeting_views import MeetingFilter
from app.council.stages import Stage
from app.grids.models import Grid
from db.ids import new_id


def a_grid(office, name="四号网格"):
    with office.write() as session:
        grid = Grid(id=new_id(), number="04", code="13030200100104", name=name)
        session.add(grid)
    return grid.id


def columns(office, **where):
    found = office.ask(board.board, where=MatterFilter(**where))
    return {column.stage: column for column in found}


def test_cards_stand_in_the_column_of_their_stage_with_what_they_wait_for(office):
    grid = a_grid(office)
    office.a_matter("晾衣架", accepted=False, seconders=12, grid_id=grid)
    office.a_matter("加装电梯")
    shown = columns(office)
    (card,) = shown[Stage.PROPOSE].cards
    assert (card.detail, card.pill.text) == ("王秀芬 等 12 户 · 四号网格", "待审核")
    assert shown[Stage.DELIBERATE].cards[0].pill.text == "待排会"
    names = [column.name for column in shown.values()]
    assert names == ["民提", "民议", "民决", "民办", "民评", "已归档"]


def test_a_card_says_that_the_notice_of_its_meeting_is_missing(office):
    matter = office.a_matter()
    office.a_meeting(office.a_body(), matter)
    card = columns(office)[Stage.DELIBERATE].cards[0]
    assert card.pill.text == "缺会议通知"
    assert card.detail.endswith("11月29日开会")


@pytest.mark.parametrize("text", ["停车", "tcw", "王秀", "wxf", "2026-001", "XQTC", "消防 停车"])
def test_matters_are_found_by_words_number_and_initials(office, text):
    matter = office.a_matter()
    office.a_matter("加装电梯", content="六层无梯", source="unit")
    hits = office.ask(waiting.find_matters, text=text)
    assert matter in [hit.id for hit in hits]
    if text != "wxf" and "王" not in text:
        assert len(hits) == 1


def test_what_does_not_match_is_not_shown(office):
    office.a_matter()
    assert office.ask(waiting.find_matters, text="锅炉") == []
    assert office.ask(board.count_matters, where=MatterFilter(year=2025)) == 0
    assert columns(office, text="锅炉")[Stage.DELIBERATE].count == 0


def test_the_list_is_paged_and_sorted(office):
    for title in ("丙", "甲", "乙"):
        office.a_matter(title)
    rows = office.ask(board.matters, limit=2, offset=1, order=("number", False))
    assert [row.number for row in rows] == ["2026-002", "2026-003"]
    assert office.ask(board.count_matters) == 3


def test_filters_by_grid_and_body(office):
    grid, body = a_grid(office), office.a_body()
    here = office.a_matter("晾衣架", grid_id=grid)
    office.a_matter("加装电梯")
    office.a_meeting(body, here)
    for where in (MatterFilter(grid_id=grid), MatterFilter(body_id=body)):
        assert [row.id for row in office.ask(board.matters, where=where)] == [here]


def test_only_matters_that_are_ready_can_be_ticked_for_an_agenda(office):
    office.a_matter("未审", accepted=False)
    free = office.a_matter("可上会")
    office.a_meeting(office.a_body(), office.a_matter("已排会"))
    assert [row.id for row in office.ask(board.matters_ready)] == [free]


def test_meetings_are_listed_and_found(office):
    meeting = office.a_meeting(office.a_body(), title="第三次居民代表会议")
    for text in ("第三次", "jmdb", "党群"):
        assert [h.id for h in office.ask(waiting.find_meetings, text=text)] == [meeting]
    assert office.ask(meeting_views.count_meetings, where=MeetingFilter(year=2025)) == 0
    (row,) = office.ask(meeting_views.meetings)
    assert row.pill.text == "缺会议通知"


def test_today_shows_what_waits(office):
    office.a_matter(accepted=False)
    office.a_meeting(office.a_body(), office.a_matter())
    assert [(w.kind, w.pill.text) for w in office.ask(waiting.council_waiting)] == [
        ("meeting", "缺会议通知"),
        ("matter", "待审核"),
    ]


def test_the_board_asks_the_same_few_questions_for_any_number_of_cards(office):
    from sqlalchemy import event

    asked = []
    event.listen(office.database.engine, "after_cursor_execute", lambda *a: asked.append(a[2]))
    office.a_matter()
    asked.clear()
    columns(office)
    few = len(asked)
    for number in range(5):
        office.a_matter(f"议题{number}")
    asked.clear()
    columns(office)
    assert len(asked) == few
