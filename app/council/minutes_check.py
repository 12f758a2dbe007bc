"""Whether signed minutes still say what was signed; for ``liren check``."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.minutes import expected_fingerprint
from app.council.models import Minutes
from app.council.terms import MinutesState


def signed_minutes_agree(session: Session) -> tuple[bool, str]:
    """Reckon every fingerprint again; and what was found."""
    signed = select(Minutes).where(Minutes.state == MinutesState.SIGNED)
    rows = session.scalars(signed.order_by(Minutes.signed_at, Minutes.id)).all()
    astray = [row for row in rows if row.fingerprint != expected_fingerprint(session, row)]
    if astray:
        return False, f"{len(astray)} 份与签发时的指纹不符，第一份：{astray[0].content['title']}"
    return True, f"{len(rows)} 份已签发，指纹全部相符"
