"""Samsung's notes behind the picture."""

import pytest

from fairclaim.forensics.labels.phone_notes import TRAILER_BYTES, trailer_traces
from fairclaim.forensics.labels.trace import TraceKind

NOTE = b'PEg_Info{"genImageVersion":"v1","connectorType":"srvg","genAIType":8}SEFH'


@pytest.mark.parametrize(
    ("trailer", "kinds"),
    [
        (NOTE, [TraceKind.AI_EDITED]),
        (b'PhotoEditor_Re_Edit_Data{"isAIFilterReEditOnly":false,"genAIType":"3"}SEFH', [TraceKind.AI_EDITED]),
        (b'PhotoEditor_Re_Edit_Data{"clipInfoValue":"x","genAIType":0}SEFH', [TraceKind.EDITED]),
        (b'PhotoEditor_Re_Edit_Data{"clipInfoValue":"x"}SEFH', [TraceKind.EDITED]),
        (b"Image_UTC_Data1700000000000SEFH", []),
        (b"", []),
    ],
)
def test_a_generative_edit_is_told_from_an_ordinary_one(trailer: bytes, kinds: list[TraceKind]) -> None:
    assert [trace.kind for trace in trailer_traces(trailer)] == kinds


def test_only_the_end_of_a_long_trailer_is_searched() -> None:
    assert list(trailer_traces(NOTE + bytes(TRAILER_BYTES))) == []
    assert len(list(trailer_traces(bytes(TRAILER_BYTES) + NOTE))) == 1
