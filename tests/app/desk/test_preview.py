"""The preview of a PDF, with real PDFs drawn by the real renderer."""

import io
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from app.desk.preview import LivePreview, PdfPreview
from app.desk.preview_paper import picture, write_whole
from app.desk.work import Work
from app.errors import LirenError
from app.printing.preview import page_count, render_page

RED, BLUE = (1, 0, 0), (0, 0, 1)


def a_pdf(pages=3, colour=RED, size=A4):
    """Pages filled with one colour, but for a white border."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for _ in range(pages):
        canvas.setFillColorRGB(*colour)
        canvas.rect(30, 30, size[0] - 60, size[1] - 60, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class Desk:
    def __init__(self):
        self.errors, self.bugs, self.drawn = [], [], []
        self.work = Work(
            None, on_error=lambda _, error: self.errors.append(error), on_bug=self.bugs.append
        )

    def render(self, pdf, index, scale):
        self.drawn.append(index)
        return render_page(pdf, index, scale)


@pytest.fixture
def desk(qapp):
    desk = Desk()
    yield desk
    desk.work.close()
    assert not desk.bugs


@pytest.fixture
def preview(qtbot, desk):
    preview = PdfPreview(desk.work, render=desk.render, page_count=page_count)
    qtbot.addWidget(preview)
    preview.resize(700, 600)
    preview.show()
    return preview


def shown(qtbot, desk, preview, pdf):
    preview.set_pdf(pdf)
    qtbot.waitUntil(lambda: preview.bar.save.isEnabled() and desk.work.idle())


def middle(preview):
    picture = preview.sheets.viewport().grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 2)


def words(preview):
    return " ".join(label.text() for label in preview.findChildren(QLabel) if label.isVisible())


def test_a_pdf_is_seen_with_its_page_numbers(qtbot, desk, preview):
    assert "正在排版…" in words(preview)
    assert not preview.bar.print.isEnabled()
    shown(qtbot, desk, preview, a_pdf(3))
    assert "第 1 页，共 3 页" in words(preview)
    assert middle(preview) == QColor(Qt.GlobalColor.red)


def test_only_pages_near_the_sight_are_drawn(qtbot, desk, preview):
    shown(qtbot, desk, preview, a_pdf(40))
    assert set(desk.drawn) <= {0, 1, 2}
    preview.sheets.go_to(39)
    qtbot.waitUntil(lambda: 39 in desk.drawn and desk.work.idle())
    assert "第 40 页，共 40 页" in words(preview)
    assert len(desk.drawn) < 10


def test_a_new_edition_keeps_the_place_and_replaces_the_pictures(qtbot, desk, preview):
    shown(qtbot, desk, preview, a_pdf(5, RED))
    preview.sheets.go_to(3)
    qtbot.waitUntil(desk.work.idle)
    before = preview.sheets.verticalScrollBar().value()
    preview.set_pdf(a_pdf(6, BLUE))
    assert middle(preview) == QColor(Qt.GlobalColor.red)
    qtbot.waitUntil(lambda: middle(preview) == QColor(Qt.GlobalColor.blue))
    assert preview.sheets.verticalScrollBar().value() == before
    assert "第 4 页，共 6 页" in words(preview)


def test_a_lying_page_is_fitted_too(qtbot, desk, preview):
    shown(qtbot, desk, preview, a_pdf(1, RED, landscape(A4)))
    qtbot.waitUntil(lambda: preview.sheets.zoom < 0.7 and desk.work.idle())
    assert preview.sheets.horizontalScrollBar().maximum() == 0


def test_zooming_and_fitting(qtbot, desk, preview):
    shown(qtbot, desk, preview, a_pdf(2))
    wide = preview.sheets.zoom
    preview.bar.fit_page()
    assert preview.sheets.zoom < wide
    whole = preview.sheets.zoom
    preview.bar.zoom_in()
    assert preview.sheets.zoom == pytest.approx(whole * 1.25)
    preview.bar.zoom_out()
    assert preview.sheets.zoom == pytest.approx(whole)
    preview.sheets.set_zoom(99)
    assert preview.sheets.zoom == 4
    preview.bar.fit_width()
    assert preview.sheets.zoom == pytest.approx(wide, rel=0.05)
    qtbot.waitUntil(desk.work.idle)


def test_zooming_keeps_the_page_in_the_middle(qtbot, desk, preview):
    shown(qtbot, desk, preview, a_pdf(9))
    preview.sheets.go_to(5)
    preview.bar.zoom_in()
    preview.bar.zoom_in()
    assert preview.sheets.page() == 5
    qtbot.waitUntil(desk.work.idle)


def test_saving_writes_the_very_same_bytes(qtbot, desk, preview, tmp_path):
    pdf = a_pdf(2)
    shown(qtbot, desk, preview, pdf)
    with qtbot.waitSignal(preview.outlet.saved) as told:
        preview.outlet.save_to(str(tmp_path / "会议纪要.pdf"))
    assert told.args[0].read_bytes() == pdf
    assert [path.name for path in tmp_path.iterdir()] == ["会议纪要.pdf"]


def test_a_place_that_cannot_be_written_is_told_in_words(qtbot, desk, preview, tmp_path):
    shown(qtbot, desk, preview, a_pdf(1))
    preview.outlet.save_to(str(tmp_path / "没有的文件夹" / "a.pdf"))
    qtbot.waitUntil(desk.work.idle)
    assert desk.errors[0].what_happened.startswith("文件没有保存")


def test_a_failed_save_leaves_the_old_file_and_no_half(tmp_path):
    old = tmp_path / "a.pdf"
    old.mkdir()  # a folder of that name: replacing it must fail
    with pytest.raises(LirenError):
        write_whole(old, b"new")
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_what_is_printed_is_what_was_shown(qtbot, desk, preview, tmp_path):
    shown(qtbot, desk, preview, a_pdf(2, BLUE, landscape(A4)))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setResolution(100)
    with qtbot.waitSignal(preview.outlet.printed):
        preview.outlet.print_to(printer)
    paper = (tmp_path / "paper.pdf").read_bytes()
    assert page_count(paper) == 2
    page = picture(render_page(paper, 1, 0.5))
    assert abs(page.width() - A4[1] / 2) < 3
    assert abs(page.height() - A4[0] / 2) < 3
    assert page.pixelColor(page.width() // 2, page.height() // 2).blue() > 200
    assert page.pixelColor(5, 5) == QColor(Qt.GlobalColor.white)
    assert page.pixelColor(page.width() - 20, page.height() - 20).blue() > 200
    assert preview.bar.print.isEnabled()


def test_only_the_pages_asked_for_are_printed(qtbot, desk, preview, tmp_path):
    shown(qtbot, desk, preview, a_pdf(5))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(2, 3)
    with qtbot.waitSignal(preview.outlet.printed):
        preview.outlet.print_to(printer)
    assert page_count((tmp_path / "paper.pdf").read_bytes()) == 2


def test_a_live_preview_makes_the_newest_only(qtbot, desk, preview):
    made = []

    def make(pages, *, colour):
        made.append(pages)
        return a_pdf(pages, colour)

    live = LivePreview(preview, desk.work, make, after=20)
    for pages in (1, 2, 3):
        live.refresh(pages, colour=BLUE)
    with qtbot.waitSignal(preview.shown) as told:
        qtbot.waitUntil(lambda: bool(made))
    assert made == [3]
    assert told.args == [3]
    qtbot.waitUntil(desk.work.idle)


def test_a_document_that_cannot_be_made_says_why_and_recovers(qtbot, desk, preview):
    def refuse():
        raise LirenError("缺少会议时间。", "请先填写会议时间。")

    shown(qtbot, desk, preview, a_pdf(1))
    LivePreview(preview, desk.work, refuse, after=1).refresh()
    qtbot.waitUntil(lambda: "缺少会议时间。请先填写会议时间。" in words(preview))
    assert not preview.bar.print.isEnabled()
    assert not desk.errors
    shown(qtbot, desk, preview, a_pdf(2))
    assert "共 2 页" in words(preview)
