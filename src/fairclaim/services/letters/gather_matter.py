"""A claim as a letter's writer may know it, read from the record.

A party knows what its page shows. Who runs the desk knows the decision and no words of the parties; who seals the case, an auditor, knows
everything.
"""

from collections.abc import Mapping
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, TextId
from fairclaim.domain.exhibit import Role as ExhibitRole
from fairclaim.law.act import day_in_china
from fairclaim.law.proposals import Side
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.letters.matter import LABELLED, LabelRead, Matter, appeal_until, paid_on
from fairclaim.services.letters_told import LetterSeen, letters_of
from fairclaim.services.originals import original
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.measures import Recipient
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import shown_to

_SIDES: Final = {Role.BUYER: Side.BUYER, Role.MERCHANT_AGENT: Side.MERCHANT}
_MOST_BYTES: Final = 64 << 20
"""A film beyond this is not searched for a label."""
_SHOWN: Final = (ExhibitRole.CLAIM, ExhibitRole.CHAT)


def gather_matter(
    desk: Desk, work: Work, who: Caller, action: Action, claim: ClaimId, *, side: Side | None = None
) -> tuple[Matter, Role]:
    """Return the matter and the role in which the caller knows it.

    Parameters
    ----------
    side : Side, optional
        For whom somebody of the desk writes; the platform if not given. A party always writes for itself.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such claim, or the caller may not; of a second look there are no letters.
    """
    found, role = shown_to(desk, work, who, action, claim)
    if found.look is not None:
        raise NotFoundError
    seen = found.claim
    is_party, is_auditor = role in _SIDES, Role.AUDITOR in who.roles
    knows_words = is_party or is_auditor
    files, events = tuple(work.exhibits.of_claim(seen.id)), work.claims.events(seen.id)
    return (
        Matter(
            side=_SIDES.get(role, side or Side.PLATFORM),
            claim=seen,
            order=work.registry.find(seen.order),
            at=desk.now(),
            words=_text(work, seen.words) if knows_words else None,
            answer=_text(work, None if seen.answer is None else seen.answer.words) if knows_words else None,
            knows_words=knows_words,
            paid=paid_on(seen, events),
            appeal_until=appeal_until(seen, events),
            label=_label(desk, work, seen, files),
            files=files,
            letters=_letters(work, seen, role),
            findings=_findings(work, seen) if is_auditor and not is_party else (),
            titles=_titles(desk, seen),
        ),
        role,
    )


def _letters(work: Work, claim: Claim, role: Role) -> tuple[LetterSeen, ...]:
    """Return the own side's letters; to the buyer, also that a request for a payment back went to them."""
    every = letters_of(work, claim)
    if role not in _SIDES:
        return tuple(every)
    return tuple(one for one in every if one.side == role.value or _is_asked(one, role))


def _is_asked(letter: LetterSeen, role: Role) -> bool:
    return role is Role.BUYER and (letter.kind, letter.recipient) == ("civil-demand", Recipient.BUYER)


def _text(work: Work, text: TextId | None) -> str | None:
    return None if text is None else work.people.text(text)


def _label(desk: Desk, work: Work, claim: Claim, files: tuple[KeptExhibit, ...]) -> LabelRead | None:
    """Read the label on which the decision rests; before a decision, and without one, no file is opened."""
    if desk.checks is None or claim.decision is None or LABELLED not in claim.decision.basis:
        return None
    for one in files:
        if one.role in _SHOWN and one.size_bytes <= _MOST_BYTES and one.sha256 is not None:
            data = original(work, one)
            stated = None if data is None else desk.checks.label(data)
            if stated is not None:
                return LabelRead(stated=stated, sha256=one.sha256, received_on=day_in_china(one.received_at))
    return None


def _titles(desk: Desk, claim: Claim) -> dict[str, Bilingual]:
    if desk.checks is None:
        return {}
    named = {one for decision in claim.decisions for one in decision.basis}
    found = {one: desk.checks.title(one) for one in named}
    return {one: title for one, title in found.items() if title is not None}


def _findings(work: Work, claim: Claim) -> tuple[Mapping[str, object], ...]:
    if claim.examined is None:
        return ()
    subject, _, version = claim.examined.examination.partition("@")
    record = work.examinations.find(subject, version=version)
    findings = record.get("findings") if record is not None else None
    return tuple(one for one in findings if isinstance(one, Mapping)) if isinstance(findings, list) else ()
