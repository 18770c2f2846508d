"""A buyer reads everything that is held about them, and asks to have it corrected; the desk answers.

Source: Personal Information Protection Law of the PRC (2021), articles 45 (to consult and copy) and 46 (to correct and complete).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairclaim.credit.pattern import DECIDED, Pattern
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import PersonId, TextId
from fairclaim.domain.errors import UsageError
from fairclaim.services.act import keep_words, note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.measures_told import measure_record, told_of
from fairclaim.services.messages import remedy_record
from fairclaim.services.once import remember, said_before
from fairclaim.services.paging import MOST
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.own_data import Correction
from fairclaim.services.ports.trade import SoldOrder
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint
from fairclaim.services.see_standing import standing_record
from fairclaim.services.share_standing import consents_record

SCHEMA = "fairclaim.own-data/1"
CORRECTABLE = ("name", "phone", "email", "address")
"""Fields that an accepted wish replaces by itself. What signs somebody in is changed at the door."""
OTHER = "other"
STANDING = "standing"
"""The wish explains a pattern of one's standing, which ``value`` names; accepted, it calls nobody for a year."""
ERASURE = "erasure"
"""A wish to have everything erased. It is answered like the others, and done by ``erase_person`` once no claim is open."""
ANSWERED_WITHIN = timedelta(days=15)
"""How soon a wish is to be answered. The Personal Information Protection Law says "promptly" (articles 45, 46); the days are our choice."""
_FIELD_CHARACTERS = 500
Record = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSeen:
    """A wish in clear; words are None once their person is erased."""

    id: str
    person: PersonId
    field: str
    value: str | None
    why: str | None
    asked_at: datetime
    is_accepted: bool | None
    answer: str | None
    answered_at: datetime | None


def own_data(desk: Desk, who: Caller) -> Record:
    """Return everything that is held about the caller, as plain values, with a list of the originals they gave.

    Not in it: what others said, who judges, and what the machine found, which stands in the reasons of a decision.

    Raises
    ------
    NotFoundError
        If the caller is no buyer, or was erased.
    """

    def whole(work: Work) -> Record:
        role = authorize(who, Action.OWN_DATA, Resource(tenant=who.tenant, buyer=who.person))
        held = work.own_data.held(who.person)
        if held is None:
            raise NotFoundError
        note(desk, work, who, role, Action.OWN_DATA, thing=who.person, kind="person", at=desk.now())
        claims = list(_claims(work, who.person))
        wishes = work.own_data.corrections(person=who.person, open_only=False, limit=MOST)
        return {
            "schema": SCHEMA,
            "person": who.person,
            "made_at": desk.now().isoformat(),
            "known_since": held.since.isoformat(),
            "fields": dict(held.fields),
            "orders": [_order(one) for one in _orders(work, who.person)],
            "claims": [_claim(one, held.texts) for one in claims],
            "words": [{"text": name, "words": words} for name, words in held.texts.items()],
            "originals": [one for claim in claims for one in _originals(work, claim, who.person)],
            "marks": [
                {"claim": one.claim, "made_at": _text(one.made_at), "withdrawn_at": _text(one.withdrawn_at)}
                for one in held.marks
            ],
            "sessions": [_text(one) for one in held.sessions],
            "passkeys": [_text(one) for one in held.passkeys],
            "standing": standing_record(work, who.person, at=desk.now()),
            "measures": [measure_record(one) for one in told_of(work, who.person)],
            "consents": consents_record(work, who.person),
            "corrections": [_wish(seen_wish(work, one)) for one in wishes],
        }

    return desk.units.write(who.tenant, whole)


