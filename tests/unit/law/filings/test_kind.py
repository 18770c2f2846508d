"""Records of kinds."""

import pytest

from fairclaim.law.filings.catalogue import kind_named


def test_a_field_is_found_by_its_key() -> None:
    kind = kind_named("civil-demand")
    assert kind.field("amount").label.zh == "金额"
    with pytest.raises(KeyError):
        kind.field("score")
