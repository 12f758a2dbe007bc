"""Terms of office and absences."""

from datetime import timedelta

from app.council import body_views, duty, meetings, sign_in
from db import clock


def test_a_term_is_warned_of_near_its_end_and_after_it(office):
    body = office.a_body()

    def said(days):
        ends = clock.today() + timedelta(days=days)
        office.do(duty.set_term, body_id=body, ends_on=ends)
        return office.ask(body_views.body_detail, body_id=body).term_warning

    assert said(61) == ""
    assert "还有 60 天，请准备换届" in said(60)
    assert "届满，请组织换届" in said(-1)
    office.do(duty.set_term, body_id=body, ends_on=None)
    assert office.ask(body_views.body_detail, body_id=body).term_ends_on is None


def test_absences_without_leave_are_counted_over_a_year(office):
    body = office.a_body(members=3)
    for number in range(3):
        meeting = office.an_open_meeting(body, office.a_matter(f"议题{number}"), present=1)
        ids = office.attendance(meeting)
        office.do(sign_in.put_on_leave, attendance_id=ids[1], reason="出差")
        office.do(meetings.close_meeting, meeting_id=meeting)
    rows = office.ask(duty.duty_list, body_id=body)
    assert [(r.meetings, r.present, r.on_leave, r.absent) for r in rows] == [
        (3, 3, 0, 0),
        (3, 0, 3, 0),
        (3, 0, 0, 3),
    ]
    assert [r.note for r in rows] == ["", "", "一年内无故缺席 3 次"]
    office.clock.forward(days=400)
    assert office.ask(duty.duty_list, body_id=body)[2].absent == 0
