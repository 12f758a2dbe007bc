"""Taking in a folder of phone photos (随手拍): each group of photos becomes a draft of an event.

Reads files and touches no session, so that it runs beside the database and can be stopped; which
photos the station has already is told by :func:`app.attachments.queries.known_photos`.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.attachments.photo_groups import grouped, moment_of, place_of
from app.attachments.pictures import PreparedPicture, hash_of, prepare_picture, read_file
from app.attachments.preparing import PictureProblem, problem
from app.attachments.rules import SUFFIXES
from app.errors import InvalidInput

MOST_PHOTOS = 300
"""At a time: prepared, they take about 200 MB of memory."""
LOOKED_AT = (*SUFFIXES, ".heic", ".heif")
"""Also what cannot be read, so that it is said and not passed over."""


@dataclass(frozen=True)
class IntakeDraft:
    """What one group of photos tells of an event."""

    taken_at: datetime | None
    """Of the first photo; for one that came through WeChat, when it was saved."""
    latitude: float | None
    longitude: float | None
    photos: tuple[PreparedPicture, ...]


@dataclass(frozen=True)
class FolderIntake:
    """What a folder held."""

    drafts: tuple[IntakeDraft, ...]
    problems: tuple[PictureProblem, ...]
    already: tuple[str, ...]
    """Names of the files that are in the station already, or twice in the folder."""


def pictures_in(folder: Path) -> list[Path]:
    """The picture files in a folder and the folders in it, by name; hidden ones are left out.

    Raises:
        InvalidInput: the folder cannot be read, holds no picture, or too many.
    """
    try:
        found = sorted(path for path in folder.rglob("*") if _is_picture(path, folder))
    except OSError as error:
        raise InvalidInput(
            f"文件夹“{folder.name}”读不出来。", "请检查手机、U盘是否连接好。", field="folder"
        ) from error
    if not found:
        raise InvalidInput(
            f"文件夹“{folder.name}”里没有照片。",
            "请选择存放照片的文件夹，手机上通常是 DCIM/Camera。",
            field="folder",
        )
    if len(found) > MOST_PHOTOS:
        raise InvalidInput(
            f"文件夹“{folder.name}”里有 {len(found)} 张照片，一次最多 {MOST_PHOTOS} 张。",
            "请把要登记的照片另放一个文件夹，再导入。",
            field="folder",
        )
    return found


def _is_picture(path: Path, folder: Path) -> bool:
    if path.suffix.lower() not in LOOKED_AT or not path.is_file():
        return False
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)


def take_in(folder: Path, *, known: Set[str], step: Callable[[int, int], object]) -> FolderIntake:
    """Prepare every photo of a folder and put together what belongs together.

    ``known`` are hashes of photos that are in the station; ``step(done, total)`` may end it.

    Raises:
        InvalidInput: as for :func:`pictures_in`.
    """
    paths = pictures_in(folder)
    taken: list[PreparedPicture] = []
    problems: list[PictureProblem] = []
    already: list[str] = []
    seen = set(known)
    for done, path in enumerate(paths):
        step(done, len(paths))
        try:
            photo = _new_photo(path, seen)
        except InvalidInput as error:
            problems.append(problem(path.name, error))
            continue
        if photo is None:
            already.append(path.name)
        else:
            taken.append(photo)
    step(len(paths), len(paths))
    drafts = tuple(map(_draft, grouped(taken)))
    return FolderIntake(drafts, tuple(problems), tuple(already))


def _new_photo(path: Path, seen: set[str]) -> PreparedPicture | None:
    """The photo, unless it was seen before, as this file or as what is kept of it."""
    data = read_file(path)
    source = hash_of(data)
    if source in seen:
        return None
    photo = prepare_picture(data, path.name)
    content = hash_of(photo.data)
    if content in seen:
        return None
    seen.update((source, content))
    return photo


def _draft(photos: list[PreparedPicture]) -> IntakeDraft:
    places = [place for photo in photos if (place := place_of(photo)) is not None]
    latitude, longitude = places[0] if places else (None, None)
    return IntakeDraft(moment_of(photos[0]), latitude, longitude, tuple(photos))
