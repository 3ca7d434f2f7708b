"""Pictures that people send: never trusted, never kept as they came.

What a picture says of itself is read before anything of it is decoded; it is drawn anew, at most 2048 pixels wide or
high, and nothing of what a camera writes beside it (place, time, device) is kept.
"""

import hashlib
import io
import struct
import zlib
from collections.abc import Awaitable, Callable

from PIL import ExifTags, Image, UnidentifiedImageError

LARGEST_SIDE = 2048
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 7_000_000, "WEBP": 5_000_000}
"""What may be decoded of each format within 100 MiB: a JPEG is decoded no larger than it has to be, and what may
be transparent is held twice."""
MOST_PIXELS_PROGRESSIVE = 12_000_000
"""Of a JPEG that comes in passes: all of it is held until the last one."""

TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What puts a picture upright, by the number that a camera writes beside it."""
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, TypeError, KeyError,
    IndexError, EOFError, AttributeError, ArithmeticError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises for pictures that are none, or broken on purpose."""

Fetch = Callable[[str], Awaitable[bytes | None]]
"""A picture by the face's name for it; None if the face does not have it (any more). Raises OSError: again later."""

Image.MAX_IMAGE_PIXELS = None  # Pillow warns late and decodes all the same; here nothing is decoded that is too large


def redraw(data: bytes) -> bytes | None:
    """A picture as JPEG, drawn anew, at most LARGEST_SIDE, without metadata; None if it is no picture we take: another
    format, too many pixels, several frames, broken. Pure."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if not _may_be_decoded(found):
                return None
            found.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            found.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            picture = _upright(found).convert("RGB")
    except BROKEN:
        return None
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    drawn = io.BytesIO()
    clean.save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()


def _upright(found: Image.Image) -> Image.Image:
    """Turned as the camera was held. No more than that is read of what it wrote: the rest is often nonsense."""
    try:
        held = found.getexif().get(ExifTags.Base.Orientation)
    except BROKEN:
        held = None
    turned = TURNED.get(held) if isinstance(held, int) else None
    return found if turned is None else found.transpose(turned)


def _may_be_decoded(found: Image.Image) -> bool:
    most = MOST_PIXELS_PROGRESSIVE if found.info.get("progressive") else MOST_PIXELS[found.format or ""]
    return found.width * found.height <= most and getattr(found, "n_frames", 1) == 1


def name_of_picture(data: bytes) -> str:
    """The name under which a picture is kept: the same picture has the same name."""
    return hashlib.sha256(data).hexdigest()[:32]
