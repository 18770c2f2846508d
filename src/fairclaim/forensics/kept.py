"""What several checks need is computed once, whichever of them asks first."""

from collections.abc import Callable, Iterable
from threading import RLock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, each made on first use. Who asks while one is being made waits for it.

    Examples
    --------
    >>> kept = Kept[str, int]()
    >>> kept.get("photo", lambda: 1), kept.get("photo", lambda: 2)
    (1, 1)
    """

    def __init__(self) -> None:
        self._values: dict[K, V] = {}
        self._lock = RLock()  # one value may be made from another

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return a value; the first who asks makes it."""
        with self._lock:
            if key not in self._values:
                self._values[key] = make()
            return self._values[key]

    def only(self, keys: Iterable[K]) -> "Kept[K, V]":
        """Return those that are there of some keys, as a collection of their own."""
        other = Kept[K, V]()
        with self._lock:
            other._values.update({key: self._values[key] for key in keys if key in self._values})
        return other
