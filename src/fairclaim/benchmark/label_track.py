"""The label track: labels read right, nothing read where nothing stands, the cost, and what damaged files do."""

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from fairclaim.benchmark.label_matrix import is_read_right, label_cells
from fairclaim.benchmark.label_mutants import mutated
from fairclaim.benchmark.label_truth import HONEST_FOLDERS, LABELLED_FOLDERS, expected_of
from fairclaim.domain.errors import InputError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check
from fairclaim.forensics.checks import aigc_label, capture_metadata, content_credentials, generator_metadata
from fairclaim.forensics.labels.aigc import LabelValue, find_labels
from fairclaim.forensics.labels.write import Wish, plan_label
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.recording import open_recording
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.splice import spliced
from fairclaim.imaging.stated import read_stated
from fairclaim.imaging.stored_credentials import read_credentials
from fairclaim.imaging.walk.walk import walk

MUTANTS = 20_000
QUICK_MUTANTS = 2_000
_ADVERSE = frozenset({Outcome.FAIL, Outcome.WARN})
_REPEATS = 5
_TIMED_PHOTOS = 8
_PHONE_PX = (4032, 3024)
_SLOW_S = 1.0
_NO_PIXELS = Raster(np.zeros((1, 1, 3), np.uint8))
_CHECKS = (aigc_label.CHECK, generator_metadata.CHECK, content_credentials.CHECK)
_TIMED = (*_CHECKS, capture_metadata.CHECK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many of so many were right; ``wrong`` names the others."""

    name: str
    right: int
    total: int
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """What a run over damaged files came to."""

    inputs: int
    failures: tuple[str, ...]
    slowest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelResults:
    """Everything that the track measured."""

    matrix: tuple[Count, ...]
    corpus: tuple[Count, ...]
    honest: tuple[Count, ...]
    cpu_ms: tuple[float, ...]
    fuzzed: Fuzzed

    def to_record(self) -> dict[str, object]:
        """Return what is written as JSON."""
        return asdict(self)


def run(corpus: Path, *, is_quick: bool, progress: Callable[[str], None] = lambda _: None) -> LabelResults:
    """Run the whole track.

    Parameters
    ----------
    corpus : Path
        Photos with known truth, laid out as docs/how-to/measure-on-your-own-photos.md says; a folder that is missing
        counts nothing.
    is_quick : bool
        Fewer damaged files.
    progress : callable
        Told the name of each part before it begins.
    """
    progress("matrix")
    matrix = tuple(_matrix())
    with Sandbox(tasks=("credentials",)) as sandbox:
        progress("labelled files")
        labelled = tuple(_labelled(corpus, folder, sandbox) for folder in LABELLED_FOLDERS)
        progress("honest photos")
        honest = tuple(_honest(corpus, folder, sandbox) for folder in HONEST_FOLDERS)
    progress("cost")
    cost = tuple(_cost(corpus))
    progress("damaged files")
    fuzzed = fuzz(inputs=QUICK_MUTANTS if is_quick else MUTANTS, seed=1)
    return LabelResults(matrix=matrix, corpus=labelled, honest=honest, cpu_ms=cost, fuzzed=fuzzed)


def _matrix() -> Iterator[Count]:
    """Count by kind of file, the first word of a carrier's name."""
    by_kind: dict[str, list[tuple[str, bool]]] = {}
    for cell in label_cells():
        kind = cell.name.partition("/")[0].partition("-")[0]
        by_kind.setdefault(kind, []).append((cell.name, is_read_right(cell)))
    for kind, cells in sorted(by_kind.items()):
        wrong = tuple(name for name, is_right in cells if not is_right)
        yield Count(name=kind, right=len(cells) - len(wrong), total=len(cells), wrong=wrong)


def _labelled(corpus: Path, folder: str, sandbox: Sandbox) -> Count:
    """Compare the signals of three checks with what the names of the files promise."""
    wrong, total = [], 0
    for path in _files(corpus / folder):
        expected = expected_of(path.relative_to(corpus).as_posix())
        if expected is None:
            continue
        total += 1
        seen = signals(path.read_bytes(), sandbox)
        if not expected.is_met_by(seen):
            wrong.append(f"{path.relative_to(corpus).as_posix()}: {', '.join(sorted(seen)) or 'nothing'}")
    return Count(name=folder, right=total - len(wrong), total=total, wrong=tuple(wrong))


def _honest(corpus: Path, folder: str, sandbox: Sandbox) -> Count:
    """Count the photos about which no label, credential or generator text says anything adverse."""
    adverse = {f"{check.name}/{one.name}" for check in _CHECKS for one in check.signals if one.outcome in _ADVERSE}
    wrong, total = [], 0
    for path in _files(corpus / folder):
        seen = signals(path.read_bytes(), sandbox)
        total += 1
        if seen & adverse:
            wrong.append(f"{path.relative_to(corpus).as_posix()}: {', '.join(sorted(seen & adverse))}")
    return Count(name=folder, right=total - len(wrong), total=total, wrong=tuple(wrong))


def signals(data: bytes, sandbox: Sandbox) -> frozenset[str]:
    """Return ``check/signal`` of every reading about one file; of one that cannot be read, ``error/CODE``."""
    try:
        structure = walk(data)
    except InputError as error:
        return _recording_signals(data, error, sandbox)
    metadata = read_metadata(data, structure)
    photo = Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(data, Role.CLAIM),
        structure=structure,
        metadata=metadata,
        raster=_NO_PIXELS,
        credentials=read_credentials(data, structure.media_type, metadata, sandbox=sandbox).store,
    )
    return _signals_of(Case(photos=(photo,)), _CHECKS)


