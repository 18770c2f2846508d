"""Service-provider codes: form, check digit, and the table of known providers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.forensics.labels.provider_code import (
    ALPHABET,
    NotACode,
    ProviderCode,
    Service,
    check_digit,
    known_provider,
    known_providers,
    parse_provider_code,
)

DOUBAO = "001191110102MACQD9K64010000"

credit_bodies = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


def code_of(text: str) -> ProviderCode:
    code = parse_provider_code(text)
    assert isinstance(code, ProviderCode)
    return code


def test_a_generating_code_is_taken_apart() -> None:
    code = code_of(DOUBAO)
    assert code.credit_code == "91110102MACQD9K640"
    assert code.service is Service.GENERATING
    assert code.application == "0000"
    assert code.has_valid_check_digit


def test_a_propagating_code_says_so() -> None:
    code = code_of("00119144030008867405X220001")
    assert code.service is Service.PROPAGATING
    assert code.has_valid_check_digit


def test_a_credit_code_may_stand_alone() -> None:
    code = code_of("91440300708461136T")
    assert code.service is None
    assert code.has_valid_check_digit


def test_small_letters_and_spaces_around_are_forgiven() -> None:
    assert code_of(f" {DOUBAO.lower()} ").credit_code == "91110102MACQD9K640"


def test_a_wrong_check_digit_is_still_a_code_and_the_right_digit_is_told() -> None:
    code = code_of("001191110102MACQD9K64110000")
    assert not code.has_valid_check_digit
    assert code.expected_check_digit == "0"


@pytest.mark.parametrize(
    "text",
    [
        DOUBAO[:-1],
        DOUBAO + "0",
        DOUBAO.replace("Q", "O"),
        "001191110102MACQD9K64030000",
    ],
)
def test_a_failed_attempt_at_a_code_is_recognised_as_one(text: str) -> None:
    assert parse_provider_code(text) == NotACode(text, resembles_code=True)


@pytest.mark.parametrize("text", ["", "doubao", "MiniMax", "豆包", "００１１９１", "\ud800", "0011"])
def test_a_plain_name_is_no_code(text: str) -> None:
    assert parse_provider_code(text) == NotACode(text, resembles_code=False)


def test_every_known_credit_code_has_a_valid_check_digit() -> None:
    codes = [one.credit_code for one in known_providers() if one.credit_code]
    assert len(codes) == len(set(codes)) == 11
    assert all(code_of(code).has_valid_check_digit for code in codes)


def test_every_known_provider_names_its_source() -> None:
    assert all(one.source and one.name.zh and one.name.en for one in known_providers())


@pytest.mark.parametrize(
    ("text", "name"),
    [(DOUBAO, "Doubao"), ("doubao", "Doubao"), ("Kling", "Kling"), ("MiniMax", "MiniMax"), ("picwish", "PicWish")],
)
def test_codes_and_plain_names_lead_to_the_provider(text: str, name: str) -> None:
    provider = known_provider(text)
    assert provider is not None
    assert provider.name.en == name


def test_an_unknown_name_leads_to_nobody() -> None:
    assert known_provider("somebody") is None
    assert known_provider("") is None


@given(credit_bodies)
@settings(max_examples=300)
def test_the_computed_digit_always_verifies(body: str) -> None:
    assert code_of(body + check_digit(body)).has_valid_check_digit


@given(credit_bodies, st.integers(0, 16), st.sampled_from(ALPHABET))
@settings(max_examples=300)
def test_one_changed_character_never_verifies(body: str, place: int, symbol: str) -> None:
    if symbol == body[place]:
        return
    changed = body[:place] + symbol + body[place + 1 :]
    assert not code_of(changed + check_digit(body)).has_valid_check_digit


@given(st.text(max_size=80))
@settings(max_examples=300)
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(parse_provider_code(text), ProviderCode | NotACode)
    known_provider(text)
