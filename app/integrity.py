"""Is this station whole? Named checks, all run, each with a sentence on what it found.

Used by ``liren check``, by the restore rehearsal and by the tests. A check that finds nothing
wrong says what it looked at, so that "passed" is never empty.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import exists, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.models import AuditEntry
from app.accounts.station import Station
from app.attachments.contents import check_contents
from app.council.minutes_check import signed_minutes_agree
from app.points.ledger_check import check_ledger, check_stock
from app.residents.search_check import search_agrees
from db import faults, guards, keyslots
from db.base import Base
from db.changelog import Change
from db.engine import translated_faults
from db.log_check import all_strays, numbers_missing
from db.migrate import SCHEMA_VERSION
from db.places import is_server
from db.replicated import shared_tables


@dataclass(frozen=True)
class CheckResult:
    """What one check found."""

    key: str
    label: str
    passed: bool
    detail: str


Finding = tuple[bool, str]
AUDIT_GUARDS = ("audit_entry_refuses_update", "audit_entry_refuses_delete")
"""Triggers that keep the audit log append-only."""
GRID_GUARDS = ("staff_term_one_full_time_on_insert", "staff_term_one_full_time_on_update")
"""Triggers that let no grid have two full-time holders on one day."""
POINTS_GUARDS = (
    "points_transfer_refuses_update",
    "points_transfer_refuses_delete",
    "points_transfer_moves_balances",
    "points_transfer_mirrors_what_it_reverses",
    "points_balance_not_below_zero_on_insert",
    "points_balance_not_below_zero_on_update",
    "stock_move_refuses_update",
    "stock_move_refuses_delete",
    "stock_move_moves_stock",
    "reward_stock_not_below_zero_on_insert",
    "reward_stock_not_below_zero_on_update",
    "redemption_line_refuses_update",
    "redemption_line_refuses_delete",
)
"""Triggers that keep the ledger of points and of goods append-only and above zero."""


OF_FILES_ONLY = ("pages", "search")
"""A server looks after its own pages, and no resident has a name there that could be searched."""


def check_all(station: Station) -> list[CheckResult]:
    """Run every check on an open station."""
    database = station.database
    of_file: list[tuple[str, str, Callable[[], Finding]]] = [
        ("pages", "文件各页", partial(_pages, station)),
        ("keys", "外键", partial(_foreign_keys, station)),
        ("schema", "表结构", partial(_schema, station)),
        ("slots", "密钥文件", partial(_slots, station)),
    ]
    if is_server(station.place):
        of_file = [each for each in of_file if each[0] not in OF_FILES_ONLY]
    results = [CheckResult(key, label, *_finding(check)) for key, label, check in of_file]
    with database.read() as session:
        results += [
            CheckResult(key, label, *_finding(partial(check, session)))
            for key, label, check in OF_RECORDS
            if not (is_server(station.place) and key in OF_FILES_ONLY)
        ]
    return results


def _finding(check: Callable[[], Finding]) -> Finding:
    """What a check found; that it could not read what it looks at is a finding, too."""
    try:
        with translated_faults():
            return check()
    except (faults.FileFault, DBAPIError):
        return False, "文件已损坏，有内容读不出来"


def _pages(station: Station) -> Finding:
    broken = station.database.pragma("cipher_integrity_check")
    broken += [row for row in station.database.pragma("integrity_check") if row[0] != "ok"]
    if broken:
        return False, f"{len(broken)} 处损坏，第一处：{broken[0][0]}"
    pages = station.database.pragma("page_count")[0][0]
    return True, f"{pages} 页，校验码全部相符"


def _foreign_keys(station: Station) -> Finding:
    broken = _orphans(station)
    if broken:
        return False, f"{len(broken)} 行指向不存在的记录，第一处在表 {broken[0]}"
    return True, f"{len(Base.metadata.tables)} 张表，引用完整"


def _orphans(station: Station) -> list[str]:
    """The table of each row that points to one that is not there."""
    if not is_server(station.place):
        return [row[0] for row in station.database.pragma("foreign_key_check")]
    found: list[str] = []
    with station.database.read() as session:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                there = key.column.table.alias()
                points_nowhere = ~exists().where(there.c[key.column.name] == key.parent)
                rows = select(key.parent).where(key.parent.is_not(None), points_nowhere)
                found += [table.name] * len(session.execute(rows).all())
    return found


def _schema(station: Station) -> Finding:
    version = station.database.schema_version()
    if version != SCHEMA_VERSION:
        return False, f"版本 {version}"
    present = station.database.names()
    guarding = {*AUDIT_GUARDS, *GRID_GUARDS, *POINTS_GUARDS, *guards.declared()}
    missing = sorted({*Base.metadata.tables, *guarding} - present)
    if missing:
        return False, f"缺少 {len(missing)} 项，第一项：{missing[0]}"
    return True, f"版本 {version}，{len(Base.metadata.tables)} 张表"


def _slots(station: Station) -> Finding:
    keys = keyslots.load(station.place)
    right = keys.station_id == station.office.id
    return right, f"{len(keys.slots)} 个账号" if right else "属于另一个站点"


def _numbers_without_gaps(session: Session) -> Finding:
    """This file's changes are numbered 1, 2, 3 …; of others', none beyond what was received."""
    wrong = numbers_missing(session)
    changes = session.scalar(select(func.count()).select_from(Change))
    return not wrong, wrong or f"{changes} 条变更，编号连续"


def _log_leads_to_rows(session: Session) -> Finding:
    """The log gives every shared row with its values and its stamp, and no other rows."""
    found = all_strays(session)
    if found:
        name, count = next(iter(found.items()))
        return False, f"表 {name} 有 {count} 行与变更日志不符"
    return True, f"{len(shared_tables())} 张表，内容与日志所记相同"


def _audit_chain(session: Session) -> Finding:
    broken = audit.first_break(session)
    if broken is not None:
        return False, f"从第 {broken} 条起对不上"
    count = session.scalar(select(func.count()).select_from(AuditEntry))
    return True, f"{count} 条，逐条相接"


OF_RECORDS: list[tuple[str, str, Callable[[Session], Finding]]] = [
    ("numbers", "变更编号", _numbers_without_gaps),
    ("values", "内容与日志", _log_leads_to_rows),
    ("audit", "操作日志", _audit_chain),
    ("search", "居民检索", search_agrees),
    ("minutes", "会议纪要", signed_minutes_agree),
    ("contents", "照片内容", check_contents),
    ("points", "积分分录", check_ledger),
    ("stock", "兑换库存", check_stock),
]
"""Checks on records; a feature adds its own in one place, :mod:`app.bootstrap`."""


def failures(results: list[CheckResult]) -> Iterator[CheckResult]:
    """Only what did not pass."""
    return (result for result in results if not result.passed)
