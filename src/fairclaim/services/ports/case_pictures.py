"""What a bundle shows of a case's pictures: copies that tell less than the originals, and the report of the examination."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Exhibit


@dataclass(frozen=True, slots=True)
class ChangedCopy:
    """A JPEG without metadata, drawn from a picture's pixels, and what was changed on the way."""

    data: bytes
    changed: Bilingual


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """The report of an examination.

    Parameters
    ----------
    files : mapping of str to bytes
        By plain names: ``examination.html``, ``examination-zh.pdf``, ``examination-en.pdf``.
    lacks : tuple of str
        Those that this machine cannot make.
    """

    files: Mapping[str, bytes]
    lacks: tuple[str, ...] = ()


class CasePictures(Protocol):
    """Draws pictures for bundles. It touches no unit of work and takes seconds where nothing is kept from before."""

    def copy_of(self, data: bytes) -> ChangedCopy | None:
        """Return a reduced copy; None of a file that is no readable picture.

        Raises
        ------
        UnavailableError
            If nothing can be decoded here.
        """
        ...

    def report_of(self, record: Mapping[str, object], exhibits: Sequence[Exhibit]) -> DrawnReport:
        """Return the report of what was found, with the pictures that it was found in.

        Parameters
        ----------
        record : mapping
            Of the schema ``fairclaim.examination/1``.
        exhibits : sequence of Exhibit
            Named as in the record; one that is not there is shown by its facts alone.

        Raises
        ------
        UnavailableError
            If nothing can be decoded here.
        """
        ...
