"""What is kept of the maps of an examination: a bounded part, so that no claim grows without end.

They are kept and not made anew when somebody looks: an examination takes seconds (`docs/explanation/speed.md`), and a reviewer who opens
a finding waits for nothing.
"""

from collections.abc import Mapping
from datetime import datetime

from fairclaim.domain.desk.claim import Claim
from fairclaim.services.ports.work import Work

MAP_BYTES = 64 << 10
"""The largest map that is kept."""
MAPS = 12
"""As many of one examination."""


def bounded(maps: Mapping[int, bytes]) -> dict[int, bytes]:
    """Return the maps that are kept: the first ones of the record, those that are too large left out."""
    fitting = sorted((place, data) for place, data in maps.items() if 0 < len(data) <= MAP_BYTES)
    return dict(fitting[:MAPS])


def keep_maps(work: Work, claim: Claim, subject: str, *, version: str, maps: Mapping[int, bytes], at: datetime) -> None:
    """Keep the maps of an examination, sealed so that they go with the buyer, whose photos they are drawn on."""
    kept = bounded(maps)
    if kept:
        work.examinations.keep_maps(subject, claim=claim.id, person=claim.buyer, version=version, maps=kept, at=at)
