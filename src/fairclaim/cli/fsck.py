"""``fairclaim fsck``: check everything that a desk keeps, and name the first damaged thing."""

import argparse

from rich.progress import MofNCompleteColumn

from fairclaim.cli.console import progress_bar
from fairclaim.cli.desk_part import add_data, desk_installed, settings_of
from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_line, printing
from fairclaim.domain.errors import IntegrityError

_EXAMPLES = """\
examples:
  fairclaim fsck
  fairclaim fsck --data /srv/desk

Reads every original anew and compares its digest; follows every claim's chain of events; computes the evidence log's tree from its
entries, and the entries from the events where nothing was erased; checks every signed checkpoint, cosignature and time token
against the keys that the settings name. Nothing is changed. The desk may go on meanwhile.

exit codes:
  0    everything is what was written
  1    something is damaged or missing; the first such thing is named
  2    bad use: unknown option, a setting that is none
  4    a package is missing, or the database does not answer
  130  interrupted"""

_PARTS = {
    "histories": ("申请记录", "histories"),
    "tree": ("日志哈希树", "log tree"),
    "entries": ("日志条目", "log entries"),
    "checkpoints": ("检查点", "checkpoints"),
    "originals": ("原件", "originals"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLES
    add_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Check, and say what was checked."""
    is_zh = arguments.language == "zh"
    settings = settings_of(arguments)
    done: dict[str, int] = {}
    unchecked = 0
    try:
        with desk_installed():
            from fairclaim.compose import open_desk  # noqa: PLC0415  (heavy: only once the arguments are right)

            with open_desk(settings) as opened, progress_bar(MofNCompleteColumn()) as bar:
                tasks = {}
                for step in opened.check():
                    name = (step.tenant, step.part)
                    if name not in tasks:
                        tasks[name] = bar.add_task(f"{step.tenant} · {_PARTS[step.part][0 if is_zh else 1]}")
                    bar.update(tasks[name], completed=step.done, total=step.total)
                    done[step.part] = done.get(step.part, 0) + (step.done if step.done == step.total else 0)
                    unchecked += step.unchecked
    except IntegrityError as error:
        with printing():
            print_line(f"✗ {error.place}")
            print_line(f"  {error.fault.zh}。" if is_zh else f"  {error.fault.en}.")
        return Exit.NOT_PROVEN
    with printing():
        print_line("✓ 一切如当初写入。" if is_zh else "✓ Everything is what was written.")
        for part, (zh, en) in _PARTS.items():
            print_line(f"  {zh if is_zh else en}: {done.get(part, 0)}")
        if unchecked:
            print_line(
                f"  {unchecked} 个签名没有可核对的密钥。"
                if is_zh
                else f"  {unchecked} signatures have no key here to check them with."
            )
    return Exit.DONE
