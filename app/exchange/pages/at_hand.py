"""What every page of the exchange is given, and the tables its pages show."""

from dataclasses import dataclass, field
from pathlib import Path

from app import settings
from app.accounts.levels import Level
from app.accounts.permissions import Actor, Permission
from app.accounts.station import Station
from app.desk import at_hand

EXCHANGE_KINDS = frozenset({"peer", "bundle_record", "setting"})
"""Tables whose change changes what this room shows."""
MOST_FOLDERS = 6
"""Folders that are remembered."""


@dataclass(frozen=True)
class AtHand(at_hand.AtHand[Actor]):
    """What is at hand, the station itself, and what this account may do in this room."""

    station: Station = field(kw_only=True)

    @property
    def exchanges(self) -> bool:
        """Whether this account may make and take bundles."""
        return self.actor.may(Permission.EXCHANGE)

    @property
    def pairs(self) -> bool:
        """Whether this account may pair, revoke and change keys."""
        return self.actor.may(Permission.PAIR)

    @property
    def exports(self) -> bool:
        """Whether this account may take lists out of the house."""
        return self.actor.may(Permission.EXPORT)

    @property
    def sets(self) -> bool:
        """Whether this account may change the office's settings."""
        return self.actor.may(Permission.CHANGE_SETTINGS)

    @property
    def is_above(self) -> bool:
        """Whether others report to this station."""
        return self.station.office.level is not Level.COMMUNITY

    # -- what this PC remembers ---------------------------------------------------------------

    def folders(self) -> list[Path]:
        """Where bundles were laid or found last, the latest first."""
        kept = self.memory.get(settings.EXCHANGE_FOLDERS.key) if self.memory else None
        return [Path(name) for name in kept or settings.EXCHANGE_FOLDERS.default]

    def remember_folder(self, folder: Path) -> None:
        """Offer this folder first the next time."""
        if self.memory is not None:
            others = [str(one) for one in self.folders() if one != folder]
            kept = [str(folder), *others][:MOST_FOLDERS]
            self.memory.put(settings.EXCHANGE_FOLDERS.key, kept)

    def inbox(self) -> Path | None:
        """The folder watched for this station; None: none is."""
        kept = self.memory.get(settings.EXCHANGE_INBOXES.key) if self.memory else None
        name = (kept or {}).get(self.station.office.id.hex, "")
        return Path(name) if name else None

    def watch_inbox(self, folder: Path | None) -> None:
        """Watch this folder for the station from now on."""
        if self.memory is not None:
            kept = dict(self.memory.get(settings.EXCHANGE_INBOXES.key) or {})
            kept[self.station.office.id.hex] = str(folder) if folder else ""
            self.memory.put(settings.EXCHANGE_INBOXES.key, kept)
