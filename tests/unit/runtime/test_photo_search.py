"""The index is a copy of the rows: what is written anywhere is found, what is erased anywhere is not."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from contracts.desks import DeskOnStore
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.matching.index import PhotoIndex
from fairclaim.matching.memory_index import MemoryIndex
from fairclaim.runtime.photo_search import IndexedPhotos, new_index
from fairclaim.services.ports.photo_search import KeptPrint, PhotoPrint
from store_engines import Desk
from unit.services.counter import ALL_SHOTS, BUYER, TENANT


class Pool:
    """Describes a photo by the numbers that its bytes seed."""

    def describe(self, exhibits: list[Exhibit]) -> dict[str, tuple[bytes, int, bytes]]:
        return {one.name: numbers(one.data[0]) for one in exhibits}


def numbers(seed: int) -> tuple[bytes, int, bytes]:
    random = np.random.default_rng(seed)
    embedding = random.normal(size=320)
    unit = (embedding / np.linalg.norm(embedding)).astype(np.float16)
    return random.integers(0, 256, (8, 32), dtype=np.uint8).tobytes(), 90, unit.tobytes()


def made(search: IndexedPhotos, seed: int) -> PhotoPrint:
    return search.describe([Exhibit(bytes([seed]), Role.CLAIM, "x")])["x"]


@pytest.fixture
def on(desk: Desk, tmp_path: Path) -> DeskOnStore:
    return DeskOnStore(desk, tmp_path)


def searching(on: DeskOnStore) -> IndexedPhotos:
    return IndexedPhotos(on.on.store, cast("Any", Pool()))


def kept_of(on: DeskOnStore, search: IndexedPhotos) -> list[KeptPrint]:
    """File a claim and keep a print of each of its photos, the first with seed 1."""
    claim = on.file(*ALL_SHOTS).receipt.claim
    files = on.desk.units.read(TENANT, lambda work: work.exhibits.of_claim(claim))
    kept = [
        KeptPrint(
            exhibit=one.id,
            claim=claim,
            person=one.person,
            role=one.role,
            received_at=one.received_at,
            print=made(search, seed),
        )
        for seed, one in enumerate(files, 1)
    ]
    for each in kept:
        on.desk.units.write(TENANT, lambda work, each=each: work.prints.add(each))  # type: ignore[misc]
    return kept


def found(on: DeskOnStore, search: IndexedPhotos, seed: int, *, before: datetime | None = None) -> list[str]:
    moment = before or on.now + timedelta(days=1)
    alike = search.alike(on.on.mine, made(search, seed), before=moment, limit=9)
    return [one.exhibit for one in alike if one.distance_bits == 0 and one.cosine > 0.99]


def test_a_print_is_found_in_its_tenant_and_only_if_it_came_before(on: DeskOnStore) -> None:
    search = searching(on)
    first, *_ = kept_of(on, search)
    assert found(on, search, 1) == [first.exhibit]
    assert found(on, search, 1, before=first.received_at) == []
    assert found(on, search, 77) == []
    theirs = search.alike(on.on.theirs, made(search, 1), before=on.now + timedelta(days=1), limit=9)
    assert theirs == []


def test_what_another_process_writes_and_erases_is_noticed(on: DeskOnStore) -> None:
    one, other = searching(on), searching(on)
    assert found(on, one, 1) == []
    first, second, *_ = kept_of(on, other)
    assert found(on, one, 1) == [first.exhibit]
    late = replace(second, received_at=on.now - timedelta(days=9), print=made(one, 55))
    on.desk.units.write(TENANT, lambda work: work.prints.add(late))
    assert found(on, searching(on), 55) == [second.exhibit], "a process that starts fills its index from the rows"
    on.desk.units.write(TENANT, lambda work: work.people.erase(BUYER.person, at=on.now))
    assert found(on, one, 1) == []
    other.forget(on.on.mine, BUYER.person)
    assert found(on, other, 1) == []


def test_prints_of_another_version_are_not_compared(on: DeskOnStore) -> None:
    search = searching(on)
    first, *_ = kept_of(on, search)
    old = replace(first, print=replace(first.print, version="older"))
    on.desk.units.write(TENANT, lambda work: work.prints.add(old))
    assert found(on, searching(on), 1) == []


def test_a_copy_is_told_by_any_orientation_of_a_clear_hash(on: DeskOnStore) -> None:
    search = searching(on)
    one = made(search, 1)
    turned = replace(one, codes=one.codes[32:] + one.codes[:32])
    assert search.is_copy(one, turned)
    assert not search.is_copy(one, made(search, 2))
    assert not search.is_copy(one, replace(one, quality=10))


def test_without_faiss_plain_arrays_do() -> None:
    def missing() -> PhotoIndex:
        raise UnavailableError(Bilingual("缺", "missing"))

    assert not isinstance(new_index(), MemoryIndex)
    assert isinstance(new_index(missing), MemoryIndex)
