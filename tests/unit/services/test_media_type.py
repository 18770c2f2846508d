import pytest

from fairclaim.services.media_type import UNKNOWN, extension_of, media_type_of


@pytest.mark.parametrize(
    ("data", "media_type", "extension"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
        (b"RIFF1234WEBPVP8 ", "image/webp", "webp"),
        (b"\0\0\0\x18ftypheic", "image/heic", "heic"),
        (b"\0\0\0\x18ftypisom", "video/mp4", "mp4"),
        (b"MM\0*", "image/tiff", "tif"),
        (b"<html>", UNKNOWN, "bin"),
        (b"", UNKNOWN, "bin"),
    ],
)
def test_a_file_is_labelled_by_its_first_bytes(data: bytes, media_type: str, extension: str) -> None:
    assert media_type_of(data) == media_type
    assert extension_of(media_type) == extension
