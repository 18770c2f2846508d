"""What a history may ask for, and what it may not."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.history import LINK_PATTERNS, LinkKind, PersonHistory, Shared, Trace, Weighed
from fairclaim.credit.pattern import DECIDED, Pattern
from fairclaim.credit.standing import MOST_ACCOUNTS, Reason, Standing, calls_until, standing_of
from unit.credit.traces import DAY, NOW, trace

HEAVY = Weighed(confirmed=2.0)


def reasons(history: PersonHistory, *, later: timedelta = timedelta(0)) -> dict[Pattern, Reason]:
    return {one.pattern: one for one in standing_of(history, at=NOW + later).reasons}


def of(*traces: Trace, orders: int = 0, shared: tuple[Shared, ...] = ()) -> PersonHistory:
    return PersonHistory(traces=traces, orders=orders, shared=shared)


def shared(kind: LinkKind, *, accounts: int = 1, others: Weighed = HEAVY, days_ago: float = 0) -> Shared:
    return Shared(kind=kind, accounts=accounts, others=others, last_at=NOW - days_ago * DAY)


traces = st.builds(
    trace,
    st.integers(1, 30),
    days_ago=st.floats(0, 500),
    shop=st.integers(1, 5),
    signed_minutes_before=st.none() | st.floats(-10, 100),
    is_confirmed=st.booleans(),
    was_paid=st.booleans(),
    was_upheld=st.booleans(),
)
ties = st.builds(
    shared,
    st.sampled_from(LinkKind),
    accounts=st.integers(0, 40),
    others=st.builds(Weighed, confirmed=st.floats(0, 50), claims=st.floats(0, 50)),
    days_ago=st.floats(0, 500),
)
histories = st.builds(
    PersonHistory,
    traces=st.lists(traces, max_size=30).map(tuple),
    shared=st.lists(ties, max_size=4, unique_by=lambda one: one.kind).map(tuple),
    orders=st.integers(0, 60),
)


def test_nobody_has_a_standing_without_a_history() -> None:
    assert standing_of(PersonHistory(), at=NOW) == Standing(at=NOW)


def test_one_claim_and_one_soon_after_signing_call_nobody() -> None:
    found = reasons(of(trace(signed_minutes_before=13), orders=1))
    assert set(found) == {Pattern.SOON_AFTER_SIGNING}
    assert not found[Pattern.SOON_AFTER_SIGNING].calls


def test_two_claims_within_minutes_of_signing_call_a_person() -> None:
    found = reasons(of(trace(1, signed_minutes_before=13), trace(2, signed_minutes_before=29.9)))
    assert found[Pattern.SOON_AFTER_SIGNING].calls
    assert "2" in found[Pattern.SOON_AFTER_SIGNING].seen.zh
    apart = of(trace(1, signed_minutes_before=31), trace(2, signed_minutes_before=-5), trace(3))
    assert Pattern.SOON_AFTER_SIGNING not in reasons(apart)


def test_thirteen_claims_spread_over_a_year_call_a_person() -> None:
    year = [trace(number, days_ago=28 * number) for number in range(13)]
    found = reasons(of(*year, orders=100))
    assert found[Pattern.MANY_IN_A_YEAR].calls
    assert found[Pattern.MANY_IN_A_YEAR].claims[0] == "claim-12"
    assert not reasons(of(*year[:7], orders=100))[Pattern.MANY_IN_A_YEAR].calls


def test_claims_that_people_upheld_count_for_no_pattern() -> None:
    year = [
        trace(number, days_ago=number, shop=number, signed_minutes_before=5, was_upheld=True) for number in range(20)
    ]
    assert standing_of(of(*year, orders=20), at=NOW).reasons == ()


def test_claims_on_most_orders_need_several_shops_and_a_share_of_what_was_bought() -> None:
    four = [trace(number, shop=number) for number in range(4)]
    found = reasons(of(*four, orders=5))
    assert found[Pattern.REPEAT_CLAIMS].calls
    assert "5 个订单中，4 个" in found[Pattern.REPEAT_CLAIMS].seen.zh
    assert Pattern.REPEAT_CLAIMS not in reasons(of(*four, orders=9))
    assert Pattern.REPEAT_CLAIMS not in reasons(of(*four[:3], orders=3))
    assert Pattern.REPEAT_CLAIMS not in reasons(of(*(replace(one, merchant=four[0].merchant) for one in four)))


def test_decisions_on_which_something_was_paid_stand_apart_from_attempts() -> None:
    found = reasons(of(trace(1, is_confirmed=True, was_paid=True), trace(2, is_confirmed=True)))
    assert found[Pattern.CONFIRMED].claims == ("claim-1",)
    assert found[Pattern.ATTEMPTS].claims == ("claim-2",)
    assert standing_of(of(*[trace(one, is_confirmed=True, was_paid=True) for one in range(3)]), at=NOW).patterns == 0


def test_an_overturned_decision_leaves_what_was_there_before() -> None:
    others = [trace(number, shop=number, days_ago=number) for number in range(2, 8)]
    overturned = trace(1, was_upheld=True)
    assert standing_of(of(*others, overturned, orders=9), at=NOW) == standing_of(of(*others, orders=9), at=NOW)


def test_sharing_a_home_is_nothing_in_itself() -> None:
    for kind in LinkKind:
        assert standing_of(of(shared=(shared(kind, accounts=3, others=Weighed()),)), at=NOW).reasons == ()


def test_a_payout_account_of_others_with_decisions_that_stand_calls_a_person() -> None:
    found = reasons(of(shared=(shared(LinkKind.PAYOUT), shared(LinkKind.ADDRESS))))
    assert found[Pattern.SHARED_PAYOUT].calls
    assert not found[Pattern.SHARED_ADDRESS].calls
    assert found[Pattern.SHARED_PAYOUT].claims == ()
    many = reasons(of(shared=(shared(LinkKind.PAYOUT, others=Weighed(claims=7.0)),)))
    assert many[Pattern.SHARED_PAYOUT].calls


def test_what_a_dormitory_shares_says_nothing() -> None:
    for kind, most in MOST_ACCOUNTS.items():
        assert standing_of(of(shared=(shared(kind, accounts=most),)), at=NOW).reasons == ()


def test_an_accepted_explanation_calls_nobody_for_a_year() -> None:
    tied = of(shared=(shared(LinkKind.PAYOUT),))
    explained = replace(tied, set_aside={Pattern.SHARED_PAYOUT: NOW - 300 * DAY})
    found = reasons(explained)[Pattern.SHARED_PAYOUT]
    assert (found.calls, found.set_aside_at) == (False, NOW - 300 * DAY)
    assert reasons(explained, later=66 * DAY)[Pattern.SHARED_PAYOUT].calls


def test_a_decision_is_not_set_aside_but_appealed() -> None:
    decided = of(trace(1, is_confirmed=True, was_paid=True), trace(2, is_confirmed=True, was_paid=True))
    explained = replace(decided, set_aside={Pattern.CONFIRMED: NOW})
    assert reasons(explained) == reasons(decided)


@given(histories)
def test_after_a_year_nothing_is_left(history: PersonHistory) -> None:
    assert standing_of(history, at=NOW + REMEMBERED).reasons == ()


@given(histories, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_waiting_never_makes_a_standing_worse(history: PersonHistory, wait: timedelta) -> None:
    """Of the same history; ties weigh what others' claims weigh, and are told anew each day."""
    alone = replace(history, shared=())
    before, after = reasons(alone), reasons(alone, later=wait)
    for pattern, reason in after.items():
        if pattern is Pattern.REPEAT_CLAIMS and pattern not in before:
            continue  # orders is a count of today: the test cannot let it shrink with the claims
        assert reason.weight <= before[pattern].weight + 1e-9


