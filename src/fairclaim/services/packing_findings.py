"""What stands out in what was handed in of a packing. Each finding says what was seen and what innocent cause it may have.

The machine refuses nothing for it: the merchant is told at once, and whoever looks at a claim of the order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.services.desk import Desk
from fairclaim.services.ports.trade import DispatchFile, SentParcel
from fairclaim.services.ports.work import Work

COMPARED: Final = 200
"""Films that one is compared with, the newest ones of the same merchant."""
AROUND: Final = timedelta(days=90)
"""Only those that were handed in within this time, before or after."""


class Oddity(StrEnum):
    """What stands out."""

    SAME_FILE = "same-file"
    SAME_FILM = "same-film"
    RECORDED_EARLIER = "recorded-before-code"


_REASONS: Final = {
    Oddity.SAME_FILE: Bilingual(
        "同一份文件也交给了另一个包裹。",
        "The very same file was handed in for another parcel too.",
    ),
    Oddity.SAME_FILM: Bilingual(
        "另一个包裹的录像看上去是同一段，只是重新压缩或剪短过。",
        "A film of another parcel looks like this one, encoded again or cut.",
    ),
    Oddity.RECORDED_EARLIER: Bilingual(
        "文件自称的录制时间比本包裹编码的签发早至少 {zh}，因此里面不可能有这个编码。",
        "The file says that it was recorded at least {en} before this parcel's code was issued; so the code cannot be in it.",
    ),
}
_INNOCENT: Final = {
    Oddity.SAME_FILE: Bilingual(
        "可能选错了文件，或一次拍下了几个包裹的打包过程。选错时，请在快递首次扫描前补交正确的文件。",
        "The wrong file may have been chosen (then add the right one before the first scan), or one take shows several parcels.",
    ),
    Oddity.SAME_FILM: Bilingual(
        "固定机位拍摄相同商品的打包过程可能十分相像，也可能一次拍下了几个包裹。请人看一眼两段录像。",
        "Equal goods packed under a fixed camera can look much alike, or one take shows several parcels. Let a person look at both.",
    ),
    Oddity.RECORDED_EARLIER: Bilingual(
        "相机时钟可能不准，或先打包、后登记包裹。",
        "The camera's clock may be wrong, or the parcel was packed first and registered afterwards.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingFinding:
    """One finding about a file of a packing.

    Parameters
    ----------
    other : str or None
        The other parcel.
    """

    kind: Oddity
    other: str | None
    reason: Bilingual
    innocent: Bilingual


def packing_findings(desk: Desk, work: Work, parcel: SentParcel, file: DispatchFile) -> tuple[PackingFinding, ...]:
    """Return what stands out in a file that was handed in; nothing once it was erased."""
    if file.sha256 is None:
        return ()
    same = _elsewhere(work.packing.same_bytes(file.person, file.sha256), parcel)
    found = [_finding(Oddity.SAME_FILE, other=one) for one in same]
    known = set(same)
    found += [_finding(Oddity.SAME_FILM, other=one) for one in _alike(desk, work, parcel, file) if one not in known]
    if file.recorded_by is not None and parcel.coded_at is not None and file.recorded_by < parcel.coded_at:
        found.append(_finding(Oddity.RECORDED_EARLIER, time=_in_words(parcel.coded_at - file.recorded_by)))
    return tuple(found)


def _alike(desk: Desk, work: Work, parcel: SentParcel, file: DispatchFile) -> Iterator[str]:
    """Yield parcels with a film that seems to be this one."""
    reader = desk.packing_reader
    if reader is None or file.media is not Media.VIDEO or file.sketch is None:
        return
    at = file.received_at
    others = work.packing.sketched(file.person, since=at - AROUND, until=at + AROUND, limit=COMPARED)
    alike = [one for one in others if one.sketch is not None and reader.is_one_film(file.sketch, one.sketch)]
    yield from _elsewhere(alike, parcel)


def _elsewhere(files: Sequence[DispatchFile], parcel: SentParcel) -> list[str]:
    """Return the other parcels of some files, each once."""
    return list(dict.fromkeys(one.parcel for one in files if one.parcel != parcel.id))


def _in_words(time: timedelta) -> Bilingual:
    """Return a time in whole days, hours or minutes."""
    units = ((timedelta(days=1), "天", "day"), (timedelta(hours=1), "小时", "hour"))
    unit, zh, en = next((one for one in units if time >= one[0]), (timedelta(minutes=1), "分钟", "minute"))
    count = max(1, time // unit)
    return Bilingual(f"{count} {zh}", f"{count} {en}{'s' if count > 1 else ''}")


def _finding(kind: Oddity, *, other: str | None = None, time: Bilingual | None = None) -> PackingFinding:
    told = time or Bilingual("", "")
    reason = _REASONS[kind].format(zh=told.zh, en=told.en)
    return PackingFinding(kind=kind, other=other, reason=reason, innocent=_INNOCENT[kind])
