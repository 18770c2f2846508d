"""The catalogue of checks, and labels read from bytes; see :mod:`fairclaim.services.ports.check_book`. No pixel is decoded."""

from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.labels.aigc import find_labels
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels
from fairclaim.forensics.labels.provider_code import known_provider
from fairclaim.imaging.stated import read_stated
from fairclaim.services.ports.check_book import StatedLabel

_TITLES: Final = {check.name: check.title for check in CATALOGUE}


class CatalogueBook:
    """Answers from the catalogue that examines, and from the reader of labels that the check uses."""

    def title(self, check: str) -> Bilingual | None:
        """Return what a check is called."""
        return _TITLES.get(check)

    def label(self, data: bytes) -> StatedLabel | None:
        """Return a file's label."""
        try:
            found = find_labels(read_stated(data).metadata)
        except InputError:
            return None
        if answer_of(found) is not Answer.FOUND:
            return None
        label = next((one for one in standard_labels(found) if one.producer and one.produce_id), None)
        if label is None:
            return None
        provider = known_provider(label.producer)
        return StatedLabel(
            producer=label.producer,
            produce_id=label.produce_id,
            value=label.label.value,
            carrier=label.carrier,
            provider=provider.name if provider is not None else None,
        )
