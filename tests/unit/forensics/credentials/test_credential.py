"""Words that are stored, and a judgement of which nothing is assumed."""

from dataclasses import FrozenInstanceError

import pytest

from fairclaim.forensics.credentials.credential import Credential, Origin, Signer, State


def test_stored_words_do_not_change() -> None:
    assert [state.value for state in State] == ["absent", "trusted", "unknown-signer", "damaged", "unchecked"]
    assert [origin.value for origin in Origin] == ["generated", "ai-edited", "captured", "other"]


@pytest.mark.parametrize("state", State)
def test_a_state_alone_claims_nothing(state: State) -> None:
    credential = Credential(state=state)
    assert credential.origin is Origin.OTHER
    assert not credential.is_origin_trusted
    assert not credential.is_time_proven
    assert credential.signer == Signer()
    assert (credential.agent, credential.steps, credential.why) == ("", (), ())


def test_a_judgement_cannot_be_edited() -> None:
    with pytest.raises(FrozenInstanceError):
        Credential(state=State.ABSENT).state = State.TRUSTED  # type: ignore[misc]  # the point of the test
