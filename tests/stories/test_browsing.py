async def test_a_resident_walks_from_the_topics_to_an_answer_and_back(city):
    ann = await city.known_person()
    await ann.says("/themen")
    (topics,) = await ann.hears()
    assert topics.buttons[0] == "Das Projekt"
    assert "- Das Projekt" in topics.text  # buttons never carry the only copy
    await ann.presses("Pilotprojekte")
    (pilots,) = await ann.hears()
    await ann.presses(pilots.buttons[0])
    (card,) = await ann.hears()
    assert "Geprüft am" in card.text
    await ann.presses("Alle Themen")
    assert await ann.hears() == [topics.text]


async def test_every_topic_and_every_entry_can_be_reached_by_buttons(city, answers):
    ann = await city.known_person()
    seen = set()
    await ann.says("/themen")
    (page,) = await ann.hears()
    while True:
        seen |= {label for label in page.buttons if label != "Weitere zeigen"}
        if "Weitere zeigen" not in page.buttons:
            break
        city.clock.passes(minutes=1)
        await ann.presses("Weitere zeigen")
        (page,) = await ann.hears()
    assert len(seen) == len(answers.library.topics)
    assert len(page.buttons) <= 7


async def test_an_old_button_gives_a_calm_word_and_the_current_choices(city):
    ann = await city.known_person()
    for data in ("0:entry:solar-benches", "1:vote:17", "nonsense", "1:entry:../../etc", "1:topic:nowhere.99", "1"):
        await ann.forges_press(data)
        (answer,) = await ann.hears()
        assert answer.text
    assert len(city.telegram.calls("answerCallbackQuery")) == 6
