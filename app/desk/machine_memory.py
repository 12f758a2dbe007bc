"""Small things remembered on this PC: window size, columns, text size, recent stations."""

import json
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from app.settings import Setting


class MachineMemory:
    """Values by key in the system's settings; ``ini`` names a file instead (tests)."""

    def __init__(self, ini: str = ""):
        if ini:
            self._settings = QSettings(ini, QSettings.Format.IniFormat)
        else:
            self._settings = QSettings("liren", "liren")

    def get(self, key: str) -> Any | None:
        """What was put under ``key``, or None; unreadable values count as nothing."""
        text = self._settings.value(key)
        if not isinstance(text, str):
            return None
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return None

    def put(self, key: str, value: Any) -> None:
        """Remember a JSON-able value."""
        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))

    def setting(self, setting: Setting[Any]) -> Any:
        """A machine setting's value, or its default."""
        value = self.get(setting.key)
        return setting.default if value is None else value

    def put_setting(self, setting: Setting[Any], value: Any) -> None:
        """Remember a machine setting."""
        self.put(setting.key, value)

    def bytes_of(self, key: str) -> QByteArray | None:
        """Bytes put by :meth:`put_bytes`, or None."""
        value = self.get(key)
        return None if value is None else QByteArray.fromHex(value.encode())

    def put_bytes(self, key: str, value: QByteArray) -> None:
        """Remember bytes, such as a window's geometry."""
        self.put(key, bytes(value.toHex().data()).decode())

    def remember_station(self, recent: Setting[list[str]], path: str) -> None:
        """Put a station at the head of the recent ones."""
        others = [name for name in self.setting(recent) if name != path]
        self.put_setting(recent, [path, *others][:8])
