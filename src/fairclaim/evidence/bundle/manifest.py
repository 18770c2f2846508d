"""What a bundle says it holds: ``manifest.json``, RFC 8785 JSON. Everything else in a bundle is named here, or checked by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.archive import is_safe_path
from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.faults import broken
from fairclaim.evidence.reading import (
    Record,
    both,
    child,
    children,
    hex_bytes,
    number,
    optional_hex,
    optional_number,
    optional_text,
    require_fields,
    require_schema,
    text,
    texts,
    time,
    to_time,
)

SCHEMA: Final = "fairclaim.bundle/1"
SUMMARY: Final = "SUMMARY.txt"
SUMMARY_PDF: Final = "SUMMARY.pdf"
"""The same on paper; an ordinary file, and by its name the first of them."""
MANIFEST: Final = "manifest.json"
SEAL: Final = "manifest.sig"
SM2_SEAL: Final = "manifest.sm2.sig"
CHECKPOINT: Final = "log/checkpoint"
MOST_TOKENS: Final = 9
_RESERVED: Final = (MANIFEST, "manifest.s")


class Profile(StrEnum):
    """For whom a bundle is."""

    COURT = "court"
    PARTY = "party"


class Shown(StrEnum):
    """How much of an item is in the bundle."""

    WHOLE = "whole"
    REDACTED = "redacted"
    WITHHELD = "withheld"


class Use(StrEnum):
    """What a key vouches for."""

    SEAL = "seal"
    LOG = "log"
    WITNESS = "witness"
    SIGN = "sign"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file, and what its bytes are."""

    path: str
    media_type: str
    size: int
    sha256: bytes
    sm3: bytes | None = None

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in the manifest."""
        record: dict[str, object] = {
            "path": self.path,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256.hex(),
        }
        return record if self.sm3 is None else {**record, "sm3": self.sm3.hex()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A piece of evidence or a record of the case.

    Parameters
    ----------
    id : str
        Its name in the case.
    kind : str
        ``exhibit``, ``examination``, ``decision``, ``events`` or another word.
    title : Bilingual
        What it is, for people.
    shown : Shown
        Whether its bytes are in the bundle. A redacted one stands for itself in ``derivatives`` only.
    path : str or None
        The file, exactly where it is shown whole.
    derivatives : tuple of str
        Files that were made from it.
    entry : int or None
        The entry of the log that commits to it.
    salt : bytes or None
        What opens the commitment, exactly where it is shown whole and logged.
    """

    id: str
    kind: str
    title: Bilingual
    shown: Shown
    path: str | None = None
    derivatives: tuple[str, ...] = ()
    entry: int | None = None
    salt: bytes | None = None

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in the manifest."""
        return {
            "id": self.id,
            "kind": self.kind,
            "title": self.title.to_record(),
            "shown": self.shown.value,
            "path": self.path,
            "derivatives": list(self.derivatives),
            "entry": self.entry,
            "salt": self.salt.hex() if self.salt is not None else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """A public key in the bundle, or the root certificate of a time authority (algorithm ``x509``)."""

    use: Use
    name: str
    algorithm: str
    fingerprint: str
    path: str

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in the manifest."""
        return {
            "use": self.use.value,
            "name": self.name,
            "algorithm": self.algorithm,
            "fingerprint": self.fingerprint,
            "path": self.path,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRecord:
    """The signature of a person or a desk over one file."""

    of: str
    path: str
    key: str

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in the manifest."""
        return {"of": self.of, "path": self.path, "key": self.key}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyStep:
    """Who had the evidence in hand, by an entry of the log."""

    entry: int
    who: Bilingual
    did: Bilingual

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in the manifest."""
        return {"entry": self.entry, "who": self.who.to_record(), "did": self.did.to_record()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that a bundle says it holds.

    Parameters
    ----------
    profile : Profile
        For whom it is.
    case : str
        Random name of the case.
    made_at : datetime
        When, by the maker's clock.
    made_by : str
        Program and version.
    files : tuple of FileRecord
        Every file but the manifest and what vouches for it; sorted by path.
    items : tuple of Item
        Evidence and records.
    entries : tuple of int
        Numbers of the case's entries in the log, ascending.
    tokens : tuple of str
        Time tokens over the checkpoint.
    keys : tuple of KeyRecord
        Keys to check all this with.
    signatures : tuple of SignatureRecord
        Signatures over single files.
    custody : tuple of CustodyStep
        Chain of custody.
    not_proven : tuple of Bilingual
        What the maker wants said besides.
    """

    profile: Profile
    case: str
    made_at: datetime
    made_by: str
    files: tuple[FileRecord, ...]
    items: tuple[Item, ...]
    entries: tuple[int, ...]
    tokens: tuple[str, ...]
    keys: tuple[KeyRecord, ...]
    signatures: tuple[SignatureRecord, ...]
    custody: tuple[CustodyStep, ...]
    not_proven: tuple[Bilingual, ...]

    def to_bytes(self) -> bytes:
        """Return the manifest as it is sealed."""
        return canonical_json(
            {
                "schema": SCHEMA,
                "profile": self.profile.value,
                "case": self.case,
                "made_at": to_time(self.made_at),
                "made_by": self.made_by,
                "files": [one.to_record() for one in self.files],
                "items": [one.to_record() for one in self.items],
                "log": {"entries": list(self.entries), "tokens": list(self.tokens)},
                "keys": [one.to_record() for one in self.keys],
                "signatures": [one.to_record() for one in self.signatures],
                "custody": [one.to_record() for one in self.custody],
                "not_proven": [one.to_record() for one in self.not_proven],
            }
        )


def entry_path(index: int) -> str:
    """Return where an entry of the log stands."""
    return f"log/{index}.json"


def proof_path(index: int) -> str:
    """Return where an entry's proof stands."""
    return f"log/{index}.tlog-proof"


def seal_token_path(place: int) -> str:
    """Return where a time token over the seal stands, counted from 1."""
    return f"{SEAL}.{place}.tsr"


def head_paths(*, has_sm2: bool, seal_tokens: int) -> list[str]:
    """Return what comes first in a bundle: the summary, the manifest, and what vouches for it."""
    second = [SM2_SEAL] if has_sm2 else []
    return [SUMMARY, MANIFEST, SEAL, *second, *(seal_token_path(place + 1) for place in range(seal_tokens))]


def parse_manifest(data: bytes) -> Manifest:
    """Read a manifest without believing it.

    Raises
    ------
    IntegrityError
        If it is none, or contradicts itself.
    """
    record = parse_canonical(data)
    require_schema(record, SCHEMA)
    wanted = "profile case made_at made_by files items log keys signatures custody not_proven"
    require_fields(record, ("schema", *wanted.split()))
    log = child(record["log"], "log")
    require_fields(log, ("entries", "tokens"))
    entries = log["entries"]
    if not isinstance(entries, list):
        raise broken("字段 entries 应为列表", "the field entries is no list")
    found = Manifest(
        profile=Profile(_word(record, "profile", Profile)),
        case=text(record, "case"),
        made_at=time(record, "made_at"),
        made_by=text(record, "made_by"),
        files=children(record, "files", _file),
        items=children(record, "items", _item),
        entries=tuple(number({"entries": one}, "entries") for one in entries),
        tokens=texts(log, "tokens"),
        keys=children(record, "keys", _key),
        signatures=children(record, "signatures", _signature),
        custody=children(record, "custody", _step),
        not_proven=tuple(both({"not_proven": one}, "not_proven") for one in _list(record, "not_proven")),
    )
    _require_order(found)
    _require_named(found)
    return found


def _require_order(manifest: Manifest) -> None:
    paths = [one.path for one in manifest.files]
    if paths != sorted(set(paths)) or not all(is_safe_path(path) for path in paths):
        raise broken(
            "文件清单未排序、重复或文件名不安全", "the list of files is not sorted, doubled, or holds an unsafe path"
        )
    if any(path.startswith(_RESERVED) for path in paths) or SUMMARY not in paths:
        raise broken(
            "文件清单缺少摘要或列入了清单自身", "the list of files lacks the summary, or names the manifest itself"
        )
    if not manifest.entries or list(manifest.entries) != sorted(set(manifest.entries)):
        raise broken("日志条目未按序列出", "the log's entries are not listed in order")
    names = [one.id for one in manifest.items]
    keys = [(one.use, one.name, one.fingerprint) for one in manifest.keys]
    if len(set(names)) != len(names) or len(set(keys)) != len(keys):
        raise broken("证据项或密钥重复", "an item or a key comes twice")


def _require_named(manifest: Manifest) -> None:
    """Insist that whatever the manifest points to is there."""
    paths = {one.path for one in manifest.files}
    entries = set(manifest.entries)
    for path in _pointed_to(manifest):
        if path not in paths:
            raise broken(f"清单中缺少文件 {path[:120]}", f"the list of files lacks {path[:120]}")
    for index in [one.entry for one in manifest.items if one.entry is not None] + [
        one.entry for one in manifest.custody
    ]:
        if index not in entries:
            raise broken(f"缺少日志条目 {index}", f"the log's entry {index} is missing")
    for one in manifest.items:
        is_whole = one.shown is Shown.WHOLE
        if is_whole != (one.path is not None) or (is_whole and one.entry is not None) != (one.salt is not None):
            raise broken(
                f"证据项 {one.id[:80]} 的披露方式自相矛盾",
                f"the item {one.id[:80]} contradicts itself in what it shows",
            )


def _pointed_to(manifest: Manifest) -> Iterator[str]:
    yield CHECKPOINT
    for index in manifest.entries:
        yield from (entry_path(index), proof_path(index))
    yield from manifest.tokens
    for item in manifest.items:
        yield from (*item.derivatives, *((item.path,) if item.path is not None else ()))
    for key in manifest.keys:
        yield key.path
    for signature in manifest.signatures:
        yield from (signature.of, signature.path)


def _file(record: Record) -> FileRecord:
    require_fields(record, ("path", "media_type", "size", "sha256"), ("sm3",))
    return FileRecord(
        path=text(record, "path"),
        media_type=text(record, "media_type"),
        size=number(record, "size"),
        sha256=hex_bytes(record, "sha256"),
        sm3=hex_bytes(record, "sm3") if "sm3" in record else None,
    )


def _item(record: Record) -> Item:
    require_fields(record, ("id", "kind", "title", "shown", "path", "derivatives", "entry", "salt"))
    return Item(
        id=text(record, "id"),
        kind=text(record, "kind"),
        title=both(record, "title"),
        shown=Shown(_word(record, "shown", Shown)),
        path=optional_text(record, "path"),
        derivatives=texts(record, "derivatives"),
        entry=optional_number(record, "entry"),
        salt=optional_hex(record, "salt"),
    )


def _key(record: Record) -> KeyRecord:
    require_fields(record, ("use", "name", "algorithm", "fingerprint", "path"))
    return KeyRecord(
        use=Use(_word(record, "use", Use)),
        name=text(record, "name"),
        algorithm=text(record, "algorithm"),
        fingerprint=hex_bytes(record, "fingerprint").hex(),
        path=text(record, "path"),
    )


def _signature(record: Record) -> SignatureRecord:
    require_fields(record, ("of", "path", "key"))
    return SignatureRecord(of=text(record, "of"), path=text(record, "path"), key=hex_bytes(record, "key").hex())


def _step(record: Record) -> CustodyStep:
    require_fields(record, ("entry", "who", "did"))
    return CustodyStep(entry=number(record, "entry"), who=both(record, "who"), did=both(record, "did"))


def _list(record: Record, name: str) -> list[object]:
    found = record.get(name)
    if not isinstance(found, list):
        raise broken(f"字段 {name} 应为列表", f"the field {name} is no list")
    return found


def _word(record: Record, name: str, words: type[StrEnum]) -> str:
    found = text(record, name)
    if found not in {one.value for one in words}:
        raise broken(f"字段 {name} 的值未知", f"the field {name} has an unknown value")
    return found
