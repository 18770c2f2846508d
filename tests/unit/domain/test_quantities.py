"""Limits are told with names and units, never with the name of a field."""

from dataclasses import fields

import pytest

from fairclaim.domain.quantities import amounts, quantity_name
from fairclaim.imaging.limits import Limits

REFUSED = ["size_bytes", "memory_bytes", "pixels", "side_px", "frames", "scans", "parts"]


@pytest.mark.parametrize("quantity", REFUSED)
def test_every_limit_has_a_name_in_both_languages(quantity: str) -> None:
    assert quantity in {field.name for field in fields(Limits)}
    name = quantity_name(quantity)
    assert not name.zh.isascii()
    assert name.en.isascii()
    assert "_" not in name.zh + name.en


def test_an_unknown_quantity_is_shown_as_it_is() -> None:
    assert quantity_name("smell").zh == "smell"
    assert [amount.en for amount in amounts("smell", 3, 2)] == ["3", "2"]


@pytest.mark.parametrize(
    ("quantity", "values", "zh", "en"),
    [
        ("size_bytes", (31_200_000, 25_000_000), ["31.2 MB", "25 MB"], ["31.2 MB", "25 MB"]),
        ("size_bytes", (900, 100), ["900 字节", "100 字节"], ["900 bytes", "100 bytes"]),
        ("memory_bytes", (1_500_000_000,), ["1500 MB"], ["1500 MB"]),
        ("pixels", (169_000_000, 60_000_000), ["1.69 亿", "6000 万"], ["169 million pixels", "60 million pixels"]),
        ("pixels", (900, 100), ["900", "100"], ["900 pixels", "100 pixels"]),
        ("side_px", (40_000, 16_384), ["40,000 像素", "16,384 像素"], ["40,000 px", "16,384 px"]),
        ("frames", (2_001, 2_000), ["2,001 帧", "2,000 帧"], ["2,001", "2,000"]),
        ("scans", (61, 60), ["61 次", "60 次"], ["61", "60"]),
        ("parts", (50_001, 50_000), ["50,001 个", "50,000 个"], ["50,001", "50,000"]),
    ],
)
def test_values_are_rounded_and_have_a_unit(
    quantity: str, values: tuple[int, ...], zh: list[str], en: list[str]
) -> None:
    told = amounts(quantity, *values)
    assert [amount.zh for amount in told] == zh
    assert [amount.en for amount in told] == en


@pytest.mark.parametrize(("quantity", "limit"), [("size_bytes", 25_000_000), ("pixels", 60_000_000)])
def test_values_that_differ_never_read_the_same(quantity: str, limit: int) -> None:
    for value in (limit + 1, limit + 30_000, limit + 60_000, limit + 10_000_000):
        told = amounts(quantity, value, limit)
        assert told[0].zh != told[1].zh
        assert told[0].en != told[1].en


def test_equal_values_are_rounded() -> None:
    assert [amount.en for amount in amounts("size_bytes", 25_000_000, 25_000_000)] == ["25 MB", "25 MB"]