def _recording_signals(data: bytes, error: InputError, sandbox: Sandbox) -> frozenset[str]:
    try:
        recording = open_recording(Exhibit(data, Role.CLAIM), id=ExhibitId("claim-1"), sandbox=sandbox)
    except InputError:
        return frozenset({f"error/{error.code}"})
    return _signals_of(Case(photos=(), recordings=(recording,)), (aigc_label.CHECK, content_credentials.CHECK))


def _signals_of(case: Case, checks: tuple[Check, ...]) -> frozenset[str]:
    return frozenset(f"{check.name}/{reading.signal}" for check in checks for reading in check.read(case))


def _cost(corpus: Path) -> Iterator[float]:
    """Yield the CPU milliseconds of all metadata checks for each of a few labelled 12-megapixel photos, the median of five."""
    largest = sorted(_files(corpus / "camera"), key=lambda path: path.stat().st_size, reverse=True)
    photos = (data for path in largest if (data := path.read_bytes())[:2] == b"\xff\xd8")
    for data in islice(photos, _TIMED_PHOTOS):
        scaled = _labelled_copy(_scaled(data))
        yield sorted(_timed_ms(scaled) for _ in range(_REPEATS))[_REPEATS // 2]


def _scaled(data: bytes) -> bytes:
    """Scale a JPEG to 12 megapixels at the quality of a phone, its EXIF kept."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.convert("RGB").resize(_PHONE_PX).save(buffer, "JPEG", quality=95, exif=image.info.get("exif", b""))
    return buffer.getvalue()


def _labelled_copy(data: bytes) -> bytes:
    wish = Wish(label=LabelValue.GENERATED, producer="001191110102MACQD9K64010000", produce_id="id-7")
    return b"".join(spliced(data, plan_label(data, wish).splices))


def _timed_ms(data: bytes) -> float:
    started = time.process_time()
    structure = walk(data)
    photo = Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(data, Role.CLAIM),
        structure=structure,
        metadata=read_metadata(data, structure),
        raster=_NO_PIXELS,
    )
    _signals_of(Case(photos=(photo,)), _TIMED)
    return (time.process_time() - started) * 1e3


def fuzz(*, inputs: int, seed: int) -> Fuzzed:
    """Read the labels of damaged files; any exception but an InputError, and any file slower than a second, is a failure."""
    cells = list(label_cells())
    others = [cell.data for cell in cells]
    failures, slowest_s = [], 0.0
    for number in range(inputs):
        rng = np.random.default_rng((seed, number))
        cell = cells[int(rng.integers(len(cells)))]
        data = mutated(cell.data, others, rng)
        started = time.process_time()
        try:
            find_labels(read_stated(data).metadata)
        except InputError:
            pass
        except Exception as exc:  # noqa: BLE001  (any exception is what this run looks for)
            failures.append(f"input {number} of seed {seed}, from {cell.name}: {type(exc).__name__}: {exc}")
        took_s = time.process_time() - started
        slowest_s = max(slowest_s, took_s)
        if took_s > _SLOW_S:
            failures.append(f"input {number} of seed {seed}, from {cell.name}: {took_s:.1f} s")
    return Fuzzed(inputs=inputs, failures=tuple(failures), slowest_s=slowest_s)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