def ask_correction(
    desk: Desk, who: Caller, field: str, value: str, *, why: str | None = None, key: str | None = None
) -> CorrectionSeen:
    """Ask to have something corrected that is held about the caller.

    Parameters
    ----------
    field : str
        One of ``CORRECTABLE``, ``standing``, ``other``, or ``erasure``.
    value : str
        What would be right; of a standing, the pattern that ``why`` explains.

    Raises
    ------
    UsageError
        If there is no such field, or nothing is said of what would be right.
    OtherRequestError
        If the key came before with another request.
    NotFoundError
        If the caller is no buyer, or was erased.
    """
    fields_known = (*CORRECTABLE, STANDING, OTHER, ERASURE)
    if field == STANDING:
        _contested(value, why)
    is_too_long = field in (*CORRECTABLE, STANDING) and len(value) > _FIELD_CHARACTERS
    if field not in fields_known or not value.strip() or is_too_long:
        fields = ", ".join(fields_known)
        raise UsageError(
            Bilingual(
                f"请写明要更正的项目（{fields}）和正确的内容（{_FIELD_CHARACTERS} 字以内）。",
                f"Name what is to be corrected ({fields}) and what would be right, in {_FIELD_CHARACTERS} characters.",
            )
        )
    digest = fingerprint("correction", field, value, why)

    def whole(work: Work) -> CorrectionSeen:
        role = authorize(who, Action.OWN_DATA, Resource(tenant=who.tenant, buyer=who.person))
        at = desk.now()
        if work.own_data.held(who.person) is None:
            raise NotFoundError
        before = said_before(work, who, key, digest, at=at)
        if before is not None:
            return seen_wish(work, _known(work, str(before["made"])))
        said = keep_words(desk, work, value, person=who.person, at=at)
        if said is None:  # pragma: no cover  (asked above)
            raise NotFoundError
        wish = Correction(
            id=desk.ids("correction"),
            person=who.person,
            field=field,
            value=said,
            why=keep_words(desk, work, why, person=who.person, at=at),
            asked_at=at,
        )
        work.own_data.add_correction(wish)
        note(desk, work, who, role, Action.OWN_DATA, thing=wish.id, kind="correction", at=at)
        remember(work, who, key, made=wish.id)
        return seen_wish(work, wish)

    return desk.units.write(who.tenant, whole)


def own_corrections(desk: Desk, who: Caller) -> tuple[CorrectionSeen, ...]:
    """Return the caller's wishes and their answers, the oldest first.

    Raises
    ------
    NotFoundError
        If the caller is no buyer.
    """
    authorize(who, Action.OWN_DATA, Resource(tenant=who.tenant, buyer=who.person))
    return _listed(desk, who, person=who.person, open_only=False)


def open_corrections(desk: Desk, who: Caller) -> tuple[CorrectionSeen, ...]:
    """Return the wishes that wait for an answer, the oldest first, at most 200.

    Raises
    ------
    NotAllowedError
        If the caller does not run the desk.
    """
    authorize(who, Action.ANSWER_CORRECTION, Resource(tenant=who.tenant))
    return _listed(desk, who, person=None, open_only=True)


def answer_correction(desk: Desk, who: Caller, correction: str, *, is_accepted: bool, reasons: str) -> CorrectionSeen:
    """Answer a wish. If it is accepted and names a field, the field is replaced.

    Raises
    ------
    NotFoundError
        If no such wish waits.
    UsageError
        If no reasons are given, or they are too long.
    NotAllowedError
        If the caller does not run the desk.
    """

    def whole(work: Work) -> CorrectionSeen:
        role = authorize(who, Action.ANSWER_CORRECTION, Resource(tenant=who.tenant))
        at, wish = desk.now(), work.own_data.correction(correction)
        if wish is None or wish.is_accepted is not None or work.own_data.held(wish.person) is None:
            raise NotFoundError
        said = keep_words(desk, work, reasons, person=wish.person, at=at)
        if said is None:
            raise UsageError(Bilingual("答复须说明理由。", "An answer gives its reasons."))
        value = work.people.text(wish.value)
        if is_accepted and wish.field in CORRECTABLE and value is not None:
            work.own_data.write_field(wish.person, wish.field, value.strip(), at=at)
        if is_accepted and wish.field == STANDING and value is not None:
            work.standing.set_aside(wish.person, Pattern(value), at=at)
        answered = replace(wish, is_accepted=is_accepted, answer=said, answered_at=at, answered_by=who.person)
        work.own_data.save_correction(answered)
        note(
            desk,
            work,
            who,
            role,
            Action.ANSWER_CORRECTION,
            thing=wish.id,
            kind="correction",
            at=at,
            field=wish.field,
            accepted=is_accepted,
        )
        return seen_wish(work, answered)

    return desk.units.write(who.tenant, whole)


