"""Photos in the chat: drawn anew before anything is kept, and only as many as the disk can take."""

import io
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from storage import pictures
from tests.web.caller import Caller
from tests.web.site import Site


def a_photo(form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ann"
    made = io.BytesIO()
    Image.new("RGB", (3000, 1500), "green").save(made, form, exif=exif)
    return made.getvalue()


async def hands_over(caller: Caller, data: bytes, kind: str = "image/jpeg") -> tuple[int, Any]:
    async with caller.session.post("/chat/photos", data=io.BytesIO(data), headers={"Content-Type": kind}) as answer:
        return answer.status, (await answer.json() if answer.status == 201 else None)


async def test_a_photo_is_kept_drawn_anew_and_a_message_carries_it(ann: Caller, site: Site):
    status, taken = await hands_over(ann, a_photo())
    assert status == 201
    async with ann.session.get(f"/chat/pictures/{taken['photo']}") as shown:
        data = await shown.read()
        assert shown.headers["content-type"] == "image/jpeg"
    assert b"Camera of Ann" not in data
    assert await ann.posts("/chat/messages", {"id": str(uuid.uuid4()), "text": "", "photo": taken["photo"]}) == 202
    [heard] = await ann.hears()
    assert heard.text


async def test_the_same_photo_twice_has_two_names(ann: Caller):
    first, second = [await hands_over(ann, a_photo()) for _ in range(2)]
    assert first[1] != second[1]


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (a_photo(), "text/plain", 415),
        (a_photo(), "multipart/form-data", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 415),
        (a_photo()[:500], "image/jpeg", 415),
        (b"", "image/png", 415),
        (b"\0" * 12_000_001, "image/jpeg", 413),
    ],
)
async def test_what_is_no_photo_is_refused(ann: Caller, site: Site, data: bytes, kind: str, status: int):
    assert (await hands_over(ann, data, kind))[0] == status
    async with site.app.database.reading() as session:
        assert await pictures.count_unused(session, datetime.min.replace(tzinfo=UTC), 10) == 0


async def test_a_stranger_without_the_page_hands_nothing_over(site: Site):
    async with Caller(site.url) as stranger:
        assert (await hands_over(stranger, a_photo()))[0] == 401


async def test_photos_do_not_fill_the_disk(ann: Caller, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.web.photos.MOST_UNUSED", 2)
    assert [(await hands_over(ann, a_photo("PNG"), "image/png"))[0] for _ in range(3)] == [201, 201, 503]


@pytest.mark.parametrize("photo", ["x", "../../etc/passwd", 7, "A" * 32, ["a"]])
async def test_a_message_names_no_other_photo(ann: Caller, photo: Any):
    assert await ann.posts("/chat/messages", {"id": str(uuid.uuid4()), "text": "a", "photo": photo}) == 400
