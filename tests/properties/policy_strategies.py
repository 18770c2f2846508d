"""All facts, and tables of rules, for tests that must hold of every one."""

from typing import Any

from hypothesis import strategies as st

from fairclaim.policy.facts import Facts, Standing
from fairclaim.policy.fields import FIELDS, Field, Kind
from fairclaim.policy.words import CATEGORIES, REASONS, Call, Flag, Grade, Merchant, Remedy

LIMITS = (0, 1, 999, 4999, 5000, 5001, 19_999, 20_000, 20_001, 49_999, 50_000, 50_001, 299_999, 300_000, 300_001)
"""Minor units around the limits of the shipped policy: where routes change."""
CHECKS = ("instructions-in-image", "derived-from-reference", "aigc-label", "same-item")
EVIDENCE = ("wide-shot", "close-up", "shipping-label")

minors = st.sampled_from(LIMITS) | st.integers(0, 10**9)
counts = st.none() | st.sampled_from((0, 1, 2, 3)) | st.integers(0, 1000)
standings = st.builds(Standing, confirmed_adverse=counts, upheld_claims=counts, open_claims=counts, patterns=counts)


@st.composite
def all_facts(draw: st.DrawFn) -> Facts:
    """Draw any facts that :func:`parse_facts` could give."""
    call = draw(st.sampled_from(Call))
    return Facts(
        tenant=draw(st.none() | st.sampled_from(("shop-1", "shop-2"))),
        reason=draw(st.sampled_from(REASONS)),
        category=draw(st.sampled_from((*CATEGORIES, "something-new"))),
        perishable=draw(st.sampled_from(Flag)),
        amount_minor=draw(minors),
        currency=draw(st.sampled_from(("CNY", "CNY", "CNY", "USD", "JPY"))),
        asked=draw(st.sampled_from(Remedy)),
        call=call,
        grade=draw(st.sampled_from(Grade)) if call is Call.FORGED else Grade.NONE,
        probability=draw(st.none() | st.floats(0, 1)),
        checks=tuple(sorted(draw(st.sets(st.sampled_from(CHECKS))))),
        missing=draw(st.none() | st.sets(st.sampled_from(EVIDENCE)).map(lambda words: tuple(sorted(words)))),
        merchant=draw(st.sampled_from(Merchant)),
        refund_only_agreed=draw(st.sampled_from(Flag)),
        days_since_signed=draw(counts),
        standing=draw(standings),
    )


def _written(field: Field) -> st.SearchStrategy[Any]:
    """Draw a condition on a field, as somebody writes it, without parting the unknown from the clean."""
    if field.kind is Kind.WORDS:
        return st.sampled_from(CHECKS if field.name == "checks" else EVIDENCE).flatmap(
            lambda word: st.sampled_from(({"any": [word]}, {"none": [word]}))
        )
    if field.kind is Kind.SHARE:
        return st.sampled_from(("<= 0.1", ">= 0.5", "0.2..0.8 or unknown"))
    if field.kind is Kind.AMOUNT:
        return st.sampled_from(LIMITS).map(lambda minor: f"<= {minor // 100}.{minor % 100:02d}")
    if field.is_standing:
        ranges = ("<= 2 or unknown", "0 or unknown or >= 3")
        # What speaks against somebody may call people only, which tables here do not look after.
        return st.sampled_from(
            ranges if field.name in ("confirmed_adverse", "standing_patterns") else (*ranges, ">= 1")
        )
    if field.is_number:
        return st.sampled_from(("<= 7", "> 7 or unknown", "unknown"))
    words = field.closed or {"reason": REASONS, "category": CATEGORIES, "tenant": ("shop-1", "shop-2")}[field.name]
    listed = st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True)
    return listed | listed.map(lambda some: {"not": some})


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    """Draw the ``when`` of a rule."""
    one = st.sampled_from(FIELDS).flatmap(lambda field: st.tuples(st.just(field.name), _written(field)))
    return st.lists(one, min_size=1, max_size=4).map(dict)


def thens() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what follows."""
    review = st.integers(1, 2).map(lambda people: {"route": "review", "reviewers": people})
    offer = st.lists(st.sampled_from(("repair", "exchange", "return-and-refund")), min_size=1, unique=True)
    return (
        review
        | st.just({"route": "ask-more", "ask_for": ["label"]})
        | offer.map(lambda remedies: {"route": "offer-remedy", "remedies": remedies})
    )


def tables() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw the rules of a table, without the last one; some may turn out to be unreachable."""
    rows = st.lists(st.tuples(conditions(), thens()), max_size=8)
    return rows.map(
        lambda found: [
            {"id": f"r{n}", "when": when, "then": then, "because": {"zh": "因", "en": "why"}}
            for n, (when, then) in enumerate(found)
        ]
    )
