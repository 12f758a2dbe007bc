"""One matter in the drawer: its way, what is missing, facts, votes, notices, history."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.council.matter_views import MatterDetail, MeetingRef, NoticeView
from app.council.pages.at_hand import day_words, moment_words
from app.council.pages.lines import line
from app.council.pages.matter_data import MatterWhole
from app.council.pages.matter_doing import MatterDoing, running_poll
from app.council.pages.matter_parts import around_proposal, work_in_brief
from app.council.pages.pieces import StageTrack, missing_notice
from app.council.stages import STAGE_NAMES, Stage
from app.council.terms import MEETING_STATE_NAMES, Outcome, VoteKind, VoteState
from app.council.vote_views import VoteView
from app.desk import theme
from app.desk.detail import FactList, Notice, section, selectable, stacked
from app.desk.labels import button, label, pill
from app.desk.timeline import Entry, Timeline

OUTCOME_STATES = {Outcome.PASSED: "good", Outcome.FAILED: "late", Outcome.NO_QUORUM: "waiting"}


def matter_panel(whole: MatterWhole, doing: MatterDoing, *, may_change: bool) -> QWidget:
    """The body of the drawer for one matter."""
    detail = whole.detail
    return stacked(
        StageTrack(detail.row.stage),
        _guard(detail),
        _poll(detail, doing),
        FactList(_facts(detail)),
        *around_proposal(detail, doing, may_change=may_change),
        *_votes(detail.votes),
        *_notices(detail.notices),
        *work_in_brief(whole, doing),
        section("经过"),
        Timeline([Entry(step.at, step.text, actor=step.actor_name) for step in detail.steps]),
    )


def _guard(detail: MatterDetail) -> QWidget | None:
    action = detail.next_action
    if detail.row.stage is Stage.MERGED:
        return Notice("info", f"已并入 {detail.merged_into_number}", [])
    if detail.row.stage in (Stage.RETURNED, Stage.WITHDRAWN, Stage.HANDED_OVER):
        lines = [detail.screening_opinion] if detail.screening_opinion else []
        return Notice("info", STAGE_NAMES[detail.row.stage], lines)
    if action is None or not (action.headline or action.missing):
        return None
    return missing_notice(action.headline, action.missing)


def _poll(detail: MatterDetail, doing: MatterDoing) -> QWidget | None:
    """The poll under way, with the way to it."""
    poll = running_poll(detail)
    if poll is None:
        return None
    until = f"到 {day_words(poll.poll_until)} 截止" if poll.poll_until else ""
    go = button("登记意见表", "quiet", press=partial(doing.poll_asked.emit, poll.id))
    return line(("入户", "info"), "正在入户征求意见", until, [go])


def _facts(detail: MatterDetail) -> Iterable[tuple[str, str]]:
    row = detail.row
    who = f"{row.proposer} 等 {row.seconders} 户" if row.seconders else row.proposer
    yield "编号", row.number
    yield "提议人", who
    yield "来源", row.source_name
    yield "所属网格", row.grid_name
    yield "涉及范围", detail.scope
    if row.concerns_all_residents:
        yield "表决权限", "涉及全体居民，由居民会议或居民代表会议表决"
    yield "内容", detail.content
    yield "事项权属", detail.competence_name
    if detail.screening_opinion and row.stage not in (Stage.RETURNED, Stage.HANDED_OVER):
        yield "审核意见", f"{detail.screening_opinion}（{detail.screened_by}）"
    for meeting in detail.meetings[:3]:
        yield "会议", _meeting(meeting)


def _meeting(ref: MeetingRef) -> str:
    state = MEETING_STATE_NAMES[ref.state]
    tail = f"。结论：{ref.conclusion}" if ref.conclusion else ""
    return f"{ref.title} · {moment_words(ref.starts_at)} · {ref.place} · {state}{tail}"


def _votes(votes: tuple[VoteView, ...]) -> list[QWidget]:
    if not votes:
        return []
    return [section("表决"), *(vote_box(vote) for vote in reversed(votes))]


def vote_box(vote: VoteView) -> QWidget:
    """A vote: question, outcome as a word, and the sentence that says by which figure."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    head = QHBoxLayout()
    if vote.outcome is not None and vote.state is VoteState.CLOSED:
        head.addWidget(pill(vote.outcome_name, OUTCOME_STATES[vote.outcome]))
    else:
        head.addWidget(pill(vote.state_name, "info" if vote.state is VoteState.OPEN else "plain"))
    head.addWidget(label(vote.method_name, "soft"))
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(selectable(vote.question))
    if vote.sentence:
        column.addWidget(selectable(vote.sentence, "soft"))
    for option in vote.options:
        mark = ("选定" if vote.kind is VoteKind.OPTIONS else "当选") if option.chosen else ""
        votes = "" if option.count is None else f"{option.count} 票"
        words = " · ".join(
            part for part in (f"{option.position}. {option.text}", votes, mark) if part
        )
        column.addWidget(selectable(words, "" if option.chosen else "soft"))
    return whole


def _notices(notices: tuple[NoticeView, ...]) -> list[QWidget]:
    found: list[QWidget] = [section("公示")] if notices else []
    for notice in notices:
        found.append(selectable(f"{day_words(notice.from_day)} 至 {day_words(notice.until_day)}"))
        for objection in notice.objections:
            answer = f"答复：{objection.answer}" if objection.answered_on else "还没有答复"
            state = "info" if objection.answered_on else "waiting"
            found.append(Notice(state, f"{objection.objector}的异议", [objection.content, answer]))
    return found
