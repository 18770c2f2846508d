"""Statements of software about its own work."""

import json

import pytest

from fairclaim.forensics.labels.generator_traces import MAX_TRACES, find_traces
from fairclaim.forensics.labels.trace import Trace, TraceKind
from fairclaim.imaging.metadata import Metadata, TextEntry
from fairclaim.imaging.stated import read_stated
from unit.forensics.labels.generator_files import stated_files


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


def test_no_more_traces_are_kept_than_the_limit() -> None:
    texts = tuple(TextEntry("png:tEXt", "Software", f"GIMP {number}".encode()) for number in range(100))
    assert len(find_traces(Metadata(texts=texts))) == MAX_TRACES


def test_exif_bytes_are_read_like_text() -> None:
    [trace] = find_traces(Metadata(exif={"Software": "美图秀秀".encode(), "Make": 7}))
    assert trace.kind is TraceKind.EDITED


def test_every_carrier_and_every_form_is_read_right() -> None:
    files = list(stated_files())
    assert len(files) > 1_300
    wrong = {file.name: _strongest(file.data) for file in files if _strongest(file.data) is not file.kind}
    assert wrong == {}


def _strongest(data: bytes) -> TraceKind | None:
    kinds = {trace.kind for trace in find_traces(read_stated(data).metadata)}
    return next((kind for kind in TraceKind if kind in kinds), None)


def test_a_program_is_named_where_its_graph_stands_in_exif() -> None:
    [trace] = find_traces(Metadata(exif={"Make": 'workflow:{"nodes":[{"type":"KSampler"}]}'}))
    assert (trace.tool, trace.carrier) == ("ComfyUI", "exif:Make workflow")
