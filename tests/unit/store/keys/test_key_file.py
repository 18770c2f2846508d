"""Key files are private, never overwritten, and changed whole."""

import json
from pathlib import Path

import pytest

from fairclaim.store.errors import KeyRingError
from fairclaim.store.keys.key_file import (
    VARIABLE,
    add_master_key,
    create_key_file,
    key_ring_from_environment,
    parse_key_ring,
    read_key_file,
    retire_master_key,
)


def test_a_new_file_is_private_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    wrapped = create_key_file(path).wrap(b"k" * 32)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key_file(path).unwrap(wrapped) == b"k" * 32
    with pytest.raises(KeyRingError, match="never overwritten"):
        create_key_file(path)


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    create_key_file(path)
    path.chmod(0o640)
    with pytest.raises(KeyRingError, match="chmod 600"):
        read_key_file(path)
    with pytest.raises(KeyRingError, match="cannot be read"):
        read_key_file(tmp_path / "none.json")


def test_a_new_master_key_wraps_and_the_old_one_still_opens_until_it_is_retired(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    first = create_key_file(path)
    old = first.wrap(b"k" * 32)
    second = add_master_key(path)
    new = second.wrap(b"k" * 32)
    assert (old.version, new.version) == (1, 2)
    assert second.unwrap(old) == second.unwrap(new) == b"k" * 32
    assert second.index_key(tenant="t", column="c") == first.index_key(tenant="t", column="c")
    third = retire_master_key(path, 1)
    assert third.unwrap(new) == b"k" * 32
    with pytest.raises(KeyRingError, match="Master key 1"):
        third.unwrap(old)
    with pytest.raises(KeyRingError, match="current"):
        retire_master_key(path, 2)
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_variable_holds_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    wrapped = create_key_file(path).wrap(b"k" * 32)
    ring = key_ring_from_environment({VARIABLE: path.read_text(encoding="utf-8")})
    assert ring.unwrap(wrapped) == b"k" * 32
    with pytest.raises(KeyRingError, match="not set"):
        key_ring_from_environment({})


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "other"},
        {"current": 7},
        {"current": None},
        {"master": {"1": "AAAA"}},
        {"master": {"1": "?"}},
        {"master": []},
        {"index": 5},
    ],
)
def test_a_malformed_ring_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "keys.json"
    create_key_file(path)
    record = {**json.loads(path.read_text(encoding="utf-8")), **change}
    with pytest.raises(KeyRingError):
        parse_key_ring(json.dumps(record))
    with pytest.raises(KeyRingError):
        parse_key_ring("[]")
    with pytest.raises(KeyRingError):
        parse_key_ring("{")
