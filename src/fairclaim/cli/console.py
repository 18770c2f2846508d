"""The terminal as rich draws on it, with one difference: a reader that goes away is an error that the caller can catch."""

from rich.console import Console


class Terminal(Console):
    """A console that leaves the end of the process to `fairclaim.cli.main`."""

    def on_broken_pipe(self) -> None:
        """Raise, where rich would end the process."""
        raise BrokenPipeError
