"""The whole answer."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.judgement import View
from fairclaim.domain.finding import Grade
from fairclaim.law.act import Act, AppealState
from fairclaim.law.assess import assess
from fairclaim.law.assessment import Assessment
from fairclaim.law.errors import LawDataError
from fairclaim.law.place import PROVINCES
from fairclaim.law.statute_book import TIERS
from unit.law.record import ASKED, TWO, act, ruling

DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 1))
RULINGS = st.none() | st.builds(
    ruling,
    by=st.sampled_from([(), TWO[:1], TWO]),
    view=st.sampled_from(View),
    grade=st.none() | st.sampled_from(Grade),
    appeal=st.sampled_from(AppealState),
)
STANDING = st.builds(
    ruling, grade=st.sampled_from([Grade.A, Grade.B]), appeal=st.sampled_from([AppealState.UPHELD, AppealState.EXPIRED])
)


def histories(rulings: st.SearchStrategy[object]) -> st.SearchStrategy[list[Act]]:
    one = st.builds(act, fen=st.integers(0, 2 * 10**7), on=DAYS, decided=rulings, has_removed_label=st.booleans())
    return st.lists(one, max_size=6).map(lambda acts: [replace(a, id=f"claim-{n}") for n, a in enumerate(acts)])


PLACES = st.none() | st.sampled_from([*PROVINCES, "4403", "4402"])


def height(found: Assessment) -> tuple[int, int]:
    """Return the lowest and the highest tier that is possible, 0 for none."""
    tiers = [TIERS.index(name) + 1 for one in found.characterisations for name in one.tiers]
    return (min(tiers, default=0), max(tiers, default=0))


def without_apart(found: Assessment) -> Assessment:
    return replace(found, apart=())


def test_the_crab_claim_falls_under_49_and_the_same_act_in_2026_under_58() -> None:
    old = assess([act(fen=19_500, on=date(2025, 11, 17))], on=date(2025, 12, 1))
    new = assess([act(fen=19_500, on=date(2026, 1, 1))], on=date(2026, 2, 1))
    assert [one.provisions[0] for one in old.characterisations] == [
        "civil-code-148",
        "public-security-2012-49",
        "criminal-law-266",
    ]
    assert new.characterisations[1].provisions == ("public-security-2025-58",)
    assert "2,000 yuan" in new.characterisations[1].ranges[0].en


def test_thirteen_claims_in_changsha_reach_the_criminal_tier_and_name_274() -> None:
    claims = [act(f"claim-{n}", 55_000, on=date(2025, 1 + n % 12, 3)) for n in range(13)]
    found = assess(claims, on=date(2026, 1, 10), province="430100")
    assert found.obtained.amount_minor == 715_000
    assert found.characterisations[-1].tiers == ("relatively-large",)
    assert "criminal-law-274" in {one.id for one in found.cited}


def test_nothing_that_stands_amounts_to_nothing() -> None:
    found = assess([act(decided=None)], on=ASKED)
    assert (found.characterisations, found.notes, found.cited) == ((), (), ())


def test_one_act_is_counted_once() -> None:
    with pytest.raises(LawDataError, match="claim-1"):
        assess([act(), act()], on=ASKED)


@given(histories(RULINGS), st.builds(act, fen=st.integers(0, 10**8), on=DAYS, decided=RULINGS), PLACES)
def test_another_act_never_lowers_the_sum_or_a_tier(acts: list[Act], another: Act, place: str | None) -> None:
    before = assess(acts, on=ASKED, province=place)
    after = assess([*acts, replace(another, id="another")], on=ASKED, province=place)
    assert after.obtained >= before.obtained
    assert height(after) >= height(before)


@given(histories(STANDING), st.data())
def test_an_overturned_act_leaves_the_assessment_as_it_would_be_without_it(
    acts: list[Act], data: st.DataObject
) -> None:
    gone = data.draw(st.builds(act, on=DAYS, fen=st.integers(0, 10**8)))
    overturned = replace(gone, id="gone", ruling=ruling(appeal=AppealState.OVERTURNED))
    assert without_apart(assess([*acts, overturned], on=ASKED)) == without_apart(assess(acts, on=ASKED))


@given(histories(RULINGS), st.randoms())
def test_the_order_of_the_acts_does_not_matter(acts: list[Act], shuffled: object) -> None:
    mixed = list(acts)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert assess(mixed, on=ASKED) == assess(acts, on=ASKED)


@given(histories(RULINGS), PLACES)
def test_machine_findings_alone_never_amount_to_anything(acts: list[Act], place: str | None) -> None:
    alone = [replace(one, ruling=None) for one in acts]
    found = assess(alone, on=ASKED, province=place)
    assert (found.obtained.amount_minor, found.characterisations) == (0, ())


@given(histories(RULINGS), PLACES)
def test_every_answer_has_sources_and_says_that_it_is_no_advice(acts: list[Act], place: str | None) -> None:
    record = json.loads(json.dumps(assess(acts, on=ASKED, province=place).to_record()))
    assert record["not_advice"]["en"]
    cited = {one["id"] for one in record["provisions"]}
    for rule in record["characterisations"]:
        assert set(rule["provisions"]) <= cited
        assert "intent" in [one["code"] for one in rule["missing"]]
    assert all(one["source"]["zh"] and one["certainty"] for one in record["provisions"])
