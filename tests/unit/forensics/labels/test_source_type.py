"""Spellings of IPTC codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.forensics.labels.source_type import kind_of_source, source_code
from fairclaim.forensics.labels.trace import TraceKind


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", TraceKind.GENERATED),
        ("https://cv.iptc.org/newscodes/digitalsourcetype/compositedWithTrainedAlgorithmicMedia", TraceKind.AI_EDITED),
        ("Created using Generative AI", TraceKind.GENERATED),
        ("Edited with generative AI", TraceKind.AI_EDITED),
        ("https://schema.org/CompositeSyntheticDigitalSource", TraceKind.AI_EDITED),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/compositeCapture", TraceKind.EDITED),
        ("digitalCapture", None),
        ("https://schema.org/DigitalCaptureDigitalSource", None),
        ("http://c2pa.org/digitalsourcetype/empty", None),
        ("not trainedAlgorithmicMedia", None),
        ("", None),
        ("//", None),
    ],
)
def test_a_spelling_means_its_code(value: str, kind: TraceKind | None) -> None:
    assert kind_of_source(value) is kind


def test_the_code_is_what_remains() -> None:
    assert source_code(" digsrctype:humanEdits ") == "humanedits"


@given(st.text())
def test_any_text_is_answered(value: str) -> None:
    assert kind_of_source(value) in {None, *TraceKind}
