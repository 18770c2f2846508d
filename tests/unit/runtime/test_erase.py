"""An erasure is finished when it returns, or done again until it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from contracts.desks import DeskOnStore
from fairclaim.domain.desk.party import PersonId
from fairclaim.runtime.erase import erase_now, forget_person
from fairclaim.services.errors import NotAllowedError, NotFoundError, OpenClaimsError
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.settle_claim import withdraw_claim
from store_engines import Desk, desk, empty_sqlite, engine, postgres_engine
from unit.runtime.test_handlers import Machine, files_under
from unit.services.counter import ADMIN, ALL_SHOTS, BUYER, MACHINE

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


def withdrawn(on: DeskOnStore) -> None:
    claim = on.filed(*ALL_SHOTS)
    examine_claim(on.desk, MACHINE, claim)
    withdraw_claim(on.desk, BUYER, claim)


def test_rows_and_bytes_are_gone_when_it_returns_and_no_job_is_left(desk: Desk, tmp_path: Path) -> None:
    on = Machine(desk, tmp_path)
    withdrawn(on)
    plain, who = replace(on.desk, units=on.units), replace(ADMIN, tenant=desk.mine)
    asked: list[tuple[str, str]] = []
    places = [lambda tenant, person: asked.append((tenant, person))]
    done = erase_now(plain, desk.store, on.blobs, who, BUYER.person, places=places)
    assert (done.was_erased_before, done.blobs) == (False, len(ALL_SHOTS))
    assert asked == [(desk.mine, BUYER.person)]
    assert files_under(on.blobs_folder) == []
    assert "forget-photos" not in [kind for kind, _, _ in on.waiting()]
    again = erase_now(plain, desk.store, on.blobs, who, BUYER.person)
    assert (again.was_erased_before, again.blobs) == (True, 0)


def test_what_failed_is_done_again(desk: Desk, tmp_path: Path) -> None:
    on = Machine(desk, tmp_path)
    withdrawn(on)
    plain, who = replace(on.desk, units=on.units), replace(ADMIN, tenant=desk.mine)

    def breaks(tenant: str, person: str) -> None:
        raise OSError(tenant, person)

    with pytest.raises(OSError, match="buyer-1"):
        erase_now(plain, desk.store, on.blobs, who, BUYER.person, places=[breaks])
    with desk.store.read(desk.mine) as work:
        assert BUYER.person in work.persons.unfinished_erasures()
    assert forget_person(desk.store, on.blobs, desk.mine, BUYER.person, now=lambda: on.now) == len(ALL_SHOTS)
    with desk.store.read(desk.mine) as work:
        assert work.persons.unfinished_erasures() == {}


def test_it_is_refused_for_the_same_reasons_as_the_verb(desk: Desk, tmp_path: Path) -> None:
    on = Machine(desk, tmp_path)
    on.filed(*ALL_SHOTS)
    plain, who = replace(on.desk, units=on.units), replace(ADMIN, tenant=desk.mine)
    with pytest.raises(OpenClaimsError):
        erase_now(plain, desk.store, on.blobs, who, BUYER.person)
    with pytest.raises(NotAllowedError):
        erase_now(plain, desk.store, on.blobs, replace(BUYER, tenant=desk.mine), BUYER.person)
    with pytest.raises(NotFoundError):
        erase_now(plain, desk.store, on.blobs, who, PersonId("nobody"))
