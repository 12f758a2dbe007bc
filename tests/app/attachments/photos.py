"""Photos as phones make them, small; drawn anew for each test."""

import io

from PIL import ExifTags, Image

SIZE = (64, 48)


def a_photo(  # as many things as a phone may say
    *,
    size=SIZE,
    colour=(180, 40, 40),
    taken=None,
    offset=None,
    place=None,
    orientation=None,
    kind="JPEG",
    **saving,
):
    """Bytes of a picture, red at the left and blue at the right.

    ``taken`` as EXIF writes it, ``place`` degrees (north, east).
    """
    picture = Image.new("RGB", size, (40, 40, 180))
    picture.paste(colour, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if orientation is not None:
        exif[ExifTags.Base.Orientation] = orientation
    photo = exif.get_ifd(ExifTags.IFD.Exif)
    if taken is not None:
        photo[ExifTags.Base.DateTimeOriginal] = taken
    if offset is not None:
        photo[ExifTags.Base.OffsetTimeOriginal] = offset
    if place is not None:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(_gps(*place))
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **saving)
    return out.getvalue()


def _gps(north, east):
    return {
        ExifTags.GPS.GPSLatitudeRef: "N" if north >= 0 else "S",
        ExifTags.GPS.GPSLatitude: _parts(abs(north)),
        ExifTags.GPS.GPSLongitudeRef: "E" if east >= 0 else "W",
        ExifTags.GPS.GPSLongitude: _parts(abs(east)),
    }


def _parts(degrees):
    minutes = (degrees % 1) * 60
    return (float(int(degrees)), float(int(minutes)), round((minutes % 1) * 60, 4))


def drawn(mode, colour, size=SIZE, kind="PNG", **saving):
    """Bytes of a picture of one colour in a Pillow mode."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **saving)
    return out.getvalue()


def opened(data):
    """The picture in bytes, decoded."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture
