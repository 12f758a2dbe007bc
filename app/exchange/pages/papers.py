"""The transfer slip takes the page's place while it is previewed."""

from collections.abc import Sequence
from uuid import UUID

from app.desk.page_frame import PageFrame
from app.desk.paper_page import Paper, PaperPage, Renderer
from app.exchange.pages.at_hand import AtHand
from app.exchange.slips import slip_sheet
from app.printing.preview import page_count, render_page
from app.printing.transfer_slip import compose_transfer_slip

SLIP = Paper(
    slip_sheet,
    compose_transfer_slip,
    lambda sheet: f"移交单 {sheet.sender}→{sheet.receiver} 第{sheet.serial}包",
)


def show_slip(page: PageFrame, hand: AtHand, record_id: UUID, files: Sequence[str] = ()) -> None:
    """Show the slip of a bundle made here, in place of ``page``."""
    renderer = Renderer(render_page, page_count)
    asked = {"record_id": record_id, "files": tuple(files)}
    page.enter(PaperPage(hand, "报送包移交单", SLIP, renderer, **asked))
