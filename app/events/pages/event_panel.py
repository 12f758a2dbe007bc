"""One event in the drawer: how its limits stand, facts, photos, history."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, stacked
from app.desk.labels import label, pill
from app.desk.timeline import Entry, Timeline
from app.events.event_views import EventDetail
from app.events.terms import SOURCE_NAMES


def event_panel(
    detail: EventDetail, photos: QWidget | None, whistle: QWidget | None = None
) -> QWidget:
    """The body of the drawer for one event; empty shelves for photos stand at the end."""
    way = Timeline([Entry(s.at, s.text, s.note, s.actor_name) for s in detail.steps])
    parts = [(section("照片"), photos)] if photos else []
    parts.insert(len(parts) if detail.photos else 0, (section("经过"), way))
    return stacked(
        _head(detail),
        _mark(detail),
        whistle,
        FactList(_facts(detail)),
        *(part for pair in parts for part in pair),
    )


def _head(detail: EventDetail) -> QWidget:
    """State and limit, side by side."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(label(detail.row.state_name, "section"))
    if detail.row.pill.text != detail.row.state_name:
        row.addWidget(pill(*detail.row.pill.pair))
    if detail.row.is_urgent:
        row.addWidget(pill("紧急", "late"))
    if detail.row.is_late_entry:
        row.addWidget(pill("补录", "plain"))
    row.addStretch(1)
    return whole


def _mark(detail: EventDetail) -> QWidget | None:
    """What is not to be missed: where it went, what it waits for."""
    if detail.duplicate_of:
        first = detail.duplicate_of
        return Notice("info", f"已并入 {first.number}", [first.title])
    if detail.row.is_suspended:
        return Notice("waiting", "已挂起，时限暂停计算", [detail.steps[0].note])
    return None


def _facts(detail: EventDetail) -> Iterable[tuple[str, str]]:
    row = detail.row
    yield "编号", row.number
    yield "类别", f"{row.category}（{row.group}）"
    yield "地点", f"{row.place}　{row.grid}".strip()
    yield "反映人", f"{row.reporter}　{detail.reporter_phone}".strip()
    yield "来源", SOURCE_NAMES[detail.source]
    yield "发生时间", _moment(detail.occurred_at)
    yield "上报时间", _moment(row.reported_at)
    yield "首次响应", _answered(detail)
    yield "办理时限", f"{detail.limit}，{_moment(detail.due_at)} 前" if detail.due_at else ""
    yield "处置人", row.handler
    yield "详情", detail.detail
    yield "处置结果", detail.outcome
    yield "超期原因", detail.late_reason
    if detail.settled is not None:
        yield "纠纷化解", "已化解" if detail.settled else "未化解"
    yield "满意度", detail.satisfaction
    yield "重复上报", "、".join(f"{one.number} {one.title}" for one in detail.duplicates)
    yield "上级任务", "、".join(f"{one.title}（{one.issuer}）" for one in detail.tasks)


def _answered(detail: EventDetail) -> str:
    if detail.responded_at is None:
        return f"还没有响应，应在 {_moment(detail.response_due)} 前"
    late = detail.responded_at > detail.response_due
    return (
        f"{_moment(detail.responded_at)}（{'超过' if late else '在'}一小时{'' if late else '内'}）"
    )


def _moment(moment: datetime | None) -> str:
    return written(moment, "datetime")
