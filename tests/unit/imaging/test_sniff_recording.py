"""Films and sounds are named by their content."""

import pytest

from fairclaim.benchmark.label_recordings import avi, flac, flv, id3, matroska, movie, mp3, ogg, riff, wav
from fairclaim.domain.errors import UnknownFormatError
from fairclaim.imaging.sniff_recording import RECORDINGS, sniff_recording
from unit.imaging import hostile

SAMPLES = {
    "video/mp4": movie(b""),
    "video/quicktime": movie(b"", brand="mov"),
    "audio/mp4": movie(b"", brand="m4a"),
    "video/x-matroska": matroska(b"", is_last=True),
    "video/webm": matroska(b"", is_last=True, kind=b"webm"),
    "video/x-msvideo": avi(b"", is_last=True),
    "video/x-flv": flv(b"", is_last=True),
    "audio/wav": wav(b"", is_last=True),
    "audio/mpeg": mp3(b""),
    "audio/flac": flac(b"", is_last=True),
    "audio/ogg": ogg(b"", b""),
}


@pytest.mark.parametrize("media_type", sorted(RECORDINGS))
def test_every_recording_is_named(media_type: str) -> None:
    assert sniff_recording(SAMPLES[media_type]) == media_type


def test_other_beginnings_of_the_same_families() -> None:
    assert sniff_recording(id3(b"")) == "audio/mpeg"
    assert sniff_recording(b"\0\0\0\x08wide\0\0\0\x08mdat") == "video/quicktime"
    assert sniff_recording(b"RF64" + riff(b"WAVE")[4:]) == "audio/wav"


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"RIFF\0\0\0\0WEBP", b"%PDF-1.7", b"\xff\xff\xff\xff", b"plain text", hostile.jpeg()]
)
def test_anything_else_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        sniff_recording(data)
