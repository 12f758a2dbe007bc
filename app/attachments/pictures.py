"""Getting a picture ready for the station: read, turned upright, scaled down, a thumbnail made.

Whatever a file is called and whatever is in it, it either becomes a picture or an
:class:`~app.errors.InvalidInput` that names it. What the camera wrote into the file (place, time,
device) is personal data and is not in the picture that is stored; time and place go into columns.
The same bytes give the same picture, so a photo added twice is known again.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageCms

from app.attachments.exif import Taken, taken
from app.attachments.rules import (
    LONGEST_SIDE,
    MOST_BYTES,
    QUALITY,
    THUMBNAIL_SIDE,
    check_pixels,
    check_size,
    scaled,
)
from app.errors import InvalidInput, LirenError

warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
FORMATS = ("JPEG", "PNG", "WEBP", "BMP")
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the orientation in EXIF, what to do so that up is up."""


@dataclass(frozen=True)
class PreparedPicture:
    """A picture ready to be stored."""

    name: str
    data: bytes
    """JPEG, upright, without EXIF data."""
    original: bytes | None
    """The file as it came, where it is to be kept."""
    source: str
    """SHA-256 of the file as it came."""
    media_type: str
    width: int
    height: int
    thumbnail: bytes
    """JPEG, at most 320 pixels wide and high."""
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def hash_of(data: bytes) -> str:
    """The key under which bytes are kept: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def read_file(path: Path) -> bytes:
    """The bytes of a file that may be a picture.

    Raises:
        InvalidInput: it cannot be read, is empty or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
            size = max(len(data), path.stat().st_size)
    except OSError as error:
        raise InvalidInput(
            f"“{path.name}”读不出来。", "请检查手机、U盘是否连接好，文件是否还在。", field="picture"
        ) from error
    check_size(path.name, size)
    return data


def prepare_file(path: Path, *, keep_original: bool = False) -> PreparedPicture:
    """Get the picture in a file ready.

    Raises:
        InvalidInput: as for :func:`read_file` and :func:`prepare_picture`.
    """
    return prepare_picture(read_file(path), path.name, keep_original=keep_original)


def prepare_picture(data: bytes, name: str, *, keep_original: bool = False) -> PreparedPicture:
    """Get the picture in ``data`` ready; ``name`` is what messages call it.

    Raises:
        InvalidInput: empty, too large, no picture, a kind that cannot be read, or damaged.
    """
    check_size(name, len(data))
    with _named_faults(name, data), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        check_pixels(name, *image.size)
        told = taken(image)
        picture = _ready(image, told)
    return PreparedPicture(
        name=name,
        data=_jpeg(picture),
        original=data if keep_original else None,
        source=hash_of(data),
        media_type="image/jpeg",
        width=picture.width,
        height=picture.height,
        thumbnail=_jpeg(_fitted(picture, THUMBNAIL_SIDE)),
        taken_at=told.at,
        latitude=told.latitude,
        longitude=told.longitude,
    )


def thumbnail_of(data: bytes) -> bytes:
    """A thumbnail of a picture that is stored.

    Raises:
        InvalidInput: the bytes are no picture any more.
    """
    with _named_faults("照片", data), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        check_pixels("照片", *image.size)
        image.draft("RGB", scaled(*image.size, THUMBNAIL_SIDE))
        return _jpeg(_fitted(_flat(image), THUMBNAIL_SIDE))


@contextmanager
def _named_faults(name: str, data: bytes) -> Iterator[None]:
    """Everything that Pillow says about a file's contents, as one sentence about that file."""
    try:
        yield
    except LirenError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise InvalidInput(
            f"“{name}”的像素太多，打不开。", "请先缩小，或换一张照片。", field="picture"
        ) from error
    except Exception as error:  # decoders raise whatever a hostile file leads to
        raise _unreadable(name, data) from error


def _unreadable(name: str, data: bytes) -> InvalidInput:
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return InvalidInput(
            f"“{name}”是 HEIC 格式，本程序不能读取。",
            "请在手机上另存为 JPEG；苹果手机可在“设置—相机—格式”中选“兼容性最佳”。",
            field="picture",
        )
    return InvalidInput(
        f"“{name}”不是照片，或者已经损坏。",
        "可以添加 JPEG、PNG、WebP、BMP 照片；请重新复制或换一张。",
        field="picture",
    )


def _ready(image: Image.Image, told: Taken) -> Image.Image:
    """Decoded, no larger than it is kept, in the colours of a screen, and upright."""
    image.draft("RGB", scaled(*image.size, LONGEST_SIDE))
    picture = _fitted(_flat(image), LONGEST_SIDE)
    picture = _in_srgb(picture, image.info.get("icc_profile"))
    turn = _UPRIGHT.get(told.orientation)
    return picture if turn is None else picture.transpose(turn)


def _flat(image: Image.Image) -> Image.Image:
    """Three colours, what was transparent on white."""
    image.load()
    if image.mode.startswith("I;16"):  # 16 bits of grey would be cut off at 8
        return image.point(lambda value: value / 256, "L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    size = scaled(*picture.size, side)
    if size == picture.size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The colours a phone's wide gamut stands for; as they are where the profile is of no use."""
    if not isinstance(profile, bytes):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    return picture if changed is None else changed


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.info.clear()  # or Pillow would carry the profile over
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, exif=b"")
    return out.getvalue()
