"""Which duties of a platform the tenant's records fulfil, with the claims where one was not.

It reads what happened: decisions, appeals, consequences, wishes, letters. It proves nothing about what happened elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import AppealResult, Decision
from fairclaim.domain.desk.decision import Standing as Carried
from fairclaim.domain.desk.filing import consents
from fairclaim.domain.desk.judgement import Outcome, has_basis, has_words
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.remedy import BorneBy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.law.duties import DutyFound, Looked, stand
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.letters_told import letters_to_withdraw
from fairclaim.services.own_data import ANSWERED_WITHIN
from fairclaim.services.paging import MOST
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work
from fairclaim.services.share_standing import issued_statements

EXAMPLES = 3
"""How many records are named that fulfil a duty."""
LABEL_CHECKS = ("aigc-label", "visible-mark")
_TOLD_OUTCOMES = frozenset({"fail", "warn"})
APPEAL_WITHIN, UNWOUND_WITHIN = timedelta(days=30), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesChecked:
    """How each duty stands, by the records of claims filed since a moment.

    Parameters
    ----------
    claims : int
        Claims that were looked at.
    """

    at: datetime
    filed_from: datetime | None
    claims: int
    duties: tuple[DutyFound, ...]


class _Records:
    """Gathers what speaks for and against each duty."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = defaultdict(int)
        self._against: dict[str, dict[str, None]] = defaultdict(dict)
        self._kept_in: dict[str, dict[str, None]] = defaultdict(dict)

    def see(self, duty: str, thing: str, *, is_kept: bool) -> None:
        self._seen[duty] += 1
        if not is_kept:
            self._against[duty][thing] = None
        elif len(self._kept_in[duty]) < EXAMPLES:
            self._kept_in[duty][thing] = None

    def all(self) -> Mapping[str, Looked]:
        return {
            duty: Looked(seen=seen, against=tuple(self._against[duty]), kept_in=tuple(self._kept_in[duty]))
            for duty, seen in self._seen.items()
        }


def check_duties(desk: Desk, who: Caller, *, filed_from: datetime | None = None) -> DutiesChecked:
    """Check the records of claims filed since a moment, or of all.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """

    def whole(work: Work) -> DutiesChecked:
        role = authorize(who, Action.CHECK_DUTIES, Resource(tenant=who.tenant))
        at, records, count = desk.now(), _Records(), 0
        for claim in _claims(work, filed_from):
            count += 1
            _look(work, claim, records, at)
        for wish in work.own_data.corrections(person=None, open_only=True, limit=MOST):
            records.see("corrections", wish.id, is_kept=at - wish.asked_at <= ANSWERED_WITHIN)
        for statement, is_allowed in issued_statements(work):
            records.see("share-consent", statement, is_kept=is_allowed)
        note(desk, work, who, role, Action.CHECK_DUTIES, thing="duties", kind="tenant", at=at)
        return DutiesChecked(at=at, filed_from=filed_from, claims=count, duties=tuple(stand(records.all())))

    return desk.units.write(who.tenant, whole)


def _claims(work: Work, filed_from: datetime | None) -> Iterator[Claim]:
    after = None
    while batch := work.lists.claims(Among(filed_from=filed_from), after=after, limit=MOST):
        yield from batch
        after = batch[-1].filed_at, batch[-1].id


def _look(work: Work, claim: Claim, records: _Records, at: datetime) -> None:
    for decision in claim.decisions:
        is_explained = has_words(decision.reasons) and has_basis(decision.basis)
        records.see("reasons", claim.id, is_kept=is_explained)
        if decision.outcome is Outcome.REFUSE:
            records.see("people-refuse", claim.id, is_kept=bool(decision.by))
        remedy = decision.remedy
        if remedy is not None and remedy.kind is RemedyKind.REFUND_ONLY and remedy.borne_by is BorneBy.MERCHANT:
            records.see("refund-only", claim.id, is_kept=_is_agreed(claim, decision))
    _look_at_appeal(claim, records, at)
    if claim.decisions:
        for check in _labels(work, claim):
            records.see("label-shown", claim.id, is_kept=any(check in one.basis for one in claim.decisions))
    _look_at_unwinding(work, claim, records, at)


def _is_agreed(claim: Claim, decision: Decision) -> bool:
    """Tell whether a merchant bears a refund without return by its own will: it did not object, or it offered it."""
    remedy = decision.remedy
    offered = any(one.by is ActorKind.MERCHANT and one.remedy == remedy for one in claim.offers)
    return offered or (remedy is not None and consents(claim, remedy))


def _look_at_appeal(claim: Claim, records: _Records, at: datetime) -> None:
    if not claim.appeals:
        return
    first = min(one.at for one in claim.appeals)
    if claim.appeal_result is not None:
        earlier = {person for decision in claim.decisions[:-1] for person in decision.by}
        by = set(claim.decisions[-1].by)
        records.see("appeal-by-others", claim.id, is_kept=bool(by) and not by & earlier)
        records.see("appeal-in-time", claim.id, is_kept=claim.decisions[-1].at - first <= APPEAL_WITHIN)
    elif claim.state in (State.APPEALED, State.RE_REVIEW):
        records.see("appeal-in-time", claim.id, is_kept=at - first <= APPEAL_WITHIN)


def _look_at_unwinding(work: Work, claim: Claim, records: _Records, at: datetime) -> None:
    if claim.appeal_result is not AppealResult.OVERTURNED:
        return
    is_recent = at - claim.decisions[-1].at <= UNWOUND_WITHIN
    stands = any(one.standing is Carried.TO_UNWIND for one in claim.consequences)
    is_kept = is_recent or not (stands or letters_to_withdraw(work, claim))
    records.see("unwound", claim.id, is_kept=is_kept)


def _labels(work: Work, claim: Claim) -> Iterable[str]:
    """Return the checks of a claim's newest examination that found a label."""
    if claim.examined is None:
        return ()
    subject, _, version = claim.examined.examination.partition("@")
    result = work.examinations.find(subject, version=version)
    findings = [] if result is None else result.get("findings")
    if not isinstance(findings, Sequence):
        return ()
    told = [one for one in findings if isinstance(one, Mapping) and one.get("outcome") in _TOLD_OUTCOMES]
    return [check for check in LABEL_CHECKS if any(one.get("check") == check for one in told)]
