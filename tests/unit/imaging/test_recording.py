"""A recording keeps its bytes, its role and what it states."""

import pytest

from fairclaim.benchmark.label_recordings import box, keyed_list, movie
from fairclaim.domain.errors import UnknownFormatError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.recording import open_recording


def test_a_film_is_opened_without_decoding() -> None:
    recording = open_recording(Exhibit(movie(box(b"udta", keyed_list(b"{}"))), Role.CHAT), id=ExhibitId("chat-1"))
    assert recording.role is Role.CHAT
    assert recording.structure.media_type == "video/mp4"
    assert [text.value for text in recording.metadata.texts] == [b"14", b"{}"]


def test_what_is_no_recording_is_refused() -> None:
    with pytest.raises(UnknownFormatError):
        open_recording(Exhibit(b"GIF89a", Role.CLAIM), id=ExhibitId("claim-1"))
