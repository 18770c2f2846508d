"""ID3v2 frames as programs wrote them over twenty-five years."""

import struct
import zlib

import pytest

from fairclaim.imaging.carriers.id3 import collect_id3
from fairclaim.imaging.found import Found
from fairclaim.imaging.limits import DEFAULT_LIMITS

BODY = b"\x03AIGC\0{}"


def synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def tag(frames: bytes, *, version: int = 4, flags: int = 0) -> bytes:
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(len(frames)) + frames


def frame(body: bytes = BODY, *, kind: bytes = b"TXXX", flags: int = 0, version: int = 4) -> bytes:
    size = synchsafe(len(body)) if version == 4 else struct.pack(">I", len(body))
    return kind + size + struct.pack(">H", flags) + body


def texts(data: bytes) -> list[tuple[str, bytes]]:
    found = Found(DEFAULT_LIMITS)
    collect_id3(data, found)
    return [(text.keyword, text.value) for text in found.texts]


LABEL = [("AIGC", b"{}")]
PACKED = zlib.compress(BODY)


@pytest.mark.parametrize(
    "data",
    [
        tag(frame()),
        tag(frame(version=3), version=3),
        tag(frame(b"\x07" + BODY, flags=0x40)),  # grouped
        tag(frame(b"\x07" + BODY, flags=0x20, version=3), version=3),
        tag(frame(bytes(4) + BODY, flags=0x01)),  # with its length in front
        tag(frame(bytes(4) + PACKED, flags=0x09)),  # compressed
        tag(frame(bytes(4) + PACKED, flags=0x80, version=3), version=3),
        tag(synchsafe(6) + b"\1\0" + frame(), flags=0x40),  # behind an extended header
        tag(struct.pack(">I", 6) + bytes(6) + frame(version=3), version=3, flags=0x40),
        tag(b"TXX" + len(BODY).to_bytes(3, "big") + BODY, version=2),
    ],
)
def test_a_user_defined_text_is_read(data: bytes) -> None:
    assert texts(data) == LABEL


def test_a_long_frame_of_a_program_that_counts_in_plain_bytes_is_read() -> None:
    body = BODY[:-2] + b"{" + b" " * 200 + b"}"
    data = tag(b"TXXX" + struct.pack(">I", len(body)) + b"\0\0" + body)
    assert texts(data) == [("AIGC", body[6:])]


def test_unsynchronisation_of_one_frame_is_undone() -> None:
    body = b"\1" + "AIGC".encode("utf-16") + b"\0\0" + "{}".encode("utf-16")
    [(name, value)] = texts(tag(frame(body.replace(b"\xff\xfe", b"\xff\0\xfe"), flags=0x02)))
    assert (name, value.decode("utf-16")) == ("AIGC", "{}")


@pytest.mark.parametrize(("version", "flags"), [(4, 0x04), (3, 0x40)])
def test_an_encrypted_frame_is_left_out_and_the_next_one_read(version: int, flags: int) -> None:
    assert texts(tag(frame(flags=flags, version=version) + frame(version=version), version=version)) == LABEL


def test_comments_ordinary_texts_and_private_frames_are_kept_by_name() -> None:
    frames = (
        frame(b"\x00engnote\0words", kind=b"COMM")
        + frame(b"\x00title", kind=b"TIT2")
        + frame(b"owner\0data", kind=b"PRIV")
        + frame(b"\x02\0A\0I\0G\0C\0\0\0{\0}", kind=b"TXXX")
    )
    assert texts(tag(frames)) == [
        ("note", b"words"),
        ("TIT2", b"title"),
        ("owner", b"data"),
        ("AIGC", b"\xfe\xff\0{\0}"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3",
        tag(b""),
        tag(bytes(50)),
        tag(frame()[:-1]),
        tag(b"\x01\x02\x03\x04" + bytes(20)),
        tag(frame(b"")),
        tag(frame(b"\x01")),
        tag(frame(b"\x01AI"), flags=0x80),
        tag(frame(bytes(4) + b"no zlib", flags=0x09)),
    ],
)
def test_broken_tags_give_nothing_or_little(data: bytes) -> None:
    assert [one for one in texts(data) if one == LABEL[0]] == []
