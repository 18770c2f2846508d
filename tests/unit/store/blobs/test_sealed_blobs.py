"""Sealed originals: the exact bytes for who has the key, nothing for anybody else."""

import pytest

from fairclaim.store.blobs.address import Address
from fairclaim.store.blobs.object_blobs import memory_blobs
from fairclaim.store.errors import ErasedError
from fairclaim.store.keys.sealed import UnsealError
from store_engines import NOON, Desk
from unit.store.samples import buyer


def test_an_original_comes_back_to_the_byte_and_only_for_its_exhibit(desk: Desk) -> None:
    blobs = memory_blobs()
    with desk.store.write(desk.mine) as work:
        buyer(work)
        buyer(work, "buyer-2")
        sealed = work.sealed(blobs)
        address = sealed.put(b"photo", person="buyer-1", exhibit="e1")
        assert sealed.put(b"photo", person="buyer-1", exhibit="e1") != address
        assert sealed.get(address, person="buyer-1", exhibit="e1") == b"photo"
        assert b"photo" not in blobs.get(Address(address), tenant=desk.mine)
        for person, exhibit in (("buyer-1", "e2"), ("buyer-2", "e1")):
            with pytest.raises(UnsealError):
                sealed.get(address, person=person, exhibit=exhibit)
        work.persons.erase("buyer-1", at=NOON)
        with pytest.raises(ErasedError):
            sealed.get(address, person="buyer-1", exhibit="e1")
        with pytest.raises(ErasedError):
            sealed.put(b"photo", person="buyer-1", exhibit="e1")
