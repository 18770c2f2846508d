"""Which of several statements counts, and what is told with it."""

import pytest

from fairclaim.forensics.credentials.credential import Credential, Origin, State
from fairclaim.forensics.credentials.interpret import interpret
from unit.forensics.credentials.stores import TRUSTED, Data, action, answer, ingredient, manifest, store

UNKNOWN = answer(*TRUSTED[1:], failure=["signingCredential.untrusted"], state="Valid")
GENERATED = action("created", "trainedAlgorithmicMedia", "Model 9")
CAPTURED = action("created", "digitalCapture", "Camera 3")


@pytest.mark.parametrize("data", [None, {"state": "absent"}, {"state": "absent", "why": "ignored"}])
def test_no_container_is_absent(data: Data | None) -> None:
    assert interpret(data) == Credential(state=State.ABSENT)


@pytest.mark.parametrize(("data", "why"), [({"state": "error", "why": "too-large"}, "too-large"), ({}, "unreadable")])
def test_what_was_not_read_is_unchecked_with_the_readers_word(data: Data, why: str) -> None:
    assert interpret(data) == Credential(state=State.UNCHECKED, why=(why,))


def test_a_trusted_statement_is_told_with_its_signer_and_tool() -> None:
    credential = interpret(store(manifest(GENERATED, action("cropped"))))
    assert (credential.state, credential.origin) == (State.TRUSTED, Origin.GENERATED)
    assert credential.is_origin_trusted
    assert (credential.agent, credential.signer.organisation) == ("Model 9", "Maker")
    assert credential.steps == ("c2pa.created", "c2pa.cropped")


def test_a_stranger_may_state_an_origin_but_nobody_vouches_for_it() -> None:
    credential = interpret(store(manifest(GENERATED), UNKNOWN))
    assert (credential.state, credential.origin) == (State.UNKNOWN_SIGNER, Origin.GENERATED)
    assert not credential.is_origin_trusted
    assert credential.why == ("signingCredential.untrusted",)


def test_generated_outweighs_edited_and_captured() -> None:
    for told in ([CAPTURED, GENERATED], [action("edited", "compositeWithTrainedAlgorithmicMedia"), GENERATED]):
        assert interpret(store(manifest(*told))).origin is Origin.GENERATED


def test_a_trusted_statement_outweighs_a_stronger_one_of_a_stranger() -> None:
    edited = manifest(
        action("edited", "compositeSynthetic"), ingredients=[ingredient("old", is_listed=False)], signer="Editor"
    )
    credential = interpret(store(edited, old=manifest(GENERATED, signer="Stranger")))
    assert (credential.origin, credential.is_origin_trusted) == (Origin.AI_EDITED, True)
    assert credential.signer.organisation == "Editor"


@pytest.mark.parametrize(("step", "origin"), [("cropped", Origin.CAPTURED), ("drawing", Origin.OTHER)])
def test_a_capture_counts_only_while_the_scene_is_left_alone(step: str, origin: Origin) -> None:
    assert interpret(store(manifest(CAPTURED, action(step)))).origin is origin


def test_a_step_of_an_ancestor_counts_as_well() -> None:
    data = store(manifest(action("opened"), ingredients=[ingredient("old")]), old=manifest(CAPTURED, action("drawing")))
    assert interpret(data).origin is Origin.OTHER


def test_without_a_statement_the_active_signer_is_told() -> None:
    credential = interpret(store(manifest(action("cropped"), signer="Editor")))
    assert (credential.origin, credential.agent) == (Origin.OTHER, "")
    assert credential.signer.organisation == "Editor"
    assert credential.is_origin_trusted


@pytest.mark.parametrize(("signer", "is_proven"), [("Maker", True), ("Somebody else", False)])
def test_a_proven_time_is_that_of_the_active_signer(signer: str, *, is_proven: bool) -> None:
    active = manifest(action("opened"), ingredients=[ingredient("old")])
    data = store(active, time=answer("timeStamp.trusted"), old=manifest(GENERATED, signer=signer))
    assert interpret(data).is_time_proven == is_proven


def test_damaged_credentials_keep_their_objections() -> None:
    credential = interpret(store(manifest(GENERATED), answer(*TRUSTED, failure=["assertion.dataHash.mismatch"])))
    assert credential.state is State.DAMAGED
    assert not credential.is_origin_trusted
    assert credential.why == ("assertion.dataHash.mismatch",)
