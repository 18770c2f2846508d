"""What a client can ask about the service itself: is it up, is it ready, who am I, what does a problem mean."""

from typing import Annotated

from fastapi import APIRouter, Path

from fairclaim.services.caller import Role
from fairclaim.services.errors import NotFoundError
from fairclaim.version import __version__
from fairclaim.web.api.context import TheCaller, TheParts
from fairclaim.web.api.words import Answer, BothLanguages
from fairclaim.web.problems import STATUS, explained

router = APIRouter(tags=["about"])


class Alive(Answer):
    """The process answers."""

    status: str = "ok"
    version: str = __version__


class Ready(Alive):
    """Everything that the desk needs answers; `warnings` are codes of what it can do without, and should be looked after."""

    warnings: list[str]


class Myself(Answer):
    """As whom the caller is signed in."""

    tenant: str
    person: str
    roles: list[Role]
    acts_for: str | None


class ProblemExplained(Answer):
    """One type of problem."""

    code: str
    status: int
    title: BothLanguages
    next: BothLanguages


@router.get("/healthz", operation_id="alive")
def alive() -> Alive:
    """Tell that the process answers."""
    return Alive()


@router.get("/readyz", operation_id="ready")
def ready(parts: TheParts) -> Ready:
    """Tell whether everything that the desk needs answers, too."""
    parts.ready()
    return Ready(warnings=list(parts.warnings()))


@router.get("/api/v1/me", operation_id="see_myself")
def myself(who: TheCaller) -> Myself:
    """Tell as whom the caller is signed in."""
    return Myself(tenant=who.tenant, person=who.person, roles=sorted(who.roles), acts_for=who.acts_for)


@router.get("/api/v1/problems", operation_id="see_problems")
def problems() -> list[ProblemExplained]:
    """List every type of problem."""
    return [ProblemExplained.model_validate(explained(code)) for code in STATUS]


@router.get("/api/v1/problems/{code}", operation_id="see_problem")
def problem(code: Annotated[str, Path(max_length=100)]) -> ProblemExplained:
    """Explain one type of problem: its address is the `type` of the problem document."""
    found = explained(code)
    if found is None:
        raise NotFoundError
    return ProblemExplained.model_validate(found)
