"""Run the trials of the reference track through the same door as any claim, and keep what came out of each.

Only the comparison with references is asked: what it answers does not depend on the other checks, and they have tracks of their
own.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.util import Finalize

from fairclaim.benchmark.channels import Mask
from fairclaim.benchmark.localise import marked, overlap
from fairclaim.benchmark.recipe import Recipe, Trial
from fairclaim.benchmark.trials import cook
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.domain.finding import Finding
from fairclaim.domain.verdict import Call
from fairclaim.forensics.checks.derived_from_reference import CHECK as DERIVED
from fairclaim.forensics.examine import Examiner
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.imaging.one_core import end_with_parent, keep_to_one_core

CHECK = DERIVED.name
ASKED = (DERIVED,)
CHUNK = 12
"""Recipes handed to a process at once: forgeries of one photo follow each other, and what is costly to make is made once."""

LINKED = frozenset(
    {"same-exposure-changed", "same-exposure-unchanged", "same-file", "marked-copy", "contains-reference"}
)
ABSTAINED = frozenset(
    {"unclear", "moved-parts", "flat-view", "chat-grid-differs", "chat-grid-agrees", "too-small", "no-answer"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came out of one trial.

    Parameters
    ----------
    track, name, channel, treatment : str
        Of the recipe.
    signal : str
        What the check answered; ``no-answer`` where a file could not be read.
    call : str
        The verdict's call.
    probability : float
        The verdict's probability of "forged".
    iou, f1 : float or None
        Marked pixels against the painted ones; None without a mask or without a region.
    seconds : float
        CPU time of the whole examination in this process.
    """

    track: str
    name: str
    channel: str
    treatment: str
    signal: str
    call: str
    probability: float
    iou: float | None
    f1: float | None
    seconds: float

    @property
    def is_linked(self) -> bool:
        """Whether the claim photo was tied to the reference."""
        return self.signal in LINKED

    @property
    def is_called_forged(self) -> bool:
        """Whether the verdict is "forged"."""
        return self.call == Call.FORGED

    def to_record(self) -> dict[str, object]:
        """Return the fields, for a JSON line."""
        return asdict(self)


def run_trials(recipes: Iterable[Recipe], *, workers: int) -> Iterator[Result]:
    """Cook and examine every recipe; results come in the recipes' order."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker) as pool:
        yield from pool.map(run_trial, recipes, chunksize=CHUNK)


def run_trial(recipe: Recipe) -> Result:
    """Cook and examine one recipe in this process."""
    trial = cook(recipe)
    started = time.process_time()
    examination = _examiner().examine(_exhibits(trial)).examination
    seconds = time.process_time() - started
    finding = next((found for found in examination.findings if found.check == CHECK), None)
    iou, f1 = _localised(finding, trial.mask)
    return Result(
        track=recipe.track.value,
        name=recipe.name,
        channel=recipe.channel.value,
        treatment=recipe.treatment.value,
        signal=finding.signal if finding else "no-answer",
        call=examination.verdict.call.value,
        probability=examination.verdict.probability,
        iou=iou,
        f1=f1,
        seconds=seconds,
    )


def _exhibits(trial: Trial) -> list[Exhibit]:
    return [Exhibit(trial.claim, Role.CLAIM, "claim"), Exhibit(trial.reference, trial.recipe.role, "reference")]


def _localised(finding: Finding | None, mask: Mask | None) -> tuple[float | None, float | None]:
    """Compare marked pixels with painted ones; both None where there is nothing to compare."""
    if finding is None or mask is None or finding.map is None or not mask.any():
        return None, None
    found = marked_pixels(finding)
    if found.shape != mask.shape:
        return None, None
    return overlap(found, mask)


def marked_pixels(finding: Finding) -> Mask:
    """Return where a finding's map speaks, inside its regions."""
    return marked(finding.map, finding.regions)


_worker: list[Examiner] = []
"""The examiner of this process."""


def _start_worker() -> None:
    keep_to_one_core()
    end_with_parent()


def _examiner() -> Examiner:
    if not _worker:
        examiner = Examiner(ExamineSettings(), catalogue=ASKED)
        Finalize(None, examiner.__exit__, args=(None, None, None), exitpriority=10)  # pool workers skip atexit
        _worker.append(examiner.__enter__())
    return _worker[0]
