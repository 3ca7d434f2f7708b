"""`/abo` and `/stopp`: what a person wants to hear of, how often, and at which hours. And the end of all that."""

from collections.abc import Sequence

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.delivery.moments import MOST_A_WEEK, read_quiet
from bot.delivery.topics import PAGES, Reason, Topic, name_topic
from bot.people.choices import QUIET, WORDING, is_on, switch_off, switch_on
from bot.people.privately import in_private
from bot.texts import Texts
from storage import event_wishes, pushes, registrations, staff, subscriptions

NOT_THE_STAFFS = {*Topic, *Reason} - {Reason.STAFF}
"""The reasons of all pushes that a person gets as a resident."""
OF_THEIR_SEATS = (Reason.REGISTERED, Kind.APPOINTMENT)
"""That an event is cancelled they hear all the same who want to go there: an open promise."""
BROWSER = "browser:"
STOP_WORDS = {"stop", "stopp", "abbestellen", "abmelden", "unsubscribe"}


class Subscribing:
    """The handlers of everything that a person decides about pushes."""

    @in_private
    async def show(self, turn: Turn) -> Sequence[Reply]:
        """The topics as switches, one page of them (the argument is its number), and what is on."""
        page = int(turn.argument) if turn.argument in {str(number) for number in range(len(PAGES))} else 0
        return [self._screen(turn, page, await self._had(turn))]

    @in_private
    async def subscribe(self, turn: Turn) -> Sequence[Reply]:
        """A yes to one topic. The first one is told what will come, and how it ends."""
        return await self._switch(turn, on=True)

    @in_private
    async def unsubscribe(self, turn: Turn) -> Sequence[Reply]:
        """A no to one topic; what waits because of it does not leave any more."""
        return await self._switch(turn, on=False)

    @in_private
    async def when(self, turn: Turn) -> Sequence[Reply]:
        """How often and at which hours."""
        return [self._when(turn)]

    @in_private
    async def often(self, turn: Turn) -> Sequence[Reply]:
        """At once, or all together on Friday (`digest`)."""
        turn.person.digest = turn.argument == "digest"
        return [self._when(turn)]

    @in_private
    async def quiet(self, turn: Turn) -> Sequence[Reply]:
        """At which hours no message shall come."""
        if turn.argument in QUIET:
            turn.person.quiet = turn.argument
        return [self._when(turn)]

    @in_private
    async def stop(self, turn: Turn) -> Sequence[Reply]:
        """No more pushes, at once. Asking again changes nothing and is answered the same."""
        address = turn.person.address
        await subscriptions.unsubscribe(turn.session, address, None, WORDING, turn.now)
        await pushes.withdraw(turn.session, address, NOT_THE_STAFFS, turn.now, "stopped", but_for=[OF_THEIR_SEATS])
        await event_wishes.mute(turn.session, address, turn.now)
        text = turn.texts.say("subs.stopped")
        if seats := len(await registrations.of_person(turn.session, address)):
            text = f"{text}\n\n{turn.texts.say('subs.stopped_seats', count=seats)}"
        if await staff.of(turn.session, address):
            text = f"{text}\n\n{turn.texts.say('subs.stopped_staff')}"
        return [
            Reply(
                text=text,
                buttons=[
                    Button(label=turn.texts.say("button.my_data"), reference=reference("mydata")),
                    Button(label=turn.texts.say("button.subs"), reference=reference("subs")),
                    *([_to_events(turn.texts)] if seats else []),
                ],
            )
        ]

    async def stop_word(self, turn: Turn) -> Sequence[Reply] | None:
        """A listener: whoever gets pushes and writes just „Stopp“ means them."""
        said = turn.argument.strip(" .!").casefold()
        if said not in STOP_WORDS or turn.incoming.group:
            return None
        address = turn.person.address
        if not (
            await self._had(turn)
            or await registrations.of_person(turn.session, address)
            or await event_wishes.of_person(turn.session, address)
        ):
            return None
        return await self.stop(turn)

    async def _switch(self, turn: Turn, *, on: bool) -> Sequence[Reply]:
        had = await self._had(turn)
        if turn.argument not in list(Topic):
            return [self._screen(turn, 0, had)]
        topic = Topic(turn.argument)
        has = switch_on(had, topic) if on else switch_off(had, topic)
        for new in sorted(has - had):
            await subscriptions.subscribe(turn.session, turn.person.address, new, WORDING, turn.now)
        for old in sorted(had - has):
            await subscriptions.unsubscribe(turn.session, turn.person.address, old, WORDING, turn.now)
        if not on:
            await pushes.withdraw(turn.session, turn.person.address, [topic], turn.now, "unsubscribed")
        turn.person.spoken = turn.person.spoken or turn.texts.language
        page = next(number for number, topics in enumerate(PAGES) if topic in topics)
        screen = self._screen(turn, page, has)
        return [self._joined(turn), screen] if has and not had else [screen]

    def _joined(self, turn: Turn) -> Reply:
        say = turn.texts.say
        text = say("subs.joined", most=MOST_A_WEEK)
        if turn.person.address.startswith(BROWSER):
            text = f"{text}\n\n{say('subs.joined_browser')}"
        return Reply(text=text)

    def _screen(self, turn: Turn, page: int, has: set[str]) -> Reply:
        texts, topics = turn.texts, PAGES[page]
        lines = [
            texts.say("subs.line_on" if is_on(has, topic) else "subs.line_off", topic=name_topic(texts, topic))
            for topic in topics
        ]
        parts = [
            describe_topics(texts, has),
            describe_times(texts, turn.person.quiet, digest=turn.person.digest),
            "\n".join([texts.say("subs.switches", page=page + 1, pages=len(PAGES)), *(f"- {line}" for line in lines)]),
            texts.say("subs.consent", most=MOST_A_WEEK),
        ]
        buttons = [_toggle(texts, topic, on=is_on(has, topic)) for topic in topics]
        following = (page + 1) % len(PAGES)
        label = f"page-{following}"
        buttons.append(Button(label=texts.say(f"label.{label}"), reference=reference("subs", str(following))))
        if page == 0:
            buttons.append(Button(label=texts.say("button.when"), reference=reference("when")))
        return Reply(title=texts.say("subs.title"), text="\n\n".join(parts), buttons=buttons)

    def _when(self, turn: Turn) -> Reply:
        texts, person = turn.texts, turn.person
        other = "button.at_once" if person.digest else "button.digest"
        buttons = [Button(label=texts.say(other), reference=reference("often", "" if person.digest else "digest"))]
        buttons += [
            Button(label=name_quiet(texts, quiet), reference=reference("quiet", quiet))
            for quiet in QUIET
            if quiet != person.quiet
        ]
        buttons.append(Button(label=texts.say("button.leads"), reference=reference("leads")))
        buttons.append(Button(label=texts.say("button.to_topics"), reference=reference("subs")))
        text = describe_times(texts, person.quiet, digest=person.digest)
        return Reply(text=f"{text}\n\n{texts.say('subs.when')}", buttons=buttons)

    async def _had(self, turn: Turn) -> set[str]:
        return await subscriptions.topics_of(turn.session, turn.person.address)


