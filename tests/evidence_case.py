"""A small log and a case in it, for tests of bundles: keys from fixed seeds, so that only time tokens differ from run to run."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.case_file import Attachment, CaseFile, FileSignature, LoggedEntry, NamedKey
from fairclaim.evidence.bundle.manifest import CustodyStep, Item, Profile, Shown, Use
from fairclaim.evidence.bundle.seal import Print, Stamp, seal_bundle
from fairclaim.evidence.bundle.trust import Trust, TrustedKey
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.checkpoint import Checkpoint, sign_checkpoint
from fairclaim.evidence.commitment import commit
from fairclaim.evidence.cosignature import cosign
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.merkle import Frontier, Node, ReadNode, append
from fairclaim.evidence.merkle_proofs import prove_inclusion
from fairclaim.evidence.signature import Ed25519Signer, Signer
from fairclaim.evidence.signed_note import SignedNote

ORIGIN = "desk.example/log"
CASE = "c-7f3a9c41"
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SEALED = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def signer(seed: int) -> Ed25519Signer:
    return Ed25519Signer.from_seed(bytes([seed]) * 32)


LOG, WITNESS_1, WITNESS_2, SEAL, REVIEWER_1, REVIEWER_2 = (signer(seed) for seed in range(1, 7))
PHOTO, LISTING, REDACTED = b"\xff\xd8 the buyer's photo \xff\xd9", b"\x89PNG the listing", b"\xff\xd8 redacted \xff\xd9"
EXAMINATION = b'{"schema":"fairclaim.examination/1","verdict":{"call":"cannot-tell","probability":0.31}}\n'
DECISION = canonical_json(
    {
        "schema": "fairclaim.decision/1",
        "case": CASE,
        "outcome": "approve",
        "reasons": {
            "zh": "照片未见改动痕迹，商品确有破损。",
            "en": "No trace of editing was found; the goods are damaged.",
        },
        "at": "2026-03-08T09:00:00Z",
    }
)


class Log:
    """A log in memory.

    Parameters
    ----------
    entries : sequence of bytes
        What it begins with.
    """

    def __init__(self, entries: Sequence[bytes] = ()) -> None:
        self.frontier = Frontier()
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.append(*entries)

    def append(self, *leaves: bytes) -> int:
        """Append leaf hashes; return the number of the last."""
        self.frontier, made = append(self.frontier, leaves)
        for node in made:
            self._insert(node)
        return self.frontier.size - 1

    def _insert(self, node: Node) -> None:
        assert (node.level, node.index) not in self.nodes
        self.nodes[node.level, node.index] = node.hash

    @property
    def read(self) -> ReadNode:
        return lambda level, index: self.nodes[level, index]

    def checkpoint(self) -> Checkpoint:
        return Checkpoint(ORIGIN, self.frontier.size, self.frontier.root())


def salt(number: int) -> bytes:
    return sha256(b"salt %d" % number)


def logged(kinds: Sequence[tuple[str, bytes | None]], *, log: Log | None = None) -> tuple[Log, list[Entry], list[int]]:
    """Enter a case's events in a log, entries of other cases between them."""
    log = log or Log()
    entries, places = [], []
    for number, (kind, content) in enumerate(kinds, start=1):
        log.append(*(sha256(b"other %d %d" % (number, other)) for other in range(number % 4)))
        entry = Entry(
            case=CASE,
            number=number,
            kind=kind,
            at=START + timedelta(hours=number),
            actor=f"a-{number}",
            commitment=None if content is None else commit(salt(number), sha256(content)),
        )
        entries.append(entry)
        places.append(log.append(entry.leaf()))
    log.append(*(sha256(b"later %d" % later) for later in range(5)))
    return log, entries, places


def note_of(log: Log, *, witnesses: int = 2) -> SignedNote:
    note = sign_checkpoint(log.checkpoint(), name=ORIGIN, signer=LOG)
    lines = [
        cosign(note.text, name=f"witness{number}.example/w", signer=key, at=START + timedelta(days=7, minutes=number))
        for number, key in enumerate((WITNESS_1, WITNESS_2)[:witnesses], start=1)
    ]
    return replace(note, signatures=(*note.signatures, *lines))


