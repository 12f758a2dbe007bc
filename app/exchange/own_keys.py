"""This station's own keys: made when first needed, kept sealed in its file, changed on demand."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.accounts.station import profile
from app.errors import StationFault
from app.exchange import keys
from app.exchange.identity_file import Identity
from app.exchange.keys import KeyPair
from app.exchange.models import OwnKey
from app.exchange.rotation import Rotation, rotate, rotation_from
from db import clock
from db.replicated import transaction_of


def own_pairs(session: Session, database_key: bytes) -> list[KeyPair]:
    """Every generation of the station's keys, newest first; earlier ones still open what was sealed
    to them and is under way.

    Raises:
        StationFault: they do not open, see :func:`app.exchange.keys.unlock`.
    """
    rows = session.scalars(select(OwnKey).order_by(OwnKey.generation.desc()))
    return [keys.unlock(row.sealed, database_key) for row in rows]


def current_pair(session: Session, database_key: bytes) -> KeyPair:
    """The keys in force.

    Raises:
        StationFault: there are none yet, since no identity file was ever made.
    """
    pairs = own_pairs(session, database_key)
    if not pairs:
        raise StationFault("本站还没有报送密钥。", "请先导出身份文件，与对方配对。")
    return pairs[0]


def ensure_pair(session: Session, actor: Actor, *, database_key: bytes) -> KeyPair:
    """The keys in force, made now when the station has none.

    Raises:
        NotAllowed, StationFault.
    """
    actor.require(Permission.PAIR)
    pairs = own_pairs(session, database_key)
    return pairs[0] if pairs else _keep(session, database_key, keys.generate(_here(session)))


def rotate_keys(
    session: Session, actor: Actor, *, database_key: bytes, revokes_old: bool
) -> KeyPair:
    """Change keys; peers learn of it with the next bundle and need not pair again.

    ``revokes_old``: the old keys may have fallen into wrong hands; what they signed and has not
    arrived yet will be refused.

    Raises:
        NotAllowed, StationFault.
    """
    actor.require(Permission.PAIR)
    old = current_pair(session, database_key)
    new = keys.generate(old.station, old.generation + 1)
    certificate = rotate(old, new, at=clock.now(), revokes_old=revokes_old)
    _keep(session, database_key, new, certificate)
    why = "，旧密钥作废" if revokes_old else ""
    audit.record(session, actor, "exchange.rotate", f"更换了报送密钥{why}")
    return new


def latest_rotation(session: Session) -> Rotation | None:
    """The certificate of the latest change of keys; None: they were never changed."""
    row = session.scalars(select(OwnKey).order_by(OwnKey.generation.desc())).first()
    if row is None or row.certificate is None:
        return None
    return rotation_from(row.certificate)


def own_identity(session: Session, pair: KeyPair) -> Identity:
    """How the station introduces itself."""
    office = profile(session)
    return Identity(pair.public, office.level, office.name, office.area_code, clock.now())


def _keep(
    session: Session, database_key: bytes, pair: KeyPair, certificate: Rotation | None = None
) -> KeyPair:
    session.add(
        OwnKey(
            generation=pair.generation,
            sign_public=pair.public.sign,
            box_public=pair.public.box,
            sealed=keys.lock(pair, database_key),
            made_at=transaction_of(session).at,
            certificate=None if certificate is None else certificate.as_json(),
        )
    )
    session.flush()
    return pair


def _here(session: Session) -> UUID:
    return profile(session).id
