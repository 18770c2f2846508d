"""Checking a bundle: bytes in, a :class:`VerifiedBundle` out, or the first thing that fails.

Order of the checks, each relying on those before it:

1. The envelope has the one form that it may have, and no file's bytes have changed by accident.
2. The manifest is one, and names every file that is there and no other, with size and digest.
3. The keys are those that the manifest names.
4. The seal over the manifest holds. From here on, nothing can have been changed without the sealing key.
5. Checkpoint, cosignatures and the proof of every entry hold.
6. The items are those that were entered in the log.
7. Signatures over single files hold.
8. Time tokens hold, and no entry claims to be younger than a token over it.
9. Where the reader believes certain keys only, these are they.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from fairclaim.domain.errors import UnavailableError
from fairclaim.evidence.bundle.archive import Archive, read_archive
from fairclaim.evidence.bundle.key_book import KeyBook, read_keys
from fairclaim.evidence.bundle.log_part import LogPart, verify_items, verify_log
from fairclaim.evidence.bundle.manifest import (
    CHECKPOINT,
    MANIFEST,
    MOST_TOKENS,
    SEAL,
    SM2_SEAL,
    SUMMARY,
    KeyRecord,
    Manifest,
    Shown,
    Use,
    head_paths,
    parse_manifest,
    seal_token_path,
)
from fairclaim.evidence.bundle.statements import Statement, not_proven, proven
from fairclaim.evidence.bundle.times_part import TimeShown, verify_times
from fairclaim.evidence.bundle.trust import NOBODY, Trust
from fairclaim.evidence.bundle.trust_part import require_trust
from fairclaim.evidence.cosignature import Cosignature
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.faults import at, broken
from fairclaim.evidence.keys import Algorithm, PublicKey
from fairclaim.evidence.reading import to_time
from fairclaim.evidence.signature import verify_signature

SCHEMA: Final = "fairclaim.verification/1"


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key of the bundle, and whether the reader believes it."""

    record: KeyRecord
    is_trusted: bool

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in results."""
        one = self.record
        return {
            "use": one.use.value,
            "name": one.name,
            "algorithm": one.algorithm,
            "fingerprint": one.fingerprint,
            "trusted": self.is_trusted,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedBundle:
    """A bundle that holds, and what follows from it. Made by :func:`verify_bundle` only."""

    manifest: Manifest
    entries: dict[int, Entry]
    proven: tuple[Statement, ...]
    not_proven: tuple[Statement, ...]
    keys: tuple[KeyShown, ...]
    witnesses: tuple[Cosignature, ...]
    times: tuple[TimeShown, ...]

    def to_record(self) -> dict[str, object]:
        """Return the result as a record, ``schema`` fairclaim.verification/1."""
        return {
            "schema": SCHEMA,
            "intact": True,
            "case": self.manifest.case,
            "profile": self.manifest.profile.value,
            "made_at": to_time(self.manifest.made_at),
            "made_by": self.manifest.made_by,
            "proven": [one.to_record() for one in self.proven],
            "not_proven": [one.to_record() for one in self.not_proven],
            "keys": [one.to_record() for one in self.keys],
            "witnesses": [{"name": one.witness.name, "at": to_time(one.at)} for one in self.witnesses],
            "times": [one.to_record() for one in self.times],
            "failure": None,
        }


def verify_bundle(file: BinaryIO, *, trust: Trust = NOBODY) -> VerifiedBundle:
    """Check a bundle from its first byte to its last.

    Parameters
    ----------
    file : BinaryIO
        The bundle, open and seekable.
    trust : Trust, optional
        Keys that the reader believes. Without them the bundle is held against its own keys, and the result says so.

    Returns
    -------
    VerifiedBundle
        What is proven, what is not, and by which keys.

    Raises
    ------
    IntegrityError
        If anything does not hold, with the place of the first.
    """
    archive = read_archive(file)  # 1
    data = archive.read(MANIFEST)
    with at(MANIFEST):
        manifest = parse_manifest(data)  # 2
        seal_tokens = _require_files(archive, manifest)
    keys = read_keys(archive, manifest)  # 3
    unchecked = _verify_seal(archive, keys, data)  # 4
    log = verify_log(archive, manifest, keys)  # 5
    committed = verify_items(archive, manifest, log)  # 6
    unchecked += _verify_signatures(archive, manifest, keys)  # 7
    times = verify_times(archive, manifest, keys, log, seal_tokens=seal_tokens, trust=trust)  # 8
    require_trust(manifest, keys, log, times, trust)  # 9
    shown = tuple(KeyShown(one, trust.find(one.use, one.fingerprint, one.name) is not None) for one in manifest.keys)
    return VerifiedBundle(
        manifest=manifest,
        entries=dict(log.entries),
        proven=tuple(_proven(manifest, log, times, shown, committed=committed, unchecked=unchecked)),
        not_proven=tuple(_not_proven(manifest, log, times, shown, unchecked=unchecked)),
        keys=shown,
        witnesses=log.cosignatures,
        times=times,
    )


def _require_files(archive: Archive, manifest: Manifest) -> int:
    """Hold names, order, sizes and digests against the manifest; return how many time tokens the seal has."""
    seal_tokens = 0
    while seal_tokens < MOST_TOKENS and seal_token_path(seal_tokens + 1) in archive.members:
        seal_tokens += 1
    head = head_paths(has_sm2=SM2_SEAL in archive.members, seal_tokens=seal_tokens)
    listed = [one.path for one in manifest.files if one.path != SUMMARY]
    if list(archive.members) != head + listed:
        for path in (*head, *listed):
            with at(path):
                if path not in archive.members:
                    raise broken("文件缺失", "the file is missing")
        for path in archive.members:
            with at(path):
                if path not in {*head, *listed}:
                    raise broken("清单中没有此文件", "the manifest does not name this file")
        raise broken("文件顺序不对", "the files are in another order")
    for one in manifest.files:
        found = archive.members[one.path].digest
        with at(one.path):
            if (found.size, found.sha256) != (one.size, one.sha256):
                raise broken(
                    "文件与清单不符：内容已改变", "the file is not the one in the manifest: its bytes have changed"
                )
            if one.sm3 is not None and archive.sm3(one.path) != one.sm3:
                raise broken("文件的 SM3 与清单不符", "the file's SM3 is not the one in the manifest")
    return seal_tokens


def _verify_seal(archive: Archive, keys: KeyBook, manifest: bytes) -> int:
    """Check the seal; return how many signatures could not be checked here."""
    with at(SEAL):
        verify_signature(keys.seal, message=manifest, signature=archive.read(SEAL))
    with at(SM2_SEAL):
        if (keys.sm2_seal is None) != (SM2_SEAL not in archive.members):
            raise broken(
                "SM2 封存签名与其密钥未成对", "there is an SM2 seal without its key, or a key without its seal"
            )
        if keys.sm2_seal is None:
            return 0
        return _unchecked(keys.sm2_seal, message=manifest, signature=archive.read(SM2_SEAL))


def _verify_signatures(archive: Archive, manifest: Manifest, keys: KeyBook) -> int:
    unchecked = 0
    for one in manifest.signatures:
        with at(one.path):
            key = keys.sign.get(one.key)
            if key is None:
                raise broken("清单中没有这个签名的密钥", "the manifest lacks this signature's key")
            unchecked += _unchecked(key, message=archive.read(one.of), signature=archive.read(one.path))
    return unchecked


def _unchecked(key: PublicKey, *, message: bytes, signature: bytes) -> int:
    """Check a signature; return 1 where that takes a part that is not installed."""
    try:
        verify_signature(key, message=message, signature=signature)
    except UnavailableError:
        return 1
    return 0


def _times_that_count(times: tuple[TimeShown, ...], covers: str) -> list[datetime]:
    """Return times on the word of authorities that the reader believes; of any, where there is no such."""
    over = [one for one in times if one.covers == covers]
    return [one.at for one in over if one.is_trusted] or [one.at for one in over]


def _witnesses_that_count(log: LogPart, keys: tuple[KeyShown, ...]) -> list[Cosignature]:
    """Return the cosignatures of witnesses that the reader believes; of all, where there is no such."""
    known = {
        (one.record.name, one.record.fingerprint) for one in keys if one.record.use is Use.WITNESS and one.is_trusted
    }
    believed = [one for one in log.cosignatures if (one.witness.name, one.witness.public_key.fingerprint) in known]
    return believed or list(log.cosignatures)


def _proven(
    manifest: Manifest,
    log: LogPart,
    times: tuple[TimeShown, ...],
    keys: tuple[KeyShown, ...],
    *,
    committed: int,
    unchecked: int,
) -> list[Statement]:
    state, count = log.checkpoint.checkpoint, len(log.entries)
    second_seal = sum(one.use is Use.SEAL and one.algorithm == Algorithm.SM2 for one in manifest.keys)
    signed = len(manifest.signatures) + second_seal - unchecked
    found = [proven("sealed"), proven("logged", count=count, origin=state.origin, size=state.size)]
    if log.has_no_gap:
        found.append(proven("no-gap", count=count))
    if committed:
        found.append(proven("committed", count=committed))
    if signed:
        found.append(proven("signed", count=signed))
    if seen := _witnesses_that_count(log, keys):
        found.append(proven("witnessed", count=len(seen), at=to_time(min(one.at for one in seen))))
    for code, covers in (("timed", CHECKPOINT), ("sealed-in-time", SEAL)):
        if moments := _times_that_count(times, covers):
            found.append(proven(code, at=to_time(min(moments))))
    return found


def _not_proven(
    manifest: Manifest, log: LogPart, times: tuple[TimeShown, ...], keys: tuple[KeyShown, ...], *, unchecked: int
) -> list[Statement]:
    last = max(entry.number for entry in log.entries.values())
    found = [not_proven("scene"), not_proven("persons"), not_proven("before"), not_proven("afterwards", count=last)]
    if not log.has_no_gap:
        found.append(not_proven("gaps"))
    if unknown := sum(not one.is_trusted for one in keys):
        found.append(not_proven("keys-unknown", count=unknown))
    if not log.cosignatures:
        found.append(not_proven("not-witnessed"))
    found.append(not_proven("revocation" if times else "not-timed"))
    if hidden := sum(one.shown is not Shown.WHOLE for one in manifest.items):
        found.append(not_proven("withheld", count=hidden))
    if unlogged := sum(one.entry is None for one in manifest.items):
        found.append(not_proven("unlogged", count=unlogged))
    if unchecked:
        found.append(not_proven("sm2-unchecked", count=unchecked))
    return [*found, *(Statement("maker", one) for one in manifest.not_proven)]
