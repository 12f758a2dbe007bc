"""Taking a bundle: one transaction, everything or nothing.

Before: a verified preview. Then the records are read, checked one by one and merged, contents
kept, the version vector and the sender's receipt moved on, and the bundle written down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.permissions import Actor, Permission
from app.accounts.station import Station
from app.attachments.contents import keep, make_missing_thumbnails
from app.exchange.bundle_records import record_of
from app.exchange.declared import declarations
from app.exchange.envelope import records
from app.exchange.frames import ChangeFrame, ContentFrame
from app.exchange.incoming import change_from
from app.exchange.keys import KeyPair, open_sealed
from app.exchange.manifest import Manifest
from app.exchange.models import BundleRecord, Peer
from app.exchange.own_keys import own_pairs
from app.exchange.peers import follow_rotation
from app.exchange.receipts import take_receipt
from app.exchange.receiving import Preview, judge, look
from app.exchange.refusals import Reason, Refused
from app.exchange.same_numbers import part_same_numbers
from app.exchange.scope import known_replicas
from app.exchange.set_back import number_anew
from app.exchange.terms import Direction, Relation
from app.exchange.whole_files import Step, no_step
from db import clock
from db.changelog import Replica, known_vector, stations_of_replicas, store
from db.defer import defer_foreign_keys
from db.folding import LoggedChange
from db.merging import Merging, lifted_guards
from db.replicated import stamper_of, transaction_of
from db.shapes import NOT_OWNER, UNKNOWN_TABLE, Unacceptable, shapes

AT_ONCE = 1_000
FARTHEST_AHEAD = timedelta(days=366)
"""How far a sender's clock may be ahead of ours: a slip of the BIOS, not an attack on ours."""


@dataclass(frozen=True)
class Applied:
    """What taking a bundle did."""

    manifest: Manifest
    changed: dict[str, dict[str, int]]
    """Rows inserted, updated and deleted here, by table."""
    contents: int
    note: str
    """What a person should know of its place in the sequence; empty: nothing."""
    record_id: UUID

    @property
    def rows(self) -> int:
        """How many rows changed here."""
        return sum(sum(kinds.values()) for kinds in self.changed.values())


@dataclass
class _Taken:
    """What has been seen while the records go by."""

    farthest: float
    """Milliseconds since the epoch after which no change may have been made."""
    highest_clock: int = 0
    last: dict[UUID, int] = field(default_factory=dict)
    contents: int = 0
    fields: dict[tuple[str, UUID], frozenset[str] | None] = field(default_factory=dict)
    """What comes this way, by table and database file; None: all of it."""


def apply_bundle(station: Station, path: Path, *, step: Step = no_step) -> Applied:
    """Take a bundle. Long: not in the UI thread; ``step(done, total)`` in bytes, may cancel.

    Raises:
        NotAllowed.
        Refused: it cannot be taken; the station is as it was.
        StationFault, OSError: a file cannot be read or written; the station is as it was.
    """
    station.actor.require(Permission.EXCHANGE)
    with station.read() as session:
        preview = look(session, path)
        pairs = own_pairs(session, station.database.key)
    pair = _pair_for(preview, pairs)
    with station.write() as session:
        transaction_of(session).undoable = False
        preview = judge(session, path, preview.manifest)  # others may have written meanwhile
        if preview.set_back:
            number_anew(session, station.actor, preview.manifest)
            preview = judge(session, path, preview.manifest)
        return _apply(session, station.actor, preview, pair, step)


def _pair_for(preview: Preview, pairs: list[KeyPair]) -> KeyPair:
    """The generation of our keys that it was sealed to."""
    for pair in pairs:
        try:
            open_sealed(pair, preview.manifest.payload.sealed_key)
        except Refused:
            continue
        return pair
    raise Refused(Reason.OTHER_RECEIVER)


def _apply(session: Session, actor: Actor, preview: Preview, pair: KeyPair, step: Step) -> Applied:
    manifest = preview.manifest
    taken = _Taken((clock.now() + FARTHEST_AHEAD).timestamp() * 1000)
    stations = stations_of_replicas(session) | manifest.stations
    defer_foreign_keys(session)
    merging = Merging(session, known=known_vector(session), stations=stations)
    try:
        with lifted_guards(session):
            _merge(session, merging, preview, taken, pair, step)
            changed = {name: dict(kinds) for name, kinds in merging.finish().items()}
    except Unacceptable as error:
        raise _refusal(error) from error
    _move_vector_on(session, preview, taken)
    peer = session.get_one(Peer, manifest.sender.station)
    follow_rotation(peer, manifest.rotation)
    take_receipt(session, peer, manifest)
    peer.name, peer.area_code = manifest.sender.name, manifest.sender.area_code
    record_id = _write_down(session, actor, preview, taken, changed)
    if taken.contents:
        make_missing_thumbnails(session)
    note = preview.sequence.in_words(manifest.serial)
    if preview.returns_own:
        parted = part_same_numbers(session, actor)
        note += f"恢复前后编号相同的记录已改为 {'、'.join(parted)}。" if parted else ""
    return Applied(manifest, changed, taken.contents, note, record_id)


