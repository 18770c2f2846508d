"""The types are those of which the first bytes are known."""

from fairclaim.imaging.credential_types import FIRST_BYTES


def test_every_type_has_a_signature_and_is_a_picture_or_a_film() -> None:
    assert all(kind.startswith(("image/", "video/")) for kind in FIRST_BYTES)
    assert all(signatures and offset in {0, 4, 8} for offset, signatures in FIRST_BYTES.values())
