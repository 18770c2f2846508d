"""Whole files that state how they came to be: carrier by form, with what must be read out of each."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PIL import ExifTags, Image

from fairclaim.benchmark.label_pictures import (
    XMP_PICTURES,
    exif_block,
    itxt,
    jpeg_segment,
    plain,
    png_chunk,
    saved,
    webp_chunk,
)
from fairclaim.forensics.labels.trace import TraceKind

GENERATED, AI_EDITED, EDITED = TraceKind.GENERATED, TraceKind.AI_EDITED, TraceKind.EDITED
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"

CODES = {
    "trainedAlgorithmicMedia": GENERATED,
    "algorithmicMedia": GENERATED,
    "compositeWithTrainedAlgorithmicMedia": AI_EDITED,
    "compositeSynthetic": AI_EDITED,
    "algorithmicallyEnhanced": EDITED,
    "humanEdits": EDITED,
    "digitalCapture": None,
    "computationalCapture": None,
    "negativeFilm": None,
    "print": None,
    "screenCapture": None,
}
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "http": lambda code: IPTC + code,
    "https": lambda code: IPTC.replace("http:", "https:") + code,
    "slash": lambda code: IPTC + code + "/",
    "language": lambda code: IPTC + code + "?lang=en-GB",
    "path": lambda code: "/newscodes/digitalsourcetype/" + code,
    "qcode": lambda code: "digsrctype:" + code,
    "bare": lambda code: code,
    "lower": lambda code: (IPTC + code).lower(),
    "spaces": lambda code: f"\n   {IPTC}{code}\n  ",
    "schema.org": lambda code: f"https://schema.org/{code[:1].upper()}{code[1:]}DigitalSource",
}
FORMS = {
    "attribute": ('e:DigitalSourceType="{}"', ""),
    "element": ("", "<e:DigitalSourceType>{}</e:DigitalSourceType>"),
    "resource": ("", '<e:DigitalSourceType rdf:resource="{}"/>'),
    "bag": ("", "<e:DigitalSourceType><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></e:DigitalSourceType>"),
    "value": (
        "",
        '<e:DigitalSourceType rdf:parseType="Resource"><rdf:value>{}</rdf:value></e:DigitalSourceType>',
    ),
    "older name": ("", "<e:DigitalSourcefileType>{}</e:DigitalSourcefileType>"),
}

A1111 = (
    "a cracked cup\nNegative prompt: blur\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 12, Size: 512x512"
)
GRAPH = json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": 1}, "is_changed": "X"}}).replace('"X"', "[NaN]")
WORKFLOW = json.dumps({"nodes": [{"type": "SamplerCustomAdvanced"}, {"type": "VAEDecode"}]})
ENLARGING = json.dumps({"1": {"class_type": "LoadImage"}, "2": {"class_type": "ImageUpscaleWithModel"}})
FOOOCUS = json.dumps({"base_model": "m", "guidance_scale": 4, "sampler": "dpmpp", "seed": "1", "steps": 30})
NOVELAI = json.dumps({"steps": 28, "sampler": "k_euler", "seed": 1, "scale": 5, "uc": "lowres"})
SWARM = json.dumps({"sui_image_params": {"prompt": "x", "model": "y"}})
DRAW_THINGS = json.dumps({"c": "x", "sampler": "DPM++", "scale": 7, "seed": 1, "steps": 20, "strength": 1})
EASY = json.dumps({"prompt": "x", "seed": 1, "num_inference_steps": 25, "guidance_scale": 7.5})
JOB = "a cracked cup --ar 4:3 Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4"

PNG_TEXTS = {
    "web-ui": ("parameters", A1111, GENERATED),
    "web-ui-enlarged": ("postprocessing", "Postprocess upscale by: 4, Postprocess upscaler: R-ESRGAN 4x+", AI_EDITED),
    "comfy-prompt": ("prompt", GRAPH, GENERATED),
    "comfy-workflow": ("workflow", WORKFLOW, GENERATED),
    "comfy-enlarged": ("prompt", ENLARGING, AI_EDITED),
    "invokeai": ("invokeai_metadata", '{"generation_mode":"txt2img"}', GENERATED),
    "invokeai-old": ("sd-metadata", "{}", GENERATED),
    "invokeai-dream": ("Dream", '"a cup" -s 50 -S 2980747362 -W 512 -H 768 -C 5 -A k_lms', GENERATED),
    "fooocus": ("parameters", FOOOCUS, GENERATED),
    "fooocus-scheme": ("fooocus_scheme", "fooocus", GENERATED),
    "novelai": ("Comment", NOVELAI, GENERATED),
    "novelai-software": ("Software", "NovelAI", GENERATED),
    "swarm": ("parameters", SWARM, GENERATED),
    "easy": ("use_stable_diffusion_model", "sd-v1-5", GENERATED),
    "midjourney": ("Description", JOB, GENERATED),
    "google-credit": ("Credit", "Edited with Google AI", AI_EDITED),
    "editor": ("Software", "GIMP 3.0", EDITED),
    "screenshot": ("Software", "Android 15", None),
    "note": ("Comment", '{"scale": 1, "text": "cracked on arrival"}', None),
    "words": ("Description", "Steps: I opened the box. Seed: none. The AI generated answer was no help.", None),
}
COMMENTS = {
    "web-ui": (A1111, GENERATED),
    "swarm": (SWARM, GENERATED),
    "draw-things": (DRAW_THINGS, GENERATED),
    "fooocus": (FOOOCUS, GENERATED),
    "easy": (EASY, GENERATED),
    "novelai-webp": (json.dumps({"Comment": NOVELAI, "Software": "NovelAI"}), GENERATED),
    "comfy-inner-text": (json.dumps({"prompt": GRAPH.replace("NaN", "0"), "workflow": WORKFLOW}), GENERATED),
    "comfy-inner-object": (json.dumps({"prompt": json.loads(ENLARGING)}), AI_EDITED),
    "comfy-colon": ("Workflow:" + WORKFLOW, GENERATED),
    "bytedance-app": ('{"product":"retouch","exportType":"export","aigc_info":{"aigc_label_type":0}}', EDITED),
    "plain": ("the screen was cracked on arrival", None),
    "json": ('{"product":"cup","colour":"blue"}', None),
    "phone": ("filter: 0; fileterIntensity: 0.0; filterMask: 0; module: photo; hdr: 1", None),
}
CODINGS: Mapping[str, Callable[[str], bytes]] = {
    "ascii": lambda text: b"ASCII\0\0\0" + text.encode(),
    "unicode-be": lambda text: b"UNICODE\0" + text.encode("utf-16-be"),
    "unicode-le": lambda text: b"UNICODE\0" + text.encode("utf-16-le"),
    "bare": lambda text: text.encode(),
}
EXIF_FILES: Mapping[str, Callable[[bytes], bytes]] = {
    "jpeg": lambda block: saved("JPEG", exif=block),
    "webp": lambda block: saved("WEBP", exif=block),
    "png": lambda block: png_chunk(plain("PNG"), b"eXIf", block.removeprefix(b"Exif\0\0")),
    "png-last": lambda block: png_chunk(plain("PNG"), b"eXIf", block.removeprefix(b"Exif\0\0"), is_last=True),
    "webp-bare": lambda block: webp_chunk(plain("WEBP"), b"EXIF", block.removeprefix(b"Exif\0\0"), is_last=True),
    "heic": lambda block: saved("HEIF", exif=block),
    "avif": lambda block: saved("AVIF", exif=block, speed=10),
}
TAGS: dict[str, tuple[dict[ExifTags.Base, str], TraceKind | None]] = {
    "comfy-webp": ({ExifTags.Base.Model: "prompt:" + GRAPH, ExifTags.Base.Make: "workflow:" + WORKFLOW}, GENERATED),
    "comfy-description": ({ExifTags.Base.ImageDescription: "Workflow:" + WORKFLOW}, GENERATED),
    "firefly": ({ExifTags.Base.Software: "Adobe Firefly 3"}, GENERATED),
    "ideogram": ({ExifTags.Base.Make: "Ideogram AI"}, GENERATED),
    "grok": (
        {
            ExifTags.Base.Artist: "2b6e053b-9a65-4ca9-9e13-b6f4465164d4",
            ExifTags.Base.ImageDescription: "Signature: " + "Ab9+" * 75,
        },
        GENERATED,
    ),
    "half-grok": ({ExifTags.Base.ImageDescription: "Signature: " + "Ab9+" * 75}, None),
    "signed-by-hand": (
        {
            ExifTags.Base.Artist: "2b6e053b-9a65-4ca9-9e13-b6f4465164d4",
            ExifTags.Base.ImageDescription: "Signature: Mary",
        },
        None,
    ),
    "editor": ({ExifTags.Base.Software: "Adobe Photoshop 26.0 (Windows)"}, EDITED),
    "chinese-editor": ({ExifTags.Base.Software: "Meitu 美图秀秀"}, EDITED),
    "phone": ({ExifTags.Base.Software: "16.0", ExifTags.Base.Make: "Apple", ExifTags.Base.Model: "iPhone 13"}, None),
}
XMP_PROPERTIES = {
    "google-made": ("Credit", "Made with Google AI", GENERATED),
    "google-edited": ("Credit", "Edited with Google AI", AI_EDITED),
    "apple": ("Credit", "Apple Photos Clean Up", AI_EDITED),
    "agency": ("Credit", "© UKNIP / Splash News", None),
    "ai-system": ("AISystemUsed", "Some Model", AI_EDITED),
    "ai-prompt": ("AIPromptInformation", "a cracked cup", AI_EDITED),
    "ai-none": ("AISystemUsed", "none", None),
    "midjourney": ("description", JOB, GENERATED),
    "comment": ("UserComment", DRAW_THINGS.replace('"', "&quot;"), GENERATED),
    "tool": ("CreatorTool", "Draw Things 1.20240502", GENERATED),
    "editor": ("CreatorTool", "Snapseed 2.0", EDITED),
}


@dataclass(frozen=True, slots=True)
class StatedFile:
    """A file, and the strongest kind of trace in it."""

    name: str
    data: bytes
    kind: TraceKind | None


def stated_files() -> Iterator[StatedFile]:
    """Yield every cell, always the same ones in the same order."""
    yield from _source_types()
    yield from _properties()
    yield from _png_texts()
    yield from _exif()
    yield from _iim()


def packet(attribute: str, element: str) -> bytes:
    """Wrap a property as an XMP packet."""
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" '
        f'xmlns:e="{EXTENSION}" {attribute}>{element}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def _source_types() -> Iterator[StatedFile]:
    for code, kind in CODES.items():
        for spelling, spelled in SPELLINGS.items():
            for form, (attribute, element) in FORMS.items():
                written = packet(attribute.format(spelled(code)), element.format(spelled(code)))
                data = XMP_PICTURES["jpeg-app1"](written, False)  # noqa: FBT003  (the builders' own order)
                yield StatedFile(f"jpeg-app1/{form}/{spelling}/{code}", data, kind)
    for carrier, build in XMP_PICTURES.items():
        for form, (attribute, element) in FORMS.items():
            written = packet(attribute.format("trainedAlgorithmicMedia"), element.format("trainedAlgorithmicMedia"))
            yield StatedFile(f"{carrier}/{form}", build(written, False), GENERATED)  # noqa: FBT003  (as above)


def _properties() -> Iterator[StatedFile]:
    for carrier in ("jpeg-app1", "png-itxt", "webp", "heic"):
        for name, (property_name, value, kind) in XMP_PROPERTIES.items():
            for form in ("attribute", "element"):
                attribute, element = (FORMS[form][part].replace("DigitalSourceType", property_name) for part in (0, 1))
                written = packet(attribute.format(value), element.format(value))
                data = XMP_PICTURES[carrier](written, False)  # noqa: FBT003  (as above)
                yield StatedFile(f"{carrier}/{form}/{name}", data, kind)


def _png_texts() -> Iterator[StatedFile]:
    for name, (keyword, text, kind) in PNG_TEXTS.items():
        head, body = keyword.encode(), text.encode()
        chunks = {
            b"tEXt": head + b"\0" + body,
            b"zTXt": head + b"\0\0" + zlib.compress(body),
            b"iTXt": itxt(head, body),
        }
        for chunk, payload in chunks.items():
            for is_last in (False, True):
                data = png_chunk(plain("PNG"), chunk, payload, is_last=is_last)
                yield StatedFile(f"png-{chunk.decode()}/{name}/{'last' if is_last else 'first'}", data, kind)


def _exif() -> Iterator[StatedFile]:
    for carrier, build in EXIF_FILES.items():
        for name, (text, kind) in COMMENTS.items():
            for coding, encode in CODINGS.items():
                yield StatedFile(f"{carrier}/comment/{name}/{coding}", build(exif_block(comment=encode(text))), kind)
        for name, (tags, kind) in TAGS.items():
            exif = Image.Exif()
            for tag, value in tags.items():
                exif[tag] = value
            yield StatedFile(f"{carrier}/tags/{name}", build(exif.tobytes()), kind)


def _iim() -> Iterator[StatedFile]:
    for value, kind in (("Apple Photos Clean Up", AI_EDITED), ("Made with Google AI", GENERATED), ("Reuters", None)):
        line = b"\x1c\x02\x6e" + len(value).to_bytes(2, "big") + value.encode()
        resource = b"8BIM\x04\x04\0\0" + len(line).to_bytes(4, "big") + line + b"\0" * (len(line) % 2)
        data = jpeg_segment(plain("JPEG"), 0xED, b"Photoshop 3.0\0" + resource)
        yield StatedFile(f"jpeg-app13/{value}", data, kind)
