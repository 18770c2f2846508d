"""Prints are kept with their exhibits, and go with their person."""

from dataclasses import replace
from pathlib import Path

import pytest

from contracts.desks import DeskOnStore
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.ports.photo_search import KeptPrint, PhotoPrint
from fairclaim.services.ports.work import Work
from store_engines import Desk
from unit.services.counter import ALL_SHOTS, BUYER, TENANT

PRINT = PhotoPrint(version="v-1", codes=b"c" * 256, quality=80, embedding=b"e" * 640)


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> DeskOnStore:
    return DeskOnStore(desk, tmp_path)


def kept(on: DeskOnStore, claim: ClaimId) -> KeptPrint:
    first = on.desk.units.read(TENANT, lambda work: work.exhibits.of_claim(claim)[0])
    return KeptPrint(
        exhibit=first.id,
        claim=claim,
        person=first.person,
        role=first.role,
        received_at=first.received_at,
        print=PRINT,
    )


def test_a_print_is_kept_found_and_replaced(filled: DeskOnStore) -> None:
    claim = filled.file(*ALL_SHOTS).receipt.claim
    one = kept(filled, claim)
    newer = replace(one, print=replace(PRINT, version="v-2"))
    sha256 = filled.desk.units.read(TENANT, lambda work: work.exhibits.of_claim(claim)[0].sha256) or ""

    def look(work: Work) -> tuple[bool, bool, bool]:
        return (
            work.prints.is_known(sha256, role=Role.CLAIM, version="v-2"),
            work.prints.is_known(sha256, role=Role.LISTING, version="v-2"),
            work.prints.is_known(sha256, role=Role.CLAIM, version="v-1"),
        )

    for each in (one, newer):
        filled.desk.units.write(TENANT, lambda work, each=each: work.prints.add(each))  # type: ignore[misc]
        assert filled.desk.units.read(TENANT, lambda work: work.prints.of_claim(claim)) == [each]
    assert filled.desk.units.read(TENANT, lambda work: work.prints.find(one.exhibit)) == newer
    assert filled.desk.units.read(TENANT, lambda work: work.prints.find(ExhibitId("none"))) is None
    assert filled.desk.units.read(TENANT, look) == (True, False, False)


def test_prints_go_with_their_person(filled: DeskOnStore) -> None:
    claim = filled.file(*ALL_SHOTS).receipt.claim
    one = kept(filled, claim)
    filled.desk.units.write(TENANT, lambda work: work.prints.add(one))
    filled.desk.units.write(TENANT, lambda work: work.people.erase(BUYER.person, at=filled.now))
    assert filled.desk.units.read(TENANT, lambda work: work.prints.of_claim(claim)) == []
