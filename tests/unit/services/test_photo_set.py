from dataclasses import replace

from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.exhibit import Exhibit, MissingExhibit, Role
from fairclaim.services.photo_set import photo_set, subject_of
from unit.services.counter import ALL_SHOTS, Counter
from unit.services.memory import MemoryWork


def test_a_set_has_one_name_in_whichever_order_it_came() -> None:
    counter = Counter()
    counter.filed(*ALL_SHOTS)
    kept = counter.rows.exhibits
    assert subject_of(kept) == subject_of(kept[::-1])
    assert subject_of(kept) != subject_of(kept[1:])
    assert subject_of(kept) != subject_of([replace(kept[0], role=Role.CHAT), *kept[1:]])


def test_without_a_photo_of_the_claim_there_is_nothing_to_examine() -> None:
    counter = Counter()
    counter.filed(*ALL_SHOTS)
    kept = counter.rows.exhibits
    assert subject_of([]) is None
    assert subject_of([replace(one, role=Role.LISTING) for one in kept]) is None
    assert subject_of([replace(one, sha256=None) for one in kept]) is None


def test_the_examiner_gets_bytes_as_received_and_dates_of_the_order() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed(*ALL_SHOTS))
    found = photo_set(MemoryWork(counter.memory, counter.rows), claim)
    assert found is not None
    assert [one.data for one in found.exhibits if isinstance(one, Exhibit)] == [one.data for one in ALL_SHOTS]
    assert found.order is not None


def test_a_file_that_cannot_be_had_is_missing_and_the_rest_is_examined() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed(*ALL_SHOTS))
    address = counter.rows.exhibits[0].address
    assert address is not None
    del counter.memory.blobs[address]
    found = photo_set(MemoryWork(counter.memory, counter.rows), claim)
    assert found is not None
    assert [isinstance(one, MissingExhibit) for one in found.exhibits] == [True, False, False, False]
    assert PersonId("buyer-1") not in repr(found)
