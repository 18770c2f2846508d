"""A photo index on faiss, in this process: exact scans of packed bits and of half-precision embeddings."""

import threading
from collections.abc import Iterable, Sequence
from types import ModuleType

import numpy as np
import numpy.typing as npt

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.matching.descriptors import EMBEDDING_LENGTH, Descriptors
from fairclaim.matching.index import DEFAULT_LIMIT, EVERYWHERE, NEAR_BITS, Candidate, Entry, Scope, best_first
from fairclaim.matching.perceptual_hash import BITS, distance_bits
from fairclaim.matching.rows import Rows, newest_of_each

Mask = npt.NDArray[np.bool_]


class FaissIndex:
    """Scans every photo; the filter on tenant and time is exact.

    Adding, removing and searching take turns. Nothing is written to disk: after a restart the index is filled from the
    table with :func:`~fairclaim.matching.index.rebuild`.

    Raises
    ------
    UnavailableError
        If faiss is not installed.
    """

    def __init__(self) -> None:
        self._faiss = _load_faiss()
        self._lock = threading.Lock()
        self._forget()

    def __len__(self) -> int:
        with self._lock:
            return len(self._rows)

    def add(self, entries: Sequence[Entry]) -> None:
        """Add photos; see :class:`~fairclaim.matching.index.PhotoIndex`."""
        if not entries:
            return
        fresh = newest_of_each(entries)
        codes = np.stack([entry.descriptors.codes[0] for entry in fresh])
        embeddings = np.stack([entry.descriptors.embedding for entry in fresh]).astype(np.float32)
        with self._lock:
            self._remove([entry.id for entry in fresh])
            self._codes.add(codes)
            self._embeddings.add(embeddings)
            self._rows.append(fresh)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget photos."""
        with self._lock:
            self._remove(ids)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._forget()

    def search(
        self, descriptors: Descriptors, *, scope: Scope = EVERYWHERE, limit: int = DEFAULT_LIMIT
    ) -> tuple[Candidate, ...]:
        """Return the likeliest candidates; see :class:`~fairclaim.matching.index.PhotoIndex`."""
        with self._lock:
            if not len(self._rows) or limit < 1:
                return ()
            allowed = self._rows.inside(scope)
            distances = self._near(descriptors, allowed, limit)
            for place in self._similar(descriptors, allowed, limit):
                distances.setdefault(place, self._distance(place, descriptors))
            cosines = self._cosines(list(distances), descriptors)
            candidates = [
                Candidate(self._rows.ids[place], distance, float(cosine))
                for (place, distance), cosine in zip(distances.items(), cosines, strict=True)
            ]
        return best_first(candidates, limit, trust_hash=descriptors.has_clear_hash)

    def _near(self, descriptors: Descriptors, allowed: Mask | None, limit: int) -> dict[int, int]:
        """Return row and distance of the nearest photos within ``NEAR_BITS`` of any orientation; all that tie for the last."""
        if not descriptors.has_clear_hash:
            return {}
        _, distances, places = self._codes.range_search(np.unique(descriptors.codes, axis=0), NEAR_BITS + 1)
        if allowed is not None:
            inside = allowed[places]
            distances, places = distances[inside], places[inside]
        order = np.lexsort((places, distances))
        places, first = np.unique(places[order], return_index=True)  # a row may be near in several orientations
        distances = distances[order][first]
        if len(places) > limit:
            kept = distances <= np.partition(distances, limit - 1)[limit - 1]
            distances, places = distances[kept], places[kept]
        return dict(zip(places.tolist(), distances.astype(int).tolist(), strict=True))

    def _similar(self, descriptors: Descriptors, allowed: Mask | None, limit: int) -> list[int]:
        """Return the rows of the most similar embeddings."""
        parameters = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            parameters = self._faiss.SearchParameters(sel=self._faiss.IDSelectorBitmap(bitmap))
        query = descriptors.embedding.astype(np.float32)[None]
        _, places = self._embeddings.search(query, min(limit, len(self._rows)), params=parameters)
        return [int(place) for place in places[0] if place >= 0]

    def _distance(self, place: int, descriptors: Descriptors) -> int:
        return int(distance_bits(self._codes.reconstruct(place)[None], descriptors.codes)[0])

    def _cosines(self, places: list[int], descriptors: Descriptors) -> npt.NDArray[np.float32]:
        found: npt.NDArray[np.float32] = self._embeddings.reconstruct_batch(np.array(places, dtype=np.int64))
        return found @ descriptors.embedding.astype(np.float32)

    def _remove(self, ids: Iterable[str]) -> None:
        places = self._rows.places(ids)
        if places.size:
            self._codes.remove_ids(places)
            self._embeddings.remove_ids(places)
            self._rows.drop(places)

    def _forget(self) -> None:
        faiss = self._faiss
        self._rows = Rows()
        self._codes = faiss.IndexBinaryFlat(BITS)
        self._embeddings = faiss.IndexScalarQuantizer(
            EMBEDDING_LENGTH, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )


def _load_faiss() -> ModuleType:
    try:
        import faiss  # noqa: PLC0415  (optional, and slow to import)
    except ImportError as exc:
        raise UnavailableError(_NO_FAISS) from exc
    module: ModuleType = faiss
    return module


_NO_FAISS = Bilingual(
    "缺少 faiss。请安装：pip install 'fairclaim[index]'。",
    "faiss is not installed. Install it: pip install 'fairclaim[index]'.",
)
