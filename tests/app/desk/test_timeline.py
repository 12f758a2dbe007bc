"""The timeline of a record."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from app.desk.timeline import Entry, Timeline


def texts(timeline):
    return [label.text() for label in timeline.findChildren(QLabel) if not label.isHidden()]


def test_what_happened_stands_with_day_detail_and_person(qtbot):
    timeline = Timeline(
        [
            Entry(datetime(2026, 11, 20, 1, 30, tzinfo=UTC), "议事厅协商", "18 人发言", "赵敏"),
            Entry(date(2026, 11, 8), "王秀芬提议，23 户附议"),
            Entry(date(2025, 12, 31), "登记"),
        ]
    )
    qtbot.addWidget(timeline)
    assert texts(timeline) == [
        "11-20 09:30", "议事厅协商", "18 人发言 · 赵敏",
        "11-08", "王秀芬提议，23 户附议",
        "2025-12-31", "登记",
    ]  # fmt: skip


def test_the_day_tells_its_full_date(qtbot):
    timeline = Timeline([Entry(date(2026, 11, 8), "提议")])
    qtbot.addWidget(timeline)
    assert timeline.findChildren(QLabel)[0].toolTip() == "2026-11-08"


def test_new_entries_replace_the_old_and_markup_is_only_text(qtbot):
    timeline = Timeline([Entry(date(2026, 11, 8), "提议")])
    qtbot.addWidget(timeline)
    timeline.set_entries([Entry(date(2026, 11, 9), "<b>提议</b>")])
    assert texts(timeline) == ["11-09", "<b>提议</b>"]
    timeline.set_entries([])
    assert texts(timeline) == ["还没有记录"]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_long_words_wrap_instead_of_widening_the_drawer(qtbot):
    timeline = Timeline([Entry(date(2026, 11, 8), "形成两个方案" * 40, "说明" * 100)])
    qtbot.addWidget(timeline)
    timeline.resize(380, 600)
    timeline.show()
    assert timeline.minimumSizeHint().width() <= 380
    assert timeline.heightForWidth(380) > timeline.heightForWidth(900)
