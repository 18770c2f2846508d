"""The columns that an index in memory filters by."""

from datetime import timedelta

import numpy as np

from fairclaim.matching.index import Scope
from fairclaim.matching.rows import FIRST_CAPACITY, Rows, newest_of_each
from unit.matching.samples import NOON, described, entry

ANY = described(0)


def filled(count: int) -> Rows:
    rows = Rows()
    rows.append([entry(f"{n}", ANY, tenant="ab"[n % 2], seen_at=NOON + timedelta(seconds=n)) for n in range(count)])
    return rows


def test_rows_keep_their_columns_when_the_arrays_grow() -> None:
    rows = filled(10)
    rows.append([entry(f"late-{n}", ANY, tenant="c") for n in range(3 * FIRST_CAPACITY)])
    assert len(rows) == 10 + 3 * FIRST_CAPACITY
    assert rows.inside(Scope(tenant="b")).nonzero()[0].tolist() == [1, 3, 5, 7, 9]  # type: ignore[union-attr]


def test_dropped_rows_close_up() -> None:
    rows = filled(6)
    rows.drop(rows.places(["4", "0", "unknown"]))
    assert rows.ids == ["1", "2", "3", "5"]
    assert rows.places(["5", "1"]).tolist() == [0, 3]
    inside = rows.inside(Scope(since=NOON + timedelta(seconds=3)))
    assert inside is not None
    assert inside.tolist() == [False, False, True, True]


def test_no_scope_means_no_filter() -> None:
    assert filled(3).inside(Scope()) is None


def test_the_later_of_two_entries_is_kept() -> None:
    first, second = entry("x", described(1)), entry("x", described(2))
    [kept] = newest_of_each([first, second])
    assert np.array_equal(kept.descriptors.codes, second.descriptors.codes)
