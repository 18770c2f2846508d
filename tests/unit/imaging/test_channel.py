import os
from io import FileIO

import pytest

from fairclaim.imaging.channel import ChannelError, receive_bytes, receive_header, send


def sent(*pieces: bytes) -> FileIO:
    """A stream from which these bytes can be read."""
    reader, writer = os.pipe()
    with FileIO(writer, "wb") as stream:
        for piece in pieces:
            stream.write(piece)
    return FileIO(reader, "rb")


def test_what_is_sent_arrives() -> None:
    reader, writer = os.pipe()
    with FileIO(reader, "rb") as replies, FileIO(writer, "wb") as requests:
        send(requests, {"task": "解码", "size": 5}, (b"he", b"llo"))
        assert receive_header(replies) == {"task": "解码", "size": 5}
        assert receive_bytes(replies, 5) == b"hello"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\0",
        b"\xff\xff\xff\xff",
        b"\0\0\0\4[1]\n",
        b"\0\0\0\2{x",
        b"\0\0\0\x09{}",
        (1 << 16).to_bytes(4) + b"[" * (1 << 15),
    ],
    ids=["nothing", "half-a-length", "too-long", "no-object", "no-json", "cut-off", "deep"],
)
def test_what_is_no_message_is_an_error_of_the_channel(data: bytes) -> None:
    with sent(data) as stream, pytest.raises(ChannelError):
        receive_header(stream)


def test_deep_nesting_is_an_error_of_the_channel() -> None:
    text = b"[" * 60_000
    with sent(len(text).to_bytes(4), text) as stream, pytest.raises(ChannelError):
        receive_header(stream)


def test_a_reader_that_is_gone_is_an_error_of_the_channel() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with FileIO(writer, "wb") as stream, pytest.raises(ChannelError):
        send(stream, {}, (b"x",))


def test_bytes_that_do_not_come_are_an_error_of_the_channel() -> None:
    with sent(b"abc") as stream, pytest.raises(ChannelError):
        receive_bytes(stream, 4)