def _contested(pattern: str, why: str | None) -> None:
    """Verify that a wish is about a pattern that an explanation can answer, and gives one."""
    open_to_it = [one.value for one in Pattern if one not in DECIDED]
    if pattern not in open_to_it or why is None or not why.strip():
        raise UsageError(
            Bilingual(
                f"请写明要解释的情形（{'、'.join(open_to_it)}）和理由。对决定有异议，请在该申请中申诉。",
                f"Name the pattern ({', '.join(open_to_it)}) and say why. What people decided is contested by an appeal in its claim.",
            )
        )


def _listed(desk: Desk, who: Caller, *, person: PersonId | None, open_only: bool) -> tuple[CorrectionSeen, ...]:
    def whole(work: Work) -> tuple[CorrectionSeen, ...]:
        found = work.own_data.corrections(person=person, open_only=open_only, limit=MOST)
        return tuple(seen_wish(work, one) for one in found)

    return desk.units.read(who.tenant, whole)


def _known(work: Work, correction: str) -> Correction:
    found = work.own_data.correction(correction)
    if found is None:
        raise NotFoundError
    return found


def seen_wish(work: Work, wish: Correction) -> CorrectionSeen:
    """Return a wish in clear."""

    def words(text: TextId | None) -> str | None:
        return None if text is None else work.people.text(text)

    return CorrectionSeen(
        id=wish.id,
        person=wish.person,
        field=wish.field,
        value=words(wish.value),
        why=words(wish.why),
        asked_at=wish.asked_at,
        is_accepted=wish.is_accepted,
        answer=words(wish.answer),
        answered_at=wish.answered_at,
    )


def _wish(seen: CorrectionSeen) -> Record:
    return {
        "id": seen.id,
        "field": seen.field,
        "value": seen.value,
        "why": seen.why,
        "asked_at": _text(seen.asked_at),
        "is_accepted": seen.is_accepted,
        "answer": seen.answer,
        "answered_at": _text(seen.answered_at),
    }


def _claims(work: Work, person: PersonId) -> Iterator[Claim]:
    after = None
    while batch := work.lists.claims(Among(buyer=person), after=after, limit=MOST):
        yield from batch
        after = batch[-1].filed_at, batch[-1].id


def _orders(work: Work, person: PersonId) -> Iterator[SoldOrder]:
    after = None
    while batch := work.registry.of_party(person, after=after, limit=MOST):
        yield from batch
        after = batch[-1].dates.placed_at, batch[-1].id


def _order(order: SoldOrder) -> Record:
    return {
        "order": order.id,
        "number": order.number,
        "currency": order.currency,
        "placed_at": _text(order.dates.placed_at),
        "shipped_at": _text(order.dates.shipped_at),
        "delivered_at": _text(order.dates.delivered_at),
        "lines": [
            {
                "line": line.id,
                "title": line.title,
                "category": line.category,
                "quantity": line.quantity,
                "amount_minor": line.amount_minor,
            }
            for line in order.lines
        ],
    }


def _claim(claim: Claim, texts: Mapping[TextId, str]) -> Record:
    return {
        "claim": claim.id,
        "order": claim.order,
        "filed_at": _text(claim.filed_at),
        "state": claim.state.value,
        "reason": claim.reason.value,
        "asked": remedy_record(claim.asked),
        "items": [{"line": item.line, "quantity": item.quantity} for item in claim.items],
        "words": None if claim.words is None else texts.get(claim.words),
        "answer": None if claim.answer is None else claim.answer.stance.value,
        "decisions": [
            {
                "number": one.number,
                "outcome": one.outcome.value,
                "remedy": remedy_record(one.remedy),
                "reasons": one.reasons.to_record(),
                "at": _text(one.at),
            }
            for one in claim.decisions
        ],
        "appealed_by": [appeal.by.value for appeal in claim.appeals],
        "appeal_result": None if claim.appeal_result is None else claim.appeal_result.value,
        "agreed": remedy_record(claim.agreed),
    }


def _originals(work: Work, claim: Claim, person: PersonId) -> Iterator[Record]:
    for kept in work.exhibits.of_claim(claim.id):
        if kept.person == person:
            yield {
                "claim": claim.id,
                "exhibit": kept.id,
                "role": kept.role.value,
                "name": kept.name,
                "sha256": kept.sha256,
                "size_bytes": kept.size_bytes,
                "received_at": _text(kept.received_at),
                "at": f"/api/v1/claims/{claim.id}/exhibits/{kept.id}",
            }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
