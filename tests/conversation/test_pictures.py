"""Pictures are not trusted: bombs are refused before they are decoded, and nothing of a camera is left."""

import io
import json
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from bot.conversation.pictures import LARGEST_SIDE, redraw

SECONDS, MEBIBYTES = 1.0, 100
"""reliability.md T15."""
GPS = b"50.88N 12.08E"


def a_picture(form: str, size: tuple[int, int] = (3000, 1500), mode: str = "RGB", **more) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "green").save(made, form, **more)
    return made.getvalue()


def a_png(width: int, height: int) -> bytes:
    """A picture of one colour, written line by line: Pillow would need all of it in memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    line = b"\0" * (width // 8 + 2)
    packed = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def many_frames(form: str, number: int) -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), (n % 256, n // 256, 0)) for n in range(number)]
    frames[0].save(made, form, save_all=True, append_images=frames[1:], duration=10)
    return made.getvalue()


def with_everything(form: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ann"
    exif.get_ifd(0x8825)[29] = GPS.decode()
    more = {"xmp": b"<x:xmpmeta>Ann was here</x:xmpmeta>"} if form != "PNG" else {}
    return a_picture(form, exif=exif, **more)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_smaller_and_without_what_the_camera_wrote(form: str):
    data = with_everything(form)
    assert GPS in data
    drawn = redraw(data)
    assert drawn is not None
    assert not [trace for trace in (GPS, b"Ann", b"Exif", b"xmp") if trace in drawn]
    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (LARGEST_SIDE, LARGEST_SIDE // 2))
        assert not picture.getexif()


def test_a_picture_taken_upright_stays_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    drawn = redraw(a_picture("JPEG", (400, 200), exif=exif))
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (200, 400)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1"])
def test_every_way_to_say_colours_is_understood(mode: str):
    form = "JPEG" if mode == "CMYK" else "PNG"
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "green").convert(mode).save(made, form)
    assert redraw(made.getvalue()) is not None


BROKEN = {
    "nothing": b"",
    "letters": b"GIF89a",
    "a head without a body": b"\xff\xd8\xff\xe0broken",
    "a drawing with scripts": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a picture cut off": a_picture("PNG")[:200],
    "a JPEG cut in the middle": a_picture("JPEG")[:2000],
    "an archive": b"PK\x03\x04" + b"\0" * 60,
    "another format": a_picture("GIF"),
    "a film": b"\0\0\0\x18ftypmp42",
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_picture_of_ours_is_not_taken(what: str):
    assert redraw(BROKEN[what]) is None


def with_nonsense(tag: int) -> bytes:
    """A picture taken upright, beside which the camera wrote letters where numbers belong."""
    entries = sorted([(0x0112, 3, b"\x06\0\0\0"), (tag, 2, b"ab\0\0")])
    packed = b"".join(struct.pack("<HHI", name, kind, 1) + value for name, kind, value in entries)
    return a_picture("JPEG", (40, 20), exif=b"Exif\0\0II*\0\x08\0\0\0\x02\0" + packed + b"\0\0\0\0")


@pytest.mark.parametrize("tag", [0x0103, 0x011A, 0x8825])
def test_nonsense_beside_a_picture_does_not_matter(tag: int):
    drawn = redraw(with_nonsense(tag))
    assert drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (20, 40)


BOMBS = {
    "144 megapixels": lambda: a_png(12_000, 12_000),
    "400 megapixels": lambda: a_png(20_000, 20_000),
    "a line of 60 megapixels": lambda: a_png(60_000_000, 1),
    "2,000 frames of PNG": lambda: many_frames("PNG", 2_000),
    "2,000 frames of WebP": lambda: many_frames("WEBP", 2_000),
}
LARGEST_TAKEN = {
    "JPEG": lambda: a_picture("JPEG", (8000, 6000)),
    "JPEG in passes": lambda: a_picture("JPEG", (4000, 3000), progressive=True),
    "PNG": lambda: a_picture("PNG", (3500, 2000), "RGBA"),
    "WebP": lambda: a_picture("WEBP", (2500, 2000), "RGBA"),
}
MEASURE = """
import json, pathlib, sys, time
from bot.conversation.pictures import redraw
data = sys.stdin.buffer.read()
status = pathlib.Path("/proc/self/status")
peak = lambda: int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
before, began = peak(), time.process_time()
drawn = redraw(data)
print(json.dumps([drawn is not None, time.process_time() - began, peak() - before]))
"""


def measure(data: bytes) -> tuple[bool, float, float]:
    """Whether it was taken, seconds of processor, mebibytes more than before: in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", MEASURE], input=data, stdout=subprocess.PIPE, check=True, timeout=60
    )
    taken, seconds, memory = json.loads(ran.stdout)
    return taken, seconds, memory


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(bomb: str):
    taken, seconds, memory = measure(BOMBS[bomb]())
    assert not taken
    assert seconds < SECONDS
    assert memory < MEBIBYTES


@pytest.mark.parametrize("form", LARGEST_TAKEN)
def test_the_largest_pictures_that_are_taken_fit(form: str):
    taken, _, memory = measure(LARGEST_TAKEN[form]())
    assert taken
    assert memory < MEBIBYTES
