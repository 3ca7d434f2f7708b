"""The staff's story (S9): invited, joined, confirmed, changed, removed; rights begin and end at once."""

from storage import staff
from tests.team.helping import Town


async def test_an_editor_is_invited_joins_and_has_a_menu_of_their_own(town: Town):
    boss = await town.administrator()
    code = await town.invites(boss, "Redaktion", "Pressestelle")
    ann = town.city.person()
    await ann.says(f"/start {code}")
    notice, welcome = await ann.hears(2)
    assert "kein Mensch" in notice.text
    assert "Pressestelle" in welcome.text
    assert "Redaktion" in welcome.text
    await ann.says("/team")
    (menu,) = await ann.hears()
    assert menu.buttons == ["Rundrufe", "Konsole öffnen", "Austreten"]
    await ann.says("/einladen")
    assert "kenne ich nicht" in (await ann.answer()).text
    await town.menus_settle()
    assert "team" in town.menu_of(ann)
    assert "einladen" not in town.menu_of(ann)
    assert {"team", "einladen", "themen"} <= set(town.menu_of(boss))
    assert "team" not in town.menu_of(None)


async def test_the_menu_leads_to_what_each_role_may_do(town: Town):
    boss = await town.administrator()
    for role, name, button, said in (
        ("Redaktion", "Pressestelle", "Rundrufe", "Was möchten Sie mitteilen"),
        ("Moderation", "Bürgerservice", "Offene Fragen", "Keine Frage"),
    ):
        member = await town.joined(boss, role, name)
        await member.says("/team")
        assert (await member.answer()).buttons == [button, "Konsole öffnen", "Austreten"]
        await member.presses(button)
        assert said in (await member.answer()).text
    await boss.says("/team")
    assert {"Rundrufe", "Offene Fragen", "Menschen und Rollen"} <= set((await boss.answer()).buttons)


async def test_an_invitation_works_once_for_a_day_and_says_so(town: Town):
    boss = await town.administrator()
    code = await town.invites(boss, "Moderation", "Bürgerservice")
    ann, bob = await town.city.known_person("Ann"), await town.city.known_person("Bob")
    await ann.says(f"/start {code}")
    await ann.hears()
    await bob.says(f"/start {code}")
    assert "schon benutzt" in (await bob.answer()).text
    await bob.says(f"/start {code[:-1]}")
    assert "kenne ich nicht" in (await bob.answer()).text
    later = await town.invites(boss, "Redaktion", "Kulturamt")
    await ann.says(f"/start {later}")
    assert "schon zum Team" in (await ann.answer()).text
    town.city.clock.passes(hours=24, minutes=1)
    await bob.says(f"/start {later}")
    assert "abgelaufen" in (await bob.answer()).text
    assert await town.staff() == {"Administration": "administrator", "Bürgerservice": "moderator"}


async def test_an_administrator_needs_a_second_administrator(town: Town):
    boss, second = await town.administrator(), await town.administrator(second=True)
    code = await town.invites(boss, "Administration", "Stadtkämmerei")
    ann = await town.city.known_person("Ann")
    await ann.says(f"/start {code}")
    assert "zweite Person zustimmen" in (await ann.answer()).text
    await ann.says("/team")
    assert "kenne ich nicht" in (await ann.answer()).text
    await town.notices_leave()
    assert "Stadtkämmerei" in (await second.answer()).text
    await boss.says("/team")
    assert "Zustimmung fehlt" in (await boss.answer()).text
    await boss.presses("1. Stadtkämmerei")
    await boss.hears()
    await boss.presses("Zustimmen")
    assert "jemand anderes" in (await boss.answer()).text
    await second.presses("Ansehen")
    await second.hears()
    await second.presses("Zustimmen")
    assert "gehört jetzt zur Administration" in (await second.answer()).text
    await second.presses("Zustimmen")
    assert "erledigt" in (await second.answer()).text
    await town.notices_leave()
    assert "Ihre Rolle im Team ist jetzt: Administration" in (await ann.answer()).text
    await ann.says("/einladen")
    assert "Welche Rolle" in (await ann.answer()).text


async def test_a_second_administrator_may_say_no(town: Town):
    boss, second = await town.administrator(), await town.administrator(second=True)
    ann = await town.joined(boss, "Freigabe", "Pressestelle")
    await boss.says("/team")
    await boss.hears()
    await town.walks(boss, "Menschen und Rollen", "3. Pressestelle", "Rolle ändern", "Administration")
    assert (await town.staff())["Pressestelle"] == "publisher"
    await town.notices_leave()
    await second.hears()
    await town.walks(second, "Ansehen", "Ablehnen")
    assert (await town.staff())["Pressestelle"] == "publisher"
    await town.notices_leave()
    assert "nicht angenommen" in (await ann.answer()).text


