"""What follows from a receipt that holds, in the form in which a bundle's verification is told."""

from collections.abc import Sequence
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.manifest import Use
from fairclaim.evidence.bundle.trust import Trust
from fairclaim.evidence.canonical import parse_canonical
from fairclaim.evidence.cosignature import Cosignature, verify_cosignatures
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.faults import broken
from fairclaim.evidence.promise import SCHEMA as PROMISE
from fairclaim.evidence.promise import verify_promise
from fairclaim.evidence.reading import to_time
from fairclaim.evidence.receipt import SCHEMA as RECEIPT
from fairclaim.evidence.receipt import parse_receipt_key, verify_receipt
from fairclaim.evidence.signed_note import PLAIN, NoteKey

SCHEMA: Final = "fairclaim.verification/1"

LOGGED: Final = Bilingual(
    "sha256 为 {sha256} 的材料已记入日志 {origin}，第 {number} 条（本案第 {of_case} 条，{kind}）。",
    "What has the sha256 {sha256} stands in the log {origin} as entry {number} (number {of_case} of its case, {kind}).",
)
PROMISED: Final = Bilingual(
    "日志 {origin} 签名承诺：sha256 为 {sha256} 的材料是第 {number} 条（本案第 {of_case} 条，{kind}）。",
    "The log {origin} has signed that what has the sha256 {sha256} is entry {number} (number {of_case} of its case, {kind}).",
)
WITNESSED: Final = Bilingual(
    "{count} 名见证人确认日志只增不改，最早于 {at}（见证人自己的时钟）。",
    "{count} witnesses confirm that the log only grew, the first at {at} (by their own clocks).",
)
NOT_YET: Final = Bilingual(
    "还没有检查点覆盖这一条：几分钟后可换取证明。",
    "No checkpoint covers the entry yet: some minutes later there is a proof in its place.",
)
SCENE: Final = Bilingual(
    "镜头前是否真有其事：字节未变，不等于照片如实。",
    "What was in front of the lens: bytes that did not change are not yet a true picture.",
)
COMPARE: Final = Bilingual(
    "手中的文件是不是这一份：请自行计算其 SHA-256 并比较。",
    "Whether the file in your hands is the one: compute its SHA-256 and compare.",
)
ALONE: Final = Bilingual(
    "没有见证人：日志运营者可能另有一份不同的日志。",
    "No witness: the operator of the log may keep another one beside it.",
)


def is_receipt(data: bytes) -> bool:
    """Tell whether a file looks like a receipt or a promise, and not like a bundle."""
    return data[:1] == b"{" and (RECEIPT.encode() in data or PROMISE.encode() in data)


def verify_any_receipt(data: bytes, *, trust: Trust) -> dict[str, object]:
    """Return the result of a receipt or a promise, ``schema`` fairclaim.verification/1.

    Raises
    ------
    IntegrityError
        If it does not hold, or its log is not one that the reader believes.
    """
    record = parse_canonical(data)
    keys = _keys(record)
    believed = _believed(keys, trust)
    if record.get("schema") == PROMISE:
        promise = verify_promise(data, log_keys=believed)
        words = _told(PROMISED, promise.entry, promise.sha256, promise.origin, promise.index)
        return _result(
            promise.entry,
            promise.origin,
            [("promised", words)],
            [("not-yet", NOT_YET)],
            seen=(),
            keys=keys,
            trust=trust,
        )
    verified = verify_receipt(data, log_keys=believed)
    receipt, state = verified.receipt, verified.checkpoint.checkpoint
    if state.origin not in {one.name for one in verified.checkpoint.signed_by}:
        raise broken("检查点属于另一本日志", "the checkpoint is of another log")
    words = _told(LOGGED, receipt.entry, receipt.sha256, state.origin, receipt.proof.inclusion.index)
    proven, seen = [("logged", words)], verify_cosignatures(verified.checkpoint.note, keys)
    if seen:
        first = to_time(min(one.at for one in seen))
        proven.append(("witnessed", WITNESSED.format(count=len(seen), at=first)))
    limits = [] if seen else [("not-witnessed", ALONE)]
    return _result(receipt.entry, state.origin, proven, limits, seen=seen, keys=keys, trust=trust)


def _keys(record: dict[str, object]) -> tuple[NoteKey, ...]:
    found = record.get("keys")
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise broken("收据中没有密钥", "the receipt brings no keys")
    return tuple(parse_receipt_key(str(one)) for one in found)


def _believed(keys: Sequence[NoteKey], trust: Trust) -> tuple[NoteKey, ...]:
    """Return the log's keys: those that the reader believes, or all that came along where none is named."""
    logs = tuple(one for one in keys if one.kind == PLAIN)
    if not trust.names(Use.LOG):
        return logs
    found = tuple(one for one in logs if trust.find(Use.LOG, one.public_key.fingerprint, one.name))
    if not found:
        raise broken("日志的密钥不在您信任的密钥中", "the log's key is none that you believe")
    return found


def _told(words: Bilingual, entry: Entry, sha256: bytes, origin: str, index: int) -> Bilingual:
    return words.format(sha256=sha256.hex(), origin=origin, number=index, of_case=entry.number, kind=entry.kind)


def _result(
    entry: Entry,
    origin: str,
    proven: Sequence[tuple[str, Bilingual]],
    limits: Sequence[tuple[str, Bilingual]],
    *,
    seen: Sequence[Cosignature],
    keys: Sequence[NoteKey],
    trust: Trust,
) -> dict[str, object]:
    not_proven = [*limits, ("compare", COMPARE), ("scene", SCENE)]
    return {
        "schema": SCHEMA,
        "intact": True,
        "case": entry.case,
        "profile": "receipt",
        "made_at": to_time(entry.at),
        "made_by": origin,
        "proven": [{"code": code, **words.to_record()} for code, words in proven],
        "not_proven": [{"code": code, **words.to_record()} for code, words in not_proven],
        "keys": [_shown(one, trust) for one in keys],
        "witnesses": [{"name": one.witness.name, "at": to_time(one.at)} for one in seen],
        "times": [],
        "failure": None,
    }


def _shown(key: NoteKey, trust: Trust) -> dict[str, object]:
    use = Use.LOG if key.kind == PLAIN else Use.WITNESS
    fingerprint = key.public_key.fingerprint
    return {
        "use": use.value,
        "name": key.name,
        "algorithm": key.public_key.algorithm.value,
        "fingerprint": fingerprint,
        "trusted": trust.find(use, fingerprint, key.name) is not None,
    }
