"""Every letter about a claim has its filler and its recipient, and fills only fields that its kind names."""

from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.tone import pressing_phrases
from fairclaim.services.letters.filled import GOES_TO, RECIPIENTS, addressee, fields_of, goes_to
from fairclaim.services.ports.measures import Recipient
from unit.services.letters.matters import MATTERS


def test_every_kind_about_a_claim_is_known() -> None:
    assert set(GOES_TO) == set(KINDS) - {"personal-data-answer"}
    assert set(RECIPIENTS) == set(Recipient)


def test_a_letter_carries_no_field_that_its_kind_has_not() -> None:
    for matter in MATTERS:
        for kind in GOES_TO:
            named = {field.key for field in kind_named(kind).fields}
            assert set(fields_of(kind, matter)) <= named
            assert goes_to(kind, matter) in Recipient


def test_no_letter_presses() -> None:
    for matter in MATTERS:
        for kind in GOES_TO:
            assert not pressing_phrases(str(fields_of(kind, matter)))
            name = addressee(kind, matter)
            assert name is None or not pressing_phrases(name.zh)