def case_file(*, profile: Profile = Profile.COURT, witnesses: int = 2) -> CaseFile:
    """Return a case of six events: two photos, an examination, a decision."""
    kinds = (
        ("claim-filed", None),
        ("exhibit-received", PHOTO),
        ("exhibit-received", LISTING),
        ("examined", EXAMINATION),
        ("decided", DECISION),
        ("sealed", None),
    )
    log, entries, places = logged(kinds)
    is_court = profile is Profile.COURT
    photo = Item(
        id="claim-1",
        kind="exhibit",
        title=Bilingual("买家拍摄的破损照片", "The buyer's photo of the damage"),
        shown=Shown.WHOLE if is_court else Shown.REDACTED,
        path="originals/claim-1.jpg" if is_court else None,
        derivatives=() if is_court else ("views/claim-1.jpg",),
        entry=places[1],
        salt=salt(2) if is_court else None,
    )
    items = (
        photo,
        whole("listing-1", "exhibit", "originals/listing-1.png", places[2], salt(3)),
        whole("examination-1", "examination", "examinations/1.json", places[3], salt(4)),
        whole("decision", "decision", "decision.json", places[4], salt(5)),
    )
    first = (
        Attachment(path="originals/claim-1.jpg", media_type="image/jpeg", content=PHOTO, is_personal=True)
        if is_court
        else Attachment(
            path="views/claim-1.jpg",
            media_type="image/jpeg",
            content=REDACTED,
            changed=Bilingual("缩小，并去除全部元数据。", "Reduced, and all metadata removed."),
        )
    )
    return CaseFile(
        profile=profile,
        case=CASE,
        made_at=SEALED,
        made_by="fairclaim 0.1.0",
        attachments=(
            first,
            Attachment(path="originals/listing-1.png", media_type="image/png", content=io.BytesIO(LISTING)),
            Attachment(path="examinations/1.json", media_type="application/json", content=EXAMINATION),
            Attachment(path="decision.json", media_type="application/json", content=DECISION),
        ),
        items=items,
        entries=tuple(
            LoggedEntry(entry, prove_inclusion(place, log.frontier.size, log.read))
            for entry, place in zip(entries, places, strict=True)
        ),
        checkpoint=note_of(log, witnesses=witnesses).to_bytes(),
        keys=(
            NamedKey(Use.LOG, ORIGIN, LOG.public_key),
            NamedKey(Use.WITNESS, "witness1.example/w", WITNESS_1.public_key),
            NamedKey(Use.WITNESS, "witness2.example/w", WITNESS_2.public_key),
            NamedKey(Use.SIGN, "reviewer a-4", REVIEWER_1.public_key),
            NamedKey(Use.SIGN, "reviewer a-5", REVIEWER_2.public_key),
        ),
        signatures=tuple(
            FileSignature("decision.json", key.public_key, key.sign(DECISION)) for key in (REVIEWER_1, REVIEWER_2)
        ),
        custody=(
            CustodyStep(
                entry=places[1], who=Bilingual("买家", "The buyer"), did=Bilingual("上传了照片", "handed in the photo")
            ),
            CustodyStep(
                entry=places[5], who=Bilingual("平台", "The desk"), did=Bilingual("封存了案卷", "sealed the case")
            ),
        ),
    )


def whole(name: str, kind: str, path: str, entry: int | None, opened: bytes | None) -> Item:
    return Item(
        id=name,
        kind=kind,
        title=Bilingual("材料", "A file of the case"),
        shown=Shown.WHOLE,
        path=path,
        entry=entry,
        salt=opened,
    )


def sealed(
    case: CaseFile,
    *,
    stamp: Stamp | None = None,
    print_summary: Print | None = None,
    sm2: Signer | None = None,
    with_sm3: bool = False,
) -> bytes:
    """Return a bundle."""
    target = io.BytesIO()
    seals: list[tuple[str, Signer]] = [("desk.example", SEAL)]
    if sm2 is not None:
        seals.append(("desk.example", sm2))
    seal_bundle(case, target, seals=seals, stamp=stamp, print_summary=print_summary, with_sm3=with_sm3)
    return target.getvalue()


def trust(*uses: Use, until: datetime | None = None, quorum: int = 1) -> Trust:
    """Return trust in the case's own keys for some uses."""
    named = [*case_file().keys, NamedKey(Use.SEAL, "desk.example", SEAL.public_key)]
    keys = [
        TrustedKey(use=one.use, name=one.name, fingerprint=one.key.fingerprint, until=until)
        for one in named
        if one.use in uses and not hasattr(one.key, "subject")
    ]
    return Trust(keys=tuple(keys), quorum=quorum)
