"""Every paper of this room: how it is read, set and named; by the key that pages ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.council import case_file, sheets, sheets_matter, sheets_meeting, sheets_vote
from app.council.pages.at_hand import AtHand
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.desk.preview import PdfPreview
from app.printing.agenda_sheet import compose_agenda_sheet
from app.printing.ballots import compose_ballots
from app.printing.case_file import compose_case_file
from app.printing.count_sheet import compose_count_sheet
from app.printing.evaluation_form import compose_evaluation_form
from app.printing.evaluation_result import compose_evaluation_result
from app.printing.meeting_notice import compose_meeting_notice
from app.printing.member_list import compose_member_list
from app.printing.poll_slip import compose_poll_slips
from app.printing.preview import page_count, render_page
from app.printing.proposal_form import compose_proposal_form
from app.printing.resolution import compose_resolution
from app.printing.result_notice import compose_result_notice
from app.printing.sign_in_sheet import compose_sign_in_sheet
from app.printing.vote_report import compose_vote_report
from app.printing.work_sheet import compose_work_sheet

RENDERER = Renderer(render_page, page_count)
FORMS_AT_ONCE = 60
"""Evaluation forms printed when nobody says how many: fifteen sheets of four."""


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper."""

    title: str
    """Of the page, and of the file after the document's number."""
    paper: Paper
    names: str
    """The keyword under which ``read`` takes the record's id."""


def _kind(
    title: str, read: Callable[..., Any], compose: Callable[..., bytes], names: str
) -> PaperKind:
    def name(sheet: Any) -> str:
        about = getattr(sheet, "title", "") or getattr(sheet, "meeting_name", "")
        number = sheet.mark.document_number
        whole = about if title in about else f"{about}{title}"
        return f"{number} {whole}".strip().replace("\n", "")

    return PaperKind(title, Paper(read, compose, name), names)


def _forms(session: Any, *, matter_id: UUID, operator: str) -> Any:
    return sheets_matter.evaluation_form_sheet(
        session, matter_id=matter_id, count=FORMS_AT_ONCE, operator=operator
    )


PAPERS = {
    "proposal_form": _kind(
        "提议表", sheets_matter.proposal_form_sheet, compose_proposal_form, "matter_id"
    ),
    "work_sheet": _kind("办理单", sheets_matter.work_sheet, compose_work_sheet, "matter_id"),
    "evaluation_form": _kind("评议表", _forms, compose_evaluation_form, "matter_id"),
    "evaluation_result": _kind(
        "评议结果公示",
        sheets_matter.evaluation_result_sheet,
        compose_evaluation_result,
        "evaluation_id",
    ),
    "case_file": _kind("议事卷宗", case_file.case_file_sheet, compose_case_file, "matter_id"),
    "meeting_notice": _kind(
        "会议通知", sheets_meeting.meeting_notice_sheet, compose_meeting_notice, "meeting_id"
    ),
    "agenda": _kind("议程", sheets_meeting.agenda_sheet, compose_agenda_sheet, "meeting_id"),
    "member_list": _kind(
        "参会人员名单", sheets_meeting.member_list_sheet, compose_member_list, "meeting_id"
    ),
    "sign_in_sheet": _kind("签到表", sheets.sign_in_sheet, compose_sign_in_sheet, "meeting_id"),
    "ballots": _kind("表决票", sheets_vote.ballot_sheet, compose_ballots, "vote_id"),
    "count_sheet": _kind("计票单", sheets_vote.count_sheet, compose_count_sheet, "vote_id"),
    "vote_report": _kind("表决结果", sheets_vote.vote_report_sheet, compose_vote_report, "vote_id"),
    "resolution": _kind("决议", sheets_vote.resolution_sheet, compose_resolution, "vote_id"),
    "poll_slips": _kind("征求意见表", sheets_vote.poll_slip_sheet, compose_poll_slips, "vote_id"),
    "result_notice": _kind(
        "表决结果公示", sheets.result_notice_sheet, compose_result_notice, "notice_id"
    ),
}
"""By key. ``names`` says what the id that comes with the key is of."""


MEETING_PAPERS = {
    "签到表": "sign_in_sheet",
    "会议通知": "meeting_notice",
    "议程": "agenda",
    "参会人员名单": "member_list",
}
"""What is printed around a meeting, as a menu names it."""


def paper_of(hand: AtHand, key: str, record_id: UUID, **more: Any) -> PaperPage:
    """The page that previews a paper; ``more`` goes to its query."""
    kind = PAPERS[key]
    asked = {kind.names: record_id, **more}
    return PaperPage(hand, kind.title, kind.paper, RENDERER, **asked)


def new_preview(hand: AtHand) -> PdfPreview:
    """A preview with this room's work and the one renderer."""
    return PdfPreview(hand.work, render=render_page, page_count=page_count)