def _merge(
    session: Session,
    merging: Merging,
    preview: Preview,
    taken: _Taken,
    pair: KeyPair,
    step: Step,
) -> None:
    frames = records(preview.path, preview.manifest, own=pair, sign_key=preview.sign_key, step=step)
    for part in _parts(session, frames, preview, taken):
        merging.add(part)


def _parts(
    session: Session,
    frames: Iterator[ChangeFrame | ContentFrame],
    preview: Preview,
    taken: _Taken,
) -> Iterator[list[LoggedChange]]:
    """Changes in portions; contents are kept as they go by."""
    part: list[LoggedChange] = []
    for one in frames:
        if isinstance(one, ContentFrame):
            keep(session, one.content)
            session.flush()
            session.expunge_all()
            taken.contents += 1
            continue
        change = change_from(one.change)
        _check(change, preview, taken)
        part.append(change)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _check(change: LoggedChange, preview: Preview, taken: _Taken) -> None:
    """A change is within what the manifest says, in order, and of what goes this way."""
    manifest = preview.manifest
    upto = manifest.upto.get(change.origin, 0)
    before = taken.last.get(change.origin, manifest.base.get(change.origin, 0))
    if not before < change.counter <= upto:
        raise Refused(Reason.BAD_RECORDS)
    taken.last[change.origin] = change.counter
    taken.highest_clock = max(taken.highest_clock, change.clock)
    if change.clock >> 16 > taken.farthest:
        raise Refused(
            Reason.BAD_RECORDS,
            "报送包里的时间比本机晚了一年以上。",
            "请核对两台电脑的日期，改正后请对方重新制作。",
        )
    key = change.table, change.origin
    if key not in taken.fields:
        taken.fields[key] = _fields_that_come(*key, preview)
    fields = taken.fields[key]
    if fields is not None and not change.values.keys() <= fields:
        raise Refused(Reason.NOT_FOR_THIS_LEVEL)


def _fields_that_come(table: str, origin: UUID, preview: Preview) -> frozenset[str] | None:
    """Minimum data is checked on both sides: what must not be sent is not taken either.

    Which fields may be there; None: all. Refused: nothing of this table comes this way.
    """
    if table not in shapes():
        raise Refused(Reason.UNKNOWN_TABLE)
    declared = declarations()[table]
    is_superior = preview.relation is Relation.SUPERIOR
    returned = preview.manifest.stations[origin] == preview.manifest.receiver.station
    if (returned and (declared.up or declared.down)) or (is_superior and declared.down):
        return None
    if is_superior or not declared.up:
        raise Refused(Reason.NOT_FOR_THIS_LEVEL)
    return declared.up | {"owner"}


def _refusal(error: Unacceptable) -> Refused:
    reasons = {NOT_OWNER: Reason.NOT_OWNER, UNKNOWN_TABLE: Reason.UNKNOWN_TABLE}
    return Refused(reasons.get(error.fault, Reason.BAD_RECORDS))


def _move_vector_on(session: Session, preview: Preview, taken: _Taken) -> None:
    """From now on this file has what the bundle says it brings, also where nothing was for it."""
    manifest, replicas = preview.manifest, known_replicas(session)
    for origin, upto in ({manifest.replica: 0} | manifest.upto).items():
        if origin not in replicas:
            session.add(_newly_known(manifest, origin, upto, stamper_of(session).station_id))
        elif upto > replicas[origin].counter:
            session.get_one(Replica, origin).counter = upto
    session.flush()
    stamp = stamper_of(session)
    stamp.clock = max(stamp.clock, taken.highest_clock)
    store(session, stamp)


def _newly_known(manifest: Manifest, origin: UUID, upto: int, own: UUID) -> Replica:
    """A database file that we hear of for the first time."""
    sender = manifest.sender.station
    station = sender if origin == manifest.replica else manifest.stations[origin]
    parents = dict(manifest.parents)
    if manifest.lineage:
        parents[manifest.replica] = manifest.lineage[-1]
    return Replica(
        id=origin,
        station_id=station,
        counter=upto,
        clock=0,
        is_current=False,
        since=manifest.made_at,
        parent_id=parents.get(origin),
        via=None if station == own else sender,
    )


def _write_down(
    session: Session,
    actor: Actor,
    preview: Preview,
    taken: _Taken,
    changed: dict[str, dict[str, int]],
) -> UUID:
    manifest = preview.manifest
    if preview.sequence.is_repeated:
        return (
            session.scalars(
                select(BundleRecord.id).where(
                    BundleRecord.sha256 == manifest.sha256, BundleRecord.direction == Direction.IN
                )
            ).first()
            or manifest.replica
        )
    record = record_of(manifest, Direction.IN, manifest.sender.station)
    record.size = preview.path.stat().st_size
    record.file_name, record.account_name = preview.path.name, actor.name
    record.changed = dict[str, Any](changed)
    session.add(record)
    rows = sum(sum(kinds.values()) for kinds in changed.values())
    sentence = f"收取{manifest.sender.name}的第 {manifest.serial} 包，本站变动 {rows} 条"
    subject = ("peer", manifest.sender.station)
    audit.record(session, actor, "bundle.apply", sentence, subject=subject)
    return record.id
