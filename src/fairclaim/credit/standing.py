"""A person's standing: reasons, each with numbers, an innocent cause and an end. All that may follow is that people look.

Direct ties count and nothing beyond: whoever has something in common with somebody who has something in common with a third is
tied to nobody. A tie counts by what the other account's claims weigh, so that sharing a home is nothing in itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2
from typing import Final

from fairclaim.credit.fading import HALF_LIFE, REMEMBERED, weight_of
from fairclaim.credit.history import LINK_PATTERNS, LinkKind, PersonHistory, Shared, Trace
from fairclaim.credit.pattern import ABOUT, DECIDED, Pattern
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId

SOON: Final = timedelta(minutes=30)
LEAST_ORDERS, LEAST_SHOPS, LEAST_SHARE = 4, 2, 0.5
"""From how many claimed orders, of how many shops, and which share of all orders on claims are many among them."""
MOST_ACCOUNTS: Final = {LinkKind.PAYOUT: 5, LinkKind.DEVICE: 8, LinkKind.ADDRESS: 20, LinkKind.PHOTO: 5}
"""What more accounts than this have in common is a dormitory, a pick-up point or a product picture, and says nothing."""
STRENGTH: Final = {LinkKind.PAYOUT: 1.0, LinkKind.DEVICE: 0.7, LinkKind.ADDRESS: 0.3, LinkKind.PHOTO: 1.0}
"""How much a tie says beside the same payout account. Judgement: nobody has measured it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One pattern in a history.

    Parameters
    ----------
    weight : float
        What it weighs today; 0 or more, and less from day to day.
    calls : bool
        Whether people look because of it: the weight is ``calls_at`` of the pattern or more, and nobody set it aside.
    claims : tuple of ClaimId
        The person's own claims behind it; of other accounts none is named.
    until : datetime
        When it is forgotten if nothing is added.
    set_aside_at : datetime or None
        When the desk accepted the person's explanation.
    """

    pattern: Pattern
    weight: float
    calls: bool
    seen: Bilingual
    innocent: Bilingual
    claims: tuple[ClaimId, ...]
    until: datetime
    set_aside_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All reasons, in the order of :class:`Pattern`."""

    at: datetime
    reasons: tuple[Reason, ...] = ()

    @property
    def patterns(self) -> int:
        """How many patterns call for a person, those that people decided not counted: policy counts these by itself."""
        return sum(one.calls and one.pattern not in DECIDED for one in self.reasons)


def standing_of(history: PersonHistory, *, at: datetime) -> Standing:
    """Return a person's standing at a moment.

    Parameters
    ----------
    history : PersonHistory
        What is older than a year counts for nothing, whether or not it is in it.
    """
    traces = [one for one in history.traces if at - one.filed_at < REMEMBERED]
    found = [*_decided(history.traces, at), *_claimed(traces, history.orders, at), *_tied(history.shared, at)]
    return Standing(at=at, reasons=tuple(_settled(one, history, at) for one in found))


def calls_until(reason: Reason, *, at: datetime) -> datetime | None:
    """Return the latest moment until which people look because of a reason, if nothing is added; None if they do not look now.

    Parameters
    ----------
    at : datetime
        The moment of the reason's weight. What a tie weighs depends on others, so that only its end is known.
    """
    if not reason.calls:
        return None
    if reason.pattern in LINK_PATTERNS.values():
        return reason.until
    return min(reason.until, at + HALF_LIFE * log2(reason.weight / ABOUT[reason.pattern].calls_at))


def _decided(traces: Iterable[Trace], at: datetime) -> Iterator[Reason]:
    stands = [
        (one, one.confirmed_at) for one in traces if one.confirmed_at is not None and at - one.confirmed_at < REMEMBERED
    ]
    for pattern, was_paid in ((Pattern.CONFIRMED, True), (Pattern.ATTEMPTS, False)):
        items = [(trace, moment) for trace, moment in stands if trace.was_paid is was_paid]
        if items:
            yield _reason(pattern, items, at)


def _claimed(traces: list[Trace], bought: int, at: datetime) -> Iterator[Reason]:
    items = [(one, one.filed_at) for one in traces if not one.was_upheld]
    orders, shops = {one.order for one, _ in items}, {one.merchant for one, _ in items}
    if len(orders) >= LEAST_ORDERS and len(shops) >= LEAST_SHOPS and len(orders) >= LEAST_SHARE * bought:
        newest = {one.order: (one, moment) for one, moment in sorted(items, key=lambda item: item[1])}
        yield _reason(
            Pattern.REPEAT_CLAIMS, list(newest.values()), at, shops=len(shops), bought=max(bought, len(orders))
        )
    if len(items) > 1:
        yield _reason(Pattern.MANY_IN_A_YEAR, items, at)
    soon = [item for item in items if item[0].signed_at is not None and _is_soon(item[0].signed_at, item[1])]
    if soon:
        yield _reason(Pattern.SOON_AFTER_SIGNING, soon, at)


def _is_soon(signed_at: datetime, filed_at: datetime) -> bool:
    return timedelta(0) <= filed_at - signed_at <= SOON


def _tied(shared: Iterable[Shared], at: datetime) -> Iterator[Reason]:
    for one in shared:
        is_known = at - one.last_at < REMEMBERED and 0 < one.accounts < MOST_ACCOUNTS[one.kind]
        # The others' claims count like decisions once they are as many as call for a look by themselves.
        weight = one.others.confirmed + one.others.claims / ABOUT[Pattern.MANY_IN_A_YEAR].calls_at
        if is_known and weight > 0:
            pattern = LINK_PATTERNS[one.kind]
            weight *= STRENGTH[one.kind]
            yield Reason(
                pattern=pattern,
                weight=weight,
                calls=weight >= ABOUT[pattern].calls_at,
                seen=_filled(ABOUT[pattern].seen, accounts=one.accounts),
                innocent=ABOUT[pattern].innocent,
                claims=(),
                until=one.last_at + REMEMBERED,
            )


def _reason(
    pattern: Pattern, items: list[tuple[Trace, datetime]], at: datetime, *, shops: int = 0, bought: int = 0
) -> Reason:
    about = ABOUT[pattern]
    weight = sum(weight_of(moment, at=at) for _, moment in items)
    orders = len({one.order for one, _ in items})
    return Reason(
        pattern=pattern,
        weight=weight,
        calls=weight >= about.calls_at,
        seen=_filled(about.seen, count=len(items), orders=orders, shops=shops, bought=bought),
        innocent=about.innocent,
        claims=tuple(one.claim for one, _ in sorted(items, key=lambda item: (item[1], item[0].claim))),
        until=max(moment for _, moment in items) + REMEMBERED,
    )


def _filled(text: Bilingual, **numbers: int) -> Bilingual:
    return Bilingual(text.zh.format(**numbers), text.en.format(**numbers))


def _settled(reason: Reason, history: PersonHistory, at: datetime) -> Reason:
    """Return a reason that calls nobody where the desk accepted an explanation within the year; a decision needs an appeal."""
    accepted = history.set_aside.get(reason.pattern)
    if accepted is None or at - accepted >= REMEMBERED or reason.pattern in DECIDED:
        return reason
    return Reason(
        pattern=reason.pattern,
        weight=reason.weight,
        calls=False,
        seen=reason.seen,
        innocent=reason.innocent,
        claims=reason.claims,
        until=reason.until,
        set_aside_at=accepted,
    )
