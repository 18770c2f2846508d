"""Holding a bundle's keys against those that its reader believes."""

from datetime import datetime

from fairclaim.evidence.bundle.key_book import KeyBook
from fairclaim.evidence.bundle.log_part import LogPart
from fairclaim.evidence.bundle.manifest import CHECKPOINT, SEAL, KeyRecord, Manifest, Use
from fairclaim.evidence.bundle.times_part import TimeShown
from fairclaim.evidence.bundle.trust import Trust
from fairclaim.evidence.faults import at, broken


def require_trust(manifest: Manifest, keys: KeyBook, log: LogPart, times: tuple[TimeShown, ...], trust: Trust) -> None:
    """Insist on keys that are believed, for every use for which the reader names any.

    Raises
    ------
    IntegrityError
        If another key was used, too few witnesses are believed, or a key was used after its end.
    """
    records = {(one.use, one.fingerprint): one for one in manifest.keys}
    signed_by = [key.public_key.fingerprint for key in log.checkpoint.signed_by]
    _require_one(trust, [records[Use.LOG, one] for one in signed_by], CHECKPOINT, _first(times, CHECKPOINT))
    _require_one(trust, [records[Use.SEAL, keys.seal.fingerprint]], SEAL, _first(times, SEAL))
    for one in manifest.signatures:
        _require_one(trust, [records[Use.SIGN, one.key]], one.path, _first(times, SEAL))
    _require_witnesses(log, trust, _first(times, CHECKPOINT))
    if trust.names(Use.TIME) and _first(times, CHECKPOINT) is None:
        with at(CHECKPOINT):
            raise broken("没有您信任的机构的时间戳", "no time token of an authority that you believe")


def _first(times: tuple[TimeShown, ...], covers: str) -> datetime | None:
    """Return the earliest time that is believed."""
    return min((one.at for one in times if one.covers == covers and one.is_trusted), default=None)


def _require_one(trust: Trust, candidates: list[KeyRecord], place: str, shown: datetime | None) -> None:
    if not trust.names(candidates[0].use):
        return
    known = [key for one in candidates if (key := trust.find(one.use, one.fingerprint, one.name)) is not None]
    with at(place):
        if not known:
            raise broken("签名的密钥不在您信任之列", "the key that signed is none that you believe")
        if not any(key.until is None or (shown is not None and shown <= key.until) for key in known):
            raise broken(
                "密钥已停用，且没有可信时间戳表明签名在此之前",
                "the key was retired, and no time token that you believe shows that this is from before",
            )


def _require_witnesses(log: LogPart, trust: Trust, shown: datetime | None) -> None:
    if not trust.names(Use.WITNESS):
        return
    found = [
        one
        for one in log.cosignatures
        if (key := trust.find(Use.WITNESS, one.witness.public_key.fingerprint, one.witness.name)) is not None
        and (key.until is None or (shown is not None and max(one.at, shown) <= key.until))
    ]
    if len(found) < trust.quorum:
        with at(CHECKPOINT):
            raise broken(
                f"您信任的见证人只有 {len(found)} 名，需要 {trust.quorum} 名",
                f"{len(found)} witnesses that you believe have cosigned; it takes {trust.quorum}",
            )
