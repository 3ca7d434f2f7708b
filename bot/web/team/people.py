"""People and roles in the console: the list, invitations, another role, the way out, the second key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.team import roles
from bot.team.inviting import MARK, invite
from bot.team.notices import Notices
from bot.team.rules import LONGEST_NAME, NotPossible
from bot.texts import Texts
from bot.web.team.drawing import ROLES, Drawing, go_to
from bot.web.team.forms import UNSURE, number_in
from bot.web.team.visit import Visit
from storage import invitations, staff
from storage.staff import Role, StaffRow

PATH = "/team/people"
NO_ROLE = "Bitte wählen Sie eine Rolle."
DONE = {
    "changed": "Die Rolle ist geändert.",
    "removed": "Das Mitglied gehört nicht mehr zum Team.",
    "nominated": "Vorgeschlagen. Eine zweite Person der Administration muss zustimmen.",
    "confirmed": "Zugestimmt. Die neue Rolle gilt sofort.",
    "refused": "Abgelehnt.",
}
"""What is said after a deed, by the word in the address."""
MEANINGS = {
    Role.EDITOR: "schreibt Rundrufe und bittet um Freigabe",
    Role.MODERATOR: "entscheidet über Eingereichtes und antwortet",
    Role.PUBLISHER: "schreibt, gibt frei, hält an, berichtigt",
    Role.ADMINISTRATOR: "darf alles und verwaltet das Team; braucht eine zweite Zustimmung",
}


@dataclass(frozen=True, kw_only=True)
class PeoplePages:
    """Calls the same deeds as the chat."""

    drawing: Drawing
    texts: Texts
    notices: Notices
    one_key: bool
    bot_name: Callable[[], str | None]
    """How Telegram calls the assistant, once it is known."""

    async def show(self, visit: Visit) -> Response:
        """Everybody, and what waits for a second key."""
        return await self._list(visit, done=DONE.get(visit.request.query_params.get("done", ""), ""))

    async def invite(self, visit: Visit) -> Response:
        """An invitation: what is to be passed on is shown once, and stored nowhere."""
        role, name = visit.form.get("role"), visit.form.get("name")
        if role not in list(Role):
            return await self._list(visit, problems={"roles": NO_ROLE}, role=role, name=name)
        try:
            secret = await invite(
                visit.session, by=visit.staff, role=Role(role), name=name, now=visit.now, one_key=self.one_key
            )  # fmt: skip
        except NotPossible as refusal:
            problem = self.texts.say(f"hindrance.{refusal.reason}").removesuffix(" Sie schrieben:")
            return await self._list(visit, problems={"name": problem}, role=role, name=name)
        return self.drawing.page(
            visit, "invited.html", title="Einladung", role=role, code=f"{MARK}{secret}", bot_name=self.bot_name()
        )

    async def member(self, visit: Visit) -> Response:
        """One member: another role, or the way out."""
        return self._member_page(visit, await self._member(visit))

    async def change(self, visit: Visit) -> Response:
        """Another role."""
        member, role = await self._member(visit), visit.form.get("role")
        if role not in list(Role):
            return self._member_page(visit, member, problems={"roles": NO_ROLE})
        before = member.role
        try:
            nomination = await roles.change_role(
                visit.session, by=visit.staff, number=member.id, role=Role(role), now=visit.now, one_key=self.one_key
            )
        except NotPossible as refusal:
            return self._member_page(visit, member, problem=self.texts.say(f"hindrance.{refusal.reason}"))
        if nomination is not None:
            await self.notices.tell_of_nomination(
                visit.session, number=nomination.id, name=nomination.name, by=nomination.nominated_by, now=visit.now
            )
            return go_to(f"{PATH}?done=nominated")
        if member.id == visit.staff.id:
            return go_to("/team")
        if role != before:
            await self.notices.tell_role(visit.session, member.address, role, visit.now)
        return go_to(f"{PATH}?done=changed")

    async def remove(self, visit: Visit) -> Response:
        """Take somebody off the staff. The page before has asked whether that is meant."""
        member = await self._member(visit)
        if visit.form.get("sure") != "yes":
            return self._member_page(visit, member, problems={"sure": UNSURE})
        try:
            await roles.remove(visit.session, by=visit.staff, number=member.id, now=visit.now)
        except NotPossible as refusal:
            return self._member_page(visit, member, problem=self.texts.say(f"hindrance.{refusal.reason}"))
        if member.id != visit.staff.id:
            await self.notices.tell_removed(visit.session, member.address, visit.now)
        return go_to(f"{PATH}?done=removed")

    async def decide(self, visit: Visit) -> Response:
        """The second key: yes or no to a nomination."""
        number = number_in(visit.request.path_params["number"])
        try:
            if visit.form.get("answer") == "yes":
                nomination = await roles.confirm(
                    visit.session, by=visit.staff, number=number, now=visit.now, one_key=self.one_key
                )
                await self.notices.tell_role(visit.session, nomination.address, Role.ADMINISTRATOR, visit.now)
                return go_to(f"{PATH}?done=confirmed")
            nomination = await roles.refuse(visit.session, by=visit.staff, number=number, now=visit.now)
        except NotPossible as refusal:
            return await self._list(visit, problem=self.texts.say(f"hindrance.{refusal.reason}"))
        await self.notices.tell_refused(visit.session, nomination.address, visit.now)
        return go_to(f"{PATH}?done=refused")

    async def _list(
        self,
        visit: Visit,
        *,
        problem: str = "",
        problems: Mapping[str, str] | None = None,
        done: str = "",
        role: str = "",
        name: str = "",
    ) -> Response:
        everybody = await staff.everybody(visit.session)
        values: dict[str, Any] = {
            "people": everybody,
            "names": {member.id: member.name for member in everybody},
            "nominations": await invitations.nominations(visit.session),
            "invitations": await invitations.open_invitations(visit.session, visit.now),
            "roles": [(each, ROLES[each], MEANINGS[each]) for each in Role],
            "longest": LONGEST_NAME,
        }
        return self.drawing.page(
            visit,
            "people.html",
            title="Menschen und Rollen",
            status=422 if problem or problems else 200,
            problem=problem,
            problems=problems or {},
            done=done,
            chosen=role,
            typed=name,
            **values,
        )

    def _member_page(
        self, visit: Visit, member: StaffRow, *, problem: str = "", problems: Mapping[str, str] | None = None
    ) -> Response:
        return self.drawing.page(
            visit,
            "member.html",
            title=member.name,
            status=422 if problem or problems else 200,
            member=member,
            problem=problem,
            problems=problems or {},
            roles=[(each, ROLES[each], MEANINGS[each]) for each in Role],
        )

    async def _member(self, visit: Visit) -> StaffRow:
        member = await staff.numbered(visit.session, number_in(visit.request.path_params["number"]))
        if member is None:
            raise HTTPException(404)
        return member
