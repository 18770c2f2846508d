"""``fairclaim policy simulate``: a policy tried on history, in money and in honest people bothered."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from rich.progress import Progress, TaskID, TaskProgressColumn

from fairclaim.cli.console import progress_bar
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing, say
from fairclaim.cli.policy_figures import change_line, change_record, figure_lines, figures_record
from fairclaim.cli.policy_file import named_policy
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.policy.engine import Decider
from fairclaim.policy.history import LONGEST_LINE, Past, read_history
from fairclaim.policy.problems import PolicyError
from fairclaim.policy.simulate import Simulation, simulate
from fairclaim.policy.table import Policy
from fairclaim.report.text import printable

SCHEMA = "fairclaim.policy-simulation/1"
_SHOWN = 20
_MOST_LISTED = 10_000
_TASK = Bilingual("模拟", "simulate")


@dataclass(slots=True)
class _Refused:
    """Lines that cannot be used: how many, and the first of them."""

    count: int = 0
    first: list[PolicyError] = field(default_factory=list)

    def note(self, error: PolicyError) -> None:
        self.count += 1
        self.first += [error] if len(self.first) < _SHOWN else []


def run(arguments: argparse.Namespace) -> Exit:
    """Simulate; done whatever the figures say, bad use where no line of the history can be used."""
    if not 0 <= arguments.first <= _MOST_LISTED:
        raise UsageError(Bilingual(f"--first 应为 0 到 {_MOST_LISTED}。", f"--first takes 0 to {_MOST_LISTED}."))
    is_zh = arguments.language == "zh"
    policy = named_policy(arguments.policy).policy
    other = named_policy(arguments.against).policy if arguments.against else None
    refused = _Refused()
    with progress_bar(TaskProgressColumn()) as progress:
        bar = progress.add_task(_TASK.zh if is_zh else _TASK.en, total=None)
        found = simulate(
            _claims(arguments.history, refused, progress, bar),
            Decider(policy),
            against=Decider(other) if other else None,
            first=arguments.first,
        )
    for error in refused.first:
        say(error.message, arguments.language)
    if refused.count > len(refused.first):
        more = refused.count - len(refused.first)
        say(Bilingual(f"另有 {more} 行不能使用。", f"{more} more lines cannot be used."), arguments.language)
    if not found.figures.claims:
        raise UsageError(Bilingual("历史文件中没有可用的申请。", "No line of the history can be used."))
    with printing():
        if arguments.json:
            print_json(_to_record(found, policy, other, refused))
        else:
            for line in _lines(found, policy, other, refused, is_zh=is_zh):
                print_line(printable(line))
    return Exit.DONE


def _claims(path: Path, refused: _Refused, progress: Progress, bar: TaskID) -> Iterator[Past]:
    try:
        with path.open("rb") as file:
            progress.update(bar, total=path.stat().st_size)
            for one in read_history(_read_lines(file, progress, bar)):
                if isinstance(one, Past):
                    yield one
                else:
                    refused.note(one)
    except OSError as exc:
        raise NotReadableError(str(path), exc.strerror or type(exc).__name__) from exc


def _read_lines(file: BinaryIO, progress: Progress, bar: TaskID) -> Iterator[bytes]:
    """Yield lines, none longer than one byte more than a line may have: the rest of a longer one is passed over."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        progress.advance(bar, len(line))
        yield line


def _about(policy: Policy) -> dict[str, object]:
    return {"name": policy.name, "version": policy.version, "digest": policy.digest, "currency": policy.currency}


def _to_record(found: Simulation, policy: Policy, other: Policy | None, refused: _Refused) -> dict[str, object]:
    against = None
    if other:
        against = {
            "policy": _about(other),
            "figures": figures_record(found.other),
            "changed": found.changed,
            "harder": found.harder,
            "easier": found.easier,
            "harder_upheld": found.harder_upheld,
            "changes": [change_record(change) for change in found.changes],
        }
    return {
        "schema": SCHEMA,
        "policy": _about(policy),
        "refused_lines": refused.count,
        "figures": figures_record(found.figures),
        "by_category": {name: figures_record(figures) for name, figures in sorted(found.by_category.items())},
        "against": against,
    }


def _lines(found: Simulation, policy: Policy, other: Policy | None, refused: _Refused, *, is_zh: bool) -> Iterator[str]:
    yield f"{policy.name} {policy.version} · {policy.digest}"
    if refused.count:
        yield f"{'不能使用的行' if is_zh else 'lines that cannot be used'}: {refused.count}"
    yield from (f"  {line}" for line in figure_lines(found.figures, policy.currency, is_zh=is_zh))
    for name, figures in sorted(found.by_category.items()):
        yield f"{'类目' if is_zh else 'category'} {name}"
        yield from (f"  {line}" for line in figure_lines(figures, policy.currency, is_zh=is_zh))
    if other is None:
        return
    yield f"{'对比' if is_zh else 'against'} {other.name} {other.version} · {other.digest}"
    yield from (f"  {line}" for line in figure_lines(found.other, other.currency, is_zh=is_zh))
    counts = (found.changed, found.harder, found.harder_upheld, found.easier)
    text = (
        "有变化 {} 件：更严 {} 件（其中最终获支持 {} 件），更宽 {} 件"
        if is_zh
        else ("{} claims change: {} harder ({} of them finally upheld), {} easier")
    )
    yield text.format(*counts)
    yield from (f"  {change_line(change, is_zh=is_zh)}" for change in found.changes)
