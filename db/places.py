"""Where a station lies: in a file, or in a database of a PostgreSQL server.

A file is a ``Path``. A server's database is its URL, a ``str`` such as
``postgresql://liren@10.1.2.3/district``; a password may stand in it, so a URL is never shown, only
the name that :func:`name_of` makes of it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from typing_extensions import TypeIs

Place = Path | str
SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")
DRIVER = "postgresql+psycopg"


def is_server(place: Place) -> "TypeIs[str]":
    """Whether it is a database on a server."""
    return isinstance(place, str)


def place_of(text: str) -> Place:
    """The place that somebody typed: a URL of PostgreSQL, else a path.

    Raises:
        ValueError: it begins like a URL of PostgreSQL and is none, or names no database.
    """
    if text.partition("://")[0] not in SCHEMES:
        return Path(text)
    url = url_of(text)
    if not url.database:
        raise ValueError("the URL names no database")
    return url.render_as_string(hide_password=False)


def url_of(place: str) -> URL:
    """The parts of a server's URL, with the driver we use.

    Raises:
        ValueError: not a URL.
    """
    try:
        return make_url(place).set(drivername=DRIVER)
    except (ArgumentError, ValueError) as error:  # a port that is no number
        raise ValueError("not a URL") from error


def name_of(place: Place) -> str:
    """What a message calls it: the file's name, or the database and its server; no password."""
    if not is_server(place):
        return place.name
    url = url_of(place)
    return f"{url.database}@{url.host}" if url.host else url.database or ""
