import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.facts import ExaminationRecorded
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.errors import NotAllowedError, StaleClaimError
from fairclaim.services.examine_claim import examine_claim, route_unexamined, spoken_of
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import AGENT, ALL_SHOTS, ANN, BUYER, MACHINE, SOME_SHOTS, Counter, photo


def test_examining_again_repeats_nothing() -> None:
    counter = Counter()
    claim = counter.screened()
    before, looked = counter.rows, len(counter.examiner.seen)
    again = examine_claim(counter.desk, MACHINE, claim)
    assert again.sequence == counter.claim(claim).sequence
    assert counter.rows.events == before.events
    assert len(counter.examiner.seen) == looked == 1


def test_a_new_version_of_the_checks_looks_again_and_routes_nothing_anew() -> None:
    counter = Counter()
    claim = counter.screened()
    counter.examiner.version = "2"
    examine_claim(counter.desk, MACHINE, claim)
    assert len(counter.rows.examinations) == 2
    assert isinstance(counter.rows.events[-1].fact, ExaminationRecorded)
    assert counter.claim(claim).state is State.WAITING_MERCHANT


def test_the_first_result_stands_when_two_workers_examine_the_same_photos() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    counter.memory.meanwhile = lambda: examine_claim(counter.desk, MACHINE, claim)
    examine_claim(counter.desk, MACHINE, claim)
    assert len(counter.rows.examinations) == 1
    recorded = [event for event in counter.rows.events if isinstance(event.fact, ExaminationRecorded)]
    assert len(recorded) == 1


def test_a_file_that_comes_in_while_the_machine_looks_is_examined_too() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    late = photo(None, data=b"box", role=Role.DISPATCH)
    counter.memory.meanwhile = lambda: attach_exhibit(counter.desk, AGENT, claim, late)
    examine_claim(counter.desk, MACHINE, claim)
    assert [len(names) for names in counter.examiner.seen] == [4, 5]
    examined = counter.claim(claim).examined
    assert examined is not None
    assert len(counter.rows.examinations) == 2


def test_files_without_end_are_left_for_the_next_job() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    number = 0

    def attach_more() -> None:
        nonlocal number
        number += 1
        attach_exhibit(counter.desk, AGENT, claim, photo(None, data=b"%d" % number, role=Role.DISPATCH))

    examine = counter.examiner.examine

    def interrupted(*args: object, **named: object) -> object:
        attach_more()
        return examine(*args, **named)  # type: ignore[arg-type]

    counter.examiner.examine = interrupted  # type: ignore[method-assign, assignment]
    with pytest.raises(StaleClaimError):
        examine_claim(counter.desk, MACHINE, claim)
    assert counter.claim(claim).examined is None


def test_a_claim_without_photos_is_routed_as_not_examined() -> None:
    counter = Counter()
    claim = counter.filed()
    assert examine_claim(counter.desk, MACHINE, claim).state is State.WAITING_EVIDENCE
    assert counter.claim(claim).examined is None
    assert not counter.examiner.seen


def test_a_broken_examiner_holds_nobody_up() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)

    def broken(*_: object, **__: object) -> object:
        raise UnavailableError(Bilingual("缺少权重。", "The weights are missing."))

    counter.examiner.examine = broken  # type: ignore[method-assign, assignment]
    with pytest.raises(UnavailableError):
        examine_claim(counter.desk, MACHINE, claim)
    assert counter.claim(claim).state is State.FILED
    assert route_unexamined(counter.desk, MACHINE, claim).state is State.WAITING_MERCHANT
    assert counter.claim(claim).examined is None


def test_a_claim_that_has_ended_is_left_alone() -> None:
    counter = Counter()
    claim = counter.filed(*SOME_SHOTS)
    withdraw_claim(counter.desk, BUYER, claim)
    before = counter.rows
    assert examine_claim(counter.desk, MACHINE, claim).state is State.WITHDRAWN
    assert route_unexamined(counter.desk, MACHINE, claim).state is State.WITHDRAWN
    assert counter.rows.events == before.events


def test_people_do_not_run_the_machine() -> None:
    counter = Counter()
    with pytest.raises(NotAllowedError):
        examine_claim(counter.desk, ANN, counter.filed())


def test_a_record_is_read_back_as_it_was_said() -> None:
    verdict = {"call": "forged", "probability": 0.9, "grade": "A", "because": ["a", "b"], "abstained": None}
    spoken = spoken_of("name", {"verdict": verdict})
    assert (spoken.examined.call, spoken.examined.grade) == (Call.FORGED, Grade.A)
    assert (spoken.probability, spoken.checks) == (0.9, ("a", "b"))
