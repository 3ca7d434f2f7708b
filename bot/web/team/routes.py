"""The route table of the staff console: path, method, right, handler. What is not in it does not exist.

To add pages:

1. Write a class like `StartPage` (start.py): a frozen dataclass that is given a `Drawing` and the room's parts, with
   one method `async (visit: Visit) -> Response` per page. `visit.session` is the page's transaction (reading for GET;
   writing for POST, committed when the method returns), `visit.staff` who is asking, `visit.form` what was sent.
2. Write a template that extends `layout.html` (block `content`). Forms begin with `{{ form_mark }}`; styles stand in
   `team.css`, scripts nowhere: the policy forbids both in a page. Show it with
   `drawing.page(visit, "x.html", title=…, …)`; after a deed `return go_to("/team/…")`, so that loading again does
   nothing twice. A wrong entry is the same page once more, with status 422, what was typed, and `problem=…`.
   `raise HTTPException(404)` for what is not there.
3. Give the class to `table` and add its lines, each with the Right it needs; `label` puts it into the navigation,
   `largest` lets a picture in (`enctype="multipart/form-data"`, then `visit.form.files["picture"]`). Rights, marks,
   origins and sessions are looked at in `console.py`, before the handler. The tests walk through this table by
   themselves: a page with `{number}` in its path is asked for number 1.
"""

from bot.conversation.rights import Right
from bot.web.team.audit import AuditPage
from bot.web.team.knowledge import PATH as KNOWLEDGE
from bot.web.team.knowledge import KnowledgePages
from bot.web.team.people import PATH as PEOPLE
from bot.web.team.people import PeoplePages
from bot.web.team.questions import PATH as QUESTIONS
from bot.web.team.questions import QuestionPages
from bot.web.team.start import StartPage
from bot.web.team.visit import Page


def table(
    start: StartPage, questions: QuestionPages, people: PeoplePages, audit: AuditPage, knowledge: KnowledgePages
) -> list[Page]:
    """Every page of the console."""
    return [
        Page(method="GET", path="/team", right=Right.LOOK, handler=start.show, label="Übersicht"),
        Page(method="GET", path=QUESTIONS, right=Right.MODERATE, handler=questions.show, label="Fragen"),
        Page(method="GET", path=f"{QUESTIONS}/{{number}}", right=Right.MODERATE, handler=questions.one),
        Page(method="POST", path=f"{QUESTIONS}/{{number}}", right=Right.MODERATE, handler=questions.answer),
        Page(method="POST", path=f"{QUESTIONS}/{{number}}/close", right=Right.MODERATE, handler=questions.close),
        Page(method="GET", path=KNOWLEDGE, right=Right.CURATE, handler=knowledge.show, label="Wissen"),
        Page(method="POST", path=KNOWLEDGE, right=Right.CURATE, handler=knowledge.confirm),
        Page(method="GET", path=PEOPLE, right=Right.ADMINISTER, handler=people.show, label="Team"),
        Page(method="POST", path=PEOPLE, right=Right.ADMINISTER, handler=people.invite),
        Page(method="POST", path=f"{PEOPLE}/nominations/{{number}}", right=Right.ADMINISTER, handler=people.decide),
        Page(method="GET", path=f"{PEOPLE}/{{number}}", right=Right.ADMINISTER, handler=people.member),
        Page(method="POST", path=f"{PEOPLE}/{{number}}/role", right=Right.ADMINISTER, handler=people.change),
        Page(method="POST", path=f"{PEOPLE}/{{number}}/remove", right=Right.ADMINISTER, handler=people.remove),
        Page(method="GET", path="/team/audit", right=Right.ADMINISTER, handler=audit.show, label="Protokoll"),
        Page(method="POST", path="/team/sign-out", right=Right.LOOK, handler=start.sign_out),
    ]
