"""The bytes of attachments: kept once however often they are used, never changed, checked."""

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.attachments.models import Attachment, Content, Thumbnail
from app.attachments.pictures import PreparedPicture, hash_of, thumbnail_of
from app.errors import InvalidInput, NotFound
from db.changelog import Replica


def keep(session: Session, data: bytes) -> str:
    """Store bytes unless they are there already; returns their key."""
    key = hash_of(data)
    if not session.scalar(select(exists().where(Content.sha256 == key))):
        session.add(Content(sha256=key, data=data))
    return key


def keep_picture(session: Session, prepared: PreparedPicture) -> str:
    """Store a picture, its thumbnail and, where it is to be kept, its original."""
    key = keep(session, prepared.data)
    if prepared.original is not None:
        keep(session, prepared.original)
    if not session.scalar(select(exists().where(Thumbnail.sha256 == key))):
        session.add(Thumbnail(sha256=key, data=prepared.thumbnail))
    return key


def content(session: Session, key: str) -> bytes:
    """The bytes under a key.

    Raises:
        NotFound: they are not in this station (yet).
    """
    data = session.scalar(select(Content.data).where(Content.sha256 == key))
    if data is None:
        raise NotFound(
            "这张照片的内容不在本站点。", "可能还没有随报送包送来；请向上报单位索取，或恢复备份。"
        )
    return data


def thumbnail(session: Session, key: str) -> bytes:
    """The thumbnail of a stored picture, made now when it is missing.

    Raises:
        NotFound, InvalidInput: the picture itself is missing or damaged.
    """
    kept = session.scalar(select(Thumbnail.data).where(Thumbnail.sha256 == key))
    return thumbnail_of(content(session, key)) if kept is None else kept


def make_missing_thumbnails(session: Session) -> int:
    """Store a thumbnail of every picture that has none, as after an exchange; returns how many.

    A picture that cannot be read gets none: :func:`check_contents` tells of it.
    """
    lacking = (
        select(Attachment.content)
        .where(Attachment.width > 0)
        .where(~exists().where(Thumbnail.sha256 == Attachment.content))
        .distinct()
    )
    made = 0
    for key in session.scalars(lacking).all():
        try:
            small = thumbnail_of(content(session, key))
        except (NotFound, InvalidInput):
            continue
        session.add(Thumbnail(sha256=key, data=small))
        made += 1
    session.flush()
    return made


def check_contents(session: Session) -> tuple[bool, str]:
    """Whether every attachment's bytes are there and are what their key says; in words.

    Another office may have lost a photo before it sent the record: that is told.
    """
    here = session.scalars(select(Replica.station_id).where(Replica.is_current)).one()
    wanted: dict[str, tuple[str, bool]] = {}
    """Name by key, and whether one of our own records has it."""
    columns = (Attachment.name, Attachment.owner, Attachment.content, Attachment.original)
    for name, owner, *keys in session.execute(select(*columns)):
        for key in filter(None, keys):
            is_own = owner == here or wanted.get(key, ("", False))[1]
            wanted[key] = name, is_own
    count = len(wanted)
    for key, data in _contents(session):
        if (found := wanted.pop(key, None)) is not None and hash_of(data) != key:
            return False, f"“{found[0]}”的内容与校验码不符"
    lost = [name for name, is_own in wanted.values() if is_own]
    if lost:
        return False, f"缺少 {len(lost)} 份内容，第一份：{lost[0]}"
    lacking = f"；{len(wanted)} 份对方没有送来" if wanted else ""
    return True, f"{count - len(wanted)} 份内容，校验码全部相符{lacking}"


def _contents(session: Session) -> Iterator[tuple[str, bytes]]:
    """One after the other: all together would not fit into memory."""
    for row in session.execute(select(Content.sha256, Content.data)).yield_per(8):
        yield row.sha256, row.data
