"""What the transfer slip (移交单) of a bundle says, read from the history."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.station import profile
from app.errors import RuleBroken
from app.exchange.history_views import bundle_sheet
from app.exchange.terms import Direction
from app.exchange.words import file_size
from app.printing.foot import PrintMark
from app.printing.transfer_slip import SlipLine, TransferSlipSheet
from db import clock


def slip_sheet(
    session: Session, *, operator: str, record_id: UUID, files: Sequence[str] = ()
) -> TransferSlipSheet:
    """The slip of a bundle made here; ``files`` names its volumes, where it was split.

    Raises:
        NotFound.
        RuleBroken: it came from elsewhere, and its slip with it.
    """
    found = bundle_sheet(session, record_id)
    row = found.row
    if row.direction is not Direction.OUT:
        raise RuleBroken("这是收取的报送包。", "移交单由制作的单位打印。")
    return TransferSlipSheet(
        sender=profile(session).name,
        receiver=row.peer,
        serial=row.serial,
        check_code=row.check_code,
        made_at=f"{clock.local(row.made_at):%Y-%m-%d %H:%M}",
        period=row.period,
        size=file_size(row.size),
        photos=row.contents,
        lines=tuple(SlipLine(one.title, one.sentence, one.total) for one in found.counts),
        files=tuple(files) or (row.file_name,),
        named=found.named,
        maker=row.account,
        mark=PrintMark(clock.now(), operator, f"第{row.serial}包"),
    )
