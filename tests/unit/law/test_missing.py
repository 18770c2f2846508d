"""What is missing."""

from fairclaim.domain.finding import Grade
from fairclaim.law.missing import missing_intent, missing_place, missing_proof
from fairclaim.law.place import place_at
from fairclaim.law.statute_book import shipped_book
from unit.law.record import ASKED, act, ruling


def test_intent_is_always_missing_and_named_material_is_named() -> None:
    assert "does not show who changed it" in missing_intent([act()]).text.en
    assert "exhibit-4" in missing_intent([act(knowledge=("exhibit-4",))]).text.zh


def test_proof_is_missing_where_a_payment_or_grade_a_is() -> None:
    assert missing_proof([act()]) == ()
    weak = act("weak", decided=ruling(grade=Grade.B))
    assert [one.code for one in missing_proof([act("a", payment=None), weak])] == ["amount", "grade-a"]
    assert "a" in missing_proof([act("a", payment=None), weak])[0].text.en


def test_many_acts_are_counted_rather_than_listed() -> None:
    assert "(30)" in missing_proof([act(f"c{n}", payment=None) for n in range(30)])[0].text.en


def test_a_place_is_missing_where_its_figures_are_a_range() -> None:
    def codes(province: str | None) -> list[str]:
        return [one.code for one in missing_place(place_at(province, on=ASKED, book=shipped_book()))]

    assert codes(None) == codes("44") == codes("51") == ["place"]
    assert codes("43") == []
