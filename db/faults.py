"""What can be wrong with a station's file or server, as exceptions without words.

``db`` knows no language; :mod:`app.accounts.station` turns these into sentences.
"""


class FileFault(Exception):
    """Base of every fault of a station file."""


class NotAStation(FileFault):
    """The file is something else: a picture, a workbook, a plain SQLite file, empty."""


class WrongKey(FileFault):
    """The key does not fit: wrong password, wrong recovery code, or another station's keys."""


class KeysMissing(FileFault):
    """The companion file with the key slots is not beside the station file."""


class Damaged(FileFault):
    """Pages fail their check; ``detail`` says which."""

    def __init__(self, detail: str = ""):
        super().__init__(detail)
        self.detail = detail


class NewerSchema(FileFault):
    """Made by a newer program; this one must not touch it."""


class ReadOnly(FileFault):
    """The file or its folder cannot be written."""


class DiskFull(FileFault):
    """No space is left where the file lives."""


class Unreachable(FileFault):
    """The medium does not answer: a stick pulled out, a bad sector, a network drive gone."""


class Busy(FileFault):
    """Another program holds the file, or another PC the server, for longer than we wait."""


class ServerPassword(FileFault):
    """The server does not let this user in: wrong password, unknown user, no right to connect."""


class NoDatabase(FileFault):
    """The server has no database of this name."""


class DriverMissing(FileFault):
    """What connects to a server is not installed on this PC."""


class ChangedSince(Exception):
    """A change cannot be undone, because the same record was changed again later."""


class AppendOnly(Exception):
    """Somebody tried to change or delete what is only ever added to."""


class OwnedElsewhere(Exception):
    """Somebody tried to change a record, or a field, that another station writes."""

    def __init__(self, table: str):
        super().__init__(table)
        self.table = table
