"""Taking a bundle as a person does: looked at first, volumes joined, the slip checked if asked."""

from dataclasses import dataclass
from pathlib import Path

from app import settings
from app.accounts.station import Station
from app.errors import InvalidInput
from app.exchange.applying import Applied, apply_bundle
from app.exchange.codes import check_code, check_slip
from app.exchange.envelope import read_manifest
from app.exchange.manifest import Manifest
from app.exchange.media import on_medium
from app.exchange.receiving import Preview, look
from app.exchange.volumes import gather, is_volume
from app.exchange.whole_files import Step, no_step


@dataclass(frozen=True)
class Examined:
    """A bundle that may be taken."""

    preview: Preview
    came_as: Path
    """The file that was chosen: the bundle, or one of its volumes."""
    size: int
    needs_slip: bool
    """Whether the office asks for the code on the transfer slip."""

    @property
    def check_code(self) -> str:
        """What must stand on the slip."""
        return check_code(self.preview.manifest.sha256)


def whole_bundle(path: Path, folder: Path, *, step: Step = no_step) -> Path:
    """The bundle itself: volumes that lie beside ``path`` are joined in ``folder``.

    Raises:
        Refused: a volume is missing, or of another bundle.
        StationFault: a file cannot be read, or ``folder`` is full.
    """
    with on_medium(path):
        if not is_volume(path):
            return path
    name = path.stem if path.suffix[1:].isdigit() else path.name
    with on_medium(folder):
        return gather(path, folder / name, step=step)


def examine(station: Station, path: Path, folder: Path, *, step: Step = no_step) -> Examined:
    """Look at a file before it is taken; volumes are joined in ``folder``. Long for a big one.

    Raises:
        Refused: it cannot be taken here; the reason says why. The file stays as it is.
        StationFault: it cannot be read.
    """
    bundle = whole_bundle(path, folder, step=step)
    with on_medium(path), station.read() as session:
        preview = look(session, bundle, step=step)
        needs_slip = settings.get(session, settings.EXCHANGE_REQUIRE_SLIP)
    return Examined(preview, path, bundle.stat().st_size, needs_slip)


def inspect(path: Path, folder: Path, *, step: Step = no_step) -> tuple[Manifest, int]:
    """What a bundle says of itself, without a station, unverified; and its bytes.

    Raises:
        Refused: it is no bundle, or not whole.
        StationFault: it cannot be read.
    """
    bundle = whole_bundle(path, folder, step=step)
    with on_medium(path):
        return read_manifest(bundle), bundle.stat().st_size


def take(station: Station, bundle: Path, *, slip_code: str = "", step: Step = no_step) -> Applied:
    """Take a bundle that was looked at; everything or nothing.

    Raises:
        NotAllowed.
        InvalidInput: the office asks for the code on the slip and there is none (``slip_code``).
        Refused, StationFault: the station is as it was.
    """
    with station.read() as session:
        needs_slip = settings.get(session, settings.EXCHANGE_REQUIRE_SLIP)
    if needs_slip and not slip_code.strip():
        raise InvalidInput(
            "还没有输入移交单上的校验码。", "请照移交单输入四组校验码。", field="slip_code"
        )
    with on_medium(bundle):
        if slip_code.strip():
            check_slip(slip_code, read_manifest(bundle).sha256)
        return apply_bundle(station, bundle, step=step)
