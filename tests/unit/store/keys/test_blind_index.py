"""A value is found however people spell it, and its digest says nothing to who has no key."""

import hashlib
import hmac

import pytest

from fairclaim.store.keys.blind_index import blind_digest, number, phone, words
from fairclaim.store.keys.key_ring import MasterKeys

RING = MasterKeys({1: b"1" * 32}, current=1, index_root=b"r" * 32)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138-0013-8000",
        " 138 0013 8000 ",
        "+86 138 0013 8000",
        "0086-13800138000",
        "１３８００１３８０００",
    ],
)
def test_a_phone_is_one_phone(text: str) -> None:
    assert phone(text) == "+8613800138000"


def test_foreign_and_fixed_lines_stay_apart() -> None:
    assert phone("+49 (30) 1234567") == "+49301234567"
    assert phone("010-12345678") == "01012345678"


def test_numbers_and_words() -> None:
    assert number("tb_77 81-99") == "TB778199"
    assert words("  Zhang  WEI ") == "zhang wei"


def test_the_digest_is_a_cut_hmac_of_the_normal_form() -> None:
    key = RING.index_key(tenant="t", column="phone")
    expected = hmac.new(key, b"+8613800138000", hashlib.sha256).digest()[:16]
    assert blind_digest(RING, "138 0013 8000", tenant="t", name="phone") == expected


def test_tenants_and_columns_cannot_be_compared() -> None:
    found = {
        blind_digest(RING, "13800138000", tenant=tenant, name=name) for tenant in ("a", "b") for name in ("phone", "x")
    }
    assert len(found) == 4
