"""Everything that a letter's page names has its words."""

from fairclaim.law.filings.catalogue import KINDS
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.web.pages.letters.letter_words import CHANNELS, COUNTERPARTS, RECIPIENT_NAMES, purpose_of, title_of


def test_every_value_has_its_words() -> None:
    assert set(CHANNELS) == set(Channel)
    assert set(RECIPIENT_NAMES) == set(Recipient)
    assert set(Recipient) > COUNTERPARTS


def test_a_kind_that_is_shipped_no_more_is_shown_by_its_name() -> None:
    for kind in KINDS:
        assert title_of(kind).zh
        assert purpose_of(kind).en
    assert title_of("old-kind").en == "old-kind"
