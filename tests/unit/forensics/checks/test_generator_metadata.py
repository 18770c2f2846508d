"""Generators, AI edits and ordinary editors, told apart by what they write."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading, Signal
from fairclaim.forensics.checks.generator_metadata import CHECK
from fairclaim.imaging.metadata import ExifValue, Metadata, TextEntry
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.structure import Part, Structure
from fairclaim.imaging.walk.walk import walk

SIGNALS: dict[str, Signal] = {signal.name: signal for signal in CHECK.signals}
A1111 = "a duck\nNegative prompt: monochrome\nSteps: 15, Sampler: UniPC, CFG scale: 5, Seed: 2350, Size: 512x400"


def photo(metadata: Metadata, *, trailer: bytes = b"", role: Role = Role.CLAIM) -> Photo:
    tail = (Part("trailing", 4, len(trailer)),) if trailer else ()
    return Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(b"head" + trailer, role),
        structure=Structure(media_type="image/png", parts=(), height=8, width=8, foreign=tail),
        metadata=metadata,
        raster=Raster(np.zeros((8, 8, 3), np.uint8)),
    )


def read(metadata: Metadata, *, trailer: bytes = b"") -> Reading:
    [reading] = CHECK.read(Case(photos=(photo(metadata, trailer=trailer),)))
    return reading


def text(keyword: str, value: str, carrier: str = "png:tEXt") -> Metadata:
    return Metadata(texts=(TextEntry(carrier, keyword, value.encode()),))


def exif(**values: ExifValue) -> Metadata:
    return Metadata(exif=values)


def xmp(name: str, value: str) -> Metadata:
    return Metadata(xmp=(f'<d xmlns:p="urn:p" p:{name}="{value}"/>'.encode(),))


GENERATED = {
    "iptc-trained": xmp("DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"),
    "iptc-short": xmp("DigitalSourceType", "digsrctype:algorithmicMedia"),
    "web-ui-png": text("parameters", A1111),
    "web-ui-comment": text("", "ASCII\0\0\0" + A1111, "exif:UserComment"),
    "comfy-prompt": text("prompt", json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": 1}}})),
    "comfy-workflow": text("workflow", json.dumps({"nodes": [{"type": "SamplerCustomAdvanced"}]})),
    "comfy-webp": exif(Make='prompt:{"3":{"class_type":"KSampler"}}'),
    "invokeai": text("invokeai_metadata", "{}"),
    "invokeai-dream": text("Dream", '"a woman" -s 50 -S 2980747362 -W 512 -H 768 -C 5 -A k_lms'),
    "fooocus": text("parameters", '{"seed": 1, "steps": 30, "sampler": "dpmpp", "base_model": "x"}'),
    "novelai": text("Software", "NovelAI"),
    "midjourney": text("Description", "a panel --ar 4:3 --v 5.2 Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4"),
    "software": exif(Software="Adobe Firefly 3"),
    "creator-tool": xmp("CreatorTool", "Draw Things 1.20240502"),
    "google": xmp("Credit", "Made with Google AI"),
    "grok": exif(Artist="2b6e053b-9a65-4ca9-9e13-b6f4465164d4", ImageDescription="Signature: " + "Ab9+" * 75),
}
AI_EDITED = {
    "iptc": xmp(
        "DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    ),
    "google": xmp("Credit", "Edited with Google AI"),
    "comfy-without-sampler": text(
        "prompt", json.dumps({"1": {"class_type": "LoadImage"}, "2": {"class_type": "Upscale"}})
    ),
}
EDITED = {
    "photoshop": exif(Software="Adobe Photoshop 26.0 (Windows)"),
    "meitu": exif(Software="美图秀秀"),
    "snapseed": xmp("CreatorTool", "Snapseed 2.0"),
    "iptc": xmp("DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/minorHumanEdits"),
}
SILENT = {
    "empty": Metadata(),
    "firmware": exif(Software="15.2.1", Make="Apple", Model="iPhone 13"),
    "capture": xmp("DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),
    "prose": text("Description", "I took these steps: 15 of them, to the stable; the seed was bad"),
    "prompt-prose": text("prompt", "please refund"),
    "prompt-json": text("prompt", '{"a": {"type": 1}, "b": [1]}'),
    "comment-json": text("Comment", '{"scale": 1, "text": "hi"}'),
    "author": exif(Artist="2b6e053b-9a65-4ca9-9e13-b6f4465164d4"),
    "parameters-prose": text("parameters", "shutter 1/60"),
}


@pytest.mark.parametrize("name", GENERATED)
def test_a_generators_own_statement_speaks_against_the_picture(name: str) -> None:
    assert read(GENERATED[name]).signal == "generator-declared"


@pytest.mark.parametrize("name", AI_EDITED)
def test_an_ai_edit_calls_for_a_look(name: str) -> None:
    assert read(AI_EDITED[name]).signal == "ai-edit-declared"


@pytest.mark.parametrize("name", EDITED)
def test_an_ordinary_editor_is_named_for_information_only(name: str) -> None:
    reading = read(EDITED[name])
    assert reading.signal == "edited-with"
    assert SIGNALS[reading.signal].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("name", SILENT)
def test_ordinary_metadata_say_nothing(name: str) -> None:
    reading = read(SILENT[name])
    assert reading.signal == "nothing-declared"
    assert SIGNALS[reading.signal].outcome is Outcome.NOT_APPLICABLE


def test_the_strengths_are_as_declared() -> None:
    assert (SIGNALS["generator-declared"].outcome, SIGNALS["generator-declared"].grade) == (Outcome.FAIL, Grade.B)
    assert (SIGNALS["ai-edit-declared"].outcome, SIGNALS["ai-edit-declared"].grade) == (Outcome.WARN, Grade.B)


@pytest.mark.parametrize(
    ("note", "signal"),
    [
        (b'PEg_Info{"genImageVersion":"v1","genAIType":8}SEFH', "ai-edit-declared"),
        (b'PEg_Info{"genImageVersion":"v1","genAIType":0}SEFH', "nothing-declared"),
        (b"MotionPhoto_Data", "nothing-declared"),
    ],
)
def test_a_phones_note_behind_the_picture_is_read(note: bytes, signal: str) -> None:
    assert read(Metadata(), trailer=note).signal == signal


def test_the_strongest_statement_decides() -> None:
    both = Metadata(exif={"Software": "Adobe Photoshop"}, texts=GENERATED["web-ui-png"].texts)
    assert read(both).signal == "generator-declared"


def test_the_reason_quotes_the_statement_safely() -> None:
    reason = read(text("parameters", A1111 + "\u202e")).reason
    assert "Stable Diffusion web UI" in reason.zh
    assert "png:tEXt parameters" in reason.en
    assert reason.zh.isprintable()


def test_reference_pictures_are_not_read() -> None:
    assert CHECK.read(Case(photos=(photo(GENERATED["novelai"], role=Role.LISTING),))) == []


@given(
    st.sampled_from(["parameters", "prompt", "workflow", "Comment", "Dream", "Description", ""]), st.text(max_size=120)
)
@settings(max_examples=300)
def test_any_text_under_any_keyword_is_answered(keyword: str, value: str) -> None:
    raw = value.encode("utf-8", "surrogatepass")
    read(Metadata(texts=(TextEntry("png:tEXt", keyword, raw),), exif={"Software": value, "Make": value}))
    read(Metadata(xmp=(b"<x" + raw,)), trailer=raw + b'"genAIType":' + raw)


EXPECTED = {
    "labels/real/midjourney.png": "generator-declared",
    "labels/real/samsung_ai_edit.png": "ai-edit-declared",
    "labels/generators/automatic1111_cropped.jpg": "generator-declared",
    "labels/generators/automatic1111_cropped.png": "generator-declared",
    "labels/generators/fooocus1_cropped.png": "generator-declared",
    "labels/generators/img2img_cropped.png": "generator-declared",
    "labels/generators/invokeai_dream1.png": "generator-declared",
    "labels/generators/invokeai_imeta1.png": "generator-declared",
    "labels/generators/invokeai_sdmeta1.png": "generator-declared",
    "labels/generators/novelai1_cropped.png": "generator-declared",
    "labels/generators/text_after_idat.png": "generator-declared",
    "labels/generators/empty_image.png": "nothing-declared",
    "generated/comfy_chroma_fennec_girl_sing.png": "generator-declared",
    "generated/comfy_model_merging_model_merging_lora.png": "generator-declared",
    "generated/83_case.png": "nothing-declared",
}


def from_file(path: Path) -> Photo:
    data = path.read_bytes()
    structure = walk(data)
    return Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(data, Role.CLAIM),
        structure=structure,
        metadata=read_metadata(data, structure),
        raster=Raster(np.zeros((1, 1, 3), np.uint8)),
    )


@pytest.mark.corpus
@pytest.mark.parametrize("name", EXPECTED)
def test_real_files_are_told_apart(corpus: Path, name: str) -> None:
    [reading] = CHECK.read(Case(photos=(from_file(corpus / name),)))
    assert reading.signal == EXPECTED[name]


@pytest.mark.corpus
def test_no_camera_file_speaks_against_itself(corpus: Path) -> None:
    for path in sorted((corpus / "camera").iterdir()):
        [reading] = CHECK.read(Case(photos=(from_file(path),)))
        assert SIGNALS[reading.signal].outcome is Outcome.NOT_APPLICABLE, path.name
