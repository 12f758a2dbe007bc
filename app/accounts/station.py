"""A station: one office's database, in a file or on a server, opened by one account.

Creating one makes the encrypted file (or fills an empty database of a server), its schema, the
office, the first account and its key slot, and yields the recovery code. Opening takes a password
(or the recovery code) and slows down after wrong ones. While it is open, ``database`` and ``actor``
are what use cases and queries run on.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.fault_words import worded
from app.accounts.identity import settle_identity
from app.accounts.levels import Level
from app.accounts.models import Account, Office
from app.accounts.new_station import FirstAccount, NewOffice, check, check_password
from app.accounts.permissions import Actor, Role
from app.accounts.slowing import forget_failures, refuse_while_waiting, remember_failure
from app.errors import InvalidInput, StationFault
from db import clock, faults, keyslots, postgres
from db.changelog import Replica
from db.engine import Database
from db.ids import new_id
from db.migrate import bring_up_to_date
from db.places import Place, is_server, name_of
from db.sqlite_file import probe

SUFFIX = ".station"
LONGEST_FILE_NAME = 200
"""Bytes; file systems take 255, of which backups, key files and their halves need some."""


@dataclass(frozen=True)
class OfficeProfile:
    """The station's own office, as screens and sheets show it."""

    id: UUID
    level: Level
    name: str
    area_code: str
    street_name: str
    district_name: str
    address: str
    phone: str

    @property
    def place(self) -> str:
        """Street and district, as the sidebar's second line."""
        return " · ".join(part for part in (self.street_name, self.district_name) if part)


