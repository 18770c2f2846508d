"""Checking a bundle: bytes in, a :class:`VerifiedBundle` out, or the first thing that fails.

Order of the checks, each relying on those before it:

1. The envelope has the one form that it may have, and no file's bytes have changed by accident.
2. The manifest is one, and names every file that is there and no other, with size and digest.
3. The keys are those that the manifest names.
4. The seal over the manifest holds. From here on, nothing can have been changed without the sealing key.
5. Checkpoint, cosignatures and the proof of every entry hold.
6. The items are those that were entered in the log, and changed copies are listed as theirs.
7. Signatures over single files hold.
8. Time tokens hold, and no entry claims to be younger than a token over it.
9. Where the reader believes certain keys only, these are they.
"""

from typing import BinaryIO

from fairclaim.domain.errors import UnavailableError
from fairclaim.evidence.bundle.archive import Archive, read_archive
from fairclaim.evidence.bundle.conclusions import what_is_not, what_is_proven
from fairclaim.evidence.bundle.derivatives import verify_derivatives
from fairclaim.evidence.bundle.key_book import KeyBook, read_keys
from fairclaim.evidence.bundle.log_part import verify_items, verify_log
from fairclaim.evidence.bundle.manifest import (
    MANIFEST,
    MOST_TOKENS,
    SEAL,
    SM2_SEAL,
    SUMMARY,
    Manifest,
    head_paths,
    parse_manifest,
    seal_token_path,
)
from fairclaim.evidence.bundle.result import KeyShown, VerifiedBundle
from fairclaim.evidence.bundle.times_part import verify_times
from fairclaim.evidence.bundle.trust import NOBODY, Trust
from fairclaim.evidence.bundle.trust_part import require_trust
from fairclaim.evidence.faults import at, broken
from fairclaim.evidence.keys import PublicKey
from fairclaim.evidence.signature import verify_signature


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
    verify_derivatives(archive, manifest, log)
    unchecked += _verify_signatures(archive, manifest, keys)  # 7
    times = verify_times(archive, manifest, keys, log, seal_tokens=seal_tokens, trust=trust)  # 8
    require_trust(manifest, keys, log, times, trust)  # 9
    shown = tuple(KeyShown(one, trust.find(one.use, one.fingerprint, one.name) is not None) for one in manifest.keys)
    return VerifiedBundle(
        manifest=manifest,
        entries=dict(log.entries),
        proven=tuple(what_is_proven(manifest, log, times, shown, committed=committed, unchecked=unchecked)),
        not_proven=tuple(what_is_not(manifest, log, times, shown, unchecked=unchecked)),
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