async def test_without_a_second_administrator_nobody_becomes_one_by_chat(town: Town):
    boss = await town.administrator()
    await boss.says("/einladen")
    await boss.hears()
    await boss.presses("Administration")
    await boss.hears()
    await boss.says("Zweite Leitung")
    assert "es gibt keine" in (await boss.answer()).text
    assert await town.open_invitations() == 0


async def test_in_one_person_mode_one_key_is_enough_and_everybody_can_see_it(new_database, answers, tmp_path):
    async with Town.open(new_database, answers, tmp_path, one_key=True) as town:
        boss = await town.administrator()
        await boss.says("/team")
        assert "Ein-Personen-Modus" in (await boss.answer()).text
        ann = await town.joined(boss, "Administration", "Zweite Leitung")
        await ann.says("/team")
        menu = await ann.answer()
        assert "Ein-Personen-Modus" in menu.text
        assert "Einladen" in menu.buttons


async def test_whoever_is_removed_has_no_right_in_the_next_second_with_old_buttons_and_open_forms(town: Town):
    boss, second = await town.administrator(), await town.administrator(second=True)
    ann = await town.joined(boss, "Administration", "Zweite Leitung", second=second)
    await ann.says("/team")
    await ann.hears()
    await town.walks(ann, "Einladen", "Redaktion")  # the form is open
    await boss.says("/team")
    await boss.hears()
    await town.walks(boss, "Menschen und Rollen", "3. Zweite Leitung", "Aus dem Team nehmen", "Ja, aus dem Team nehmen")
    await town.notices_leave()
    assert "gehören nicht mehr zum Team" in (await ann.answer()).text
    await ann.says("Kulturamt")
    assert "Einladung" not in (await ann.answer()).text
    for label in ("Menschen und Rollen", "Einladen", "Konsole öffnen", "Austreten", "Redaktion"):
        await ann.presses(label)
        assert "Diesen Knopf" in (await ann.answer()).text or "nicht mehr" in ann.messages[-1].text
    await ann.says("/team")
    assert "kenne ich nicht" in (await ann.answer()).text
    await town.menus_settle()
    assert "team" not in town.menu_of(ann)
    assert await town.open_invitations() == 0


async def test_what_a_removed_administrator_began_is_void(town: Town):
    boss, second = await town.administrator(), await town.administrator(second=True)
    ann = await town.joined(boss, "Administration", "Zweite Leitung", second=second)
    code = await town.invites(ann, "Redaktion", "Kulturamt")
    await boss.says("/team")
    await boss.hears()
    await town.walks(boss, "Menschen und Rollen", "3. Zweite Leitung", "Aus dem Team nehmen", "Ja, aus dem Team nehmen")
    bob = await town.city.known_person("Bob")
    await bob.says(f"/start {code}")
    assert "kenne ich nicht" in (await bob.answer()).text


async def test_a_member_leaves_by_the_menu(town: Town):
    boss = await town.administrator()
    ann = await town.joined(boss, "Moderation", "Bürgerservice")
    await ann.says("/team")
    await ann.hears()
    await town.walks(ann, "Austreten", "Ja, austreten")
    assert "Danke für Ihre Arbeit" in ann.messages[-1].text
    assert await town.staff() == {"Administration": "administrator"}


async def test_the_last_administrator_and_those_of_the_settings_stay(town: Town):
    boss = await town.administrator()
    await boss.says("/team")
    await boss.hears()
    await town.walks(boss, "Austreten", "Ja, austreten")
    assert "Einstellungen" in boss.messages[-1].text
    await town.walks(boss, "Menschen und Rollen", "1. Administration", "Aus dem Team nehmen", "Ja, aus dem Team nehmen")
    assert "Einstellungen" in boss.messages[-1].text
    async with town.database.writing() as session:
        (await staff.of(session, f"telegram:{boss.id}")).set_up = False  # as if somebody had been invited long ago
    await town.walks(boss, "Menschen und Rollen", "1. Administration", "Rolle ändern", "Redaktion")
    assert "letzte Person" in boss.messages[-1].text
    await boss.says("/team")
    await boss.hears()
    await town.walks(boss, "Austreten", "Ja, austreten")
    assert "letzte Person" in boss.messages[-1].text
    assert await town.staff() == {"Administration": "administrator"}
