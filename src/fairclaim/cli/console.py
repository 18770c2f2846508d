"""The terminal as rich draws on it, with one difference: a reader that goes away is an error that the caller can catch."""

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn


class Terminal(Console):
    """A console that leaves the end of the process to `fairclaim.cli.main`."""

    def on_broken_pipe(self) -> None:
        """Raise, where rich would end the process."""
        raise BrokenPipeError


def progress_bar(how_far: ProgressColumn) -> Progress:
    """Return a bar on standard error: what is done, how far, the time left. Where nobody looks, it draws nothing."""
    console = Terminal(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), how_far, TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)
