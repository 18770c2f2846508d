"""Programs that name themselves in ``Software``, ``CreatorTool`` or ``Make``, and in a photo's credit line.

An editor's name is information only. A generator's name speaks where the program does nothing but generate; names of
suites that also edit by hand stay with the editors.

Sources: files of the programs; Google's and Apple's photo credits ("Made with Google AI", "Apple Photos Clean Up"),
which both write together with an IPTC source type.
"""

from collections.abc import Iterator

from fairclaim.forensics.labels.trace import MAX_QUOTE, Trace, TraceKind

_GENERATORS = (
    "NovelAI",
    "Midjourney",
    "DALL-E",
    "DALL·E",
    "Stable Diffusion",
    "Adobe Firefly",
    "ComfyUI",
    "InvokeAI",
    "Fooocus",
    "Draw Things",
    "Easy Diffusion",
    "SwarmUI",
    "Ideogram",
    "DreamStudio",
    "Leonardo.Ai",
    "Recraft",
    "Bing Image Creator",
    "Apple Image Playground",
    "Dreamina",
    "即梦",
)
_EDITORS = (
    "Photoshop",
    "Lightroom",
    "GIMP",
    "Snapseed",
    "PicsArt",
    "Meitu",
    "美图",
    "BeautyCam",
    "美颜",
    "醒图",
    "轻颜",
    "Hypic",
    "B612",
    "VSCO",
    "Canva",
    "Pixlr",
    "PhotoScape",
    "paint.net",
    "Shotwell",
    "Picasa",
    "ACDSee",
    "Affinity Photo",
    "Luminar",
    "Facetune",
    "Polarr",
    "CapCut",
    "剪映",
    "Windows Photo Editor",
    "Microsoft Designer",
)
"""Very many honest people use them to crop, brighten or hide an address."""

_CREDITS = {
    "made with google ai": (TraceKind.GENERATED, "Google AI"),
    "created with google ai": (TraceKind.GENERATED, "Google AI"),
    "edited with google ai": (TraceKind.AI_EDITED, "Google AI"),
    "apple photos clean up": (TraceKind.AI_EDITED, "Apple Photos Clean Up"),
    "apple image playground": (TraceKind.GENERATED, "Apple Image Playground"),
}
_SIGNS = ".!。 \t\0"


def software_traces(value: str, carrier: str) -> Iterator[Trace]:
    """Yield what a program's own name says: a generator first, then an editor."""
    folded = value[:MAX_QUOTE].casefold()
    for kind, names in ((TraceKind.GENERATED, _GENERATORS), (TraceKind.EDITED, _EDITORS)):
        name = next((name for name in names if name.casefold() in folded), None)
        if name is not None:
            yield Trace(kind, name, carrier, value[:MAX_QUOTE])
            return


def credit_traces(value: str, carrier: str) -> Iterator[Trace]:
    """Yield what a credit line says where it is exactly one that a maker is known to write."""
    found = _CREDITS.get(" ".join(value[:MAX_QUOTE].split()).strip(_SIGNS).casefold())
    if found is not None:
        yield Trace(*found, carrier, value[:MAX_QUOTE])
