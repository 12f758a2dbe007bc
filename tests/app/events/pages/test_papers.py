"""Papers of the events room: the sheet of one event, the report of a month."""

from PySide6.QtCore import Qt

from app.desk.paper_page import PaperPage, pdf_name


def shown(desk):
    """The paper in sight, when it has been set."""
    desk.qtbot.waitUntil(lambda: isinstance(desk.here, PaperPage), timeout=3000)
    page = desk.here
    desk.qtbot.waitUntil(page.preview.bar.print.isEnabled, timeout=8000)
    return page


def test_ctrl_p_previews_the_sheet_of_the_event_in_the_drawer(desk, office):
    desk.open(office.an_event(until="handled"))
    desk.control(Qt.Key.Key_P)
    assert shown(desk).preview.outlet.file_name == "网格事项处置单 2026-0001.pdf"
    desk.window.navigation.go_back()
    assert desk.here is desk.page


def test_the_report_asks_for_a_month_and_is_named_after_it(desk, office):
    office.an_event(until="closed")
    desk.page.drawer.dismiss()
    desk.control(Qt.Key.Key_P)
    months = desk.form().rows["month"].editor.box
    assert months.currentText() == "2026 年 11 月"
    assert months.itemText(1) == "2026 年 10 月"
    desk.submit()
    assert shown(desk).preview.outlet.file_name == "人民里社区2026年11月网格事项月报.pdf"


def test_a_file_name_holds_nothing_that_windows_refuses():
    assert pdf_name("处置单 a/b:c\n") == "处置单 a_b_c.pdf"
    assert pdf_name("长" * 200) == "长" * 80 + ".pdf"
