import pytest

from fairclaim.law.duties import NOT_RECORDED, STANDING_NAMES, Duty, Looked, Standing, duties, stand
from fairclaim.law.provision import Certainty
from fairclaim.law.tone import pressing_phrases


def test_each_duty_rests_on_a_provision_and_says_how_sure_the_reading_is() -> None:
    assert len({one.id for one in duties()}) == len(duties())
    for one in duties():
        assert isinstance(one.reading, Certainty)
        assert one.provision.plain.zh
    assert set(NOT_RECORDED) <= {one.id for one in duties()}
    assert set(STANDING_NAMES) == set(Standing)


@pytest.mark.parametrize("duty", duties(), ids=lambda one: one.id)
def test_texts_are_whole_and_press_nobody(duty: Duty) -> None:
    for text in (duty.asks, duty.broken):
        assert text.zh
        assert text.en
        assert pressing_phrases(text.zh) == pressing_phrases(text.en) == ()


def test_what_happened_decides_how_a_duty_stands() -> None:
    records = {"reasons": Looked(seen=3), "refund-only": Looked(seen=2, against=("claim-1",))}
    found = {one.duty.id: one for one in stand(records)}
    assert found["reasons"].standing is Standing.KEPT
    assert found["refund-only"].standing is Standing.BROKEN
    assert found["refund-only"].note == found["refund-only"].duty.broken
    assert found["share-consent"].standing is Standing.NOT_APPLICABLE
    assert found["rule-notice"].standing is Standing.NOT_RECORDED
    assert found["rule-notice"].note == NOT_RECORDED["rule-notice"]
    assert [one.duty for one in stand({})] == list(duties())
