"""Everything that belongs into a bundle, gathered from the record: for a court whole, for a party without anybody's personal data."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from cryptography.x509 import Certificate

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.wire import decision_to_record
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.evidence.bundle.case_file import Attachment, CaseFile, LoggedEntry, NamedKey
from fairclaim.evidence.bundle.manifest import CustodyStep, Item, Profile, Shown, Use
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.signed_note import parse_note
from fairclaim.services.act import note
from fairclaim.services.caller import Caller, Role
from fairclaim.services.case_page import case_page
from fairclaim.services.case_words import actor_name, deed_name
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.media_type import extension_of, media_type_of
from fairclaim.services.notary import Notary, notary_of
from fairclaim.services.originals import original
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.proofs import KeptCheckpoint, Opened
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import shown_to
from fairclaim.version import __version__

_JSON: Final = "application/json"
_DECIDED: Final = frozenset({"decided", "appeal-decided"})
_ROLES: Final = {
    "claim": Bilingual("买家的图片或录像", "A photo or film of the buyer"),
    "chat": Bilingual("聊天记录", "A record of the chat"),
    "listing": Bilingual("商品页图片", "A picture of the listing"),
    "dispatch": Bilingual("发货留证", "Evidence of the dispatch"),
}
_REDACTED: Final = Bilingual(
    "给当事人的证据包不含原件和陈述，只有日志中的承诺：谁手中有原件和收据，谁就能核对。",
    "A bundle for a party holds no originals and statements, only the log's commitments: who has the original and its receipt can compare.",
)


def gather_case(
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    *,
    profile: Profile = Profile.PARTY,
    roots: Mapping[str, Sequence[Certificate]] | None = None,
) -> CaseFile:
    """Return a claim's case file, as of the newest checkpoint, which has to cover all of its entries.

    Parameters
    ----------
    roots : mapping of str to certificates, optional
        Of time authorities, by name; tokens of others are left out, for nobody could check them.

    Raises
    ------
    NotFoundError
        If there is no such claim, the caller is no auditor, or no checkpoint covers it.
    NoNotaryError
        If the desk signs nothing.
    UnavailableError
        If an original is not what was received.
    """

    def whole(work: Work) -> CaseFile:
        found, role = shown_to(desk, work, who, Action.SEE, claim)
        if role is not Role.AUDITOR or found.look is not None:
            raise NotFoundError
        notary, newest = notary_of(desk.notary), work.proofs.newest()
        opened = work.proofs.of_claim(claim)
        if newest is None or not opened or opened[-1].index >= newest.size:
            raise NotFoundError
        note(desk, work, who, role, Action.SEE, thing=claim, kind="bundle", at=desk.now(), profile=profile.value)
        gathered = _Gathered(work, found.claim, opened, is_court=profile is Profile.COURT)
        known = dict(roots or {})
        return CaseFile(
            profile=profile,
            case=claim,
            made_at=desk.now(),
            made_by=f"fairclaim {__version__}",
            attachments=tuple(gathered.attachments),
            items=tuple(gathered.items),
            entries=tuple(
                LoggedEntry(one.entry, work.proofs.prove_inclusion(one.index, newest.size)) for one in opened
            ),
            checkpoint=newest.note,
            tokens=tuple(reply for name, reply in sorted(newest.tokens.items()) if name in known),
            keys=_keys(notary, newest, known),
            custody=tuple(
                CustodyStep(entry=one.index, who=actor_name(one.entry.actor), did=deed_name(one.entry.kind))
                for one in opened
            ),
            not_proven=() if profile is Profile.COURT else (_REDACTED,),
        )

    return desk.units.write(who.tenant, whole)


class _Gathered:
    """Items and files of a case."""

    def __init__(self, work: Work, claim: Claim, opened: Sequence[Opened], *, is_court: bool) -> None:
        self.items: list[Item] = []
        self.attachments: list[Attachment] = []
        self._work, self._claim, self._is_court = work, claim, is_court
        self._decisions = [one.index for one in opened if one.entry.kind in _DECIDED]
        kept = {one.id: one for one in work.exhibits.of_claim(claim.id)}
        for one in opened:
            if one.entry.kind == "evidence-attached":
                self._exhibit(one, kept)
            else:
                self._record(one)
        examination = self._examination() if is_court else None
        page = case_page(claim.id, entries=opened, items=self.items, decisions=claim.decisions, examination=examination)
        self._attach("report.html", "text/html; charset=utf-8", page)
        self._item("report", "report", Bilingual("案件报告", "Report of the case"), "report.html")

    def _exhibit(self, one: Opened, kept: Mapping[ExhibitId, KeptExhibit]) -> None:
        """Add a file as it was received, or only the commitment to it."""
        found = kept.get(one.exhibit) if one.exhibit is not None else None
        name = f"exhibit-{one.entry.number}"
        title = _ROLES.get(found.role.value if found is not None else "", Bilingual("材料", "A file"))
        data = original(self._work, found) if self._is_court and found is not None else None
        if data is None:
            self._withheld(name, "exhibit", title, one)
            return
        media_type = media_type_of(data)
        path = f"originals/{name}.{extension_of(media_type)}"
        self._attach(path, media_type, data, is_personal=True)
        self._item(name, "exhibit", title, path, one)

    def _record(self, one: Opened) -> None:
        """Add what an event committed to: whole for a court; for a party decisions only, without who decided."""
        name, kind = f"event-{one.entry.number}", one.entry.kind
        who, did = actor_name(one.entry.actor), deed_name(kind)
        title = Bilingual(f"{who.zh}{did.zh}", f"{who.en} {did.en}")
        if self._is_court and one.record is not None:
            path = f"events/{one.entry.number}-{kind}.json"
            self._attach(path, _JSON, one.record, is_personal=True)
            self._item(name, "event", title, path, one)
        elif kind in _DECIDED:
            path = f"decisions/{one.entry.number}.json"
            self._attach(path, _JSON, self._decision(one))
            self.items.append(
                Item(
                    id=name,
                    kind="decision",
                    title=title,
                    shown=Shown.REDACTED,
                    derivatives=(path,),
                    entry=one.index if one.entry.commitment is not None else None,
                )
            )
        else:
            self._withheld(name, "event", title, one)

    def _decision(self, one: Opened) -> bytes:
        """Return a decision as both sides are told it: what and why, not who."""
        decision = self._claim.decisions[self._decisions.index(one.index)]
        told = {name: value for name, value in decision_to_record(decision).items() if name != "by"}
        return canonical_json({"schema": "fairclaim.decision/1", "case": self._claim.id, "decision": told})

    def _examination(self) -> Mapping[str, object] | None:
        examined = self._claim.examined
        if examined is None:
            return None
        subject, _, version = examined.examination.partition("@")
        found = self._work.examinations.find(subject, version=version)
        if found is not None:
            data = json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
            self._attach("examinations/1.json", _JSON, data, is_personal=True)
            self._item(
                "examination", "examination", Bilingual("检验结果", "What the examination found"), "examinations/1.json"
            )
        return found

    def _attach(self, path: str, media_type: str, content: bytes, *, is_personal: bool = False) -> None:
        self.attachments.append(Attachment(path=path, media_type=media_type, content=content, is_personal=is_personal))

    def _item(self, name: str, kind: str, title: Bilingual, path: str, one: Opened | None = None) -> None:
        is_logged = one is not None and one.salt is not None
        self.items.append(
            Item(
                id=name,
                kind=kind,
                title=title,
                shown=Shown.WHOLE,
                path=path,
                entry=one.index if one is not None and is_logged else None,
                salt=one.salt if one is not None else None,
            )
        )

    def _withheld(self, name: str, kind: str, title: Bilingual, one: Opened) -> None:
        entry = one.index if one.entry.commitment is not None else None
        self.items.append(Item(id=name, kind=kind, title=title, shown=Shown.WITHHELD, entry=entry))


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
