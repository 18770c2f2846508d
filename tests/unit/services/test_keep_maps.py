from fairclaim.services.keep_maps import MAP_BYTES, MAPS, bounded, keep_maps
from unit.services.counter import TENANT, Counter
from unit.services.test_take_task import in_review


def test_only_so_much_is_kept() -> None:
    given = dict.fromkeys(range(MAPS + 5), b"m")
    assert list(bounded({**given, 0: b"", 1: bytes(MAP_BYTES + 1)})) == list(range(2, MAPS + 2))


def test_what_was_kept_first_stands_and_nothing_is_no_row() -> None:
    counter = Counter()
    claim = counter.claim(in_review(counter))
    for maps in ({}, {0: b"first"}, {0: b"second"}):
        counter.desk.units.write(
            TENANT,
            lambda work, maps=maps: keep_maps(work, claim, "subject", version="1", maps=maps, at=counter.now),  # type: ignore[misc]
        )
    assert counter.rows.maps == {("subject", "1"): {0: b"first"}}
