"""The desk's jobs are done by its verbs, and a row is done once its verb has returned."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contracts.desks import DeskOnStore
from contracts.test_every_desk import in_review
from fairclaim.domain.desk.states import State
from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.handlers import DeskHandlers, due_jobs
from fairclaim.runtime.webhooks.deliver import Courier
from fairclaim.runtime.webhooks.outbox_parcels import OutboxParcels
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.erase_person import erase_person
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.services.take_task import take_next
from fairclaim.store.tables.machine import Job
from store_engines import RING, Desk, desk, empty_sqlite, engine, postgres_engine
from unit.services.counter import ADMIN, ALL_SHOTS, ANN, BASIS, BEN, BUYER, GRANT, MACHINE, SOME_SHOTS, WHY

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


class Machine(DeskOnStore):
    """A desk whose jobs are done by hand."""

    def __init__(self, on: Desk, folder: Path) -> None:
        super().__init__(on, folder)
        plain = replace(self.desk, units=self.units, carrier=self.carrier_on_store)
        courier = Courier(parcels=OutboxParcels(on.store, RING), now=lambda: self.now)
        self.handlers = DeskHandlers(plain, on.store, self.blobs, courier=courier, worker="worker-1")

    def due(self) -> list[Errand]:
        with self.on.store.read(self.on.mine) as work:
            return due_jobs(work, self.on.mine, self.now, 100)

    def waiting(self) -> list[tuple[str, int, str | None]]:
        with self.on.store.read(self.on.mine) as work:
            rows = work.session.scalars(select(Job).where(Job.done_at.is_(None)).order_by(Job.key))
            return [(row.kind, row.failures, row.last_failure) for row in rows]


@pytest.fixture
def machine(desk: Desk, tmp_path: Path) -> Machine:
    return Machine(desk, tmp_path)


def test_a_claim_whose_photos_are_all_there_is_examined_at_once_and_once(machine: Machine) -> None:
    claim = machine.filed(*ALL_SHOTS)
    (errand,) = machine.due()
    assert (errand.kind, errand.subject) == (Kind.EXAMINE, (claim,))
    machine.handlers.examine(machine.on.mine, claim)
    assert machine.claim(claim).state is State.WAITING_MERCHANT
    assert machine.due() == []
    machine.handlers.examine(machine.on.mine, claim)
    assert len(machine.examiner.seen) == 1


def test_a_claim_without_photos_waits_a_while(machine: Machine) -> None:
    machine.filed()
    assert machine.due() == []
    machine.wait(timedelta(minutes=11))
    assert [errand.kind for errand in machine.due()] == [Kind.EXAMINE]


def test_a_deadline_is_read_again_and_called_off_ones_do_nothing(machine: Machine) -> None:
    claim = machine.filed(*ALL_SHOTS)
    machine.handlers.examine(machine.on.mine, claim)
    clock = machine.claim(claim).clock
    assert clock is not None
    assert clock.due_at is not None
    with machine.on.store.read(machine.on.mine) as work:
        numbers = [one.number for one in work.deadlines.due(before=clock.due_at, limit=9)]
    machine.handlers.fire_deadline(machine.on.mine, claim, numbers[-1])
    assert machine.claim(claim).state is State.WAITING_MERCHANT
    machine.now = clock.due_at
    machine.handlers.fire_deadline(machine.on.mine, claim, 999)
    for number in numbers * 2:
        machine.handlers.fire_deadline(machine.on.mine, claim, number)
    assert machine.claim(claim).state is State.IN_REVIEW


def test_an_examiner_that_keeps_failing_holds_nobody_up(machine: Machine) -> None:
    claim = machine.filed(*ALL_SHOTS)
    (errand,) = machine.due()
    for count in (1, 2):
        machine.handlers.note_failure(errand, "examiner-died")
        assert machine.waiting() == [("examine", count, "examiner-died")]
    machine.handlers.note_failure(errand, "examiner-died")
    assert machine.waiting() == []
    assert machine.claim(claim).state is not State.FILED
    assert machine.claim(claim).examined is None


@pytest.mark.parametrize("failure", ["store-full", "store-lost", "store-busy", "interrupted"])
def test_a_store_that_is_away_for_a_while_passes_no_photo_over(machine: Machine, failure: str) -> None:
    machine.filed(*ALL_SHOTS)
    (errand,) = machine.due()
    for _ in range(9):
        machine.handlers.note_failure(errand, failure)
    assert machine.waiting() == [("examine", 0, failure)]


def test_failures_of_other_errands_are_left_to_their_rows(machine: Machine) -> None:
    claim = machine.filed(*ALL_SHOTS)
    errand = Errand(kind=Kind.FIRE_DEADLINE, tenant=machine.on.mine, subject=(claim, "1"), key="k", due_at=machine.now)
    machine.handlers.note_failure(errand, "store-busy")
    assert machine.waiting() == [("examine", 0, None)]


def test_the_bytes_of_an_erased_person_are_destroyed(machine: Machine) -> None:
    claim = machine.filed(*ALL_SHOTS)
    machine.handlers.examine(machine.on.mine, claim)
    withdraw_claim(machine.desk, BUYER, claim)
    machine.handlers.carry_out(machine.on.mine, claim)
    erase_person(machine.desk, ADMIN, BUYER.person)
    assert files_under(machine.blobs_folder)
    machine.handlers.forget_photos(machine.on.mine, BUYER.person)
    machine.handlers.forget_photos(machine.on.mine, BUYER.person)
    assert files_under(machine.blobs_folder) == []
    assert machine.waiting() == []


def test_a_claim_that_is_drawn_is_shown_again(machine: Machine) -> None:
    machine.desk = replace(machine.desk, limits=replace(machine.desk.limits, second_looks=1.0))
    claim = in_review(machine)
    machine.judged(ANN, claim, GRANT)
    decide_claim(machine.desk, ANN, claim, reasons=WHY, basis=BASIS)
    machine.wait(timedelta(days=40))
    for due in due_deadlines(machine.desk, MACHINE):
        run_deadline(machine.desk, MACHINE, due)
    machine.wait(machine.desk.limits.second_look_within)
    assert Kind.SECOND_LOOK in [errand.kind for errand in machine.due()]
    machine.handlers.second_look(machine.on.mine, claim)
    machine.handlers.second_look(machine.on.mine, claim)
    taken = take_next(machine.desk, BEN)
    assert taken is not None
    assert taken.claim != claim
    assert Kind.SECOND_LOOK not in [errand.kind for errand in machine.due()]


def test_a_new_version_looks_at_what_it_has_not_seen(machine: Machine) -> None:
    claim = machine.filed(*SOME_SHOTS)
    machine.handlers.examine(machine.on.mine, claim)

    def ask(version: str) -> list[str]:
        return list(machine.handlers.to_reexamine(machine.on.mine, version, after="", limit=9))

    assert ask("1") == []
    assert ask("2") == [claim]
    machine.handlers.reexamine(machine.on.mine, claim, "2")
    assert ask("2") == [claim]
    machine.examiner.version = "2"
    machine.handlers.reexamine(machine.on.mine, claim, "2")
    assert ask("2") == []


def test_a_message_that_is_not_there_is_nothing_to_deliver(machine: Machine) -> None:
    assert machine.handlers.deliver(machine.on.mine, "msg-none") is None


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
