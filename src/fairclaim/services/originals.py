"""Original bytes as they were received, or nothing: whoever looks gets exactly what came in."""

import hashlib

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.work import Work


def original(work: Work, kept: KeptExhibit) -> bytes | None:
    """Return the bytes of an exhibit; None if they were erased.

    Raises
    ------
    UnavailableError
        If what the store gives back is not what was received. It is neither examined nor shown.
    """
    if kept.sha256 is None or kept.address is None:
        return None
    data = work.blobs.get(kept.address, person=kept.person, exhibit=kept.id)
    if data is not None and hashlib.sha256(data).hexdigest() != kept.sha256:
        raise UnavailableError(
            Bilingual(
                f"材料 {kept.id} 与收到时不一致，请从备份恢复并核查。",
                f"Exhibit {kept.id} is not what was received. Restore it from a backup and investigate.",
            )
        )
    return data
