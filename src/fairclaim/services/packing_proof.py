"""Since when a file of a packing is in the evidence log, who outside has confirmed it, and whether that was before the first scan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.ports.proofs import KeptCheckpoint, Opened
from fairclaim.services.ports.trade import ParcelStep, SentParcel
from fairclaim.services.ports.work import Work


class Precedence(StrEnum):
    """What is known of the order of log, time token and the carrier's first scan."""

    STAMPED_BEFORE = "stamped-before-scan"
    LOGGED_BEFORE = "logged-before-scan"
    AFTER = "after-scan"
    UNKNOWN = "unknown"
    NOT_LOGGED = "not-logged"


PRECEDENCES: Final = {
    Precedence.STAMPED_BEFORE: Bilingual(
        "快递首次扫描之前已记入日志，并由外部时间机构盖了时间戳。",
        "Logged and time-stamped by an outside authority before the carrier's first scan.",
    ),
    Precedence.LOGGED_BEFORE: Bilingual(
        "按平台时钟，快递首次扫描之前已记入日志；扫描之前没有外部时间戳。",
        "Logged before the carrier's first scan by the desk's clock; no outside time token from before the scan.",
    ),
    Precedence.AFTER: Bilingual(
        "记入日志晚于后来得知的快递首次扫描时间。",
        "Logged after the carrier's first scan, as that was told later.",
    ),
    Precedence.UNKNOWN: Bilingual(
        "这里不知道快递何时首次扫描，因此无法说明先后。这对任何一方都没有不利。",
        "The carrier's first scan is not known here, so nobody can say which came first. That counts against nobody.",
    ),
    Precedence.NOT_LOGGED: Bilingual(
        "收到这份文件时，打包材料尚未记入日志。这对任何一方都没有不利。",
        "When this file came, packing was not logged yet. That counts against nobody.",
    ),
}
"""In plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingProof:
    """Where a file stands in the evidence log.

    Parameters
    ----------
    number : int
        Of the parcel's entry, as the receipt is named.
    index : int
        Place in the log, from 0.
    checkpoint : int or None
        Size of the checkpoint that proves it: the earliest that was time-stamped, or else the earliest; None as long as there is none.
    signed_at : datetime or None
        When that was signed, by the desk's clock.
    stamped_at : mapping of str to datetime
        When authorities stamped it, by their own clocks.
    """

    number: int
    index: int
    logged_at: datetime
    checkpoint: int | None
    signed_at: datetime | None
    stamped_at: Mapping[str, datetime]

    @property
    def first_stamp(self) -> datetime | None:
        """The earliest of the authorities' times."""
        return min(self.stamped_at.values(), default=None)


def packing_proofs(work: Work, parcel: str) -> dict[str, PackingProof]:
    """Return, by file, where the files of a parcel stand; those from before packing was logged are lacking."""
    return {
        one.exhibit: _proof(one, checkpoint_over(work, one.index))
        for one in work.proofs.of_parcel(parcel)
        if one.entry.kind == ParcelStep.RECEIVED and one.exhibit is not None
    }


def checkpoint_over(work: Work, index: int) -> KeptCheckpoint | None:
    """Return the checkpoint that proves an entry best: the earliest with a time token, or else the earliest."""
    return work.proofs.covering(index, is_stamped=True) or work.proofs.covering(index)


def precedence_of(proof: PackingProof | None, parcel: SentParcel) -> Precedence:
    """Return what is known of log and first scan. What is not known is never bad."""
    scanned_at = parcel.scanned_at
    if proof is None:
        return Precedence.NOT_LOGGED
    if scanned_at is None:
        return Precedence.UNKNOWN
    if proof.first_stamp is not None and proof.first_stamp < scanned_at:
        return Precedence.STAMPED_BEFORE
    return Precedence.LOGGED_BEFORE if proof.logged_at < scanned_at else Precedence.AFTER


def _proof(one: Opened, over: KeptCheckpoint | None) -> PackingProof:
    return PackingProof(
        number=one.entry.number,
        index=one.index,
        logged_at=one.entry.at,
        checkpoint=None if over is None else over.size,
        signed_at=None if over is None else over.made_at,
        stamped_at={} if over is None else dict(over.stamped_at),
    )
