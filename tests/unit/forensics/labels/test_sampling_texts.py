"""Parameters of diffusion programs, and texts that only look like them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.forensics.labels.sampling_texts import text_trace
from fairclaim.forensics.labels.texts import CarriedText
from fairclaim.forensics.labels.trace import TraceKind


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("", '{"seed": 1, "steps": 20}'),
        ("", '{"prompt": "please refund"}'),
        ("", '{"workflow": {"nodes": []}}'),
        ("", '{"product": "cup"}'),
        ("prompt", '{"a": {"type": 1}}'),
        ("Description", "ten Steps: 15 and no Sampler"),
        ("Dream", "a dream -s of -S nothing"),
        ("Comment", "Job ID: 2b6e053b"),
        ("", "Postprocess upscale"),
    ],
)
def test_what_only_looks_alike_says_nothing(keyword: str, text: str) -> None:
    assert text_trace(CarriedText("exif:UserComment", keyword, text)) is None


def test_a_graph_with_not_a_number_is_read() -> None:
    text = '{"1": {"class_type": "KSampler", "is_changed": [NaN]}, "2": {"inputs": {"text": "a NaN bread"}}}'
    trace = text_trace(CarriedText("png:tEXt", "prompt", text))
    assert trace is not None
    assert (trace.kind, trace.quote) == (TraceKind.GENERATED, "KSampler")


def test_parameters_one_level_down_are_found_and_two_levels_down_are_not() -> None:
    inner = json.dumps({"seed": 1, "steps": 2, "sampler": "x"})
    once = json.dumps({"Comment": inner})
    assert text_trace(CarriedText("exif:UserComment", "", once)) is not None
    assert text_trace(CarriedText("exif:UserComment", "", json.dumps({"Comment": once}))) is None


def test_an_apps_name_is_information_only() -> None:
    trace = text_trace(CarriedText("exif:UserComment", "", '{"product": "retouch", "exportType": "generation"}'))
    assert trace is not None
    assert (trace.kind, trace.tool, trace.quote) == (TraceKind.EDITED, "ByteDance app", "retouch")


@given(st.sampled_from(["", "prompt", "workflow", "parameters", "Comment"]), st.text())
def test_any_text_is_answered(keyword: str, text: str) -> None:
    text_trace(CarriedText("png:tEXt", keyword, text))
    text_trace(CarriedText("png:tEXt", keyword, "{" + text + "}"))
