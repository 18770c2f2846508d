"""How fast an index of many photos answers on one core, whether it is exact, and how often it finds a copy."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from fairclaim.benchmark.channels import Pixels, jpeg
from fairclaim.benchmark.corpus_photos import MIN_SIDE_PX, decoded, real_photos, to_raster
from fairclaim.benchmark.invented import Invented, invent
from fairclaim.benchmark.trials import load
from fairclaim.imaging.one_core import keep_to_one_core
from fairclaim.matching.descriptors import Describer, Descriptors
from fairclaim.matching.faiss_index import FaissIndex
from fairclaim.matching.index import NEAR_BITS, Entry
from fairclaim.matching.perceptual_hash import BITS, BYTES, Codes, distance_bits

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
QUICK_SIZES = SIZES[:3]
TIMED = 60
"""Searches timed at each size."""
COMPARED = 12
"""Searches compared with a plain scan at each size."""
SERIES = "damage/tiles"
"""One fixed camera, nearly equal metal plates: photos as claims hardly have, counted apart."""
ASKED_EVERY = 2
"""Of the real photos, every second is looked for; invented ones are mixed from the others, as strangers' photos would be."""
PORTION = 25_000
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)

COPIES: dict[str, Callable[[Pixels], bytes]] = {
    "cut by 10 %": lambda pixels: jpeg(_middle(pixels, 0.9), quality=90),
    "mirrored": lambda pixels: jpeg(np.ascontiguousarray(pixels[:, ::-1]), quality=90),
    "JPEG quality 50": lambda pixels: jpeg(pixels, quality=50),
    "cut by 30 %": lambda pixels: jpeg(_middle(pixels, 0.7), quality=90),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Copies of one kind that were looked for: hits and total, the series of plates apart."""

    copy: str
    hits: int
    total: int
    series_hits: int
    series_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What was measured at one size.

    Parameters
    ----------
    photos : int
        In the index.
    hash_ms, whole_ms : tuple of float
        CPU milliseconds of each timed search, ascending: the hash alone in eight orientations; hash and embedding.
    memory_mb : float or None
        What the process grew by since the index was empty, the measurement's own arrays left out; None where the system does not say.
    compared, equal : int
        Searches compared with a plain scan of the hashes, and those with the same photos at the same distances.
    found : tuple of Found
        Copies among the first twelve candidates.
    """

    photos: int
    hash_ms: tuple[float, ...]
    whole_ms: tuple[float, ...]
    memory_mb: float | None
    compared: int
    equal: int
    found: tuple[Found, ...]

    def to_record(self) -> dict[str, object]:
        """Return the fields, for a JSON line."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Material:
    """Descriptors of the corpus's photos by name, and of the copies of those that are looked for by kind and name."""

    real: Mapping[str, Descriptors]
    copies: Mapping[str, Mapping[str, Descriptors]]

    @property
    def strangers(self) -> list[Descriptors]:
        """Photos that are not looked for; all where every one is."""
        asked = {name for one in self.copies.values() for name in one}
        return [found for name, found in self.real.items() if name not in asked] or list(self.real.values())


def describe(corpus: Path, *, step: int = 1) -> Material:
    """Describe the corpus's real photos, and the copies of every ``step``-th of those that are looked for."""
    keep_to_one_core()
    describer = Describer()
    real: dict[str, Descriptors] = {}
    copies: dict[str, dict[str, Descriptors]] = {copy: {} for copy in COPIES}
    for number, name in enumerate(real_photos(corpus)):
        pixels = load(corpus / name)
        if min(pixels.shape[:2]) < MIN_SIDE_PX:
            continue
        real[name] = describer.describe(to_raster(pixels))
        if number % (ASKED_EVERY * step) == 0:
            for copy, make in COPIES.items():
                copies[copy][name] = describer.describe(to_raster(decoded(make(pixels))))
    return Material(real, copies)


def measure(material: Material, *, sizes: Sequence[int] = SIZES) -> Iterator[Size]:
    """Fill one index step by step, and measure it at each size."""
    import faiss  # noqa: PLC0415  (optional)

    faiss.omp_set_num_threads(1)
    generator = np.random.default_rng(2026)
    index, hashes = FaissIndex(), faiss.IndexBinaryFlat(BITS)
    codes = np.zeros((max(sizes), BYTES), np.uint8)
    before = _resident_mb()
    fill = _Filling(index, codes)
    fill.add_real(material.real)
    for size in sizes:
        while len(index) < size:
            fill.add(invent(material.strangers, min(PORTION, size - len(index)), generator))
        hashes.add(codes[hashes.ntotal : size])
        queries = list(_queries(material))
        resident = _resident_mb()
        own_mb = hashes.ntotal * BYTES * 2 / 1e6
        yield Size(
            photos=len(index),
            hash_ms=_timed(lambda one: hashes.range_search(one.codes, NEAR_BITS + 1), queries),
            whole_ms=_timed(index.search, queries),
            memory_mb=None if resident is None or before is None else resident - before - own_mb,
            compared=min(COMPARED, len(queries)),
            equal=sum(
                _agrees(hashes.range_search(q.codes, NEAR_BITS + 1), codes[:size], q) for q in queries[:COMPARED]
            ),
            found=tuple(_found(index, copy, asked) for copy, asked in material.copies.items()),
        )


class _Filling:
    """Adds photos to an index, and keeps their codes in order for the plain scan."""

    def __init__(self, index: FaissIndex, codes: Codes) -> None:
        self._index, self._codes = index, codes

    def add_real(self, real: Mapping[str, Descriptors]) -> None:
        self._keep([one.codes[0] for one in real.values()])
        self._index.add([_entry(name, one) for name, one in real.items()])

    def add(self, some: Invented) -> None:
        first = len(self._index)
        self._keep(list(some.codes))
        self._index.add(
            [
                _entry(f"invented-{first + row}", Descriptors(code[None], 100, embedding))
                for row, (code, embedding) in enumerate(zip(some.codes, some.embeddings, strict=True))
            ]
        )

    def _keep(self, codes: Sequence[Codes]) -> None:
        self._codes[len(self._index) : len(self._index) + len(codes)] = codes


def _entry(name: str, found: Descriptors) -> Entry:
    return Entry(id=name, tenant="shop", seen_at=MOMENT, descriptors=found)


def _queries(material: Material) -> Iterator[Descriptors]:
    """Take copies of every kind in turn."""
    for _, *rest in zip(range(TIMED), *(asked.values() for asked in material.copies.values()), strict=False):
        yield from rest


def _timed(search: Callable[[Descriptors], object], queries: Sequence[Descriptors]) -> tuple[float, ...]:
    taken = []
    for query in queries[:TIMED]:
        started = time.process_time_ns()
        search(query)
        taken.append((time.process_time_ns() - started) / 1e6)
    return tuple(sorted(taken))


def _agrees(answer: tuple[Codes, Codes, Codes], codes: Codes, query: Descriptors) -> bool:
    """Compare the engine's answer in eight orientations with a plain scan."""
    _, distances, places = answer
    nearest: dict[int, int] = {}
    for place, distance in zip(places.tolist(), distances.tolist(), strict=True):
        nearest[place] = min(int(distance), nearest.get(place, BITS))
    plain = distance_bits(codes, query.codes)
    return nearest == {int(place): int(plain[place]) for place in np.flatnonzero(plain <= NEAR_BITS)}


def _found(index: FaissIndex, copy: str, asked: Mapping[str, Descriptors]) -> Found:
    hits = {name: any(candidate.id == name for candidate in index.search(one)) for name, one in asked.items()}
    series = [is_hit for name, is_hit in hits.items() if name.startswith(SERIES)]
    return Found(
        copy=copy,
        hits=sum(hits.values()) - sum(series),
        total=len(hits) - len(series),
        series_hits=sum(series),
        series_total=len(series),
    )


def _middle(pixels: Pixels, share: float) -> Pixels:
    """Keep a share of height and width in the middle."""
    height, width = pixels.shape[:2]
    row, col = round(height * (1 - share) / 2), round(width * (1 - share) / 2)
    return pixels[row : height - row, col : width - col]


def _resident_mb() -> float | None:
    """Return what the process holds in memory now; None where the system has no such file."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * 4096 / 1e6
