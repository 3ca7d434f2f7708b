"""In a group the assistant answers commands, mentions and replies to its own messages, and nothing else."""


async def a_group_with_the_assistant(city):
    ann = city.person()
    group = city.telegram.group("Lusan", ann)
    group.add(city.telegram.bot)
    await group.hears()
    return group, ann


async def test_a_group_is_told_what_is_read_and_what_is_not(city):
    group = city.telegram.group("Lusan", city.person())
    group.add(city.telegram.bot)
    (hello,) = await group.hears()
    assert "nur Befehle" in hello.text


async def test_a_mention_is_answered_and_small_talk_among_neighbours_is_not(city):
    group, ann = await a_group_with_the_assistant(city)
    await ann.says("wann grillen wir", in_=group)
    await ann.says("@gera_bot was ist aus den solarbänken geworden", in_=group)
    (answer,) = await group.hears()
    assert "16. März 2022" in answer.text
    await group.hears_nothing()


async def test_commands_work_and_those_of_other_bots_are_left_alone(city):
    group, ann = await a_group_with_the_assistant(city)
    await ann.says("/hilfe@other_bot", in_=group)
    await ann.says("/datenschutz@gera_bot", in_=group)
    stored, _rights = await group.hears(2)
    assert "gespeichert" in stored.text


async def test_no_member_of_a_group_is_stored(city):
    group, ann = await a_group_with_the_assistant(city)
    await ann.says("/themen", in_=group)
    await group.hears()
    assert str(ann.id) not in await city.everything_stored()


async def test_a_group_that_becomes_a_supergroup_is_still_known(city):
    group, ann = await a_group_with_the_assistant(city)
    await ann.says("/sprache english", in_=group)
    await group.hears()
    group.upgrade()
    await ann.says("/help@gera_bot", in_=group)
    (answer,) = await group.hears()
    assert "in your own words" in answer.text
