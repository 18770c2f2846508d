"""What file names promise."""

import pytest

from fairclaim.benchmark.label_truth import expected_of

UNLABELLED = "aigc-label/not-present"
DECLARED = "generator-metadata/generator-declared"


@pytest.mark.parametrize(
    ("name", "signals"),
    [
        ("labels/real/doubao.png", {"aigc-label/declares-generated"}),
        ("labels/real/midjourney.png", {UNLABELLED, DECLARED}),
        ("labels/c2pa/pub_adobe-20220124-A.jpg", {UNLABELLED, "content-credentials/absent"}),
        ("labels/c2pa/pub_adobe-20220124-E-dat-CA.jpg", {UNLABELLED, "content-credentials/damaged"}),
        ("labels/c2pa/rs_XCA.jpg", {UNLABELLED, "content-credentials/damaged"}),
        ("labels/c2pa/rs_CACA.jpg", {UNLABELLED, "content-credentials/unknown-signer"}),
        ("labels/c2pa/rs_no_alg.jpg", {UNLABELLED}),
        ("labels/c2pa/rs_dashinit.mp4", set()),
        ("labels/generators/novelai1_cropped.png", {UNLABELLED, DECLARED}),
        ("labels/generators/empty_image.png", {UNLABELLED}),
        ("labels/generators/empty_file.png", {"error/empty-file"}),
        ("labels/generators/automatic1111_stealth.png", {UNLABELLED}),
        ("generated/comfy_chroma.png", {UNLABELLED, DECLARED}),
        ("generated/83_case.png", {UNLABELLED}),
    ],
)
def test_names_tell_what_must_be_seen(name: str, signals: set[str]) -> None:
    expected = expected_of(name)
    assert expected is not None
    assert expected.signals == signals
    assert expected.is_met_by(frozenset({*signals, "generator-metadata/nothing-declared"}))


def test_a_name_that_promises_nothing_expects_nothing() -> None:
    assert expected_of("labels/real/another.png") is None


def test_a_missing_signal_and_an_unexpected_label_are_both_wrong() -> None:
    expected = expected_of("generated/comfy_chroma.png")
    assert expected is not None
    assert not expected.is_met_by(frozenset({UNLABELLED}))
    assert not expected.is_met_by(frozenset({UNLABELLED, DECLARED, "aigc-label/unreadable"}))
