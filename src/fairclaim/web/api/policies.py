"""Policies: drafted, checked, explained, tried on history, run in shadow, confirmed by another person, rolled back."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, status
from pydantic import AwareDatetime, Field

from fairclaim.domain.desk.decision import Route
from fairclaim.policy.life import Stage
from fairclaim.services.change_policy import (
    check_policy,
    confirm_policy,
    draft_policy,
    end_shadow,
    explain_policy,
    list_policies,
    roll_back_policy,
    simulate_policy,
    start_shadow,
)
from fairclaim.services.shadow_report import shadow_report
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import Answer, BothLanguages, Name, Wire, Words

router = APIRouter(prefix="/api/v1/policies", tags=["policies"])
trials = APIRouter(prefix="/api/v1/policies", tags=["policies"], max_body_size=50_000_000)
"""Apart, for its larger bodies."""
FILES = ("application/yaml", "application/json")
Category = Annotated[Name | None, Query(description="For claims of this category; leave out for all others.")]
Number = Annotated[int, Path(ge=1, lt=1_000_000)]


class PolicyVersion(Answer):
    """One version."""

    category: str | None
    version: int
    stage: Stage
    digest: str
    name: str
    author: str
    publisher: str | None
    published_at: AwareDatetime | None


class PolicyChecked(Answer):
    """A policy that can be used, and what a person should look at."""

    digest: str
    name: str
    doubts: list[dict[str, Any]]


class ConfirmationWish(Wire):
    """The digest that was read."""

    digest: Name


class RollbackWish(Wire):
    """Why it is taken back."""

    why: Words = Field(min_length=1)


class RoutePairSeen(Answer):
    """Claims for which the one in force proposed `live` and the one in shadow `shadow`; amounts are what could be given back."""

    live: Route
    shadow: Route
    claims: int
    differing: int
    amount_minor: dict[str, int]
    examples: list[str]


class ShadowSeen(Answer):
    """What was compared; each claim counts once."""

    policy: PolicyVersion
    claims: int
    differing: int
    pairs: list[RoutePairSeen]


class Trial(Answer):
    """What the version would have done with past claims, beside the one in force; amounts in minor units."""

    figures: dict[str, Any]
    other: dict[str, Any]
    changed: int
    harder: int
    easier: int
    harder_upheld: int
    unusable: int
    refused: list[BothLanguages]


@router.post("/check", operation_id="check_policy", openapi_extra=body_described(*FILES))
def check(desk: TheDesk, who: TheCaller, body: RawBody) -> PolicyChecked:
    """Check a policy file; nothing is kept."""
    found = check_policy(desk, who, body)
    doubts = [one.to_record() for one in found.doubts]
    return PolicyChecked(digest=found.policy.digest, name=found.policy.name, doubts=doubts)


@router.post("", operation_id="draft_policy", status_code=status.HTTP_201_CREATED, openapi_extra=body_described(*FILES))
def draft(desk: TheDesk, who: TheCaller, body: RawBody, category: Category = None) -> PolicyVersion:
    """Keep a policy file as a draft."""
    return PolicyVersion.model_validate(draft_policy(desk, who, body, category=category))


@router.get("", operation_id="list_policies")
def every(desk: TheDesk, who: TheCaller, category: Category = None) -> list[PolicyVersion]:
    """Return the versions, in order."""
    return [PolicyVersion.model_validate(one) for one in list_policies(desk, who, category=category)]


@router.post("/explanation", operation_id="explain_policy")
def explained(
    desk: TheDesk,
    who: TheCaller,
    facts: dict[str, Any],
    *,
    version: Annotated[int | None, Query(ge=1, lt=1_000_000)] = None,
    category: Category = None,
) -> dict[str, Any]:
    """Explain the route of one claim's facts; without a version by the one in force."""
    return explain_policy(desk, who, facts, version=version, category=category).to_record()


@router.post("/{version}/shadow", operation_id="start_shadow")
def shadow(desk: TheDesk, who: TheCaller, version: Number, category: Category = None) -> PolicyVersion:
    """Run a draft beside the live version, which proposes it to go live."""
    return PolicyVersion.model_validate(start_shadow(desk, who, version, category=category))


@router.delete("/{version}/shadow", operation_id="end_shadow")
def end(desk: TheDesk, who: TheCaller, version: Number, category: Category = None) -> PolicyVersion:
    """Let a version in shadow be a draft again, so that another can take its place."""
    return PolicyVersion.model_validate(end_shadow(desk, who, version, category=category))


@router.get("/{version}/shadow", operation_id="shadow_report")
def compared(desk: TheDesk, who: TheCaller, version: Number, category: Category = None) -> ShadowSeen:
    """Report what a version in shadow would have done otherwise than the one in force, claim by claim."""
    return ShadowSeen.model_validate(shadow_report(desk, who, version, category=category))


@router.post("/{version}/confirmation", operation_id="confirm_policy")
def confirm(
    desk: TheDesk, who: TheCaller, version: Number, wish: ConfirmationWish, category: Category = None
) -> PolicyVersion:
    """Put a version in shadow in force, as another person than its author."""
    return PolicyVersion.model_validate(confirm_policy(desk, who, version, digest=wish.digest, category=category))


@router.post("/{version}/rollback", operation_id="roll_back_policy")
def roll_back(
    desk: TheDesk, who: TheCaller, version: Number, wish: RollbackWish, category: Category = None
) -> PolicyVersion:
    """Put a retired version in force again."""
    return PolicyVersion.model_validate(roll_back_policy(desk, who, version, why=wish.why, category=category))


@trials.post("/{version}/trial", operation_id="simulate_policy", openapi_extra=body_described("application/x-ndjson"))
def trial(desk: TheDesk, who: TheCaller, version: Number, body: RawBody, category: Category = None) -> Trial:
    """Try a version on past claims, one a line; a line that cannot be used is counted and told."""
    tried = simulate_policy(desk, who, body.split(b"\n"), version=version, category=category)
    found = tried.simulation
    return Trial(
        figures=asdict(found.figures),
        other=asdict(found.other),
        changed=found.changed,
        harder=found.harder,
        easier=found.easier,
        harder_upheld=found.harder_upheld,
        unusable=tried.unusable,
        refused=[BothLanguages.model_validate(one) for one in tried.refused],
    )
