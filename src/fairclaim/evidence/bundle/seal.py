"""Writing a bundle from a case file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from cryptography.hazmat.primitives.serialization import Encoding

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.bundle.archive import Content, digest_content, write_archive
from fairclaim.evidence.bundle.case_file import Attachment, CaseFile, NamedKey
from fairclaim.evidence.bundle.derivatives import DERIVATIVES, derivative_list
from fairclaim.evidence.bundle.key_book import X509, certificate_fingerprint
from fairclaim.evidence.bundle.manifest import (
    CHECKPOINT,
    MANIFEST,
    MOST_TOKENS,
    SEAL,
    SM2_SEAL,
    SUMMARY,
    SUMMARY_PDF,
    FileRecord,
    KeyRecord,
    Manifest,
    Profile,
    SignatureRecord,
    Use,
    entry_path,
    parse_manifest,
    proof_path,
    seal_token_path,
)
from fairclaim.evidence.bundle.summary import summary
from fairclaim.evidence.commitment import verify_commitment
from fairclaim.evidence.digests import FileDigest
from fairclaim.evidence.faults import at
from fairclaim.evidence.keys import Algorithm, PublicKey
from fairclaim.evidence.signature import Signer
from fairclaim.evidence.tlog_proof import TlogProof

Stamp = Callable[[bytes], Sequence[bytes]]
"""Ask time authorities about some bytes; return their replies, as they came."""

Print = Callable[[str], bytes | None]
"""Make a PDF/A of the summary; None where that takes a part that is not there."""

_TEXT: Final = "text/plain; charset=utf-8"


def seal_bundle(
    case: CaseFile,
    target: BinaryIO,
    *,
    seals: Sequence[tuple[str, Signer]],
    stamp: Stamp | None = None,
    print_summary: Print | None = None,
    with_sm3: bool = False,
) -> Manifest:
    """Write a bundle.

    Parameters
    ----------
    case : CaseFile
        What to seal.
    target : BinaryIO
        Where to; only written forward.
    seals : sequence of (str, Signer)
        Who seals: a name and a key of Ed25519, and where wanted another one of SM2.
    stamp : Stamp, optional
        Gets time tokens over the seal.
    print_summary : Print, optional
        Makes the summary's PDF/A.
    with_sm3 : bool
        Whether files get an SM3 beside their SHA-256.

    Returns
    -------
    Manifest
        What was sealed.

    Raises
    ------
    UsageError
        If the case file contradicts itself, holds personal files for a bundle that goes to a party, or a changed copy does not say
        what was changed while others do.
    """
    _require_seals(seals)
    _require_redacted(case)
    keys, key_files = _keys((*(NamedKey(Use.SEAL, name, one.public_key) for name, one in seals), *case.keys))
    signatures, signature_files = _signatures(case)
    files = [*case.attachments, *key_files, *signature_files, *_log_files(case)]
    digests = {one.path: digest_content(one.content, with_sm3=with_sm3) for one in files}
    sha256 = {path: one.sha256 for path, one in digests.items()}
    for made in _made_besides(case, keys, sha256, print_summary):
        files.append(made)
        digests[made.path] = digest_content(made.content, with_sm3=with_sm3)
    files.sort(key=lambda one: one.path)
    manifest = Manifest(
        profile=case.profile,
        case=case.case,
        made_at=case.made_at,
        made_by=case.made_by,
        files=tuple(_record(one, digests[one.path]) for one in files),
        items=case.items,
        entries=tuple(one.inclusion.index for one in case.entries),
        tokens=tuple(_token_path(place) for place in range(len(case.tokens))),
        keys=keys,
        signatures=signatures,
        custody=case.custody,
        not_proven=case.not_proven,
    )
    head = _sealed(_checked(manifest, case), seals, stamp)
    contents: dict[str, Content] = {**{one.path: one.content for one in files}, **head}
    digests |= {path: digest_content(content) for path, content in head.items()}
    order = [SUMMARY, *head, *(one.path for one in files if one.path != SUMMARY)]
    write_archive(target, ((path, contents[path], digests[path]) for path in order))
    return manifest


def _made_besides(
    case: CaseFile, keys: tuple[KeyRecord, ...], digests: Mapping[str, bytes], print_summary: Print | None
) -> Iterator[Attachment]:
    """Yield what is written from the case file: the summary, as text and printed, and the list of changed copies."""
    page = summary(case, keys, digests)
    yield Attachment(path=SUMMARY, media_type=_TEXT, content=page.encode())
    if print_summary is not None and (printed := print_summary(page)) is not None:
        yield Attachment(path=SUMMARY_PDF, media_type="application/pdf", content=printed)
    if (copies := derivative_list(case, digests)) is not None:
        yield Attachment(path=DERIVATIVES, media_type="application/json", content=copies)


def _require_seals(seals: Sequence[tuple[str, Signer]]) -> None:
    algorithms = [one.public_key.algorithm for _, one in seals]
    if algorithms not in ([Algorithm.ED25519], [Algorithm.ED25519, Algorithm.SM2]):
        raise UsageError(
            Bilingual(
                "封存需要一个 Ed25519 密钥，可再加一个 SM2 密钥。",
                "A bundle is sealed with one Ed25519 key, then perhaps one of SM2.",
            )
        )


def _require_redacted(case: CaseFile) -> None:
    for one in case.attachments:
        if case.profile is Profile.PARTY and one.is_personal:
            raise UsageError(
                Bilingual(
                    f"给当事人的证据包不得包含个人信息文件：{one.path}。",
                    f"A bundle for a party may hold no personal file: {one.path}.",
                )
            )


def _checked(manifest: Manifest, case: CaseFile) -> bytes:
    """Return the manifest's bytes after reading them, and what the log committed to, as a stranger will."""
    data = manifest.to_bytes()
    digests = {one.path: one.sha256 for one in manifest.files}
    commitments = {one.inclusion.index: one.entry.commitment for one in case.entries}
    try:
        parse_manifest(data)
        for item in manifest.items:
            if item.entry is not None and item.path is not None and item.salt is not None:
                with at(item.path):
                    commitment = commitments[item.entry] or b""
                    verify_commitment(commitment, salt=item.salt, digest=digests[item.path])
    except IntegrityError as exc:
        raise UsageError(
            Bilingual(f"证据包内容自相矛盾：{exc.fault.zh}。", f"The case file contradicts itself: {exc.fault.en}.")
        ) from exc
    return data


