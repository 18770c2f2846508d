"""How a verb runs: authorised, once for each request, moved by the domain, written as one.

A claim that has moved between reading and writing is read again and the move tried anew, so that the rules are asked about the
claim as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import Actor, ClaimId, PersonId, TextId
from fairclaim.domain.desk.second_look import SecondLook
from fairclaim.domain.errors import UsageError
from fairclaim.services.authorize import actor_of, resource_of
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import SecondLookError, StaleClaimError
from fairclaim.services.grants import Action
from fairclaim.services.ports.claims import Noted
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import Receipt, fingerprint, receipt_from_record, receipt_of
from fairclaim.services.record import record
from fairclaim.services.record_look import record_look
from fairclaim.services.shown import shown_to

_ATTEMPTS = 5
_SKEW = timedelta(seconds=5)
"""Clocks of two workers differ by this much at most; a larger step back is refused by the domain."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A claim in front of an authorised actor, within a unit of work.

    Parameters
    ----------
    look : SecondLook or None
        What the claim is a copy for; None if it is the claim itself.
    """

    desk: Desk
    work: Work
    who: Caller
    role: Role
    claim: Claim
    by: Actor
    at: datetime
    look: SecondLook | None = None

    def words(self, text: str | None) -> TextId | None:
        """Keep somebody's words where they can be erased, and return their id; None if nothing was said.

        Raises
        ------
        UsageError
            If it is too long.
        """
        return keep_words(self.desk, self.work, text, person=self.by.id, at=self.at)


def keep_words(desk: Desk, work: Work, text: str | None, *, person: PersonId, at: datetime) -> TextId | None:
    """Keep words; see :meth:`Scene.words`."""
    if text is None or not text.strip():
        return None
    if len(text) > desk.limits.words:
        raise UsageError(
            Bilingual(f"文字最多 {desk.limits.words} 字。", f"A statement has at most {desk.limits.words} characters.")
        )
    name = TextId(desk.ids("text"))
    work.people.add_text(name, text, person=person, at=at)
    return name


def act(
    desk: Desk,
    who: Caller,
    action: Action,
    claim_id: ClaimId,
    move: Callable[[Scene], Moved],
    *,
    request: tuple[object, ...] = (),
    key: str | None = None,
    made: Callable[[Claim], str | None] | None = None,
) -> Receipt:
    """Let an authorised caller move a claim, once for each key.

    Parameters
    ----------
    move : callable
        Asks the domain; may be called again if the claim has moved meanwhile.
    request : tuple
        The arguments, to tell a repetition from another request under the same key.
    key : str, optional
        Idempotency key of the caller.
    made : callable, optional
        Names what the move has made.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        See :func:`~fairclaim.services.authorize.authorize`.
    OtherRequestError
        If the key came before with another request.
    SecondLookError
        If it was a second look, which has ended.
    RuleError
        If the claim does not allow it; nothing is written.
    """
    digest = fingerprint(action.value, claim_id, *request)

    def whole(work: Work) -> Receipt:
        scene = enter(desk, work, who, action, claim_id)
        before = begin(work, who, key, digest, at=scene.at)
        if before is not None:
            return before
        after, events = _moved(scene, move)
        if events:
            note(desk, work, who, scene.role, action, thing=claim_id, at=scene.at)
        receipt = receipt_of(after, made=made(after) if made is not None else None, events=events)
        answer(work, who, key, receipt)
        return receipt

    return again_if_stale(lambda: desk.units.write(who.tenant, whole))


def again_if_stale(attempt: Callable[[], T]) -> T:
    """Try again while somebody else was faster, a few times.

    Raises
    ------
    StaleClaimError
        If others were faster each time.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt()
        except StaleClaimError:
            continue
    return attempt()


def enter(desk: Desk, work: Work, who: Caller, action: Action, claim_id: ClaimId) -> Scene:
    """Return the scene of an act once the caller is authorised.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        See :func:`~fairclaim.services.authorize.authorize`; an unknown claim is not found either.
    """
    found, role = shown_to(desk, work, who, action, claim_id)
    by = actor_of(who, role, resource_of(who.tenant, found.claim))
    at = moment(desk, found.claim)
    return Scene(desk=desk, work=work, who=who, role=role, claim=found.claim, by=by, at=at, look=found.look)


def _moved(scene: Scene, move: Callable[[Scene], Moved]) -> Moved:
    """Make a move and write it: on the claim, or on the copy for a second look."""
    if scene.look is not None and scene.look.ended_at is not None:
        raise SecondLookError
    after, events = move(scene)
    if scene.look is None:
        record(scene.desk, scene.work, before=scene.claim, after=after, events=events)
        return after, events
    return record_look(scene.work, scene.look, before=scene.claim, after=after, events=events), events


def moment(desk: Desk, claim: Claim) -> datetime:
    """Return the time of an act on a claim: now, or its last event if another worker's clock is a little ahead."""
    now = desk.now()
    return claim.updated_at if now < claim.updated_at <= now + _SKEW else now


def note(
    desk: Desk,
    work: Work,
    who: Caller,
    role: Role,
    action: Action,
    *,
    thing: str,
    kind: str = "claim",
    at: datetime,
    **details: object,
) -> None:
    """Write who did or looked at what."""
    work.audit.note(
        Noted(
            id=desk.ids("audit"),
            at=at,
            person=who.person,
            role=role.value,
            action=action.value,
            kind=kind,
            thing=thing,
            details=details,
        )
    )


def begin(work: Work, who: Caller, key: str | None, digest: str, *, at: datetime) -> Receipt | None:
    """Return what the same request was answered before; None if it is new, or has no key.

    Raises
    ------
    OtherRequestError
        If the key came before with another request.
    """
    if key is None:
        return None
    found = work.repetitions.begin(who.person, key, digest=digest, at=at)
    return None if found is None else receipt_from_record(found)


def answer(work: Work, who: Caller, key: str | None, receipt: Receipt) -> None:
    """Keep an answer for repetitions."""
    if key is not None:
        work.repetitions.answer(who.person, key, receipt.to_record())
