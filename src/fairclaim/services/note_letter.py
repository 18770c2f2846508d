"""What was sent when about a claim: which kind of letter, to what sort of recipient, its digest, by whom. The desk sends none.

Each side sees its own letters; a report to an authority is not shown to whom it is about. Where a decision is overturned, letters
that rest on it are to be withdrawn: they say so until a withdrawal notice to the same sort of recipient is noted.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import UsageError
from fairclaim.law.filings.catalogue import KINDS
from fairclaim.services.act import note
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.letters_told import LetterSeen, letters_of
from fairclaim.services.once import remember, said_before
from fairclaim.services.ports.measures import Channel, Recipient, SentLetter
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint
from fairclaim.services.shown import shown_to

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SIDES = frozenset({Role.BUYER, Role.MERCHANT_AGENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWish:
    """A letter that was sent; ``sha256`` of the file as it went, in lowercase hexadecimal, and how, where that is known."""

    kind: str
    recipient: Recipient
    sha256: str
    sent_at: datetime
    how: Channel | None = None


def note_letter(desk: Desk, who: Caller, claim: ClaimId, wish: LetterWish, *, key: str | None = None) -> LetterSeen:
    """Note a letter that was sent.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such claim, or the caller may not.
    UsageError
        If there is no such kind, the digest is none, or the letter would have been sent before the claim or after now.
    OtherRequestError
        If the key came before with another request.
    """
    digest = fingerprint("note-letter", claim, wish)

    def whole(work: Work) -> LetterSeen:
        found, role = shown_to(desk, work, who, Action.NOTE_LETTER, claim)
        at = desk.now()
        _check(wish, found.claim, at)
        before = said_before(work, who, key, digest, at=at)
        if before is None:
            letter = SentLetter(
                id=desk.ids("letter"),
                claim=found.claim.id,
                kind=wish.kind,
                recipient=wish.recipient,
                side=role.value,
                sent_by=who.person,
                sent_at=wish.sent_at,
                sha256=wish.sha256,
                decision=None if found.claim.decision is None else found.claim.decision.number,
                noted_at=at,
                how=wish.how,
            )
            work.letters.add(letter)
            note(desk, work, who, role, Action.NOTE_LETTER, thing=letter.id, kind="letter", at=at)
            remember(work, who, key, made=letter.id)
            name = letter.id
        else:
            name = str(before["made"])
        return next(one for one in letters_of(work, found.claim) if one.id == name)

    return desk.units.write(who.tenant, whole)


def claim_letters(desk: Desk, who: Caller, claim: ClaimId) -> tuple[LetterSeen, ...]:
    """Return what was sent about a claim, the oldest first: a party sees what its own side has sent.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such claim, or the caller may not.
    """

    def whole(work: Work) -> tuple[LetterSeen, ...]:
        found, role = shown_to(desk, work, who, Action.SEE_LETTERS, claim)
        return tuple(one for one in letters_of(work, found.claim) if role not in _SIDES or one.side == role.value)

    return desk.units.read(who.tenant, whole)


def _check(wish: LetterWish, claim: Claim, at: datetime) -> None:
    if wish.kind not in KINDS:
        raise UsageError(Bilingual(f"没有这种文书：{wish.kind}。", f"There is no such letter: {wish.kind}."))
    if not _SHA256.fullmatch(wish.sha256):
        raise UsageError(
            Bilingual("sha256 应为 64 位小写十六进制。", "sha256 is written as 64 lowercase hexadecimal digits.")
        )
    if wish.sent_at.tzinfo is None or not claim.filed_at <= wish.sent_at <= at:
        raise UsageError(
            Bilingual(
                "发出时间须带时区，不早于申请、不晚于现在。",
                "When it was sent has an offset, and lies between the claim's filing and now.",
            )
        )
