"""What is not named is copied byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.imaging.splice import Splice, spliced


def test_pieces_are_dropped_put_and_kept() -> None:
    splices = [Splice(8, 2, b""), Splice(0, 0, b"<"), Splice(2, 3, b"abc"), Splice(10, 0, b">")]
    assert b"".join(spliced(b"0123456789", splices)) == b"<01abc567>"
    assert [splice.growth for splice in splices] == [-2, 1, 0, 1]


@pytest.mark.parametrize("splices", [[Splice(0, 5, b""), Splice(3, 1, b"")], [Splice(9, 2, b"")]])
def test_splices_that_cannot_be_meant_are_a_bug(splices: list[Splice]) -> None:
    with pytest.raises(ValueError, match="no room"):
        list(spliced(b"0123456789", splices))


@given(st.binary(min_size=20, max_size=60), st.integers(0, 10), st.integers(0, 10), st.binary(max_size=9))
def test_a_splice_is_a_slice_assignment(data: bytes, at: int, drop: int, put: bytes) -> None:
    expected = data[:at] + put + data[at + drop :]
    assert b"".join(spliced(data, [Splice(at, drop, put)])) == expected


def test_a_large_file_is_copied_in_pieces() -> None:
    data = bytes(range(256)) * 10_000
    pieces = list(spliced(data, [Splice(1_500_000, 1, b"x")]))
    assert len(pieces) > 3
    assert max(map(len, pieces)) <= 1 << 20
    assert b"".join(pieces) == data[:1_500_000] + b"x" + data[1_500_001:]
