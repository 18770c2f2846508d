"""Everything that belongs into a bundle, gathered from the record: for a court whole, for a party without anybody's words and originals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.x509 import Certificate

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId
from fairclaim.evidence.bundle.case_file import CaseFile, LoggedEntry, NamedKey
from fairclaim.evidence.bundle.manifest import CustodyStep, Profile, Use
from fairclaim.evidence.signed_note import parse_note
from fairclaim.services.act import note
from fairclaim.services.caller import Caller, Role
from fairclaim.services.case_contents import CaseContents
from fairclaim.services.case_words import actor_name, deed_name
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError, StaleClaimError
from fairclaim.services.grants import Action
from fairclaim.services.notary import Notary, notary_of
from fairclaim.services.originals import original
from fairclaim.services.ports.case_pictures import CasePictures
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.proofs import KeptCheckpoint
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import shown_to
from fairclaim.version import __version__

_REDACTED: Final = Bilingual(
    "给当事人的证据包不含原件、陈述和机器检验结果：图片至多附改动过的副本，其余只有日志中的承诺。谁手中有原件和收据，谁就能核对。",
    "A bundle for a party holds no originals, no statements and nothing of the machine's examination: of pictures changed copies at most, "
    "of all else the log's commitments. Who has an original and its receipt can compare.",
)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What was read, in one unit of work."""

    contents: CaseContents
    newest: KeptCheckpoint
    entries: tuple[LoggedEntry, ...]


def gather_case(
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    *,
    profile: Profile = Profile.PARTY,
    roots: Mapping[str, Sequence[Certificate]] | None = None,
    pictures: CasePictures | None = None,
) -> CaseFile:
    """Return a claim's case file, as of the newest checkpoint, which has to cover all of its entries.

    Pictures are drawn outside of any unit of work. Then it is noted who took the case, and nothing is handed out that was erased
    meanwhile.

    Parameters
    ----------
    roots : mapping of str to certificates, optional
        Of time authorities, by name; tokens of others are left out, for nobody could check them.
    pictures : CasePictures, optional
        Draws the report of the examination for a court, and reduced copies of the pictures for a party; without it there are none.

    Raises
    ------
    NotFoundError
        If there is no such claim, the caller is no auditor, or no checkpoint covers it.
    NoNotaryError
        If the desk signs nothing.
    StaleClaimError
        If something was erased while it was gathered.
    UnavailableError
        If an original is not what was received, or nothing can be decoded here.
    """
    notary = notary_of(desk.notary)
    gathered = desk.units.read(who.tenant, lambda work: _gathered(desk, work, who, claim, profile))
    contents, newest = gathered.contents, gathered.newest

    def load(kept: KeptExhibit) -> bytes | None:
        return desk.units.read(who.tenant, lambda work: original(work, kept))

    def taken(work: Work) -> None:
        _require_still_there(work, claim, contents.kept)
        note(
            desk, work, who, Role.AUDITOR, Action.SEE, thing=claim, kind="bundle", at=desk.now(), profile=profile.value
        )

    if pictures is not None:
        contents.draw(pictures, load)
    contents.add_page()
    desk.units.write(who.tenant, taken)
    known = dict(roots or {})
    said = () if profile is Profile.COURT else (_REDACTED,)
    return CaseFile(
        profile=profile,
        case=claim,
        made_at=desk.now(),
        made_by=f"fairclaim {__version__}",
        attachments=tuple(contents.attachments),
        items=tuple(contents.items),
        entries=gathered.entries,
        checkpoint=newest.note,
        tokens=tuple(reply for name, reply in sorted(newest.tokens.items()) if name in known),
        keys=_keys(notary, newest, known),
        custody=tuple(
            CustodyStep(entry=one.inclusion.index, who=actor_name(one.entry.actor), did=deed_name(one.entry.kind))
            for one in gathered.entries
        ),
        not_proven=(*said, *contents.not_proven),
        outcome=contents.outcome,
    )


def _gathered(desk: Desk, work: Work, who: Caller, claim: ClaimId, profile: Profile) -> _Gathered:
    found, role = shown_to(desk, work, who, Action.SEE, claim)
    if role is not Role.AUDITOR or found.look is not None:
        raise NotFoundError
    newest, opened = work.proofs.newest(), work.proofs.of_claim(claim)
    if newest is None or not opened or opened[-1].index >= newest.size:
        raise NotFoundError
    return _Gathered(
        contents=CaseContents(work, found.claim, opened, is_court=profile is Profile.COURT),
        newest=newest,
        entries=tuple(LoggedEntry(one.entry, work.proofs.prove_inclusion(one.index, newest.size)) for one in opened),
    )


def _require_still_there(work: Work, claim: ClaimId, gathered: Sequence[KeptExhibit]) -> None:
    there = {one.id: one.sha256 for one in work.exhibits.of_claim(claim)}
    if any(there.get(one.id) != one.sha256 for one in gathered):
        raise StaleClaimError(claim)


def _keys(notary: Notary, newest: KeptCheckpoint, roots: Mapping[str, Sequence[Certificate]]) -> tuple[NamedKey, ...]:
    """Return the keys that a reader needs: of the log, of the witnesses that cosigned, of the authorities that stamped."""
    parsed = parse_note(newest.note)
    origin = notary.origin("", newest)
    witnesses = [one for one in notary.witnesses if any(line.is_of(one) for line in parsed.signatures)]
    stamped = [(name, root) for name in sorted(newest.tokens.keys() & roots.keys()) for root in roots[name]]
    return (
        NamedKey(Use.LOG, origin, notary.signer.public_key),
        *(NamedKey(Use.WITNESS, one.name, one.public_key) for one in witnesses),
        *(NamedKey(Use.TIME, name, root) for name, root in stamped),
    )
