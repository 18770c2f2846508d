"""A sealed value opens under its key and in its place only; one flipped bit closes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.store.keys.sealed import Place, UnsealError, seal, unseal

PLACE = Place(tenant="t", table="persons", column="phone", row="1", person="p")
KEY = b"k" * 32


@given(st.binary(max_size=200))
def test_a_value_comes_back(plain: bytes) -> None:
    sealed = seal(KEY, plain, PLACE)
    assert unseal(KEY, sealed, PLACE) == plain
    assert len(sealed) == len(plain) + 29


def test_equal_values_look_different() -> None:
    assert seal(KEY, b"x", PLACE) != seal(KEY, b"x", PLACE)


@pytest.mark.parametrize("part", ["tenant", "table", "column", "row", "person"])
def test_a_value_in_another_place_does_not_open(part: str) -> None:
    sealed = seal(KEY, b"x", PLACE)
    with pytest.raises(UnsealError):
        unseal(KEY, sealed, replace(PLACE, **{part: "other"}))


def test_the_parts_of_a_place_do_not_run_together() -> None:
    assert replace(PLACE, tenant="ab", table="c").to_bytes() != replace(PLACE, tenant="a", table="bc").to_bytes()


def test_every_flipped_bit_and_every_shorter_value_is_refused() -> None:
    sealed = seal(KEY, b"0123", PLACE)
    for bit in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(UnsealError):
            unseal(KEY, bytes(flipped), PLACE)
    for length in range(len(sealed)):
        with pytest.raises(UnsealError):
            unseal(KEY, sealed[:length], PLACE)
    with pytest.raises(UnsealError):
        unseal(b"o" * 32, sealed, PLACE)
