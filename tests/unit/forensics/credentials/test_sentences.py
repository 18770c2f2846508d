"""What people read about credentials."""

import pytest

from fairclaim.forensics.credentials.credential import Credential, Origin, Signer, State
from fairclaim.forensics.credentials.sentences import describe

MAKER = Signer(organisation="Maker Ltd", name="Camera 1", serial="7", time="2026-01-02T03:04:05Z")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("origin", Origin)
@pytest.mark.parametrize("is_film", [False, True])
def test_every_judgement_has_words_in_both_languages(state: State, origin: Origin, *, is_film: bool) -> None:
    text = describe(Credential(state=state, origin=origin, signer=MAKER), is_film=is_film)
    assert "{" not in text.zh + text.en
    assert text.zh
    assert text.en
    assert ("视频" in text.zh) is is_film
    assert ("picture" in text.en) is not is_film


def test_a_proven_time_is_told_with_its_value() -> None:
    text = describe(Credential(state=State.TRUSTED, is_origin_trusted=True, signer=MAKER, is_time_proven=True))
    assert "2026-01-02T03:04:05Z" in text.zh
    assert "2026-01-02T03:04:05Z" in text.en


def test_an_unproven_time_is_not_told() -> None:
    text = describe(Credential(state=State.TRUSTED, is_origin_trusted=True, signer=MAKER))
    assert "2026" not in text.zh + text.en


def test_a_name_stays_as_it_is_in_a_film() -> None:
    text = describe(Credential(state=State.TRUSTED, signer=Signer(organisation="picture 图片 {x}")), is_film=True)
    assert "picture 图片 {x}" in text.zh
    assert "picture 图片 {x}" in text.en


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("signingCredential.revoked", "revoked"),
        ("signingCredential.ocsp.revoked", "revoked"),
        ("signingCredential.expired", "expired"),
        ("signingCredential.invalid", "does not meet the rules"),
        ("signingCredential.untrusted", "not on a trusted list"),
        ("ingredient.signingCredential.untrusted", "earlier record"),
    ],
)
def test_the_doubt_is_named(code: str, words: str) -> None:
    assert words in describe(Credential(state=State.UNKNOWN_SIGNER, signer=MAKER, why=(code,))).en


def test_steps_are_told_in_words_and_an_unknown_one_by_its_name() -> None:
    text = describe(Credential(state=State.TRUSTED, steps=("c2pa.created", "com.maker.step")))
    assert "created, com.maker.step" in text.en
    assert "新建、com.maker.step" in text.zh
