"""What Samsung phones note behind a picture's end (the SEF trailer) about edits in their gallery.

``PEg_Info`` and ``PhotoEditor_Re_Edit_Data`` are JSON texts. ``genAIType`` other than 0 tells of a generative edit; the
second text alone tells of any edit in the gallery, a crop for instance. Undocumented by the maker.

Source: an unmodified Galaxy AI edit; names of the entries as in ExifTool's Samsung.pm and in published observations.
"""

import re
from collections.abc import Iterator

from fairclaim.forensics.labels.trace import Trace, TraceKind

TRAILER_BYTES = 256 * 1024
"""How much of the bytes behind the picture's end is searched, from their end backwards."""

_GENERATIVE = re.compile(rb'"genAIType"\s{0,4}:\s{0,4}"?(\d{1,6})')
_RE_EDIT = b"PhotoEditor_Re_Edit_Data"
_CARRIER = "SEF trailer"


def trailer_traces(trailer: bytes) -> Iterator[Trace]:
    """Yield a generative edit (type 0 means none), else an ordinary edit in the gallery."""
    tail = trailer[-TRAILER_BYTES:]
    for match in _GENERATIVE.finditer(tail):
        if int(match[1]):
            yield Trace(TraceKind.AI_EDITED, "Samsung Galaxy AI", _CARRIER, match[0].decode("ascii"))
            return
    if _RE_EDIT in tail:
        yield Trace(TraceKind.EDITED, "Samsung Gallery", _CARRIER, _RE_EDIT.decode("ascii"))