@given(histories)
def test_each_pattern_comes_once_with_numbers_a_cause_and_an_end(history: PersonHistory) -> None:
    found = standing_of(history, at=NOW)
    assert len({one.pattern for one in found.reasons}) == len(found.reasons)
    assert found.patterns == sum(one.calls for one in found.reasons if one.pattern not in DECIDED)
    for one in found.reasons:
        assert NOW < one.until <= NOW + REMEMBERED
        assert "{" not in one.seen.zh + one.seen.en
        assert one.weight > 0
        if one.pattern in LINK_PATTERNS.values():
            assert one.claims == ()


@given(histories, traces)
def test_a_claim_that_people_upheld_never_makes_it_worse(history: PersonHistory, one: Trace) -> None:
    upheld = replace(one, confirmed_at=None, was_upheld=True)
    more = replace(history, traces=(*history.traces, upheld))
    assert standing_of(more, at=NOW) == standing_of(history, at=NOW)


@given(histories)
def test_after_the_latest_moment_that_is_told_nobody_looks_because_of_it(history: PersonHistory) -> None:
    for reason in standing_of(history, at=NOW).reasons:
        latest = calls_until(reason, at=NOW)
        assert (latest is not None) is reason.calls
        if latest is not None:
            assert NOW <= latest <= reason.until
            later = {one.pattern: one for one in standing_of(history, at=latest + timedelta(minutes=1)).reasons}
            assert reason.pattern not in later or not later[reason.pattern].calls