def describe_topics(texts: Texts, has: set[str]) -> str:
    """What somebody has subscribed to, in a sentence."""
    if not has:
        return texts.say("subs.nothing")
    known = [topic for topic in Topic if topic in has]
    shown = [Topic.ALL] if Topic.ALL in has else known
    return texts.say("subs.something", topics="; ".join(name_topic(texts, topic) for topic in shown))


def describe_times(texts: Texts, quiet: str, *, digest: bool) -> str:
    """How often and at which hours messages come, in sentences."""
    often = texts.say("subs.digest" if digest else "subs.at_once", most=MOST_A_WEEK)
    if not quiet:
        return f"{often} {texts.say('subs.never_quiet')}"
    begin, end = (f"{time:%H:%M}" for time in read_quiet(quiet))
    return f"{often} {texts.say('subs.quiet', begin=begin, end=end)}"


def name_quiet(texts: Texts, quiet: str) -> str:
    """The button for these quiet hours."""
    if not quiet:
        return texts.say("button.never_quiet")
    begin, end = (f"{time:%H:%M}" for time in read_quiet(quiet))
    return texts.say("button.quiet", begin=begin, end=end)


def _to_events(texts: Texts) -> Button:
    """What the person has registered for; the events' room answers it."""
    return Button(label=texts.say("button.my_events"), reference=reference("my_events"))


def _toggle(texts: Texts, topic: Topic, *, on: bool) -> Button:
    """A switch shows what is; pressing it twice is like pressing it once."""
    label = texts.say(f"label.{topic}")
    if on:
        return Button(label=f"✓ {label}", reference=reference("unsubscribe", topic))
    return Button(label=label, reference=reference("subscribe", topic))
