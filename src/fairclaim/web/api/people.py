"""Parties by the tenant's own ids, and the ties of those who work at the desk."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, status
from pydantic import AwareDatetime, Field

from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.services.find_party import find_party
from fairclaim.services.keep_ties import declare_tie, declare_tie_of, own_ties, ties_of, withdraw_tie, withdraw_tie_of
from fairclaim.services.ports.people import Tie
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer, Name, Wire

router = APIRouter(prefix="/api/v1", tags=["people"])
Side = Literal["buyer", "merchant"]
Party = Annotated[str, Path(pattern=ID, description="The desk's id of a buyer or a merchant.")]
Person = Annotated[
    str, Path(pattern=ID, description="The desk's id of somebody who works here, as their account says.")
]


class PartyFound(Answer):
    """Under which id the desk knows a party; an agent's account names it as `acts_for`."""

    person: str


class TieWish(Wire):
    """A buyer or a merchant by the tenant's own id, as it stands in orders."""

    side: Side
    reference: Name


class TieSeen(Answer):
    """A tie; `reference` is null once the party was erased, `declared_by` where it is not on record."""

    party: str
    side: Side
    reference: str | None
    declared_at: AwareDatetime
    declared_by: str | None = Field(description="Who said so: the person themselves, or who runs the desk.")


@router.get("/parties/{side}", operation_id="find_party")
def party(desk: TheDesk, who: TheCaller, side: Side, reference: Annotated[Name, Query()]) -> PartyFound:
    """Look up the desk's id of a buyer or a merchant by the tenant's own; looking is noted."""
    return PartyFound(person=find_party(desk, who, ActorKind(side), reference))


@router.post("/me/ties", operation_id="declare_tie", status_code=status.HTTP_201_CREATED)
def declare(desk: TheDesk, who: TheCaller, wish: TieWish) -> TieSeen:
    """Say that the caller has to do with a party, and is to be kept off their claims."""
    return _seen(declare_tie(desk, who, ActorKind(wish.side), wish.reference))


@router.get("/me/ties", operation_id="own_ties")
def mine(desk: TheDesk, who: TheCaller) -> list[TieSeen]:
    """Return the caller's ties."""
    return [_seen(one) for one in own_ties(desk, who)]


@router.delete("/me/ties/{party}", operation_id="withdraw_tie", status_code=status.HTTP_204_NO_CONTENT)
def withdraw(desk: TheDesk, who: TheCaller, party: Party) -> None:
    """Take back a tie that the caller has declared."""
    withdraw_tie(desk, who, PersonId(party))


@router.post("/people/{person}/ties", operation_id="declare_tie_of", status_code=status.HTTP_201_CREATED)
def declare_of(desk: TheDesk, who: TheCaller, person: Person, wish: TieWish) -> TieSeen:
    """Say that somebody else who works here has to do with a party."""
    return _seen(declare_tie_of(desk, who, PersonId(person), ActorKind(wish.side), wish.reference))


@router.get("/people/{person}/ties", operation_id="ties_of")
def of(desk: TheDesk, who: TheCaller, person: Person) -> list[TieSeen]:
    """Return the ties of somebody who works here; looking is noted."""
    return [_seen(one) for one in ties_of(desk, who, PersonId(person))]


@router.delete("/people/{person}/ties/{party}", operation_id="withdraw_tie_of", status_code=status.HTTP_204_NO_CONTENT)
def withdraw_of(desk: TheDesk, who: TheCaller, person: Person, party: Party) -> None:
    """Take back a tie of somebody else who works here."""
    withdraw_tie_of(desk, who, PersonId(person), PersonId(party))


def _seen(tie: Tie) -> TieSeen:
    return TieSeen.model_validate(tie)
