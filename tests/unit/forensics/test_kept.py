"""What several checks need is made once, also for two threads that ask at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from fairclaim.forensics.kept import Kept


def test_two_who_ask_at_once_get_what_one_of_them_has_made() -> None:
    kept, together, made = Kept[str, object](), Barrier(2), list[object]()

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        together.wait(10)
        return kept.get("photo", make)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, range(2))
    assert first is second
    assert made == [first]


def test_one_value_may_be_made_from_another() -> None:
    kept = Kept[str, int]()
    assert kept.get("pair", lambda: kept.get("photo", lambda: 1) + 1) == 2


def test_what_failed_is_tried_again() -> None:
    kept = Kept[str, int]()
    tries = iter([0, 1])
    for expected in (None, 1):
        try:
            found: int | None = kept.get("photo", lambda: 1 // next(tries))
        except ZeroDivisionError:
            found = None
        assert found == expected


def test_some_are_taken_along() -> None:
    kept = Kept[str, int]()
    kept.get("listing", lambda: 1)
    kept.get("claim", lambda: 2)
    other = kept.only(["listing", "another"])
    assert other.get("listing", lambda: 3) == 1
    assert other.get("claim", lambda: 3) == 3
    assert kept.get("claim", lambda: 4) == 2
