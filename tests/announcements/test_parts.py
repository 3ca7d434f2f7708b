"""The parts that decide nothing alone: limits, links, languages, groups, table, calendar, pictures."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.announcements.calendar import Outgoing, lay_out
from bot.announcements.checking import Missing, find_missing, length, read_link
from bot.announcements.content import Content, Variant
from bot.announcements.fetching import LARGEST_SIDE, redraw
from bot.announcements.reaching import LeftOut, What
from bot.announcements.reaching import lay_out as reach
from bot.announcements.replies import group
from bot.announcements.report import write_csv
from bot.announcements.showing import figures_of, say_duration
from bot.texts import load_texts
from bot.workdays import holiday_of
from knowledge.entries import Language
from storage.announcement_replies import AnnouncementReplyRow
from storage.deliveries import Deed, DeliveryRow, State
from tests.city import NOON

GERA = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "typed",
    [
        "http://www.gera.de", "Anmeldung http://www.gera.de", "https://www.gera.de", "Anmeldung https://gera",
        "Anmeldung https://geheim:wort@gera.de", "Anmeldung https://127.0.0.1/x", "Anmeldung javascript:alert(1)",
        "Eine Beschriftung die zu lang ist https://www.gera.de", "Anmeldung https://gera.de:0/", "Anmeldung https://[::1]/",
        'Anmeldung https://gera.de/"x',
    ],
)  # fmt: skip
def test_what_is_no_safe_link_is_not_taken(typed):
    assert read_link(typed) is None


@pytest.mark.parametrize(
    "typed", ["Zur  Anmeldung\nhttps://www.gera.de/a?b=1#c", "Zur Anmeldung https://www.gera.de/a?b=1#c"]
)
def test_a_label_and_an_https_address_are_a_link(typed):
    assert read_link(typed) == ("Zur Anmeldung", "https://www.gera.de/a?b=1#c")


def test_an_emoji_counts_twice_and_a_picture_makes_the_text_short():
    assert length("a😀") == 3
    words = Variant(text="a" * 1025, alt="Ein Haus")
    assert find_missing(Content(variants={Language.GERMAN: words})) == []
    with_picture = Content(variants={Language.GERMAN: words}, picture="p")
    assert find_missing(with_picture) == [(Missing.TOO_LONG, Language.GERMAN)]


def test_a_picture_has_to_be_described_in_german_and_english():
    variants = {language: Variant(text="Worte") for language in Language}
    missing = find_missing(Content(variants=variants, picture="p"))
    assert missing == [(Missing.ALT, Language.GERMAN), (Missing.ALT, Language.ENGLISH)]
    assert find_missing(Content()) == [(Missing.TEXT, Language.GERMAN)]


@pytest.mark.parametrize("written", [{"de"}, {"de", "en"}, {"de", "de-simple"}, {"de", "de-simple", "en"}])
@pytest.mark.parametrize("language", Language)
def test_everybody_gets_their_language_or_german(written, language):
    content = Content.of({name: {"text": name} for name in written})
    assert content.reply(language).text == (language if language in written else "de")


def test_alike_replies_are_one_group_and_the_largest_comes_first():
    texts = ["Danke.", "Wo ist der Workshop?", "wo ist der workshop", "Wo ist denn der Workshop?"]
    rows = [
        AnnouncementReplyRow(id=n, announcement=1, address=f"telegram:{n % 3}", text=text, at=NOON)
        for n, text in enumerate(texts)
    ]
    first, second = group(rows)
    assert (first.ids, first.leader, second.ids) == ([1, 2, 3], 1, [0])
    assert first.addresses == ["telegram:1", "telegram:2", "telegram:0"]


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_table_is_calculated(cell):
    assert f"'{cell}" in write_csv([[cell, "7"]])


def test_the_table_is_what_german_spreadsheets_read():
    assert write_csv([["angekommen", "40"]]) == "\ufeffangekommen;40\r\n"


def test_all_figures_together_are_the_audience():
    account = {state: number for number, state in enumerate(State, start=1)}
    for delayed in (0, 3, 100):
        assert figures_of(account, delayed).audience == sum(account.values())


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(400, "etwa 6 Minuten 40"), (5, "etwa 5 Sekunden"), (65, "etwa 1 Minute 5"), (3700, "etwa 1 Std. 1 Min.")],
)
def test_a_duration_is_said_as_people_say_it(seconds, said):
    assert say_duration(load_texts().of("de"), timedelta(seconds=seconds)) == said


def test_the_calendar_sees_who_gets_several_on_one_day_and_holidays_of_thuringia():
    assert holiday_of(date(2026, 9, 20)) == "Weltkindertag"
    today = date(2026, 12, 20)
    at = datetime(2026, 12, 22, 10, tzinfo=GERA)
    outgoing = [
        Outgoing(occasion="announcement:1", at=at, addresses={"telegram:1", "telegram:2"}),
        Outgoing(occasion="announcement:2", at=at + timedelta(hours=2), addresses={"telegram:2"}),
        Outgoing(occasion="announcement:3", at=at + timedelta(days=1), addresses={"telegram:1"}),
    ]
    days = {day.day.day: day for day in lay_out(outgoing, today)}
    assert (days[22].several, days[23].several) == (1, 0)
    assert days[22].outgoing == [("10:00", "announcement:1", 2), ("12:00", "announcement:2", 1)]
    assert days[25].holiday
    assert set(days) == {22, 23, 25, 26, 1}


def a_picture(form: str, size: tuple[int, int] = (3000, 1500), **more) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, form, **more)
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_smaller_and_without_what_the_camera_wrote(form):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ann"
    drawn = redraw(a_picture(form, exif=exif))
    assert drawn is not None
    assert b"Camera of Ann" not in drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (LARGEST_SIDE, LARGEST_SIDE // 2))
        assert not picture.getexif()


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0broken", b"<svg/>", a_picture("PNG")[:200], a_picture("GIF")]
)
def test_what_is_no_picture_of_ours_is_not_taken(data):
    assert redraw(data) is None


def a_delivery(id: int, **values) -> DeliveryRow:
    usual = {"address": f"telegram:{id}", "message": id, "reason": "all", "settled": NOON, "state": State.SENT}
    return DeliveryRow(id=id, occasion="announcement:1", **(usual | values))


def test_a_correction_changes_what_it_can_and_comes_by_itself_elsewhere():
    arrived = [
        a_delivery(1), a_delivery(2, message=None, carried_by=9), a_delivery(3, address="browser:3"),
        a_delivery(4, message=None), a_delivery(5, address="erased:5"),
    ]  # fmt: skip
    planned, left_out = reach(What.CORRECTION, "x", arrived, {"telegram:2", "browser:3"}, NOON)
    assert [(each.address, each.deed) for each in planned] == [
        ("telegram:1", Deed.EDIT), ("telegram:2", Deed.SEND), ("browser:3", Deed.SEND),
    ]  # fmt: skip
    assert left_out == {LeftOut.UNSUBSCRIBED: 1}


def test_a_recall_counts_what_has_to_stay():
    old = NOON - timedelta(hours=48)
    arrived = [a_delivery(1), a_delivery(2, settled=old), a_delivery(3, carried_by=9), a_delivery(4, message=None)]
    planned, left_out = reach(What.RECALL, "x", arrived, set(), NOON)
    assert [(each.address, each.deed, each.message) for each in planned] == [("telegram:1", Deed.DELETE, 1)]
    assert left_out == {LeftOut.TOO_OLD: 1, LeftOut.IN_DIGEST: 1, LeftOut.UNCERTAIN: 1}
