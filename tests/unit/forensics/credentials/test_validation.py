"""Rule by rule: from validation codes to a state. What the library itself answers is in tests/unit/imaging/test_credentials.py."""

import pytest

from fairclaim.forensics.credentials.credential import State
from fairclaim.forensics.credentials.validation import INGREDIENT, is_time_proven, is_vouched_for, judge, objections
from unit.forensics.credentials.stores import TRUSTED, answer, manifest, store

EXPIRED = answer(*TRUSTED[1:], failure=["signingCredential.expired"], state="Valid")
STAMPED = answer("timeStamp.trusted")


@pytest.mark.parametrize("binding", ["dataHash", "bmffHash", "boxesHash"])
def test_rule_1_a_listed_signer_and_bytes_that_match_are_trusted(binding: str) -> None:
    assert judge(store(manifest(), answer(*TRUSTED[:2], f"assertion.{binding}.match"))) is State.TRUSTED


@pytest.mark.parametrize("state", ["Valid", "Invalid", ""])
def test_rule_1_the_librarys_own_word_is_needed(state: str) -> None:
    assert judge(store(manifest(), answer(*TRUSTED, state=state))) is State.UNKNOWN_SIGNER


def test_rule_1_the_librarys_own_word_is_not_enough() -> None:
    assert judge(store(manifest(), answer(*TRUSTED[1:]))) is State.UNKNOWN_SIGNER


@pytest.mark.parametrize("code", ["signingCredential.untrusted", "timeStamp.mismatch", "cawg.identity.bad"])
def test_rule_2_a_failure_about_the_signer_leaves_the_seal_intact(code: str) -> None:
    assert judge(store(manifest(), answer(*TRUSTED[1:], failure=[code], state="Valid"))) is State.UNKNOWN_SIGNER
    of_ingredient = answer(*TRUSTED[1:], ingredient_failure=[code], state="Valid")
    assert judge(store(manifest(), of_ingredient)) is State.UNKNOWN_SIGNER


@pytest.mark.parametrize("code", ["assertion.dataHash.mismatch", "claimSignature.mismatch", "never.seen.before"])
def test_rule_2_any_other_failure_damages(code: str) -> None:
    assert judge(store(manifest(), answer(*TRUSTED, failure=[code]))) is State.DAMAGED


def test_rule_3_an_expired_certificate_needs_a_proven_time() -> None:
    then = answer(*TRUSTED)
    assert judge(store(manifest(), EXPIRED, then=then, time=STAMPED)) is State.TRUSTED
    assert judge(store(manifest(), EXPIRED, then=then, time=answer())) is State.UNKNOWN_SIGNER
    assert judge(store(manifest(), EXPIRED, then=then)) is State.UNKNOWN_SIGNER
    assert judge(store(manifest(), EXPIRED, time=STAMPED)) is State.UNKNOWN_SIGNER


@pytest.mark.parametrize(("version", "is_proven"), [(1, False), (2, True), (3, True)])
def test_rule_4_version_1_claims_prove_no_time(version: int, *, is_proven: bool) -> None:
    data = store(manifest(version=version), EXPIRED, then=answer(*TRUSTED), time=STAMPED)
    assert is_time_proven(data) == is_proven
    assert (judge(data) is State.TRUSTED) == is_proven


@pytest.mark.parametrize("code", ["assertion.action.malformed", "claim.cbor.invalid", "general.error"])
def test_rule_5_careless_form_is_unchecked_unless_something_else_is_broken(code: str) -> None:
    assert judge(store(manifest(), answer(*TRUSTED, failure=[code]))) is State.UNCHECKED
    worse = answer(*TRUSTED, failure=[code, "assertion.dataHash.mismatch"])
    assert judge(store(manifest(), worse)) is State.DAMAGED


@pytest.mark.parametrize("missing", TRUSTED[1:])
def test_without_signature_or_binding_nothing_was_checked(missing: str) -> None:
    success = [code for code in TRUSTED if code != missing]
    assert judge(store(manifest(), answer(*success))) is State.UNCHECKED


def test_objections_are_told_once_and_those_to_ingredients_apart() -> None:
    given = answer(
        failure=["a.mismatch", "signingCredential.expired", "a.mismatch"],
        ingredient_failure=["signingCredential.expired", "b.mismatch"],
    )
    assert objections(store(manifest(), given)) == (
        "a.mismatch",
        "signingCredential.expired",
        INGREDIENT + "signingCredential.expired",
        "b.mismatch",
    )


def test_one_objection_to_a_certificate_outweighs_its_confirmation() -> None:
    listed = ["signingCredential.trusted"]
    assert is_vouched_for(listed, ["timeStamp.untrusted"])
    assert not is_vouched_for(listed, ["signingCredential.ocsp.revoked"])
    assert not is_vouched_for([], [])
