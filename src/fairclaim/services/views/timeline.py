"""What the sides and the desk have said and done, in order, as far as a reviewer may know it before judging.

Not in it: examinations, routes, offers, judgements, decisions and what followed from them, and which clock was started when, since a
second review begins with one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import EXPIRY_SAYS, PAUSE_NAMES
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.party import ActorKind, TextId

STANCE_NAMES = {
    Stance.CONTESTS: Bilingual("不同意", "contests the claim"),
    Stance.NO_OBJECTION: Bilingual("没有异议", "has no objection"),
}
_LATE = Bilingual("（逾期，仍予听取）", " (late, and heard all the same)")
_IN_TIME = Bilingual("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of a timeline.

    Parameters
    ----------
    files : int
        How many files came in at this moment.
    words : TextId or None
        What was said with it.
    """

    at: datetime
    by: ActorKind
    what: Bilingual
    words: TextId | None = None
    files: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    what: Bilingual
    words: TextId | None = None


def timeline(events: Iterable[Event]) -> tuple[Happened, ...]:
    """Return what happened, files that came together as one line."""
    found: list[Happened] = []
    for event in events:
        if isinstance(event.fact, facts.EvidenceAttached):
            last = found[-1] if found else None
            count = 1
            if last is not None and last.files and (last.by, last.at) == (event.by.kind, event.at):
                count += found.pop().files
            found.append(Happened(at=event.at, by=event.by.kind, what=_files(count), files=count))
            continue
        told = _tell(event.fact)
        if told is not None:
            found.append(Happened(at=event.at, by=event.by.kind, what=told.what, words=told.words))
    return tuple(found)


def _files(count: int) -> Bilingual:
    return Bilingual(f"提交材料 {count} 份", "handed in a file" if count == 1 else f"handed in {count} files")


@singledispatch
def _tell(fact: object) -> _Told | None:
    del fact
    return None


@_tell.register
def _(fact: facts.ClaimFiled) -> _Told:
    return _Told(Bilingual("提交申请", "filed the claim"), fact.words)


@_tell.register
def _(fact: facts.EvidenceAsked) -> _Told:
    zh, en = "".join(one.in_words().zh for one in fact.missing), " ".join(one.in_words().en for one in fact.missing)
    return _Told(Bilingual(f"请买家补充：{zh}", f"asked the buyer for more: {en}"))


@_tell.register
def _(fact: facts.EvidenceCompleted) -> _Told:
    late = _LATE if fact.is_late else _IN_TIME
    return _Told(Bilingual(f"补充材料已提交{late.zh}", f"handed in what was asked for{late.en}"))


@_tell.register
def _(fact: facts.MerchantAsked) -> _Told:
    del fact
    return _Told(Bilingual("请商家答复", "asked the merchant for an answer"))


@_tell.register
def _(fact: facts.MerchantAnswered) -> _Told:
    stance, late = STANCE_NAMES[fact.answer.stance], _LATE if fact.answer.is_late else _IN_TIME
    return _Told(Bilingual(f"答复：{stance.zh}{late.zh}", f"answered: {stance.en}{late.en}"), fact.answer.words)


@_tell.register
def _(fact: facts.Appealed) -> _Told:
    return _Told(Bilingual("提出申诉", "appealed"), fact.words)


@_tell.register
def _(fact: facts.AppealWithdrawn) -> _Told:
    del fact
    return _Told(Bilingual("撤回申诉", "took the appeal back"))


@_tell.register
def _(fact: facts.ClockPaused) -> _Told:
    why, note = PAUSE_NAMES[fact.because], fact.note
    return _Told(Bilingual(f"计时暂停：{why.zh}。{note.zh}", f"paused the clock: {why.en}. {note.en}"))


@_tell.register
def _(fact: facts.ClockResumed) -> _Told:
    del fact
    return _Told(Bilingual("计时恢复", "let the clock run again"))


@_tell.register
def _(fact: facts.ClockExtended) -> _Told:
    return _Told(Bilingual(f"延长期限：{fact.because.zh}", f"gave more time: {fact.because.en}"))


@_tell.register
def _(fact: facts.ClockExpired) -> _Told:
    return _Told(EXPIRY_SAYS[fact.then])
