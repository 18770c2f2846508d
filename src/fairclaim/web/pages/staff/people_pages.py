"""Buyers before those who answer for the desk: what their history asks for, how it ends, and measures on their accounts.

Acts and pictures are spoken of. Nobody is called anything.
"""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from fairclaim.credit.measure import LEAST_GROUNDS, LONGEST_DAYS, MeasureKind
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.law.tone import pressing_phrases
from fairclaim.services.caller import Caller
from fairclaim.services.find_buyers import find_buyers
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.hold_account import MeasureWish, propose_measure
from fairclaim.services.see_measures import MeasureSeen, list_measures
from fairclaim.services.see_person import see_person
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.staff.staff_page import StaffPages

PATH = "/people"
WORDS = 2_000
Person = Annotated[str, Path(pattern=ID)]
WHOLE = r"^[^\x00]*$"
"""Text that a store can hold."""
Said = Annotated[str, Form(max_length=WORDS, pattern=WHOLE)]
Named = Annotated[str, Query(max_length=254, pattern=r"^[^\x00-\x1f\x7f]*$")]
SUGGESTED = {
    MeasureKind.LIMIT: Bilingual(
        "近期申请中，有图片经两名以上人员认定与申请不符，认定仍成立。在此期间，您的每次申请都由人工查看；您照常可以提交申请、得到答复和申诉。",
        "In recent claims, two people or more found that pictures contradict the claim, and this stands. For this time people look at "
        "each of your claims; you can file, are answered and can appeal as before.",
    ),
    MeasureKind.CLOSING: Bilingual(
        "多次申请中，有图片经两名以上人员认定与申请不符，认定仍成立。账户在此期间停用；已提交的申请照常处理，您可以申诉。",
        "In several claims, two people or more found that pictures contradict the claim, and this stands. The account is closed for this "
        "time; claims that are open go on, and you can appeal.",
    ),
}
"""What a proposal may say to the person; whoever proposes makes it fit the case."""
NONE_CHOSEN = Bilingual("请至少勾选一次认定。", "Tick at least one decision.")
PRESSING = Bilingual(
    "请再斟酌“{phrase}”：本人会读到这段话，它可能被理解为施压或贬低。如仍要保留，请再次提交。",
    'Please think again about "{phrase}": its person will read this, and may take it as pressure or an insult. Send it again to keep it.',
)


class Proposal(BaseModel):
    """The form of a proposal; ``kept`` is the text that its author was asked to think about again, and sends anyway."""

    key: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    kind: MeasureKind
    days: int = Field(ge=1, le=365)
    zh: str = Field(max_length=WORDS, pattern=WHOLE)
    en: str = Field(max_length=WORDS, pattern=WHOLE)
    claims: list[Annotated[str, Field(pattern=ID)]] = Field(default=[], max_length=200)
    kept: str = Field(default="", max_length=2 * WORDS + 1)

    @property
    def text(self) -> str:
        """What the person will read."""
        return f"{self.zh.strip()}|{self.en.strip()}".replace("\r\n", "\n")

    def doubt(self) -> Bilingual | None:
        """Return what to think about again before it is sent."""
        pressing = pressing_phrases(self.text)
        if not self.claims:
            return NONE_CHOSEN
        return (
            PRESSING.format(phrase=pressing[0]) if pressing and self.kept.replace("\r\n", "\n") != self.text else None
        )

    def to_domain(self, person: PersonId) -> MeasureWish:
        """Return it as the verb takes it."""
        return MeasureWish(
            person=person,
            kind=self.kind,
            claims=tuple(ClaimId(claim) for claim in self.claims),
            days=self.days,
            reasons=Bilingual(self.zh.strip(), self.en.strip()),
        )


def people_pages(staff: StaffPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(staff.pages, staff.signed_in), staff.desk

    @router.get(PATH)
    def choose(request: Request, named: Named = "") -> Response:
        """Show the measures that go on, and go to the buyer of a claim or an order."""
        who, named = staff.who(request), named.strip()
        found = find_buyers(desk, who, named) if named else ()
        if len(found) == 1:
            return RedirectResponse(f"{PATH}/{quote(found[0].person, safe='')}", status_code=303)
        return staff.render(
            request,
            "staff/people.html",
            named=named,
            found=found,
            lists=sorted_out(list_measures(desk, who), who),
            may_open=may(who, Action.SEE_STANDING),
            looks_up=may(who, Action.FIND_PARTY),
        )

    @router.get(PATH + "/{person}")
    def show(request: Request, person: Person) -> Response:
        """Show a buyer's standing with its reasons, and their measures. That somebody looked is written down."""
        return answer(request, person)

    @router.post(PATH + "/{person}/measures")
    def propose(request: Request, person: Person, typed: Annotated[Proposal, Form()]) -> Response:
        """Propose a measure; two others have to agree before anything happens."""
        doubt = typed.doubt()
        if doubt is not None:
            return answer(request, person, typed=typed, doubt=doubt)
        made = propose_measure(desk, staff.who(request), typed.to_domain(PersonId(person)), key=typed.key)
        return RedirectResponse(f"{PATH}/measures/{made.id}", status_code=303)

    def answer(
        request: Request, person: str, *, typed: Proposal | None = None, doubt: Bilingual | None = None
    ) -> Response:
        return staff.render(
            request,
            "staff/person.html",
            status=200 if doubt is None else 422,
            found=see_person(desk, staff.who(request), PersonId(person)),
            typed=typed,
            doubt=doubt,
            SUGGESTED=SUGGESTED,
            LONGEST=LONGEST_DAYS,
            LEAST=LEAST_GROUNDS,
        )

    return router


def sorted_out(measures: Sequence[MeasureSeen], who: Caller) -> dict[str, list[MeasureSeen]]:
    """Return measures by what somebody has to do with them: theirs to judge (``mine``), others' to judge, or running."""
    judges = may(who, Action.JUDGE_MEASURE)
    lists: dict[str, list[MeasureSeen]] = {"mine": [], "others": [], "running": []}
    for one in measures:
        is_mine = judges and not one.has_part(who.person)
        lists["running" if not one.waits_for_people else "mine" if is_mine else "others"].append(one)
    return lists


def may(who: Caller, action: Action) -> bool:
    """Tell whether one of somebody's roles is granted an action at all; towards a person, the desk itself decides."""
    return bool(who.roles & GRANTS[action].keys())
