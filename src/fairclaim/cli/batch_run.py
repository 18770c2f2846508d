"""Many cases over a pool of processes, each with a decoder of its own; a process that dies costs at most its own case."""

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairclaim.cli.batch_cases import CaseLine, read_cases
from fairclaim.cli.batch_results import ResultFile
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination, ExhibitError
from fairclaim.domain.exhibit import read_exhibit
from fairclaim.forensics.examine import Examiner
from fairclaim.forensics.fusion import fuse
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.version import __version__

IN_FLIGHT_PER_WORKER = 2
ATTEMPTS = 2


def examine_cases(cases_path: Path, results_path: Path, *, workers: int | None = None) -> tuple[int, int]:
    """Examine every case of a file that has no result yet.

    Parameters
    ----------
    cases_path : Path
        See :func:`fairclaim.cli.batch_cases.read_cases`.
    results_path : Path
        One JSON object a line, in the order of completion; continued if it exists.
    workers : int, optional
        Processes; as many as cores by default.

    Returns
    -------
    tuple of int
        Cases examined now, and cases that already had a result.
    """
    cases = read_cases(cases_path)
    results = ResultFile(results_path)
    try:
        waiting = [case for case in cases if case.case not in results.done]
        skipped = len(cases) - len(waiting)
        with _progress() as progress:
            bar = progress.add_task("examine", total=len(cases), completed=skipped)
            for record in _examined(waiting, workers or os.cpu_count() or 1):
                results.append(record)
                progress.advance(bar)
    finally:
        results.close()
    return len(waiting), skipped


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _examined(cases: list[CaseLine], workers: int) -> Iterator[dict[str, object]]:
    """Yield results as they come. When a worker dies, the cases in flight are tried again one at a time."""
    waiting = list(reversed(cases))
    while waiting:
        suspects: list[CaseLine] = []
        with _pool(min(workers, len(waiting))) as pool:
            yield from _run_pool(pool, waiting, suspects, workers * IN_FLIGHT_PER_WORKER)
        for case in suspects:
            yield _examine_alone(case)


def _run_pool(
    pool: ProcessPoolExecutor, waiting: list[CaseLine], suspects: list[CaseLine], in_flight: int
) -> Iterator[dict[str, object]]:
    running: dict[Future[dict[str, object]], CaseLine] = {}
    try:
        while waiting or running:
            while waiting and len(running) < in_flight:
                case = waiting.pop()
                running[pool.submit(_examine_case, case)] = case
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                record = future.result()
                del running[future]
                yield record
    except BrokenProcessPool:
        suspects += list(running.values())


def _examine_alone(case: CaseLine) -> dict[str, object]:
    """Examine one case in a process of its own; a case that kills it twice gets an error as its result."""
    for _ in range(ATTEMPTS):
        try:
            with _pool(1) as pool:
                return pool.submit(_examine_case, case).result()
        except BrokenProcessPool:
            continue
    return _failed(case, "worker-died", Bilingual("处理此案件的进程意外终止。", "The process that examined this case died."))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


_worker: list[Examiner] = []
"""The one examiner of this worker process, made by the pool's initializer."""


def _start_worker() -> None:
    import cv2  # noqa: PLC0415

    cv2.setNumThreads(1)
    examiner = Examiner(ExamineSettings())
    examiner.__enter__()
    _worker.append(examiner)


def _examine_case(case: CaseLine) -> dict[str, object]:
    """Run in a worker: examine one case; whatever happens spoils only this case."""
    exhibits = [read_exhibit(path, role) for role, path in case.paths]
    try:
        return _worker[0].examine(exhibits, order=case.order, case=case.case).examination.to_record()
    except Exception as exc:  # noqa: BLE001  (the worker loop: a bug in one case must not lose the others)
        message = f"{type(exc).__name__}: {exc}"
        return _failed(case, "internal", Bilingual(f"内部错误：{message}", f"Internal error: {message}"))


def _failed(case: CaseLine, code: str, message: Bilingual) -> dict[str, object]:
    return Examination(
        case=case.case,
        version=__version__,
        seconds=0.0,
        exhibits=(),
        findings=(),
        verdict=fuse(()),
        errors=(ExhibitError(None, code, message),),
    ).to_record()
