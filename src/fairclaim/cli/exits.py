"""Which error ends the command with which status."""

from enum import IntEnum

from fairclaim.domain.errors import FairclaimError, InputError, IntegrityError, RuleError, UnavailableError, UsageError


class Exit(IntEnum):
    """Exit statuses of every command."""

    DONE = 0
    NOT_PROVEN = 1
    BAD_USE = 2
    UNREADABLE = 3
    UNAVAILABLE = 4
    INTERRUPTED = 130


EXIT_OF: tuple[tuple[type[FairclaimError], Exit], ...] = (
    (UsageError, Exit.BAD_USE),
    (RuleError, Exit.BAD_USE),
    (InputError, Exit.UNREADABLE),
    (IntegrityError, Exit.NOT_PROVEN),
    (UnavailableError, Exit.UNAVAILABLE),
)


def exit_of(error: FairclaimError) -> Exit:
    """Return the status for an error's family."""
    return next(status for family, status in EXIT_OF if isinstance(error, family))
