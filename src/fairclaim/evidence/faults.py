"""How a failed proof is told, and where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError


def broken(zh: str, en: str) -> IntegrityError:
    """Return the error for one fault, told in a clause without a full stop."""
    return IntegrityError(Bilingual(zh, en))


@contextmanager
def at(place: str) -> Iterator[None]:
    """Say where a proof fails, unless a narrower place is named already."""
    try:
        yield
    except IntegrityError as error:
        if error.place:
            raise
        raise IntegrityError(error.fault, place=place) from error
