"""The whole life of an announcement, walked at random: nobody releases their own, a change voids, twice is once."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.announcements import lifecycle
from bot.announcements.lifecycle import WAYS, Deed, Member, Refusal, Standing, State, refuse
from storage.staff import Role
from tests.city import NOON

MEMBERS = [
    Member(id=1, role=Role.EDITOR), Member(id=2, role=Role.PUBLISHER), Member(id=3, role=Role.PUBLISHER),
    Member(id=4, role=Role.ADMINISTRATOR), Member(id=5, role=Role.MODERATOR), Member(id=6, role="nobody"),
]  # fmt: skip
WHO = st.sampled_from(MEMBERS)


class Life(RuleBasedStateMachine):
    """An announcement to `left` people. What the ledger does with them is one number here."""

    @initialize(author=st.sampled_from(MEMBERS[:4]), emergency=st.booleans(), audience=st.integers(0, 50))
    def is_written(self, author, emergency, audience):
        self.now = NOON
        self.it = Standing(state=State.DRAFT, author=author.id, emergency=emergency)
        self.audience, self.sent, self.withdrawn, self.left = audience, 0, 0, 0
        self.asked: int | None = None  # the version whose release was asked for
        self.starts_planned = 0

    def take(self, new: Standing | Refusal) -> bool:
        if isinstance(new, Refusal):
            return False
        self.it = new
        return True

    @rule(who=WHO, content=st.booleans())
    def change(self, who, content):
        version = self.it.version
        if self.take(lifecycle.change(self.it, who, content=content)):
            assert who.id == self.it.author
            assert self.it.version == version + 1
            assert self.it.state is State.DRAFT
            self.asked = None
            if content:
                assert self.it.tested != self.it.version

    @rule(who=WHO)
    def test(self, who):
        if self.take(lifecycle.test(self.it, who)):
            assert who.id == self.it.author

    @rule(who=WHO)
    def request(self, who):
        if self.take(lifecycle.request(self.it, who)):
            assert who.id == self.it.author
            assert self.it.tested == self.it.version
            self.asked = self.it.version

    @rule(who=WHO)
    def decline(self, who):
        if self.take(lifecycle.step(Deed.DECLINE, self.it, who)):
            assert who.id != self.it.author
            self.asked = None

    @rule(who=WHO, older=st.integers(0, 2), word=st.sampled_from(["", "freigeben", " Freigeben ", "ja"]))
    def release(self, who, older, word):
        before = self.it
        new = lifecycle.release(before, who, version=before.version - older, word=word, one_key=False, now=self.now)
        if self.take(new):
            assert who.id != before.author
            assert older == 0
            assert self.asked == before.version
            assert not before.emergency or word.strip().casefold() == "freigeben"
            twice = lifecycle.release(self.it, who, version=before.version, word=word, one_key=False, now=self.now)
            assert isinstance(twice, Refusal)

    @rule(who=WHO)
    def stop(self, who):
        if self.take(lifecycle.step(Deed.STOP, self.it, who)):
            assert self.sent == self.left == 0
            self.asked = None

    @rule(seconds=st.sampled_from([1, 59, 60, 3600]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)
        before = self.it
        self.it = lifecycle.pass_time(before, self.now)
        if self.it.state is State.SENDING and before.state is not State.SENDING:
            assert before.hold_until is not None
            assert self.now >= before.hold_until
            assert before.releaser not in {None, before.author}
            self.left = self.audience
            self.starts_planned += 1

    @precondition(lambda self: self.it.state is State.SENDING and self.left)
    @rule(some=st.integers(1, 20))
    def some_leave(self, some):
        some = min(some, self.left)
        self.left -= some
        self.sent += some

    @rule(who=WHO, deed=st.sampled_from([Deed.PAUSE, Deed.RESUME]))
    def pause_or_resume(self, who, deed):
        self.take(lifecycle.step(deed, self.it, who))

    @rule(who=WHO, deed=st.sampled_from([Deed.CANCEL, Deed.RECALL]))
    def cancel_or_recall(self, who, deed):
        if self.take(lifecycle.step(deed, self.it, who)):
            self.withdrawn += self.left
            self.left = 0

    @precondition(lambda self: self.starts_planned and not self.left)
    @rule()
    def ends(self):
        self.take(lifecycle.finish(self.it))

    @rule(who=WHO, deed=st.sampled_from(list(Deed)))
    def nobody_without_a_right_does_anything(self, who, deed):
        if who.role in {Role.MODERATOR, "nobody"}:
            assert refuse(deed, self.it, who, one_key=True) is not None

    @invariant()
    def all_together_are_the_audience(self):
        if self.starts_planned:
            assert self.sent + self.withdrawn + self.left == self.audience

    @invariant()
    def it_goes_out_once(self):
        assert self.starts_planned <= 1

    @invariant()
    def what_goes_out_was_released_by_a_second_person(self):
        if self.it.state not in {State.DRAFT, State.REQUESTED}:
            assert self.it.releaser not in {None, self.it.author}


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)


def test_every_deed_leads_somewhere_and_no_state_is_a_dead_end_but_the_last():
    assert set(WAYS) == set(Deed)
    reached = {state for ways in WAYS.values() for state in ways.values()}
    assert reached == set(State)


def test_one_key_lets_the_author_release_and_nobody_without_the_right():
    requested = Standing(state=State.REQUESTED, author=2)
    author, editor = MEMBERS[1], MEMBERS[0]
    for one_key, refused in ((False, Refusal.OWN), (True, None)):
        assert refuse(Deed.RELEASE, requested, author, one_key=one_key) is refused
        assert refuse(Deed.RELEASE, requested, editor, one_key=one_key) is Refusal.NOT_YOURS


def test_whoever_is_too_late_is_told_that_it_changed():
    standing = Standing(state=State.DRAFT, author=1, version=3)
    new = lifecycle.release(standing, MEMBERS[1], version=2, word="", one_key=False, now=NOON)
    assert new is Refusal.CHANGED
