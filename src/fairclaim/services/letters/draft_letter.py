"""A letter about a claim, as far as the record fills it. The desk keeps no draft, and sends none."""

from dataclasses import dataclass

from fairclaim.domain.desk.party import ClaimId
from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.filings.data import SCHEMA
from fairclaim.law.possible import LETTERS_OF, possible, withheld
from fairclaim.law.proposals import Side
from fairclaim.services.act import note
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import LetterNotPossibleError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.letters.filled import addressee, fields_of, goes_to
from fairclaim.services.letters.gather_matter import gather_matter
from fairclaim.services.letters.values import said
from fairclaim.services.ports.measures import Recipient
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraft:
    """A draft.

    Parameters
    ----------
    goes_to : Recipient
        To what sort of recipient it usually goes.
    record : dict
        ``fairclaim.filing/1``: every field of the kind that the record knows, today's date, and how the recipient is addressed. Who
        sends it is for a person to say.
    """

    kind: str
    goes_to: Recipient
    record: dict[str, object]


def draft_letter(desk: Desk, who: Caller, claim: ClaimId, kind: str, *, side: Side | None = None) -> LetterDraft:
    """Return a letter of a kind, filled from the record.

    Parameters
    ----------
    side : Side, optional
        For whom somebody of the desk writes; see :func:`~fairclaim.services.letters.gather_matter.gather_matter`.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such claim or kind, or the caller may not.
    LetterNotPossibleError
        If this letter may not be written now; it says why.
    """

    def whole(work: Work) -> LetterDraft:
        matter, role = gather_matter(desk, work, who, Action.NOTE_LETTER, claim, side=side)
        if kind not in LETTERS_OF[matter.side]:
            raise NotFoundError
        back, situation = matter.has_letters_to_withdraw, matter.situation
        if kind not in {one.kind for one in possible(situation, has_letters_to_withdraw=back)}:
            reasons = {one.kind: one.because for one in withheld(situation, has_letters_to_withdraw=back)}
            raise LetterNotPossibleError(kind_named(kind).title, reasons[kind])
        name = addressee(kind, matter)
        note(desk, work, who, role, Action.NOTE_LETTER, thing=matter.claim.id, kind="draft", at=matter.at, letter=kind)
        return LetterDraft(
            kind=kind,
            goes_to=goes_to(kind, matter),
            record={
                "schema": SCHEMA,
                "kind": kind,
                "date": matter.today.isoformat(),
                "from": {"name": None, "contact": None},
                "to": {"name": None if name is None else said(name), "contact": None},
                "fields": fields_of(kind, matter),
                "attachments": [],
            },
        )

    return desk.units.write(who.tenant, whole)
