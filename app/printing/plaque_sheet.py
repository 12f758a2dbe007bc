"""What a plaque is told to print, and the area its parts stand in."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody named on the plaque."""

    duty: str
    name: str
    phone: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlaqueSheet:
    """The plaque of a grid, or of one entrance of it."""

    office_name: str
    grid_name: str
    grid_code: str
    entrance: str = ""
    """3号楼2单元; empty on the plaque of the whole grid."""
    area: str = ""
    party_branch: str = ""
    worker: Keeper | None = None
    """None: the post is vacant, and a line is left to write on."""
    portrait: bytes = b""
    """JPEG; without one the frame stays empty for a photo to be glued in."""
    keepers: tuple[Keeper, ...] = ()
    """Building and unit heads, part-time workers."""
    duties: tuple[str, ...] = ()
    contact: str = ""
    """What the QR code says: the worker's card, no address of a web page."""
    supervision_phone: str = ""
    mark: PrintMark = field(default_factory=PrintMark)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height
