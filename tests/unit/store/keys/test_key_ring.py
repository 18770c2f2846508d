"""Wrapped keys open under their master key only; every blind index has a key of its own."""

import pytest
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap

from fairclaim.store.errors import KeyRingError
from fairclaim.store.keys.key_ring import KeyRing, MasterKeys, Wrapped

RING = MasterKeys({1: b"1" * 32, 2: b"2" * 32}, current=2, index_root=b"r" * 32)


def test_wrapping_is_rfc_3394() -> None:
    wrapped = RING.wrap(b"k" * 32)
    assert (wrapped.version, len(wrapped.data)) == (2, 40)
    assert aes_key_unwrap(b"2" * 32, wrapped.data) == b"k" * 32


def test_a_wrapped_key_opens_under_its_own_master_key_only() -> None:
    wrapped = RING.wrap(b"k" * 32)
    with pytest.raises(KeyRingError, match="cannot be unwrapped"):
        RING.unwrap(Wrapped(1, wrapped.data))
    with pytest.raises(KeyRingError, match="cannot be unwrapped"):
        RING.unwrap(Wrapped(2, b"\0" + wrapped.data[1:]))
    with pytest.raises(KeyRingError, match="Master key 3"):
        RING.unwrap(Wrapped(3, wrapped.data))


def test_every_tenant_and_column_has_an_index_key_of_its_own() -> None:
    found = {RING.index_key(tenant=tenant, column=column) for tenant in ("a", "ab") for column in ("b", "c", "")}
    assert len(found) == 6
    assert all(len(key) == 32 for key in found)


def test_a_ring_without_its_current_key_is_refused() -> None:
    with pytest.raises(KeyRingError):
        MasterKeys({1: b"1" * 32}, current=2, index_root=b"r" * 32)
    with pytest.raises(KeyRingError):
        MasterKeys({1: b"1" * 16}, current=1, index_root=b"r" * 32)


def test_a_ring_tells_nothing_of_its_keys() -> None:
    ring: KeyRing = RING
    assert repr(ring) == "MasterKeys(versions=[1, 2], current=2)"
    assert ring.current_version == 2
