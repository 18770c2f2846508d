"""Decoding the texts that a file carries."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fairclaim.forensics.labels.texts import (
    carried_texts,
    decode_text,
    decode_user_comment,
    shown,
    xmp_packets,
)
from fairclaim.imaging.metadata import Metadata, TextEntry


def test_utf8_and_gb18030_and_utf16_are_told_apart() -> None:
    assert decode_text("生成".encode()) == "生成"
    assert decode_text("生成".encode("gb18030")) == "生成"
    assert decode_text("\ufeff生成".encode("utf-16-le")) == "生成"
    assert decode_text(b"\xff") == "ÿ"


def test_a_user_comment_is_read_in_every_character_code() -> None:
    text = '{"AIGC":{"Label":"1"}}'
    for value in (
        b"ASCII\0\0\0" + text.encode(),
        bytes(8) + text.encode(),
        b"UNICODE\0" + text.encode("utf-16-be"),
        b"UNICODE\0" + text.encode("utf-16-le"),
        b"UNICODE\0" + text.encode("utf-16"),
        b"UNICODE\0" + text.encode(),
        text.encode(),
    ):
        assert decode_user_comment(value) == text


def test_an_exif_comment_is_found_once_even_if_stated_twice() -> None:
    value = b"ASCII\0\0\0hello"
    metadata = Metadata(exif={"UserComment": value}, texts=(TextEntry("exif:UserComment", "", value),))
    assert [one.text for one in carried_texts(metadata)] == ["hello"]


def test_xmp_in_an_ordinary_png_text_counts_as_xmp() -> None:
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    metadata = Metadata(texts=(TextEntry("png:tEXt", "XML:com.adobe.xmp", packet), TextEntry("jpeg:APP1", "", packet)))
    assert xmp_packets(metadata) == (packet,)
    assert carried_texts(metadata) == ()


def test_a_shown_text_is_one_short_printable_line() -> None:
    assert shown("a\nb\u202ec\ud800") == "a·b·c·"
    assert shown("x" * 500, limit=10) == "x" * 9 + "…"


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_become_text_that_can_be_shown(value: bytes) -> None:
    for text in (decode_text(value), decode_user_comment(value), decode_user_comment(b"UNICODE\0" + value)):
        assert shown(text).isprintable()
        shown(text).encode()


def test_a_text_named_aigc_is_read_however_many_stand_before_it() -> None:
    others = tuple(TextEntry("mkv:SimpleTag", f"TAG{number}", b"x%d" % number) for number in range(1000))
    texts = carried_texts(Metadata(texts=(*others, TextEntry("mkv:SimpleTag", "AIGC", b"{}"))))
    assert texts[0].keyword == "AIGC"
    assert len(texts) == 256
