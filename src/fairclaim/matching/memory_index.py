"""A photo index in plain arrays: exact, needs nothing but NumPy, right for a shop with up to some ten thousand photos."""

import threading
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from fairclaim.matching.descriptors import EMBEDDING_LENGTH, Descriptors, Embedding
from fairclaim.matching.index import DEFAULT_LIMIT, EVERYWHERE, NEAR_BITS, Candidate, Entry, Scope, best_first
from fairclaim.matching.perceptual_hash import BYTES, Codes, distance_bits
from fairclaim.matching.rows import Rows, newest_of_each


class MemoryIndex:
    """Compares the photo searched for with every photo there is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows = Rows()
        self._codes: Codes = np.zeros((0, BYTES), np.uint8)
        self._embeddings: Embedding = np.zeros((0, EMBEDDING_LENGTH), np.float16)

    def __len__(self) -> int:
        with self._lock:
            return len(self._rows)

    def add(self, entries: Sequence[Entry]) -> None:
        """Add photos; see :class:`~fairclaim.matching.index.PhotoIndex`."""
        if not entries:
            return
        fresh = newest_of_each(entries)
        codes = np.stack([entry.descriptors.codes[0] for entry in fresh])
        embeddings = np.stack([entry.descriptors.embedding for entry in fresh])
        with self._lock:
            self._remove([entry.id for entry in fresh])
            self._codes = np.concatenate([self._codes, codes])
            self._embeddings = np.concatenate([self._embeddings, embeddings])
            self._rows.append(fresh)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget photos."""
        with self._lock:
            self._remove(ids)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._rows, self._codes, self._embeddings = Rows(), self._codes[:0], self._embeddings[:0]

    def search(
        self, descriptors: Descriptors, *, scope: Scope = EVERYWHERE, limit: int = DEFAULT_LIMIT
    ) -> tuple[Candidate, ...]:
        """Return the likeliest candidates; see :class:`~fairclaim.matching.index.PhotoIndex`."""
        with self._lock:
            allowed = self._rows.inside(scope)
            places = np.arange(len(self._rows)) if allowed is None else np.flatnonzero(allowed)
            if not places.size or limit < 1:
                return ()
            distances = distance_bits(self._codes[places], descriptors.codes)
            cosines = self._embeddings[places].astype(np.float32) @ descriptors.embedding.astype(np.float32)
            chosen = _chosen(distances, cosines, limit, trust_hash=descriptors.has_clear_hash)
            candidates = [
                Candidate(self._rows.ids[places[one]], int(distances[one]), float(cosines[one])) for one in chosen
            ]
        return best_first(candidates, limit, trust_hash=descriptors.has_clear_hash)

    def _remove(self, ids: Iterable[str]) -> None:
        places = self._rows.places(ids)
        if places.size:
            self._codes = np.delete(self._codes, places, axis=0)
            self._embeddings = np.delete(self._embeddings, places, axis=0)
            self._rows.drop(places)


def _chosen(
    distances: npt.NDArray[np.int64], cosines: npt.NDArray[np.float32], limit: int, *, trust_hash: bool
) -> list[int]:
    """Return the near rows and the rows of the most similar embeddings, each once."""
    near = np.flatnonzero(distances <= NEAR_BITS) if trust_hash else np.zeros(0, np.int64)
    similar = np.argsort(-cosines, kind="stable")[:limit]
    return list(dict.fromkeys([*near.tolist(), *similar.tolist()]))
