"""How the commands speak: plain lines for people, JSON for machines, one line on failure."""

import getpass
import json
import os
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from uuid import UUID

from app.accounts.accounts import login_names
from app.accounts.station import Station, open_station
from app.errors import InvalidInput, LirenError
from db import clock
from db.places import Place, is_server, name_of, place_of

PASSWORD_VARIABLE = "LIREN_PASSWORD"
ACCOUNT_VARIABLE = "LIREN_ACCOUNT"


def say(line: str = "") -> None:
    """One line for people."""
    print(line)


def answer(arguments: Namespace, data: object, lines: Iterable[str]) -> None:
    """Print ``data`` as JSON when asked for, otherwise the lines."""
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False, default=_plain, indent=1))
    else:
        for line in lines:
            print(line)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Path):
        return str(value)
    raise TypeError(f"no JSON form for {type(value)}")


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows under titles, in columns that line up although Chinese is twice as wide."""
    cells = [list(titles), *([_cell(value) for value in row] for row in rows)]
    widths = [max(_width(row[at]) for row in cells) for at in range(len(titles))]
    for row in cells:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def new_password() -> str:
    """The password for a station that is being made.

    Raises:
        InvalidInput: not given and nobody to ask.
    """
    return _password("给第一个账号设置密码（至少 8 位）：")


def _password(prompt: str) -> str:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InvalidInput(f"没有给出密码，请设置环境变量 {PASSWORD_VARIABLE}。")
    return getpass.getpass(prompt)


def station_place(text: str) -> Place:
    """Where the station named on the command line is: a file, or a server's database.

    Raises:
        ArgumentTypeError: neither.
    """
    try:
        return place_of(text)
    except ValueError as error:
        raise ArgumentTypeError("数据库地址应写成 postgresql://用户@服务器/数据库") from error


def shown_place(place: Place) -> str:
    """How a station's place is printed: a server's without the password."""
    return name_of(place) if is_server(place) else str(place)


@contextmanager
def opened(place: Place, arguments: Namespace) -> Iterator[Station]:
    """The station at ``place``, opened by the account given, or the only one there is.

    Raises:
        InvalidInput, StationFault: see :func:`open_station`.
    """
    import app.tables  # noqa: F401  the metadata must be whole before a station is used
    from app.between_rooms import bring_together

    bring_together()
    station = open_station(place, _login(place, arguments), _password("密码："))
    try:
        yield station
    finally:
        station.close()


def _login(place: Place, arguments: Namespace) -> str:
    given: str | None = arguments.account or os.environ.get(ACCOUNT_VARIABLE)
    if given is not None:
        return given
    names = login_names(place) if is_server(place) or place.exists() else []
    if len(names) > 1:
        known = "、".join(name.login for name in names)
        raise InvalidInput(f"这个站点有几个账号：{known}。", "请用 --account 指明一个。")
    return names[0].login if names else ""


def fail(error: LirenError) -> int:
    """Print one clear line to standard error; returns the exit code."""
    print(error, file=sys.stderr)
    return 1
