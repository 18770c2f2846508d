import struct

import pytest

from fairclaim.imaging.limits import DEFAULT_LIMITS
from fairclaim.imaging.walk.ledger import Ledger
from fairclaim.imaging.walk.tail import note_tail
from unit.imaging import hostile


def noted(tail: bytes, *, pictures: tuple[tuple[int, int], ...] = ()) -> tuple[list[str], list[str]]:
    """Kinds of ordinary and foreign parts of a tail behind a picture of ten bytes."""
    ledger = Ledger(DEFAULT_LIMITS)
    note_tail(b"0123456789" + tail, 10, ledger, pictures=pictures)
    return [part.kind for part in ledger.parts], [part.kind for part in ledger.foreign]


ORDINARY = {
    "nothing": (b"", []),
    "zeros": (bytes(512), ["padding"]),
    "line-end": (b"\r\n", ["padding"]),
    "samsung": (hostile.samsung_trailer(), ["maker-trailer"]),
    "samsung-behind-padding": (bytes(7) + hostile.samsung_trailer(), ["padding", "maker-trailer"]),
    "motion-photo": (hostile.motion_clip(), ["maker-trailer"]),
    "canon": (b"CANON OPTIONAL DATA\0" + bytes(100), ["maker-trailer"]),
    "vivo": (b'vivo{"version":1}', ["maker-trailer"]),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_what_honest_phones_append_is_ordinary(name: str) -> None:
    tail, kinds = ORDINARY[name]
    assert noted(tail) == (kinds, [])


FOREIGN = {
    "zip": hostile.zip_tail(),
    "script": b"<script>alert(1)</script>",
    "samsung-signature-alone": b"evil" * 10 + b"SEFT",
    "samsung-that-points-too-far": b"SEFH" + struct.pack("<IIHHII", 1, 1, 0, 0, 1 << 30, 4) + b"\x18\0\0\0SEFT",
    "clip-cut-off": hostile.motion_clip()[:-1],
    "clip-without-film": hostile.box(b"ftyp", b"mp42\0\0\0\0") + hostile.box(b"free", b"evil"),
    "one-byte": b"x",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_nobody_can_explain_is_foreign(name: str) -> None:
    assert noted(FOREIGN[name]) == ([], ["trailing"])


def test_bytes_before_a_known_trailer_are_foreign() -> None:
    assert noted(b"evil" + hostile.samsung_trailer()) == (["maker-trailer"], ["trailing"])


def test_a_declared_picture_must_be_one_and_lie_in_the_file() -> None:
    second = b"\xff\xd8\xff\xd9"
    assert noted(second, pictures=((10, 4),)) == (["mpf-image"], [])
    for wrong in ((10, 5), (9, 4), (11, 3), (1 << 40, 4)):
        assert noted(second, pictures=(wrong,)) == ([], ["trailing"])


def test_overlapping_declarations_are_counted_once() -> None:
    second = b"\xff\xd8\xff\xd9"
    assert noted(second, pictures=((10, 4), (10, 4), (10, 3)))[0].count("mpf-image") == 1
