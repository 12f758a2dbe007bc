"""Whether the residents' search agrees with the residents, and making it anew.

Triggers keep it (migration 0002); this looks after them, as a bookkeeper counts the till.
"""

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.residents.models import Resident

COLUMNS = ("name", "initials", "pinyin", "phone", "id_number", "address")
TRIGGERS = ("insert", "update", "delete", "household", "unit", "building")
PLACES_ASTRAY = """
SELECT count(*) FROM (
  SELECT resident_id FROM resident_place EXCEPT SELECT resident_id FROM resident_document
  UNION ALL
  SELECT resident_id FROM (SELECT resident_id, place FROM resident_document
    EXCEPT SELECT resident_id, number & ~4194303 FROM resident_place))
"""
_WORDS = " UNION ALL ".join(
    f"SELECT lower(word.value) AS term, number AS doc, '{column}' AS col "
    "FROM resident_document JOIN resident_place USING (resident_id), "
    f"json_each('[\"' || replace({column}, ' ', '\",\"') || '\"]') AS word WHERE word.value <> ''"
    for column in COLUMNS
)
_INDEXED = "SELECT term, doc, col FROM temp.resident_search_words"
WORDS_ASTRAY = f"""
SELECT (SELECT count(*) FROM ({_WORDS} EXCEPT {_INDEXED}))
     + (SELECT count(*) FROM ({_INDEXED} EXCEPT SELECT * FROM ({_WORDS})))
"""


def search_agrees(session: Session) -> tuple[bool, str]:
    """Whether everybody stands at the right place under the right words; and what was found."""
    wanted = {f"resident_search_{name}" for name in TRIGGERS}
    there = set(session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    if wanted - there:
        return False, f"缺少触发器 {min(wanted - there)}"
    astray = session.scalar(text(PLACES_ASTRAY)) or 0
    if not astray:
        astray = _words_astray(session)
    if astray:
        return False, f"{astray} 处与居民资料不符，请重建检索"
    count = len(session.scalars(select(Resident.id).where(Resident.merged_into.is_(None))).all())
    return True, f"{count} 位居民，逐字相符"


def _words_astray(session: Session) -> int:
    session.execute(
        text(
            "CREATE VIRTUAL TABLE temp.resident_search_words "
            "USING fts5vocab('main', 'resident_search', 'instance')"
        )
    )
    try:
        return session.scalar(text(WORDS_ASTRAY)) or 0
    finally:
        session.execute(text("DROP TABLE temp.resident_search_words"))


def rebuild_search(session: Session, actor: Actor) -> None:
    """Forget the index and let the triggers write it again; no resident is changed.

    Raises:
        NotAllowed.
    """
    actor.require(Permission.BACK_UP)
    session.flush()
    session.execute(text("INSERT INTO resident_search (resident_search) VALUES ('delete-all')"))
    session.execute(text("DELETE FROM resident_place"))
    session.execute(text("UPDATE resident SET name = name"))
    audit.record(session, actor, "residents.search", "重建了居民检索")