def _sealed(manifest: bytes, seals: Sequence[tuple[str, Signer]], stamp: Stamp | None) -> dict[str, bytes]:
    """Return the manifest and what vouches for it, in their order."""
    found = {MANIFEST: manifest}
    for (_, one), path in zip(seals, (SEAL, SM2_SEAL), strict=False):
        found[path] = one.sign(manifest)
    replies = list(stamp(found[SEAL]))[:MOST_TOKENS] if stamp is not None else []
    return found | {seal_token_path(place): reply for place, reply in enumerate(replies, start=1)}


def _record(file: Attachment, digest: FileDigest) -> FileRecord:
    return FileRecord(
        path=file.path, media_type=file.media_type, size=digest.size, sha256=digest.sha256, sm3=digest.sm3
    )


def _signatures(case: CaseFile) -> tuple[tuple[SignatureRecord, ...], list[Attachment]]:
    records, files = [], []
    for place, one in enumerate(case.signatures, start=1):
        path = f"{one.of}.{place}.sig"
        records.append(SignatureRecord(of=one.of, path=path, key=one.key.fingerprint))
        files.append(Attachment(path=path, media_type="application/octet-stream", content=one.signature))
    return tuple(records), files


def _keys(keys: Sequence[NamedKey]) -> tuple[tuple[KeyRecord, ...], list[Attachment]]:
    records, files = [], []
    for place, one in enumerate(keys, start=1):
        path = f"keys/{place}-{one.use.value}.pem"
        if isinstance(one.key, PublicKey):
            algorithm, fingerprint, pem = one.key.algorithm.value, one.key.fingerprint, one.key.to_pem()
        else:
            algorithm, fingerprint, pem = X509, certificate_fingerprint(one.key), one.key.public_bytes(Encoding.PEM)
        records.append(KeyRecord(use=one.use, name=one.name, algorithm=algorithm, fingerprint=fingerprint, path=path))
        files.append(Attachment(path=path, media_type="application/x-pem-file", content=pem))
    return tuple(records), files


def _log_files(case: CaseFile) -> list[Attachment]:
    files = [Attachment(path=CHECKPOINT, media_type=_TEXT, content=case.checkpoint)]
    for one in case.entries:
        proof = TlogProof(one.inclusion, case.checkpoint).to_bytes()
        index = one.inclusion.index
        files.append(Attachment(path=entry_path(index), media_type="application/json", content=one.entry.to_bytes()))
        files.append(Attachment(path=proof_path(index), media_type=_TEXT, content=proof))
    for place, reply in enumerate(case.tokens):
        files.append(Attachment(path=_token_path(place), media_type="application/timestamp-reply", content=reply))
    return files


def _token_path(place: int) -> str:
    return f"{CHECKPOINT}.{place + 1}.tsr"
