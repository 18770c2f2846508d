"""Certificates of time tokens are sorted, and nothing else is touched."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fairclaim.evidence.der_order import with_sorted_certificates
from fairclaim.evidence.timestamp import verify_timestamp
from time_authority import TimeAuthority


def test_a_chain_that_was_sent_unsorted_holds(tmp_path: Path) -> None:
    for one in (
        TimeAuthority(tmp_path / "chain", "Time", with_chain=True),
        TimeAuthority(tmp_path / "middle", "Time", with_middle=True),
    ):
        reply = one.stamp(b"message")
        ordered = with_sorted_certificates(reply)
        assert ordered != reply or one.folder.name == "middle"
        assert sorted(ordered) == sorted(reply)
        assert with_sorted_certificates(ordered) == ordered
        assert verify_timestamp(reply, message=b"message", roots=[one.root]).authority == "CN=Time"


def test_one_certificate_stays_as_it_is(tmp_path: Path) -> None:
    reply = TimeAuthority(tmp_path / "one", "Time").stamp(b"message")
    assert with_sorted_certificates(reply) == reply


@given(st.binary(max_size=80) | st.binary(max_size=40).map(lambda data: b"0\x28" + data))
def test_any_other_bytes_stay_of_the_same_length(data: bytes) -> None:
    assert sorted(with_sorted_certificates(data)) == sorted(data)
