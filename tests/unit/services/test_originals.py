import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.originals import original
from fairclaim.services.see_claim import see_exhibit
from unit.services.counter import ALL_SHOTS, BUYER, MACHINE, Counter
from unit.services.memory import MemoryWork


def test_what_was_received_comes_back() -> None:
    counter = Counter()
    counter.filed(*ALL_SHOTS)
    work = MemoryWork(counter.memory, counter.rows)
    assert [original(work, one) for one in counter.rows.exhibits] == [one.data for one in ALL_SHOTS]


def test_one_flipped_bit_is_neither_examined_nor_shown() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    kept = counter.rows.exhibits[0]
    assert kept.address is not None
    data = counter.memory.blobs[kept.address]
    counter.memory.blobs[kept.address] = bytes([data[0] ^ 1]) + data[1:]
    with pytest.raises(UnavailableError):
        examine_claim(counter.desk, MACHINE, claim)
    with pytest.raises(UnavailableError):
        see_exhibit(counter.desk, BUYER, claim, kept.id)
    assert not counter.rows.examinations
