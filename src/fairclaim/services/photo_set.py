"""The photos of a claim as they go to the examiner, and the name under which their examination is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.errors import NotReadableError
from fairclaim.domain.exhibit import Exhibit, MissingExhibit, Role
from fairclaim.domain.order import Order
from fairclaim.services.originals import original
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSet:
    """What is examined.

    Parameters
    ----------
    subject : str
        The same for the same files in the same roles, in whichever order they came.
    exhibits : tuple
        Bytes as received; a file that was erased is missing.
    """

    subject: str
    exhibits: tuple[Exhibit | MissingExhibit, ...]
    order: Order | None


def subject_of(kept: Sequence[KeptExhibit]) -> str | None:
    """Return the name of a set of files; None if none of them shows what is claimed.

    It is made of their random ids, whose bytes never change, and of nothing that is in a picture: events keep it after the
    pictures are erased, and it must not tell which they were.
    """
    if all(one.role is not Role.CLAIM or one.sha256 is None for one in kept):
        return None
    return fingerprint(sorted([one.id, one.role.value, one.sha256 is not None] for one in kept))


def photo_set(work: Work, claim: Claim) -> PhotoSet | None:
    """Gather a claim's files with their bytes; None if none shows what is claimed.

    Raises
    ------
    UnavailableError
        If the bytes of one are not what was received.
    """
    kept = work.exhibits.of_claim(claim.id)
    subject = subject_of(kept)
    if subject is None:
        return None
    order = work.orders.find(claim.order)
    exhibits = tuple(_exhibit(work, one) for one in kept)
    return PhotoSet(subject=subject, exhibits=exhibits, order=order.dates if order is not None else None)


def _exhibit(work: Work, kept: KeptExhibit) -> Exhibit | MissingExhibit:
    data = original(work, kept)
    if data is None:
        return MissingExhibit(kept.role, kept.id, NotReadableError(kept.id, "erased"))
    return Exhibit(data=data, role=kept.role, name=kept.id)
