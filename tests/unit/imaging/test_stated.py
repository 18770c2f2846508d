"""One door for pictures and recordings alike."""

from pathlib import Path

import pytest

from fairclaim.benchmark.label_recordings import id3, mp3
from fairclaim.domain.errors import EmptyFileError, InputError, OverLimitError, UnknownFormatError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import FileSource
from fairclaim.imaging.stated import read_stated
from unit.imaging import hostile


def test_a_picture_and_a_sound_are_read_by_the_same_call(tmp_path: Path) -> None:
    picture = hostile.with_chunk(hostile.png(), b"tEXt", b"AIGC\0{}")
    for data, media_type in ((picture, "image/png"), (mp3(id3(b"{}")), "audio/mpeg")):
        path = tmp_path / "file"
        path.write_bytes(data)
        with path.open("rb") as file:
            for source in (data, FileSource(file)):
                stated = read_stated(source)
                assert stated.structure.media_type == media_type
                assert [text.value for text in stated.metadata.texts if text.keyword == "AIGC"] == [b"{}"]


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyFileError), (b"hello", UnknownFormatError)])
def test_what_is_neither_is_refused(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        read_stated(data)


def test_a_picture_larger_than_the_limit_is_not_loaded() -> None:
    with pytest.raises(OverLimitError):
        read_stated(hostile.jpeg(), limits=Limits(size_bytes=100))
