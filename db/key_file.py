"""Where the key slots of a station's file lie: a companion file, always replaced whole."""

import os
from contextlib import suppress
from pathlib import Path

from db import faults


class KeyFile:
    """The companion at ``path``; see :mod:`db.keyslots`."""

    def __init__(self, path: Path):
        self._path = path
        self.name = path.name

    def read(self) -> str:
        """The slots as JSON.

        Raises:
            faults.KeysMissing: it is not there.
            UnicodeDecodeError: it is no text.
        """
        try:
            return self._path.read_text("utf-8")
        except FileNotFoundError as error:
            raise faults.KeysMissing(self._path) from error

    def write(self, content: str) -> None:
        """Put these in place of those that were there; what fails leaves them."""
        part, encoded = self._path.with_name(self.name + ".part"), content.encode()
        try:
            with part.open("wb") as file:
                file.write(encoded)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError:
            with suppress(OSError):  # nobody reads a part; the next save replaces it
                part.unlink()
            raise