@dataclass
class Station:
    """An open station."""

    place: Place
    database: Database
    actor: Actor
    office: OfficeProfile

    @property
    def path(self) -> Path:
        """Where the file is.

        Raises:
            StationFault: the station is on a server.
        """
        if is_server(self.place):
            raise StationFault("这个站点在服务器上，没有文件。", "文件只能由服务器的管理员处理。")
        return self.place

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A reading session; faults of file or server come as :class:`StationFault`."""
        with worded(self.place), self.database.read() as session:
            yield session

    @contextmanager
    def write(self, *, label: str = "") -> Iterator[Session]:
        """A writing session that commits at its end, or leaves everything as it was."""
        with worded(self.place), self.database.write(self.actor.account_id, label=label) as session:
            yield session

    def close(self) -> None:
        """Give the file, or the server, back."""
        self.database.close()


def create_station(place: Place, office: NewOffice, first: FirstAccount) -> tuple[Station, str]:
    """Make a new station; returns it opened, and its recovery code.

    Raises:
        InvalidInput: a field is empty, too long or wrong; nothing was made.
        StationFault: there is one already, or it cannot be written; nothing was made.
    """
    first = first.stripped()
    check(office, first)
    seed = keyslots.new_seed()
    with worded(place):
        _refuse_taken(place, office)
        try:
            station = _make(place, seed, office, first)
        except BaseException:
            _remove(place)
            raise
    return station, keyslots.recovery_code(seed)


def _refuse_taken(place: Place, office: NewOffice) -> None:
    if is_server(place):
        if office.level is Level.COMMUNITY:
            raise StationFault(
                "社区站点存有居民资料，不能放在数据库服务器上。", "请在本机新建站点文件。"
            )
        if not postgres.is_empty(place):
            raise StationFault("服务器上的这个数据库里已经有站点。", "请换一个空的数据库。")
        return
    if len(place.name.encode()) > LONGEST_FILE_NAME:
        raise StationFault("文件名太长。", "请用短一些的文件名，六十个字以内。")
    if any(place.with_name(name).exists() for name in _names(place)):
        raise StationFault(f"“{place.name}”已经存在。", "请换一个文件名，或直接打开它。")


def _make(place: Place, seed: bytes, office: NewOffice, first: FirstAccount) -> Station:
    if not is_server(place) and not place.parent.is_dir():
        raise FileNotFoundError(place.parent)
    database = Database(place, keyslots.file_key(seed))
    try:
        bring_up_to_date(database)
        station_id, account_id = new_id(), new_id()
        actor = Actor(account_id, first.login, first.name, first.role)
        with database.exclusive() as connection:
            connection.execute(Replica.__table__.insert(), [_first_replica(station_id)])  # type: ignore[attr-defined]
        with database.write(account_id, foreground=False) as session:
            _fill(session, station_id, office, actor)
        slot = keyslots.seal(first.login, first.name, first.password, seed)
        keyslots.save(place, keyslots.KeySlots(station_id, (slot,)))
        with database.read() as session:
            return Station(place, database, actor, profile(session))
    except BaseException:
        database.close()
        raise


def _first_replica(station_id: UUID) -> dict[str, object]:
    return {
        "id": new_id(),
        "station_id": station_id,
        "counter": 0,
        "clock": 0,
        "is_current": True,
        "since": clock.now(),
    }


def _fill(session: Session, station_id: UUID, office: NewOffice, actor: Actor) -> None:
    texts = {key: value.strip() for key, value in asdict(office).items() if key != "level"}
    session.add(Office(id=station_id, level=office.level, **texts))
    session.add(
        Account(
            id=actor.account_id,
            login=actor.login,
            name=actor.name,
            role=actor.role,
            created_at=clock.now(),
        )
    )
    audit.record(session, actor, "station.create", f"建立站点：{office.name}")


def _names(path: Path) -> list[str]:
    """The files a station consists of, and those SQLite keeps beside it while it is open."""
    endings = ("", "-wal", "-shm", "-journal", ".keys", ".keys.part")
    return [path.name + ending for ending in endings]


def _remove(place: Place) -> None:
    """Take away a half-made station; what cannot be removed was never made."""
    if is_server(place):
        with suppress(faults.FileFault):
            postgres.forget(place)
        return
    for name in _names(place):
        with suppress(OSError):
            place.with_name(name).unlink(missing_ok=True)


def _probe(place: Place) -> None:
    """Look from outside whether there is a station; see :func:`db.sqlite_file.probe`."""
    if not is_server(place):
        probe(place)
    elif postgres.is_empty(place):
        raise faults.NotAStation(name_of(place))


def open_station(place: Place, login: str, password: str) -> Station:
    """Open by password.

    Raises:
        InvalidInput: unknown account or wrong password (field ``password``); says how long to
            wait after several wrong ones.
        StationFault: the file cannot be used.
    """
    with worded(place):
        _probe(place)
        keys = keyslots.load(place)
        slot = keys.slot(login)
        if slot is None:
            raise InvalidInput(
                f"这个站点没有“{login}”这个账号。", "请从列表中选择。", field="login"
            )
        refuse_while_waiting(slot)
        try:
            seed = keyslots.unseal(slot, password)
        except faults.WrongKey:
            raise remember_failure(place, slot) from None
        forget_failures(place, slot)
        return _open_with_seed(place, seed, login)


def open_by_recovery_code(place: Place, code: str, login: str, new_password: str) -> Station:
    """Open with the recovery code and give ``login`` a new password.

    Raises:
        InvalidInput: the code has a slip, is another station's, or the password is too short.
        StationFault: the file cannot be used.
    """
    check_password(new_password)
    with worded(place):
        _probe(place)
        try:
            seed = keyslots.seed_of(code)
            station = _open_with_seed(place, seed, login)
        except faults.WrongKey as error:
            raise InvalidInput(
                "恢复码不对，打不开这个站点。",
                "请逐组核对七组字母数字；不同站点的恢复码不能通用。",
                field="code",
            ) from error
        try:
            keys = _keys_or_new(station)
            slot = keyslots.seal(login, station.actor.name, new_password, seed)
            with station.write() as session:
                sentence = f"用恢复码重设了“{login}”的密码"
                audit.record(session, station.actor, "account.recover", sentence)
                keyslots.save(place, keys.with_slot(slot))
        except BaseException:
            station.close()
            raise
        return station


def _keys_or_new(station: Station) -> keyslots.KeySlots:
    """The station's key slots, or none when the companion is lost or of another station."""
    nothing = keyslots.KeySlots(station.office.id, ())
    try:
        keys = keyslots.load(station.place)
    except (faults.KeysMissing, faults.Damaged):
        return nothing
    return keys if keys.station_id == station.office.id else nothing


def _open_with_seed(place: Place, seed: bytes, login: str) -> Station:
    database = Database(place, keyslots.file_key(seed))
    try:
        bring_up_to_date(database)
        settle_identity(database)
        with database.write(foreground=False) as session:
            account = session.scalars(select(Account).where(Account.login == login)).first()
            if account is None or not account.is_active:
                raise InvalidInput(
                    f"账号“{login}”已停用。", "请由书记在设置中启用。", field="login"
                )
            account.last_login_at = clock.now()
            actor = Actor(account.id, account.login, account.name, Role(account.role))
            audit.record(session, actor, "account.login", "登录")
            return Station(place, database, actor, profile(session))
    except BaseException:
        database.close()
        raise


def profile(session: Session) -> OfficeProfile:
    """The station's own office."""
    station_id = session.scalars(select(Replica.station_id).where(Replica.is_current)).one()
    office = session.get_one(Office, station_id)
    return OfficeProfile(
        office.id,
        Level(office.level),
        office.name,
        office.area_code,
        office.street_name,
        office.district_name,
        office.address,
        office.phone,
    )
