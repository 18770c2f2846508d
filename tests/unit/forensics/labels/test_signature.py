"""Signatures inside labels: two published ones, and what must not pass."""

import json
import sys
from dataclasses import replace

import pytest
from gmalg import SM2, SM3
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.forensics.labels.aigc import AigcLabel, LabelValue
from fairclaim.forensics.labels.signature import SM3_WITH_SM2, USER_ID, Integrity, label_integrity, signed_message

# Written by a service into the front matter of two public Markdown files (GitHub, seen 2026-11): label and signature.
PRODUCER = "001191310104MACE0YX63918020"
KEY = (
    "3059301306072A8648CE3D020106082A811CCF5501822D034200"
    "045728F08C58D9C72150A705693EF7337859F8FF216E802630041AFAE5C036F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBDA5"
    "1BAE965F854C57AA"
)
PUBLISHED = {
    "142569260085903360": "3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC2DB6C250BAF234E167298E90"
    "02210097223ABB647B786A90D0A1B93CB9382EA879563B2C7F025FA006BE16AE926C14",
    "147392816552226816": "3045022100E816A5872275AE5414E7E0FD3D9B2C30F7B7FD68609D6486A38DF7CFAA1417B9"
    "02201A510FBBE50819BAFF1FCC7B8527FF23CD40447D41A6776E6BCF1F773AE0DBBC",
}


def security(
    signature: str, key: str = KEY, *, kind: str = "LabelMataData", algorithm: str = SM3_WITH_SM2, keys: int = 1
) -> str:
    entries = [
        {"Type": "DS", "AlgID": algorithm, "TBSData": {"Type": kind}, "Signature": signature},
        *[{"Type": "PubKey", "AlgID": algorithm, "KeyValue": key}] * keys,
    ]
    return json.dumps({"SecurityData": {"Type": "TC260PG", "Version": 1, "PubSD": entries}})


def label(code: str, *, produce_id: str = "142569260085903360", producer: str = PRODUCER) -> AigcLabel:
    return AigcLabel(
        carrier="XMP AIGC",
        label=LabelValue.GENERATED,
        producer=producer,
        produce_id=produce_id,
        reserved_code1=code,
        propagator="",
        propagate_id="",
        reserved_code2="",
    )


@pytest.mark.parametrize("produce_id", PUBLISHED)
def test_published_signatures_verify(produce_id: str) -> None:
    assert label_integrity(label(security(PUBLISHED[produce_id]), produce_id=produce_id)) is Integrity.INTACT


@pytest.mark.parametrize("produce_id", PUBLISHED)
def test_one_changed_character_breaks_them(produce_id: str) -> None:
    signed = label(security(PUBLISHED[produce_id]), produce_id=produce_id)
    assert label_integrity(replace(signed, produce_id=produce_id[:-1] + "1")) is Integrity.BROKEN
    assert label_integrity(replace(signed, label=LabelValue.SUSPECTED)) is Integrity.BROKEN
    assert label_integrity(replace(signed, producer=PRODUCER[:-1] + "1")) is Integrity.BROKEN


SECRET = bytes(31) + b"\x07"


def own_signature(message: bytes) -> tuple[str, bytes]:
    """Sign with a key of our own; return r and s, and the public point."""
    raw = SM2().generate_pk(SECRET)
    raw = raw if len(raw) == 65 else b"\x04" + raw
    r, s = SM2(SECRET, USER_ID, raw).sign(message)
    return (r.rjust(32, b"\0") + s.rjust(32, b"\0")).hex(), raw


def test_the_message_of_the_guide_is_accepted_as_well_as_its_digest() -> None:
    bare = label("", produce_id="id-7")
    digest = SM3()
    digest.update(signed_message(bare))
    for message in (signed_message(bare), digest.value()):
        signature, public = own_signature(message)
        for kind in ("Md", "LabelMataData"):
            code = security(signature, public.hex(), kind=kind)
            assert label_integrity(replace(bare, reserved_code1=code)) is Integrity.INTACT


def test_the_key_is_understood_in_every_spelling() -> None:
    bare = label("", produce_id="id-7")
    signature, public = own_signature(signed_message(bare))
    sign = b"\x03" if public[-1] & 1 else b"\x02"
    for key in (public, public[1:], sign + public[1:33], b"\0" + public[1:33], public[1:33]):
        assert label_integrity(replace(bare, reserved_code1=security(signature, key.hex()))) is Integrity.INTACT


def test_the_signed_message_is_that_of_the_guide() -> None:
    expected = b'"Label":"1","ContentProducer":"001191310104MACE0YX63918020","ProduceID":"a\\"b"'
    assert signed_message(label("", produce_id='a"b')) == expected


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("", Integrity.NONE),
        (" ", Integrity.NONE),
        ("D5JAzCK4WSYGSVxWUk0X", Integrity.OPAQUE),
        ('{"a":1}', Integrity.OPAQUE),
        ('{"SecurityData":{"Type":"other"}}', Integrity.OPAQUE),
        ('{"SecurityData":{"Type":"TC260PG"}}', Integrity.UNSUPPORTED),
        ('{"SecurityData":{"Type":"TC260PG","PubSD":{}}}', Integrity.UNSUPPORTED),
        (security("", algorithm="1.2.840.113549.1.1.11"), Integrity.UNSUPPORTED),
        (security("", kind="Bnd"), Integrity.UNSUPPORTED),
        (security("00", key="zz"), Integrity.UNSUPPORTED),
        (security("00", key="04" + "01" * 64), Integrity.UNSUPPORTED),
        (security("zz"), Integrity.BROKEN),
        (security("00"), Integrity.BROKEN),
        (security("00" * 64), Integrity.BROKEN),
        (security("ff" * 64), Integrity.BROKEN),
        (security("3006020101020101"), Integrity.BROKEN),
        (security("ff" * 64, keys=16), Integrity.UNSUPPORTED),
    ],
)
def test_everything_else_has_its_own_answer(code: str, state: Integrity) -> None:
    assert label_integrity(label(code)) is state


def test_without_the_package_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gmalg", None)
    [(produce_id, signature), *_] = PUBLISHED.items()
    assert label_integrity(label(security(signature), produce_id=produce_id)) is Integrity.UNCHECKED


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_any_key_and_any_signature_are_answered(key: bytes, signature: bytes) -> None:
    assert label_integrity(label(security(signature.hex(), key.hex()))) is not Integrity.INTACT
