"""Something that is not what was written, with its place."""

from collections.abc import Iterator
from contextlib import contextmanager

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, IntegrityError
from fairclaim.store.errors import StoreBusyError, StoreLostError


class DamageError(IntegrityError):
    """A thing that is damaged, or missing."""

    code = "damaged"


def damaged(place: str, zh: str, en: str) -> DamageError:
    """Return the error for one fault, told in a clause without a full stop."""
    return DamageError(Bilingual(zh, en), place=place)


@contextmanager
def looking_at(place: str) -> Iterator[None]:
    """Say where something fails. A database that is away is no damage."""
    try:
        yield
    except (DamageError, StoreBusyError, StoreLostError):
        raise
    except IntegrityError as exc:
        raise DamageError(exc.fault, place=place) from exc
    except FairclaimError as exc:
        raise DamageError(Bilingual(exc.message.zh.rstrip("。"), exc.message.en.rstrip(".")), place=place) from exc
