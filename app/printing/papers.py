"""All papers of the council by their sheets: how each is laid out, whichever it is.

A case file binds them and a batch prints them; neither needs to know which engine sets which.
"""

from collections.abc import Callable
from typing import Any

from app.printing import form, official, sections, slips
from app.printing.agenda_sheet import AgendaSheet, agenda_form
from app.printing.ballots import BallotSheet, ballot_paper
from app.printing.count_sheet import CountSheet, count_form
from app.printing.evaluation_form import EvaluationFormSheet, evaluation_paper
from app.printing.evaluation_result import EvaluationResultSheet, evaluation_result_document
from app.printing.form_layout import Form
from app.printing.meeting_notice import MeetingNoticeSheet, meeting_notice_document
from app.printing.member_list import MemberListSheet, member_list_form
from app.printing.minutes import MinutesSheet, minutes_document
from app.printing.official import Document
from app.printing.pen import Laid, Step
from app.printing.poll_slip import PollSlipSheet, poll_paper
from app.printing.proposal_form import ProposalFormSheet, proposal_form
from app.printing.record import RecordSheet, record_document
from app.printing.resolution import ResolutionSheet, resolution_document
from app.printing.result_notice import ResultNoticeSheet, result_notice_document
from app.printing.sections import SectionedForm
from app.printing.sign_in_sheet import SignInSheet, sign_in_form
from app.printing.slips import SlipPaper
from app.printing.typeface import check_glyphs
from app.printing.vote_report import VoteReportSheet, vote_report_form
from app.printing.work_sheet import WorkSheet, work_form

OfficialSheet = (
    MeetingNoticeSheet
    | MinutesSheet
    | RecordSheet
    | ResolutionSheet
    | ResultNoticeSheet
    | EvaluationResultSheet
)
Sheet = (
    OfficialSheet
    | AgendaSheet
    | BallotSheet
    | CountSheet
    | EvaluationFormSheet
    | MemberListSheet
    | PollSlipSheet
    | ProposalFormSheet
    | SignInSheet
    | VoteReportSheet
    | WorkSheet
)

_DOCUMENTS: dict[type, Callable[[Any], Document]] = {
    MeetingNoticeSheet: meeting_notice_document,
    MinutesSheet: minutes_document,
    RecordSheet: record_document,
    ResolutionSheet: resolution_document,
    ResultNoticeSheet: result_notice_document,
    EvaluationResultSheet: evaluation_result_document,
}
_FORMS: dict[type, Callable[[Any], Form | SectionedForm | SlipPaper]] = {
    AgendaSheet: agenda_form,
    BallotSheet: ballot_paper,
    CountSheet: count_form,
    EvaluationFormSheet: evaluation_paper,
    MemberListSheet: member_list_form,
    PollSlipSheet: poll_paper,
    ProposalFormSheet: proposal_form,
    SignInSheet: sign_in_form,
    VoteReportSheet: vote_report_form,
    WorkSheet: work_form,
}
_ENGINES: dict[type, Callable[[Any], Laid]] = {
    Document: official.lay,
    Form: form.lay_form,
    SectionedForm: sections.lay_sections,
    SlipPaper: slips.lay_slips,
}


def document_of(sheet: OfficialSheet) -> Document:
    """The parts of an official paper."""
    return _DOCUMENTS[type(sheet)](sheet)


def lay(sheet: Sheet) -> Laid:
    """Any paper divided into pages.

    Raises:
        InvalidInput: slips of none, or with more text than they can hold.
    """
    layout = (_DOCUMENTS | _FORMS)[type(sheet)](sheet)
    return _ENGINES[type(layout)](layout)


def compose(sheet: Sheet, *, step: Step | None = None, frames_allowed: bool = False) -> bytes:
    """Any paper as a PDF.

    Raises:
        GlyphsMissing: unless ``frames_allowed``.
        InvalidInput: slips of none, or with more text than they can hold.
    """
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return lay(sheet).drawn(step)
