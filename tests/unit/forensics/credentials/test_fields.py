"""What is missing or of another kind is empty; what is there comes as it is."""

import pytest

from fairclaim.forensics.credentials.fields import mapping, mappings, text, texts

OTHER_KINDS = [None, 0, True, 1.5, b"x", ("a",), {"a"}]


@pytest.mark.parametrize("value", OTHER_KINDS, ids=repr)
def test_another_kind_is_empty(value: object) -> None:
    for data in ({}, {"key": value}):
        assert mapping(data, "key") == {}
        assert mappings(data, "key") == ()
        assert text(data, "key") == ""
        assert texts(data, "key") == ()


def test_kinds_are_not_taken_for_each_other() -> None:
    assert text({"key": ["a"]}, "key") == ""
    assert texts({"key": "abc"}, "key") == ()
    assert mapping({"key": [{}]}, "key") == {}
    assert mappings({"key": {"a": 1}}, "key") == ()


def test_what_fits_is_returned() -> None:
    assert mapping({"key": {"a": 1}}, "key") == {"a": 1}
    assert text({"key": "长"}, "key") == "长"


def test_a_list_keeps_what_fits_in_its_order() -> None:
    assert texts({"key": ["b", 1, "a", None, "b"]}, "key") == ("b", "a", "b")
    assert mappings({"key": [{"a": 1}, "x", {}, [{}]]}, "key") == ({"a": 1}, {})
