"""Statements of software about its own work."""

import json

import pytest

from fairclaim.forensics.labels.generator_traces import MAX_TRACES, TRAILER_BYTES, Trace, TraceKind, find_traces
from fairclaim.imaging.metadata import Metadata, TextEntry


def text(keyword: str, value: str) -> Metadata:
    return Metadata(texts=(TextEntry("png:tEXt", keyword, value.encode()),))


def test_a_trace_tells_tool_place_and_words() -> None:
    [trace] = find_traces(text("Software", "NovelAI"))
    assert trace == Trace(TraceKind.GENERATED, "NovelAI", "png:tEXt Software", "NovelAI")


def test_a_statement_in_two_places_gives_two_traces_and_a_repeated_one_gives_one() -> None:
    both = Metadata(exif={"Software": "GIMP 3.0"}, texts=(TextEntry("png:tEXt", "Software", b"GIMP 3.0"),) * 2)
    assert [one.carrier for one in find_traces(both)] == ["png:tEXt Software", "exif:Software"]


@pytest.mark.parametrize(
    ("graph", "kind"),
    [
        ({"1": {"class_type": "KSampler"}}, TraceKind.GENERATED),
        ({"nodes": [{"type": "LoadImage"}, {"type": "UpscaleModelLoader"}]}, TraceKind.AI_EDITED),
    ],
)
def test_a_graph_counts_as_generation_only_where_it_samples(graph: dict[str, object], kind: TraceKind) -> None:
    [trace] = find_traces(text("prompt", json.dumps(graph)))
    assert (trace.kind, trace.tool) == (kind, "ComfyUI")


def test_text_inside_xmp_is_recognised_too() -> None:
    packet = b'<d xmlns:exif="urn:e"><exif:UserComment>Steps: 20, Sampler: Euler, Seed: 1</exif:UserComment></d>'
    [trace] = find_traces(Metadata(xmp=(packet,)))
    assert trace.tool == "Stable Diffusion web UI"
    assert trace.carrier == "XMP UserComment"


@pytest.mark.parametrize("value", ["http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "", "made up"])
def test_captures_and_unknown_codes_say_nothing(value: str) -> None:
    assert (
        find_traces(Metadata(xmp=(f'<d xmlns:p="u" p:DigitalSourceType="{value}" p:Credit="{value}"/>'.encode(),)))
        == ()
    )


def test_only_the_end_of_a_long_trailer_is_searched() -> None:
    note = b'{"genAIType":8}'
    assert find_traces(Metadata(), trailers=(note + bytes(TRAILER_BYTES),)) == ()
    assert len(find_traces(Metadata(), trailers=(bytes(TRAILER_BYTES) + note,))) == 1


def test_no_more_traces_are_kept_than_the_limit() -> None:
    texts = tuple(TextEntry("png:tEXt", "Software", f"GIMP {number}".encode()) for number in range(100))
    assert len(find_traces(Metadata(texts=texts))) == MAX_TRACES


def test_exif_bytes_are_read_like_text() -> None:
    [trace] = find_traces(Metadata(exif={"Software": "美图秀秀".encode(), "Make": 7}))
    assert trace.kind is TraceKind.EDITED
