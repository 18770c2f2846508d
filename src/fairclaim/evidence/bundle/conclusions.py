"""What follows from a bundle that holds, and what does not."""

from datetime import datetime

from fairclaim.evidence.bundle.log_part import LogPart
from fairclaim.evidence.bundle.manifest import CHECKPOINT, SEAL, Manifest, Shown, Use
from fairclaim.evidence.bundle.result import KeyShown
from fairclaim.evidence.bundle.statements import Statement, not_proven, proven
from fairclaim.evidence.bundle.times_part import TimeShown
from fairclaim.evidence.cosignature import Cosignature
from fairclaim.evidence.keys import Algorithm
from fairclaim.evidence.reading import to_time


def _times_that_count(times: tuple[TimeShown, ...], covers: str) -> list[datetime]:
    """Return times on the word of authorities that the reader believes; of any, where there is no such."""
    over = [one for one in times if one.covers == covers]
    return [one.at for one in over if one.is_trusted] or [one.at for one in over]


def _witnesses_that_count(log: LogPart, keys: tuple[KeyShown, ...]) -> list[Cosignature]:
    """Return the cosignatures of witnesses that the reader believes; of all, where there is no such."""
    known = {
        (one.record.name, one.record.fingerprint) for one in keys if one.record.use is Use.WITNESS and one.is_trusted
    }
    believed = [one for one in log.cosignatures if (one.witness.name, one.witness.public_key.fingerprint) in known]
    return believed or list(log.cosignatures)


def what_is_proven(
    manifest: Manifest,
    log: LogPart,
    times: tuple[TimeShown, ...],
    keys: tuple[KeyShown, ...],
    *,
    committed: int,
    unchecked: int,
) -> list[Statement]:
    """Return what follows from the checks that held."""
    state, count = log.checkpoint.checkpoint, len(log.entries)
    second_seal = sum(one.use is Use.SEAL and one.algorithm == Algorithm.SM2 for one in manifest.keys)
    signed = len(manifest.signatures) + second_seal - unchecked
    found = [proven("sealed"), proven("logged", count=count, origin=state.origin, size=state.size)]
    if log.has_no_gap:
        found.append(proven("no-gap", count=count))
    if committed:
        found.append(proven("committed", count=committed))
    if signed:
        found.append(proven("signed", count=signed))
    if seen := _witnesses_that_count(log, keys):
        found.append(proven("witnessed", count=len(seen), at=to_time(min(one.at for one in seen))))
    for code, covers in (("timed", CHECKPOINT), ("sealed-in-time", SEAL)):
        if moments := _times_that_count(times, covers):
            found.append(proven(code, at=to_time(min(moments))))
    return found


def what_is_not(
    manifest: Manifest, log: LogPart, times: tuple[TimeShown, ...], keys: tuple[KeyShown, ...], *, unchecked: int
) -> list[Statement]:
    """Return what does not follow, and what the maker wants said."""
    last = max(entry.number for entry in log.entries.values())
    found = [not_proven("scene"), not_proven("persons"), not_proven("before"), not_proven("afterwards", count=last)]
    if not log.has_no_gap:
        found.append(not_proven("gaps"))
    if unknown := sum(not one.is_trusted for one in keys):
        found.append(not_proven("keys-unknown", count=unknown))
    if not log.cosignatures:
        found.append(not_proven("not-witnessed"))
    found.append(not_proven("revocation" if times else "not-timed"))
    for code, shown in (("withheld", Shown.WITHHELD), ("copies", Shown.REDACTED)):
        if hidden := sum(one.shown is shown for one in manifest.items):
            found.append(not_proven(code, count=hidden))
    if unlogged := sum(one.entry is None for one in manifest.items):
        found.append(not_proven("unlogged", count=unlogged))
    if unchecked:
        found.append(not_proven("sm2-unchecked", count=unchecked))
    return [*found, *(Statement("maker", one) for one in manifest.not_proven)]
