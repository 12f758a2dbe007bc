"""How bundles are told on the command line: lines for people, plain data for machines."""

from collections.abc import Iterator
from typing import Any

from app.accounts.levels import LEVEL_NAMES
from app.exchange.codes import check_code
from app.exchange.history_views import period_words
from app.exchange.manifest import Manifest
from app.exchange.refusals import Refused
from app.exchange.unattended import Outcome
from app.exchange.words import file_size, subjects, totals
from db import clock


def counts_of(manifest: Manifest) -> dict[str, int]:
    """Records by table."""
    return {table: count.total for table, count in manifest.counts.items()}


def manifest_lines(manifest: Manifest, size: int) -> Iterator[str]:
    """Everything a bundle says of itself that an office asks for."""
    sender, receiver = manifest.sender, manifest.receiver
    period = period_words(manifest.period.since, manifest.period.until)
    yield f"发送单位：{sender.name}（{LEVEL_NAMES[sender.level]}，{sender.area_code}）"
    yield f"接收单位：{receiver.name}（{LEVEL_NAMES[receiver.level]}）"
    yield f"包序号：第 {manifest.serial} 包"
    yield f"制作时间：{clock.local(manifest.made_at):%Y-%m-%d %H:%M}"
    yield f"内容期间：{period or '没有新的改动，只有回执'}"
    for subject in subjects(counts_of(manifest)):
        yield f"{subject.title}：{subject.sentence}"
    if manifest.contents.count:
        yield f"照片附件：{manifest.contents.count:,} 份，{file_size(manifest.contents.size)}"
    yield f"大小：{file_size(size)}"
    yield f"校验码：{check_code(manifest.sha256)}"
    for named in manifest.named:
        yield f"含个人信息：{named}"


def manifest_data(manifest: Manifest, size: int) -> dict[str, Any]:
    """The same for machines."""
    sender, receiver = manifest.sender, manifest.receiver
    return {
        "sender": {
            "station": sender.station,
            "level": sender.level,
            "name": sender.name,
            "area_code": sender.area_code,
            "generation": sender.generation,
        },
        "receiver": {"station": receiver.station, "level": receiver.level, "name": receiver.name},
        "serial": manifest.serial,
        "made_at": manifest.made_at,
        "period": {"from": manifest.period.since, "to": manifest.period.until},
        "counts": counts_of(manifest),
        "records": manifest.payload.records,
        "contents": {"count": manifest.contents.count, "bytes": manifest.contents.size},
        "bytes": size,
        "check_code": check_code(manifest.sha256),
        "named": list(manifest.named),
    }


def applied_lines(one: Outcome) -> Iterator[str]:
    """What became of one bundle."""
    name = one.file.name
    if one.is_left:
        yield f"{name}：还在拷贝，留到下一次。"
    elif one.refusal is not None:
        yield f"{name}：没有收取。{one.refusal}"
    elif one.applied is not None:
        applied = one.applied
        sender, serial = applied.manifest.sender.name, applied.manifest.serial
        said = f"已收取{sender}的第 {serial} 包，本站变动 {applied.rows:,} 条。{applied.note}"
        yield f"{name}：{said}"
        for subject in subjects(applied.changed):
            yield f"    {subject.title}：{subject.sentence}"


def outcome_data(one: Outcome) -> dict[str, Any]:
    """The same for machines."""
    data: dict[str, Any] = {"file": one.file, "moved_to": one.moved_to, "left": one.is_left}
    if one.refusal is not None:
        reason = one.refusal.reason if isinstance(one.refusal, Refused) else ""
        data |= {"applied": False, "reason": reason, "message": str(one.refusal)}
    elif one.applied is not None:
        applied = one.applied
        data |= {
            "applied": True,
            "sender": applied.manifest.sender.name,
            "serial": applied.manifest.serial,
            "changed": totals(applied.changed),
            "rows": applied.rows,
            "contents": applied.contents,
            "note": applied.note,
        }
    return data
