"""What manifests state, and for which part of the picture, with whose voice."""

import pytest

from fairclaim.forensics.credentials.credential import Origin, Signer
from fairclaim.forensics.credentials.statements import CAPTURED, COMPOSED, GENERATED, signer_of, statements, steps
from unit.forensics.credentials.stores import IPTC, Data, action, ingredient, manifest, store

MODEL = manifest(action("created", "trainedAlgorithmicMedia", "Model 9"), signer="Model House")
CAMERA = manifest(action("created", "digitalCapture", "Camera 3"), signer="Camera House")


def stated(data: Data, *, is_trusted: bool = True) -> list[tuple[Origin, bool]]:
    return [(found.origin, found.is_trusted) for found in statements(data, is_trusted=is_trusted)]


@pytest.mark.parametrize(
    ("sources", "origin"), [(GENERATED, Origin.GENERATED), (COMPOSED, Origin.AI_EDITED), (CAPTURED, Origin.CAPTURED)]
)
def test_each_source_type_has_its_meaning(sources: frozenset[str], origin: Origin) -> None:
    for source in sources:
        assert stated(store(manifest(action("created", source)))) == [(origin, True)]


@pytest.mark.parametrize("source", ["", "digitalArt", "screenCapture", "algorithmicMedia", "nonsense"])
def test_other_source_types_state_nothing(source: str) -> None:
    assert stated(store(manifest(action("created", source)))) == []


def test_a_generated_step_changes_a_part_only() -> None:
    assert stated(store(manifest(action("edited", "trainedAlgorithmicMedia")))) == [(Origin.AI_EDITED, True)]


def test_a_captured_part_does_not_make_a_capture() -> None:
    assert stated(store(manifest(action("placed", "digitalCapture")))) == []


def test_a_source_in_the_metadata_speaks_of_the_whole_picture() -> None:
    assert stated(store(manifest() | {"sources": [IPTC + "trainedAlgorithmicMedia"]})) == [(Origin.GENERATED, True)]


@pytest.mark.parametrize(
    ("relationship", "expected"),
    [("parentOf", [Origin.GENERATED]), ("componentOf", [Origin.AI_EDITED]), ("inputTo", []), ("", [])],
)
def test_what_is_true_of_an_ingredient_depends_on_its_place(relationship: str, expected: list[Origin]) -> None:
    data = store(manifest(ingredients=[ingredient("old", relationship)]), old=MODEL)
    assert [origin for origin, _ in stated(data)] == expected


def test_the_parent_of_a_component_is_a_part_too() -> None:
    collage = manifest(ingredients=[ingredient("part", "componentOf")])
    data = store(collage, part=manifest(ingredients=[ingredient("old")]), old=MODEL)
    assert [origin for origin, _ in stated(data)] == [Origin.AI_EDITED]


def test_an_ingredient_speaks_with_its_own_signers_voice() -> None:
    data = store(manifest(ingredients=[ingredient("old")], signer="Editor"), old=MODEL)
    (found,) = statements(data, is_trusted=True)
    assert (found.signer.organisation, found.agent, found.is_trusted) == ("Model House", "Model 9", True)


@pytest.mark.parametrize(("is_outer_trusted", "is_listed"), [(True, False), (False, True), (False, False)])
def test_every_signer_on_the_way_must_be_listed(*, is_outer_trusted: bool, is_listed: bool) -> None:
    data = store(manifest(ingredients=[ingredient("old", is_listed=is_listed)]), old=MODEL)
    assert stated(data, is_trusted=is_outer_trusted) == [(Origin.GENERATED, False)]


def test_an_ingredient_with_a_broken_seal_is_silent_and_one_with_an_unlisted_signer_is_not() -> None:
    for code, count in (("assertion.dataHash.mismatch", 0), ("signingCredential.untrusted", 1)):
        data = store(manifest(ingredients=[ingredient("old", failure=[code])]), old=MODEL)
        assert len(stated(data)) == count


def test_a_circle_of_ingredients_ends_and_each_speaks_once() -> None:
    data = store(manifest(ingredients=[ingredient("old")]), old=MODEL | {"ingredients": [ingredient("active")]})
    assert stated(data) == [(Origin.GENERATED, True)]


def test_a_long_ancestry_is_cut_off() -> None:
    line = {f"m{number}": manifest(ingredients=[ingredient(f"m{number + 1}")]) for number in range(40)}
    data = store(manifest(ingredients=[ingredient("m0")]), **line, m40=MODEL)
    assert stated(data) == []


def test_a_label_without_a_manifest_states_nothing() -> None:
    assert stated(store(manifest(ingredients=[ingredient("lost"), ingredient("")]))) == []


def test_steps_run_from_the_oldest_ancestor_each_once() -> None:
    new = manifest(
        action("opened"), action("cropped"), ingredients=[ingredient("old"), ingredient("part", "componentOf")]
    )
    old = manifest(action("created"), action("cropped"))
    assert steps(store(new, old=old, part=MODEL)) == ("c2pa.created", "c2pa.cropped", "c2pa.opened")


def test_a_signer_is_named_as_the_certificate_does() -> None:
    assert signer_of(CAMERA) == Signer(
        organisation="Camera House",
        name="Camera House CA",
        serial="7",
        software="Program 1",
        time="2026-01-02T03:04:05Z",
    )
    assert signer_of({}) == Signer()


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ("https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", Origin.GENERATED),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/", Origin.GENERATED),
        ("http://c2pa.org/digitalsourcetype/trainedAlgorithmicData", Origin.GENERATED),
        ("digsrctype:compositedWithTrainedAlgorithmicMedia", Origin.AI_EDITED),
        ("digitalCapture", Origin.CAPTURED),
        ("http://c2pa.org/digitalsourcetype/empty", None),
    ],
)
def test_a_source_counts_in_any_spelling(source: str, origin: Origin | None) -> None:
    made = manifest({"action": "c2pa.created", "source": source})
    assert [one.origin for one in statements(store(made), is_trusted=True)] == ([origin] if origin else [])
