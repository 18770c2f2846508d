"""Names of programs and credit lines."""

import pytest

from fairclaim.forensics.labels.programs import credit_traces, software_traces
from fairclaim.forensics.labels.trace import MAX_QUOTE, Trace, TraceKind


def test_a_generator_goes_before_an_editor() -> None:
    [trace] = software_traces("Adobe Photoshop with Adobe Firefly", "exif:Software")
    assert trace == Trace(TraceKind.GENERATED, "Adobe Firefly", "exif:Software", "Adobe Photoshop with Adobe Firefly")


@pytest.mark.parametrize("name", ["", "16.0", "HDR+ 1.0.345618096zd", "S906USQS3DWKA", "MIUI", "EMUI 9.1"])
def test_firmware_says_nothing(name: str) -> None:
    assert list(software_traces(name, "exif:Software")) == []


def test_a_long_name_is_cut() -> None:
    [trace] = software_traces("GIMP" + "x" * 9_000, "exif:Software")
    assert len(trace.quote) == MAX_QUOTE


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Made with Google AI", TraceKind.GENERATED),
        ("  edited  with Google AI. ", TraceKind.AI_EDITED),
        ("Apple Photos Clean Up", TraceKind.AI_EDITED),
        ("Photo: Ann Lee, not made with Google AI", None),
        ("Google", None),
    ],
)
def test_only_a_makers_own_line_counts(line: str, kind: TraceKind | None) -> None:
    assert [trace.kind for trace in credit_traces(line, "XMP Credit")] == ([kind] if kind else [])
