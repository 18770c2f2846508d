"""A person reads their own standing with its reasons, and those who answer for the desk may read it; every night all are counted.

A standing is computed when somebody asks and is stored nowhere. The night's count holds numbers of people only: how many each
pattern touches, which is what an honest person risks.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.pattern import ABOUT, DECIDED, Pattern
from fairclaim.credit.standing import Reason, Standing, calls_until, standing_of
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.people import KeptCount
from fairclaim.services.ports.work import Work

CHINA = timedelta(hours=8)
"""A night is one of China."""
WHAT_FOLLOWS = Bilingual(
    "这些情形只会让人工来查看，或请您补充材料；不会自动拒绝，也不决定任何申请。超过十二个月的不再计算。",
    "All that may follow is that people look, or that more evidence is asked for. Nothing is refused because of it, and what is older "
    "than twelve months does not count.",
)
BY_APPEAL = Bilingual(
    "对决定有异议，请在该申请中申诉；决定被推翻后，本条即消失。",
    "Appeal in its claim against a decision; once it is overturned, this is gone.",
)
BY_WISH = Bilingual(
    "如有说明，请提出更正（standing），人工会答复；接受后一年内不再因此查看。",
    "Explain it by a wish to have it corrected (standing); people answer, and once accepted it calls nobody for a year.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonSeen:
    """One reason, with how to contest it.

    Parameters
    ----------
    calls_until : datetime or None
        Until when people look because of it at the latest, if nothing is added; None if they do not look.
    """

    pattern: str
    title: Bilingual
    weight: float
    calls_at: float
    calls: bool
    seen: Bilingual
    innocent: Bilingual
    contest: Bilingual
    claims: tuple[str, ...]
    until: datetime
    calls_until: datetime | None
    set_aside_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSeen:
    """A standing as it is shown to its person, and to nobody otherwise.

    Parameters
    ----------
    patterns : int
        How many reasons call for a person, decisions not counted; what policy sees.
    """

    person: PersonId
    at: datetime
    patterns: int
    what_follows: Bilingual
    reasons: tuple[ReasonSeen, ...]


def own_standing(desk: Desk, who: Caller) -> StandingSeen:
    """Return the caller's own standing.

    Raises
    ------
    NotFoundError
        If the caller is no buyer, or was erased.
    """
    return _standing(desk, who, who.person)


def person_standing(desk: Desk, who: Caller, person: PersonId) -> StandingSeen:
    """Return a person's standing; looking is noted.

    Raises
    ------
    NotFoundError
        If there is no such person, they were erased, or the caller may not know of them.
    NotAllowedError, ConflictOfInterestError
        If the caller may not see it.
    """
    return _standing(desk, who, person)


def count_standing(desk: Desk, who: Caller) -> KeptCount:
    """Forget what is older than a year, and count how many people each pattern touches; meant for every night.

    Raises
    ------
    NotAllowedError
        If the caller is not the machine.
    """
    authorize(who, Action.COUNT_STANDING, Resource(tenant=who.tenant))
    at = desk.now()

    def count(work: Work) -> KeptCount:
        people, seen, calls = 0, Counter[Pattern](), Counter[Pattern]()
        for history in work.standing.everybody(at=at):
            people += 1
            for reason in standing_of(history, at=at).reasons:
                seen[reason.pattern] += 1
                calls[reason.pattern] += reason.calls
        counted = {one.value: {"seen": seen[one], "calls": calls[one]} for one in Pattern}
        return KeptCount(day=(at + CHINA).date(), people=people, counted=counted)

    desk.units.write(who.tenant, lambda work: work.standing.forget(before=at - REMEMBERED))
    found = desk.units.read(who.tenant, count)  # takes its time, and keeps nobody from writing
    desk.units.write(
        who.tenant, lambda work: work.standing.keep_count(found.day, people=found.people, counted=found.counted)
    )
    return found


def standing_figures(desk: Desk, who: Caller) -> KeptCount | None:
    """Return the newest night's count; None if there was none yet.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_FIGURES, Resource(tenant=who.tenant))
    return desk.units.read(who.tenant, lambda work: work.standing.newest_count())


def standing_record(work: Work, person: PersonId, *, at: datetime) -> list[dict[str, object]]:
    """Return a standing's reasons as plain values, for a person's own data."""
    history = work.standing.history(person, at=at)
    if history is None:
        return []
    return [
        {
            "pattern": one.pattern,
            "seen": one.seen.to_record(),
            "innocent": one.innocent.to_record(),
            "calls": one.calls,
            "claims": list(one.claims),
            "until": one.until.isoformat(),
        }
        for one in (_seen(reason, at) for reason in standing_of(history, at=at).reasons)
    ]


def _standing(desk: Desk, who: Caller, person: PersonId) -> StandingSeen:
    is_own = person == who.person

    def whole(work: Work) -> StandingSeen:
        ties = work.people.ties(who.person)
        role = authorize(who, Action.SEE_STANDING, Resource(tenant=who.tenant, buyer=person), ties=ties)
        at = desk.now()
        history = work.standing.history(person, at=at)
        if history is None:
            raise NotFoundError
        if not is_own:
            note(desk, work, who, role, Action.SEE_STANDING, thing=person, kind="person", at=at)
        return shown_standing(person, standing_of(history, at=at))

    return (desk.units.read if is_own else desk.units.write)(who.tenant, whole)


def shown_standing(person: PersonId, standing: Standing) -> StandingSeen:
    """Return a standing as it is shown."""
    return StandingSeen(
        person=person,
        at=standing.at,
        patterns=standing.patterns,
        what_follows=WHAT_FOLLOWS,
        reasons=tuple(_seen(one, standing.at) for one in standing.reasons),
    )


def _seen(reason: Reason, at: datetime) -> ReasonSeen:
    about = ABOUT[reason.pattern]
    return ReasonSeen(
        pattern=reason.pattern.value,
        title=about.title,
        weight=round(reason.weight, 3),
        calls_at=about.calls_at,
        calls=reason.calls,
        seen=reason.seen,
        innocent=reason.innocent,
        contest=BY_APPEAL if reason.pattern in DECIDED else BY_WISH,
        claims=tuple(reason.claims),
        until=reason.until,
        calls_until=calls_until(reason, at=at),
        set_aside_at=reason.set_aside_at,
    )
