"""The keys that a bundle brings along, read and sorted by what they vouch for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from fairclaim.evidence.bundle.archive import Archive
from fairclaim.evidence.bundle.manifest import MANIFEST, KeyRecord, Manifest, Use
from fairclaim.evidence.faults import at, broken
from fairclaim.evidence.keys import Algorithm, PublicKey, parse_public_key
from fairclaim.evidence.signed_note import COSIGNATURE, PLAIN, NoteKey
from fairclaim.evidence.timestamp import UNREADABLE, parse_roots

X509 = "x509"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBook:
    """Keys by their use.

    Parameters
    ----------
    seal : PublicKey
        Seals the manifest.
    sm2_seal : PublicKey or None
        Seals it a second time.
    log, witnesses : tuple of NoteKey
        Sign and cosign the checkpoint.
    sign : mapping of str to PublicKey
        Sign single files, by fingerprint.
    roots : mapping of str to Certificate
        Of time authorities, by fingerprint.
    """

    seal: PublicKey
    sm2_seal: PublicKey | None
    log: tuple[NoteKey, ...]
    witnesses: tuple[NoteKey, ...]
    sign: Mapping[str, PublicKey]
    roots: Mapping[str, Certificate]


def certificate_fingerprint(certificate: Certificate) -> str:
    """Return the SHA-256 of a certificate, in hexadecimal, as openssl prints it without colons."""
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def read_keys(archive: Archive, manifest: Manifest) -> KeyBook:
    """Read every key and hold it against its fingerprint.

    Raises
    ------
    IntegrityError
        If one is not what the manifest says, or one is lacking.
    """
    public: list[tuple[KeyRecord, PublicKey]] = []
    roots: dict[str, Certificate] = {}
    for record in manifest.keys:
        with at(record.path):
            pem = archive.read(record.path)
            if record.use is Use.TIME:
                roots[record.fingerprint] = _root(record, pem)
            else:
                public.append((record, _public(record, pem)))
    seals = [key for record, key in public if record.use is Use.SEAL]
    plain, second = _of(seals, Algorithm.ED25519), _of(seals, Algorithm.SM2)
    book = KeyBook(
        seal=plain[0] if plain else PublicKey(Algorithm.ED25519, bytes(32)),
        sm2_seal=second[0] if second else None,
        log=tuple(_note_key(record, key, PLAIN) for record, key in public if record.use is Use.LOG),
        witnesses=tuple(_note_key(record, key, COSIGNATURE) for record, key in public if record.use is Use.WITNESS),
        sign={record.fingerprint: key for record, key in public if record.use is Use.SIGN},
        roots=roots,
    )
    if len(plain) != 1 or len(second) > 1 or not book.log:
        with at(MANIFEST):
            raise broken(
                "缺少封存或日志的密钥，或封存密钥过多",
                "a key of the seal or the log is lacking, or there are several seals",
            )
    return book


def _root(record: KeyRecord, pem: bytes) -> Certificate:
    found = parse_roots(pem)
    if len(found) != 1 or record.algorithm != X509 or certificate_fingerprint(found[0]) != record.fingerprint:
        raise _other()
    try:
        found[0].verify_directly_issued_by(found[0])
    except UNREADABLE as exc:
        raise broken("不是根证书：并非由自己签发", "it is no root certificate: it is not issued by itself") from exc
    return found[0]


def _public(record: KeyRecord, pem: bytes) -> PublicKey:
    key = parse_public_key(pem)
    if key.algorithm.value != record.algorithm or key.fingerprint != record.fingerprint:
        raise _other()
    return key


def _note_key(record: KeyRecord, key: PublicKey, kind: int) -> NoteKey:
    with at(record.path):
        if key.algorithm is not Algorithm.ED25519:
            raise broken("日志和见证人的密钥应为 Ed25519", "keys of logs and witnesses are Ed25519")
        try:
            return NoteKey(record.name, kind, key.raw)
        except ValueError as exc:
            raise broken("密钥名称不可用", "the key's name will not do") from exc


def _of(keys: list[PublicKey], algorithm: Algorithm) -> list[PublicKey]:
    return [key for key in keys if key.algorithm is algorithm]


def _other() -> Exception:
    return broken("密钥与清单所载指纹不符", "the key is not the one that the manifest names")
