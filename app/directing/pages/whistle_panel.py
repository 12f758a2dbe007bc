"""One whistle in the drawer: what is asked for, who came and what they did, photos, the way."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.desk import theme
from app.desk.columns import written
from app.desk.detail import FactList, Notice, section, selectable, stacked
from app.desk.labels import label, pill
from app.desk.timeline import Entry, Timeline
from app.directing.response_views import ResponseRow
from app.directing.terms import ResponseState, WhistleState
from app.directing.whistle_views import WhistleSheet

Doing = Callable[[ResponseRow], Sequence[QPushButton]]
"""The buttons of one department."""


def whistle_panel(
    sheet: WhistleSheet, doing: Doing, photos: QWidget | None, contact: QPushButton | None
) -> QWidget:
    """The body of the drawer; ``contact`` shows the reporter's name and phone in full."""
    parts = [(section("部门报到"), *map(_card(doing), sheet.responses))] if sheet.responses else []
    if photos is not None:
        parts.append((section("照片"), photos))
    way = Timeline([Entry(line.at, line.text, line.note, line.who) for line in sheet.history])
    parts.append((section("经过"), way))
    return stacked(
        _head(sheet),
        _ending(sheet),
        FactList(_facts(sheet)),
        _beside(contact) if contact is not None else None,
        *(part for group in parts for part in group),
    )


def _head(sheet: WhistleSheet) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(pill(*sheet.row.pill.pair))
    row.addWidget(label(f"{sheet.row.station}　{sheet.row.event_number}", "soft"))
    row.addStretch(1)
    return whole


def _ending(sheet: WhistleSheet) -> QWidget | None:
    """What came of it, once it is over."""
    if sheet.row.state is WhistleState.WITHDRAWN:
        at = written(sheet.withdrawn_at, "datetime")
        return Notice("waiting", f"社区已于 {at} 撤回", [sheet.rating_note])
    if sheet.row.state is WhistleState.ENDED:
        at = written(sheet.ended_at, "datetime")
        lines = [sheet.rating_note] if sheet.rating_note else []
        return Notice("good", f"{at} 办结，评价：{sheet.rating}", lines)
    return None


def _facts(sheet: WhistleSheet) -> Iterable[tuple[str, str]]:
    yield "吹哨事由", sheet.content
    yield "类别", sheet.row.category
    yield "地点", sheet.row.place
    yield "吹哨时间", written(sheet.row.whistled_at, "datetime")
    yield "最近期限", written(sheet.row.next_due, "datetime")
    named = f"{sheet.contact_name}　{sheet.contact_phone}".strip()
    unnamed = "没有报给上级" if sheet.row.is_own else "没有随吹哨上报，请与社区联系"
    yield "反映人", named if sheet.is_named else unnamed


def _beside(contact: QPushButton) -> QWidget:
    """The button under the facts, where their values begin."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(theme.px(70), 0, 0, 0)
    row.addWidget(contact)
    row.addStretch(1)
    return whole


def _card(doing: Doing) -> Callable[[ResponseRow], QWidget]:
    def card(row: ResponseRow) -> QWidget:
        return response_card(row, doing(row))

    return card


def response_card(row: ResponseRow, doing: Sequence[QPushButton] = ()) -> QFrame:
    """One department: what it is to do, how far it is, what may be done."""
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(*(theme.px(side) for side in (12, 8, 12, 8)))
    column.setSpacing(theme.px(4))
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    head.addWidget(label(row.department, "section", wrap=True), 1)
    if row.is_lead:
        head.addWidget(pill("牵头", "accent"))
    head.addWidget(pill(*row.pill.pair))
    column.addLayout(head)
    for text, role in _lines(row):
        column.addWidget(selectable(text, role))
    if doing:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(4))
        foot.addStretch(1)
        for one in doing:
            foot.addWidget(one)
        column.addLayout(foot)
    return card


def _lines(row: ResponseRow) -> Iterable[tuple[str, str]]:
    if row.demand:
        yield f"要求：{row.demand}", ""
    if row.answer:
        word = "撤回原因" if row.state is ResponseState.WITHDRAWN else "答复"
        yield f"{word}：{row.answer}", ""
    times = (("期限", row.due_at), ("报到", row.arrived_at), ("答复", row.answered_at))
    for word, at in times:
        if at is not None:
            yield f"{word}　{written(at, 'datetime')}", "soft"
    if row.rating:
        yield f"社区评价：{row.rating}　{row.rating_note}".strip(), ""
