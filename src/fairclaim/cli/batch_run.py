"""From a case file to a result file: what is done stays done, the rest goes to the workers."""

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairclaim.cli.batch_cases import read_cases
from fairclaim.cli.batch_crew import MakeCrew
from fairclaim.cli.batch_results import ResultFile
from fairclaim.cli.console import Terminal
from fairclaim.cli.own_cores import own_cores
from fairclaim.domain.bilingual import Bilingual

_TASK: Final = Bilingual("检验", "examine")


class Engine(StrEnum):
    """Where the work runs."""

    LOCAL = "local"
    """In processes of this machine."""
    RAY = "ray"
    """In actors of Ray."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a batch ended.

    Parameters
    ----------
    examined : int
        Cases examined now.
    skipped : int
        Cases that had a result already.
    """

    examined: int
    skipped: int


def examine_cases(
    cases_path: Path,
    results_path: Path,
    *,
    workers: int | None = None,
    language: str = "en",
    engine: Engine = Engine.LOCAL,
) -> Tally:
    """Examine every case of a file that has no result yet.

    Parameters
    ----------
    cases_path : Path
        See :func:`fairclaim.cli.batch_cases.read_cases`.
    results_path : Path
        One JSON object a line, in the order of completion; continued if it exists.
    workers : int, optional
        Processes; as many as this process may use cores by default.
    language : str
        Of the progress bar and of warnings.
    engine : Engine
        Where the work runs; the results are the same.

    Returns
    -------
    Tally
        How many were examined and skipped.

    Raises
    ------
    NotReadableError
        If there is no case file.
    UsageError
        If the case file is malformed, or the result file cannot be used.
    UnavailableError
        If workers cannot be started, the engine is not installed, or the disk is full; results so far are kept.
    """
    make_crew = _makes_crew(engine)
    cases = read_cases(cases_path)
    with ResultFile(results_path) as results:
        waiting = [case for case in cases if case.case not in results.done]
        tally = Tally(examined=len(waiting), skipped=len(cases) - len(waiting))
        crew = make_crew(waiting, size=workers or own_cores(), language=language)
        with _progress(is_needed=bool(waiting)) as progress, closing(crew.examined()) as examined:
            name = _TASK.zh if language == "zh" else _TASK.en
            bar = progress.add_task(name, total=len(cases), completed=tally.skipped)
            for case, line in examined:
                results.append(case, line)
                progress.advance(bar)
    return tally


def _makes_crew(engine: Engine) -> MakeCrew:
    if engine is Engine.RAY:
        from fairclaim.cli.batch_ray import RayCrew  # noqa: PLC0415  (only once it is asked for)
        from fairclaim.cli.own_ray import require_ray  # noqa: PLC0415

        require_ray()  # before any file is touched
        return RayCrew
    from fairclaim.cli.batch_local import LocalCrew  # noqa: PLC0415

    return LocalCrew


def _progress(*, is_needed: bool) -> Progress:
    """Return the bar on standard error; where nobody looks, it draws nothing."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    console = Terminal(stderr=True)
    return Progress(*columns, console=console, disable=not (is_needed and console.is_terminal))
