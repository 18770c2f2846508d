"""What a route asks for: the desk, who asks, and the headers that make a request safe to repeat.

A router of another file, in full::

    from fastapi import APIRouter
    from fairclaim.web.api.context import RequiredKey, TheCaller, TheDesk

    router = APIRouter(prefix="/api/v1/parcels", tags=["parcels"])

    @router.post("", operation_id="send_parcel")
    def send_parcel(desk: TheDesk, who: TheCaller, key: RequiredKey, wish: ParcelWish) -> ParcelSent:
        return ParcelSent.model_validate(services.send_parcel(desk, who, wish.to_domain(), key=key))

and hand it to the application as ``Parts(routers=(router,))``. Endpoints are plain ``def``; whoever takes :data:`TheCaller` has
been signed in and counted. Errors are raised, never turned into responses: ``fairclaim.web.problems`` does that. For a list take
:data:`TheParts` and :mod:`~fairclaim.web.api.paging`; for a claim's version :data:`TheClaim`.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Header, Path, Request, Response

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import STATE_NAMES, State
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import Receipt, receipt_id
from fairclaim.services.shown import shown
from fairclaim.web.api.parts import Parts
from fairclaim.web.api.rate_limits import RateLimits
from fairclaim.web.api.receipts import Done
from fairclaim.web.api.signed_values import version_tag
from fairclaim.web.api.watched_units import WatchedUnits
from fairclaim.web.api.words import ID, BothLanguages
from fairclaim.web.errors import KeyMissingError

_JUDGES = frozenset({Role.REVIEWER, Role.SENIOR})


def parts_of(request: Request) -> Parts:
    """Return what the application is put together from."""
    parts: Parts = request.app.state.parts
    return parts


def desk_of(request: Request) -> Desk:
    """Return the desk."""
    return parts_of(request).desk


def rate_limits_of(request: Request) -> RateLimits:
    """Return the buckets of this process."""
    limits: RateLimits = request.app.state.rate_limits
    return limits


def caller_of(request: Request) -> Caller:
    """Return who asks, counted against their rate.

    Raises
    ------
    FairclaimError
        ``not-signed-in`` or ``too-many-requests``.
    """
    who = parts_of(request).signed_in.caller(request)
    request.state.rate_headers = rate_limits_of(request).take(who.tenant, who.person).headers()
    return who


KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=128,
        pattern=r"^[!-~]+$",
        description="The same key with the same request has one effect, and gets the same answer, for a day.",
    ),
]


async def _parts(request: Request) -> Parts:
    return parts_of(request)


async def _desk(request: Request) -> Desk:
    return desk_of(request)


async def _required_key(key: KeyHeader = None) -> str:
    if key is None:
        raise KeyMissingError
    return key


# What waits for nothing is a coroutine: a plain function would be handed to a thread and back for each request.
TheParts = Annotated[Parts, Depends(_parts)]
TheDesk = Annotated[Desk, Depends(_desk)]
TheCaller = Annotated[Caller, Depends(caller_of)]
RequiredKey = Annotated[str, Depends(_required_key)]
"""For what makes money move or decides something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimInHand:
    """One claim that a route is about, with the desk that watches it.

    Parameters
    ----------
    desk : Desk
        Pass it to the verb; it holds the caller to ``If-Match``.
    """

    id: ClaimId
    desk: Desk
    who: Caller
    parts: Parts
    units: WatchedUnits
    response: Response

    def show_version(self) -> None:
        """Tell the version of the claim that the verb has seen or made, as ``ETag``."""
        if self.units.seen is not None:
            self.response.headers["ETag"] = self._tag(self.units.seen)

    def done(self, receipt: Receipt) -> Done:
        """Return what a verb did, and tell the claim's version."""
        self.show_version()
        state = self._state(receipt)
        return Done(
            claim=receipt.claim,
            state=state,
            state_name=BothLanguages.model_validate(STATE_NAMES[state]),
            made=receipt.made,
            receipts=[receipt_id(one) for one in receipt.submitted],
        )

    def _state(self, receipt: Receipt) -> State:
        """Return the state as the caller may see it: "second review" gives the first answer away to who is still blind."""
        claim = self.units.seen
        is_blind = bool(self.who.roles & _JUDGES) and (claim is None or self.who.person not in claim.seen_by)
        return State.IN_REVIEW if receipt.state is State.SECOND_REVIEW and is_blind else receipt.state

    def _tag(self, claim: Claim) -> str:
        return version_tag(self.parts.secret, claim.id, claim.sequence)


async def _claim_in_hand(
    request: Request,
    response: Response,
    who: TheCaller,
    claim: Annotated[str, Path(pattern=ID, description="Id of the claim.")],
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=400,
            description="Only if the claim still has this version: the ETag under which it was seen.",
        ),
    ] = None,
) -> ClaimInHand:
    parts, name = parts_of(request), ClaimId(claim)
    wanted = None if if_match is None or if_match.strip() == "*" else {one.strip() for one in if_match.split(",")}

    def is_expected(found: Claim) -> bool:
        return wanted is None or version_tag(parts.secret, found.id, found.sequence) in wanted

    def find(work: Work, one: ClaimId) -> Claim | None:
        found = shown(parts.desk, work, one)
        return None if found is None else found.claim

    units = WatchedUnits(parts.desk.units, name, is_expected, find=find)
    desk = replace(parts.desk, units=units)
    return ClaimInHand(id=name, desk=desk, who=who, parts=parts, units=units, response=response)


TheClaim = Annotated[ClaimInHand, Depends(_claim_in_hand)]
