"""The signature that a label may carry in ``ReservedCode1`` (TC260-PG-202511A): integrity, never authorship.

``SecurityData`` holds entries of two types: ``DS``, a signature over the label, and ``PubKey``. The algorithm is SM2 with
SM3 (GB/T 32918.2, OID 1.2.156.10197.1.501), the user id that of GM/T 0009, and the signed message the ASCII string
``"Label":"1","ContentProducer":"…","ProduceID":"…"``. The key travels in the file: anyone can make one, and anyone can
copy a whole signed label to another picture.

Departures seen in published files (2026-11): ``TBSData.Type`` is ``LabelMataData`` where the guide says ``Md``; the SM3
digest of the message is signed in the message's place; the key is a bare x coordinate with a zero byte in front.
The elliptic-curve arithmetic is that of the package ``gmalg``, of the extra ``fairclaim[sm]``.
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum

from fairclaim.forensics.labels.aigc import AigcLabel
from fairclaim.forensics.labels.json_text import NotJsonError, parse_object

SM3_WITH_SM2 = "1.2.156.10197.1.501"
USER_ID = b"1234567812345678"
"""Default user id (GM/T 0009-2012, 10)."""

_SIGNED_TYPES = frozenset({"Md", "LabelMataData"})
_KEY_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
_MAX_ENTRIES = 16
_MAX_TRIALS = 4
"""A verification takes about 40 ms; a label that would need more than four is given up."""

# GB/T 32918.5-2017: the field and the coefficients of the recommended curve.
_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93

Point = tuple[int, int]


class Integrity(StrEnum):
    """What can be said of a label's own signature."""

    NONE = "none"
    """``ReservedCode1`` is empty."""
    OPAQUE = "opaque"
    """It holds a value of the provider's own, which says nothing to others."""
    INTACT = "intact"
    """The three fields are as they were when somebody with this key signed them."""
    BROKEN = "broken"
    """No signature fits the three fields."""
    UNSUPPORTED = "unsupported"
    """Another algorithm, or another subject than the label."""
    UNCHECKED = "unchecked"
    """There is a signature, and the package that could check it is not installed."""


def label_integrity(label: AigcLabel) -> Integrity:
    """Verify the signature in ``ReservedCode1`` against the label that holds it; never fails."""
    if not label.reserved_code1.strip():
        return Integrity.NONE
    entries = _entries(label.reserved_code1)
    if entries is None:
        return Integrity.OPAQUE
    signatures = [one for one in entries if one.get("Type") == "DS" and _is_of_label(one)]
    points = [point for one in entries if one.get("Type") == "PubKey" for point in _points(_hex(one.get("KeyValue")))]
    if not signatures or not points:
        return Integrity.UNSUPPORTED
    return _verified(label, [_hex(one.get("Signature")) for one in signatures], points)


def signed_message(label: AigcLabel) -> bytes:
    """Return the message of TC260-PG-202511A, appendix A.1."""
    fields = (("Label", label.label.value), ("ContentProducer", label.producer), ("ProduceID", label.produce_id))
    return ",".join(f"{json.dumps(name)}:{json.dumps(value, ensure_ascii=False)}" for name, value in fields).encode(
        "utf-8", "surrogatepass"
    )


def _entries(text: str) -> list[Mapping[str, object]] | None:
    """Return the entries of ``SecurityData``, or None where the text is no such object."""
    try:
        security = parse_object(text).get("SecurityData")
    except NotJsonError:
        return None
    if not isinstance(security, Mapping) or security.get("Type") != "TC260PG":
        return None
    listed = security.get("PubSD", security.get("PubSd"))
    return [one for one in listed[:_MAX_ENTRIES] if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _is_of_label(entry: Mapping[str, object]) -> bool:
    subject = entry.get("TBSData")
    kind = subject.get("Type") if isinstance(subject, Mapping) else None
    return entry.get("AlgID") == SM3_WITH_SM2 and kind in _SIGNED_TYPES


def _hex(value: object) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) and len(value) <= 1024 else b""
    except ValueError:
        return b""


def _points(key: bytes) -> Iterator[Point]:
    """Yield the points that a key may mean: a public-key structure, both coordinates, or x with or without its sign."""
    key = key.removeprefix(_KEY_HEAD)
    if len(key) == 65 and key[0] == 4:
        key = key[1:]
    if len(key) == 64:
        point = int.from_bytes(key[:32], "big"), int.from_bytes(key[32:], "big")
        if max(point) < _P and (point[1] ** 2 - _right_side(point[0])) % _P == 0:
            yield point
    elif len(key) == 32 or (len(key) == 33 and key[0] in {0, 2, 3}):
        signs = (key[0] & 1,) if len(key) == 33 and key[0] else (0, 1)
        lifted = (_lifted(int.from_bytes(key[-32:], "big"), sign) for sign in signs)
        yield from (one for one in lifted if one is not None)


def _right_side(col: int) -> int:
    return (col**3 + _A * col + _B) % _P


def _lifted(col: int, sign: int) -> Point | None:
    """Return the point with this x whose y is even (0) or odd (1); p is 3 modulo 4, so the root is a power."""
    square = _right_side(col)
    root = pow(square, (_P + 1) // 4, _P)
    if col >= _P or root**2 % _P != square:
        return None
    return col, root if root & 1 == sign else _P - root


def _numbers(signature: bytes) -> tuple[bytes, bytes] | None:
    """Take r and s out of a DER sequence of two integers, or out of 64 bare bytes."""
    if len(signature) == 64:
        return signature[:32], signature[32:]
    if signature[:1] != b"\x30" or len(signature) < 8 or signature[1] != len(signature) - 2:
        return None
    size = signature[3]
    first, rest = signature[4 : 4 + size], signature[4 + size :]
    second = rest[2:]
    if signature[2] != 2 or rest[:1] != b"\x02" or len(rest) < 3 or rest[1] != len(second):
        return None
    return first.lstrip(b"\0").rjust(32, b"\0"), second.lstrip(b"\0").rjust(32, b"\0")


def _verified(label: AigcLabel, signatures: list[bytes], points: list[Point]) -> Integrity:
    try:
        from gmalg import SM2, SM3  # noqa: PLC0415  (an optional part)
        from gmalg.errors import GMError  # noqa: PLC0415
    except ImportError:
        return Integrity.UNCHECKED
    digest = SM3()
    digest.update(signed_message(label))
    messages = (signed_message(label), digest.value())
    pairs = [(numbers, point) for one in signatures if (numbers := _numbers(one)) for point in points]
    trials = [(message, numbers, point) for numbers, point in pairs for message in messages]
    for message, numbers, (col, row) in trials[:_MAX_TRIALS]:
        key = b"\x04" + col.to_bytes(32, "big") + row.to_bytes(32, "big")
        try:
            if SM2(uid=USER_ID, pk=key).verify(message, *numbers):
                return Integrity.INTACT
        except GMError:
            continue
    return Integrity.BROKEN if len(trials) <= _MAX_TRIALS else Integrity.UNSUPPORTED
