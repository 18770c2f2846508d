"""The older IPTC record in Photoshop's segment."""

from hypothesis import given
from hypothesis import strategies as st

from fairclaim.forensics.labels.iptc_iim import IimLine, read_iim

HEAD = b"Photoshop 3.0\0"


def line(dataset: int, text: bytes, record: int = 2) -> bytes:
    return bytes([0x1C, record, dataset]) + len(text).to_bytes(2, "big") + text


def resource(number: int, content: bytes, name: bytes = b"") -> bytes:
    head = b"8BIM" + number.to_bytes(2, "big") + bytes([len(name)]) + name + b"\0" * (1 - len(name) % 2)
    return head + len(content).to_bytes(4, "big") + content + b"\0" * (len(content) % 2)


def test_credit_and_program_are_read_behind_other_resources() -> None:
    record = line(0, b"\0\4") + line(65, b"GIMP") + line(120, b"a caption") + line(110, "苹果".encode())
    segment = HEAD + resource(0x03ED, b"12345", b"odd") + resource(0x0425, b"") + resource(0x0404, record)
    assert list(read_iim(segment)) == [IimLine("OriginatingProgram", "GIMP"), IimLine("Credit", "苹果")]


def test_another_segment_and_another_record_say_nothing() -> None:
    assert list(read_iim(b"Adobe_CM\0" + resource(0x0404, line(110, b"x")))) == []
    assert list(read_iim(HEAD + resource(0x0404, line(110, b"x", record=3)))) == []
    assert list(read_iim(HEAD + resource(0x0405, line(110, b"x")))) == []


def test_a_record_cut_short_gives_what_it_has() -> None:
    segment = HEAD + resource(0x0404, line(110, b"Made with Google AI"))
    for end in range(len(segment)):
        assert len(list(read_iim(segment[:end]))) <= 1


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_bytes_are_answered(block: bytes, record: bytes) -> None:
    list(read_iim(HEAD + block))
    list(read_iim(HEAD + resource(0x0404, record)))
    list(read_iim(HEAD + b"8BIM" + block))
