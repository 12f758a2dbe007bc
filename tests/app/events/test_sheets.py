"""What is put on paper of events: the office's words, the masked phone, the photos."""

from datetime import date, timedelta

from app.attachments.models import Attachment, Content
from app.events.closing import close_event
from app.events.sheets import event_sheet, report_sheet
from app.events.steps import Said
from app.events.terms import Satisfaction

MONTH = {"from_day": date(2026, 11, 1), "until_day": date(2026, 11, 30)}


def a_photo(office, event, kind, **fields):
    with office.station.write() as session:
        session.add(Content(sha256=kind, data=kind.encode()))
        session.add(
            Attachment(
                record_table="event", record_id=event, kind=kind, content=kind,
                media_type="image/jpeg", size=1, **fields,
            )
        )  # fmt: skip


def test_the_sheet_says_how_long_it_took_and_masks_the_phone(office):
    event = office.an_event(reporter_name="王秀芬", reporter_phone="13812345678")
    office.clock.forward(minutes=20)
    office.move(event, "dispatch")
    office.clock.forward(hours=5)
    office.move(event, "handle", late_reason="业主不在家")
    said = Said(satisfaction=Satisfaction.FAIRLY)
    office.do(close_event, event_id=event, said=said)
    sheet = office.ask(event_sheet, event_id=event, operator="赵敏")
    pairs, texts = dict(sheet.pairs), dict(sheet.texts)
    assert pairs["联系电话"] == "138****5678"
    assert pairs["首次响应"] == "2026-11-24 09:20\n20分钟，按时"
    assert pairs["办结时间"] == "2026-11-24 14:20\n5小时，超时"
    assert pairs["地　　点"] == "3号楼"
    assert (texts["超期原因"], texts["居民评价"]) == ("业主不在家", "基本满意")
    assert [step.name for step in sheet.steps] == [
        "上报",
        "受理并派遣（王强）",
        "处置完成",
        "核查并结案",
    ]


def test_an_open_event_prints_with_room_to_write(office):
    sheet = office.ask(event_sheet, event_id=office.an_event())
    assert dict(sheet.texts)["处置结果"] == ""
    assert "超期原因" not in dict(sheet.texts)


def test_photos_of_before_come_first_and_other_papers_stay_away(office):
    event = office.an_event()
    for kind in ("after", "paper", "before"):
        a_photo(office, event, kind)
    sheet = office.ask(event_sheet, event_id=event)
    assert [(p.caption, p.data) for p in sheet.pictures] == [
        ("处置前", b"before"),
        ("处置后", b"after"),
    ]
    assert [photo.kind for photo in office.detail(event).photos] == ["after", "paper", "before"]


def test_the_report_is_named_for_its_month_and_lists_what_is_late(office):
    office.an_event(until="dispatched")
    office.clock.forward(hours=10)
    sheet = office.ask(report_sheet, **MONTH)
    assert sheet.title == "人民里社区2026年11月网格事项月报"
    assert [line.situation for line in sheet.late] == ["超期6小时"]
    shown = {line.name: line.shown for line in sheet.figures}
    assert (shown["上报"], shown["按期办结率"], shown["满意率"]) == ("1件", "0.0%（0/1）", "—")


def test_another_period_and_a_single_grid_say_so(office):
    office.an_event()
    days = {"from_day": date(2026, 11, 1), "until_day": date(2026, 11, 24) + timedelta(days=30)}
    sheet = office.ask(report_sheet, **days, grid_id=office.grid)
    assert sheet.title == "人民里社区网格事项报表"
    assert (sheet.scope, sheet.by_grid) == ("第一网格", ())
