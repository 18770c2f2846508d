import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Measured, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.report import wording
from unit.report import samples


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.LISTING, "The claim photo is the listing picture with a local change."),
        (Role.DISPATCH, "The claim photo is the dispatch picture with a local change."),
        (Role.CHAT, "The claim photo is the picture sent earlier in the chat with a local change."),
    ],
)
def test_headline_names_the_reference_by_its_role(role: Role, expected: str) -> None:
    claim, _ = samples.painted_pair()
    reference = samples.photo("other", role, samples.pixels(1))
    seen = samples.finding(claim.id, reference.id)
    answer = samples.verdict(Call.FORGED, seen.check)
    assert wording.headline(samples.examination((claim, reference), (seen,), answer=answer)).en == expected


def test_headline_of_an_unknown_check_stays_general() -> None:
    claim, _ = samples.painted_pair()
    seen = samples.finding(claim.id, check="some-new-check")
    answer = samples.verdict(Call.FORGED, "some-new-check")
    said = wording.headline(samples.examination((claim,), (seen,), answer=answer))
    assert said.en == "Evidence of editing or generation was found in these pictures."


def test_unchanged_reference_is_not_called_changed() -> None:
    claim, listing = samples.painted_pair()
    seen = samples.finding(claim.id, listing.id, outcome=Outcome.WARN)
    answer = samples.verdict(Call.FORGED, seen.check)
    assert "local change" not in wording.headline(samples.examination((claim, listing), (seen,), answer=answer)).en


def test_carrying_findings_are_the_adverse_ones_that_the_verdict_names() -> None:
    claim, listing = samples.painted_pair()
    adverse = samples.finding(claim.id, listing.id)
    others = (
        samples.finding(claim.id, listing.id, outcome=Outcome.PASS),
        samples.finding(claim.id, check="elsewhere"),
    )
    answer = samples.verdict(Call.FORGED, adverse.check)
    examination = samples.examination((claim, listing), (*others, adverse), answer=answer)
    assert wording.carrying_findings(examination) == (adverse,)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "100 %"),
        (0.999, "99.9 %"),
        (0.41, "41 %"),
        (0.012, "1.2 %"),
        (0.03, "3 %"),
        (0.00042, "0.042 %"),
        (0, "0 %"),
    ],
)
def test_percentages_keep_the_digits_they_deserve(share: float, said: str) -> None:
    assert wording.percent(share) == said


def test_probability_never_claims_certainty() -> None:
    assert wording.probability_words(1.0) == "> 99.9 %"
    assert wording.probability_words(0.0) == "< 0.1 %"


@pytest.mark.parametrize("measured", [None, Measured(None, None, "corpus@1")])
def test_unmeasured_is_said_to_be_unmeasured(measured: Measured | None) -> None:
    assert wording.measured_words(measured) == Bilingual("误差率尚未测定。", "Error rate not yet measured.")


@pytest.mark.parametrize(("size", "said"), [(0, "0 B"), (999, "999 B"), (343_210, "343 kB"), (2_400_000, "2.4 MB")])
def test_file_sizes_are_said_in_the_unit_that_people_read(size: int, said: str) -> None:
    assert wording.byte_count(size) == said
