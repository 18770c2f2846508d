"""Trust files."""

import json

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.evidence.bundle.manifest import Use
from fairclaim.evidence.bundle.trust import Trust, merged, parse_trust

KEY = {"use": "log", "name": "desk.example/log", "fingerprint": "ab" * 32, "until": "2026-01-01T00:00:00Z"}
GOOD = {"schema": "fairclaim.trust/1", "quorum": 2, "keys": [KEY, {**KEY, "use": "time", "until": None}]}


def test_a_trust_file_names_keys_by_fingerprint() -> None:
    found = parse_trust(json.dumps(GOOD).encode("utf-8-sig"))
    assert found.quorum == 2
    assert found.names(Use.LOG)
    assert not found.names(Use.SEAL)
    assert found.find(Use.LOG, "ab" * 32, "desk.example/log")
    assert found.find(Use.LOG, "ab" * 32, "other") is None
    assert found.find(Use.TIME, "ab" * 32, "any name")
    assert merged([found, Trust(), found]) == found


@pytest.mark.parametrize(
    "record",
    [
        *([], {}, {**GOOD, "schema": "x"}, {**GOOD, "more": 1}, {**GOOD, "quorum": -1}, {**GOOD, "keys": {}}),
        *(
            {**GOOD, "keys": [{**KEY, **change}]}
            for change in ({"use": "x"}, {"name": ""}, {"fingerprint": "AB"}, {"until": "x"})
        ),
    ],
)
def test_what_is_no_trust_file_is_refused(record: object) -> None:
    with pytest.raises(UsageError):
        parse_trust(json.dumps(record).encode())


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError):
        parse_trust(data)
