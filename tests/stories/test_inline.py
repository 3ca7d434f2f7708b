"""Cards in other people's chats: `@bot cockpit` offers checked answers with source and day."""

import asyncio

from bot.delivery.cards import MOST_CARDS


async def offered(person, query: str) -> dict:
    press = await person.asks_inline(query)
    async with asyncio.timeout(5):
        await press.done.wait()
    return press.answer


async def test_what_is_being_typed_offers_cards_with_source_and_day(city):
    answer = await offered(city.person(), "cockpit")
    assert len(answer["results"]) <= MOST_CARDS
    card, *others = answer["results"]
    assert card["id"] == "cockpit"
    assert {"cockpit-data", "cockpit-licence"} <= {other["id"] for other in others}
    assert "Geprüft am 23. November 2026" in card["description"]
    words = card["input_message_content"]["message_text"]
    assert "Quelle:" in words
    assert "Geprüft am" in words
    (button,) = card["reply_markup"]["inline_keyboard"][0]
    assert button["url"].endswith("?start=cockpit")


async def test_half_a_word_is_enough(city):
    answer = await offered(city.person(), "solarb")
    assert answer["results"][0]["id"].startswith("solar-benches")


async def test_an_english_device_is_offered_english_cards(city):
    answer = await offered(city.person(language_code="en"), "")
    assert 5 < len(answer["results"]) <= MOST_CARDS
    assert "Checked on" in answer["results"][0]["description"]


async def test_nothing_found_leads_to_the_conversation_and_its_welcome(city):
    ann = city.person()
    answer = await offered(ann, "xqzv wrtl")
    assert answer["results"] == []
    await ann.says("/start frage")
    (welcome,) = await ann.hears()
    assert "Fragen Sie mich in eigenen Worten" in welcome.text


async def test_a_shared_answer_is_found_again_by_its_title(city):
    ann = await city.known_person()
    await ann.says("was ist aus den solarbänken geworden")
    await ann.hears()
    await ann.presses("Hat geholfen")
    (thanks,) = await ann.hears()
    title = thanks.find_button("Antwort teilen")["switch_inline_query"]
    assert (await offered(ann, title))["results"][0]["id"] == "solar-benches"


async def test_nothing_of_an_inline_query_is_stored(city):
    await offered(city.person("Bob"), "cockpit geheim")
    assert "geheim" not in await city.everything_stored()
