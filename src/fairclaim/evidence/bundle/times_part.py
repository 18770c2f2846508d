"""The time tokens of a bundle: over the checkpoint's text, and over the seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.x509 import Certificate

from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.bundle.archive import Archive
from fairclaim.evidence.bundle.key_book import KeyBook
from fairclaim.evidence.bundle.log_part import LogPart
from fairclaim.evidence.bundle.manifest import CHECKPOINT, SEAL, Manifest, Use, entry_path, seal_token_path
from fairclaim.evidence.bundle.trust import Trust
from fairclaim.evidence.faults import at, broken
from fairclaim.evidence.reading import to_time
from fairclaim.evidence.timestamp import VerifiedTime, verify_timestamp

CLOCK_SLACK: Final = timedelta(minutes=5)
"""By so much the log's clock may be ahead of an authority's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown:
    """A time token that holds.

    Parameters
    ----------
    covers : str
        The file that it is about.
    at : datetime
        When, UTC.
    authority : str
        Who says so.
    is_trusted : bool
        Whether it leads to a root that the reader believes.
    """

    covers: str
    at: datetime
    authority: str
    is_trusted: bool

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in results."""
        return {"covers": self.covers, "at": to_time(self.at), "authority": self.authority, "trusted": self.is_trusted}


def verify_times(
    archive: Archive, manifest: Manifest, keys: KeyBook, log: LogPart, *, seal_tokens: int, trust: Trust
) -> tuple[TimeShown, ...]:
    """Return every time token, verified against the roots in the bundle.

    Raises
    ------
    IntegrityError
        If one does not hold, or contradicts an entry that it covers.
    """
    trusted = {
        record.fingerprint
        for record in manifest.keys
        if record.use is Use.TIME and trust.find(Use.TIME, record.fingerprint, record.name)
    }
    believed = {fingerprint: root for fingerprint, root in keys.roots.items() if fingerprint in trusted}
    over_log = [(CHECKPOINT, path, log.checkpoint.note.text.encode()) for path in manifest.tokens]
    over_seal = [(SEAL, seal_token_path(place + 1), archive.read(SEAL)) for place in range(seal_tokens)]
    found = []
    for covers, path, message in over_log + over_seal:
        reply = archive.read(path)
        with at(path):
            time = _verify(reply, message, keys.roots)
        is_trusted = bool(believed) and _holds(reply, message, believed)
        found.append(TimeShown(covers=covers, at=time.at, authority=time.authority, is_trusted=is_trusted))
    _require_order(log, found)
    return tuple(found)


def _verify(reply: bytes, message: bytes, roots: Mapping[str, Certificate]) -> VerifiedTime:
    if not roots:
        raise broken("缺少时间戳机构的根证书", "the time authority's root certificate is lacking")
    return verify_timestamp(reply, message=message, roots=roots.values())


def _holds(reply: bytes, message: bytes, roots: Mapping[str, Certificate]) -> bool:
    try:
        verify_timestamp(reply, message=message, roots=roots.values())
    except IntegrityError:
        return False
    return True


def _require_order(log: LogPart, times: Sequence[TimeShown]) -> None:
    """Refuse entries that are dated after a token that already covers them."""
    earliest = min((one.at for one in times if one.covers == CHECKPOINT), default=None)
    for index, entry in log.entries.items():
        if earliest is not None and entry.at > earliest + CLOCK_SLACK:
            with at(entry_path(index)):
                raise broken("条目的日期晚于覆盖它的时间戳", "the entry is dated after the time token that covers it")
