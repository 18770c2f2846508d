"""The matrix of labelled files: carrier by form by position, with what a reader must say of each.

Every cell is a whole file made here. Beside the labels there are files whose labels contradict each other, cannot be
read, or are none although the word AIGC stands in them.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fairclaim.benchmark.label_pictures import (
    MOVABLE_PICTURES,
    TEXT_PICTURES,
    XMP_PICTURES,
    exif_block,
    itxt,
    jpeg_segment,
    plain,
    png_chunk,
)
from fairclaim.benchmark.label_recordings import (
    FIXED_RECORDINGS,
    TEXT_RECORDINGS,
    XMP_RECORDINGS,
    box,
    chunk,
    flac,
    id3,
    keyed_list,
    matroska,
    movie,
    mp3,
    wav,
)
from fairclaim.forensics.labels.aigc import find_labels
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels, statement
from fairclaim.imaging.stated import read_stated

Statement = tuple[str, str, str]
_CODES = (
    "001191110102MACQD9K64010000",
    "00119144030008867405X210000",
    "001191330106MA2CFLDG4R10001",
)
_CHINESE = "某某智能科技"
_NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One file of the matrix.

    Parameters
    ----------
    name : str
        ``carrier/form/position``.
    data : bytes
        The whole file.
    answer : Answer
        What its labels come to.
    statement : tuple of str or None
        Label, producer and number, where the answer is ``found``.
    """

    name: str
    data: bytes
    answer: Answer
    statement: Statement | None = None


def label_cells() -> Iterator[Cell]:
    """Yield every cell, always the same ones in the same order."""
    yield from _xmp_cells()
    yield from _text_cells()
    yield from _traps()


def is_read_right(cell: Cell) -> bool:
    """Tell whether our reader says of a cell what is true of it."""
    found = find_labels(read_stated(cell.data).metadata)
    if answer_of(found) is not cell.answer:
        return False
    return cell.statement is None or {statement(one) for one in standard_labels(found)} == {cell.statement}


def _fields(number: int, *, producer: str = "") -> dict[str, str]:
    code, produce_id = producer or _CODES[number % len(_CODES)], f"id-{number:04d}"
    return {
        "Label": str(number % 3 + 1),
        "ContentProducer": code,
        "ProduceID": produce_id,
        "ReservedCode1": "",
        "ContentPropagator": code,
        "PropagateID": produce_id,
        "ReservedCode2": "",
    }


def _truth(fields: dict[str, str]) -> Statement:
    return fields["Label"], fields["ContentProducer"], fields["ProduceID"]


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


def packet(body: str = "", attribute: str = "") -> str:
    """Return an XMP packet with a property in the TC260 namespace, as element or as attribute."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:TC260="{_NAMESPACE}"{attribute}>{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _element(text: str) -> str:
    return packet(f"<TC260:AIGC>{text}</TC260:AIGC>")


_XMP_FORMS: dict[str, Callable[[str], bytes]] = {
    "element": lambda label: _element(_escaped(label)).encode(),
    "element-quotes": lambda label: _element(label).encode(),
    "element-numeric": lambda label: _element(label.replace('"', "&#34;")).encode(),
    "element-cdata": lambda label: _element(f"<![CDATA[{label}]]>").encode(),
    "element-twice-escaped": lambda label: _element(_escaped(_escaped(label))).encode(),
    "element-wrapped": lambda label: _element(_escaped(f'{{"AIGC":{label}}}')).encode(),
    "attribute": lambda label: packet(attribute=f' TC260:AIGC="{_escaped(label)}"').encode(),
    "attribute-apostrophes": lambda label: packet(attribute=f" TC260:AIGC='{label}'").encode(),
    "utf-16": lambda label: _element(_escaped(label)).replace("\ufeff", "").encode("utf-16"),
    "undeclared-prefix": lambda label: (
        packet(attribute=f' TC260:AIGC="{_escaped(label)}"').replace("xmlns:TC260", "xmlns:C260").encode()
    ),
    "broken-packet": lambda label: _element(_escaped(label)).replace("</rdf:RDF>", "").encode(),
}
_NOT_WRITTEN = frozenset({("gif", "utf-16"), ("heic", "utf-16")})
"""GIF's XMP is UTF-8 by definition; the library that writes our HEIC changes other encodings."""

_TEXT_FORMS: dict[str, Callable[[dict[str, str]], bytes]] = {
    "bare": lambda fields: _compact(fields).encode(),
    "wrapped": lambda fields: _compact({"AIGC": fields}).encode(),
    "indented": lambda fields: json.dumps({"AIGC": fields}, indent=2).encode(),
    "escaped": lambda fields: _escaped(_compact(fields)).encode(),
    "json-in-json": lambda fields: _compact({"AIGC": _compact(fields)}).encode(),
    "number": lambda fields: _compact({**fields, "Label": int(fields["Label"])}).encode(),
    "three-keys": lambda fields: _compact(dict(list(fields.items())[:3])).encode(),
    "gb18030": lambda fields: _compact(fields).encode("gb18030"),
}


def _xmp_cells() -> Iterator[Cell]:
    number = 0
    for carrier, build in {**XMP_PICTURES, **XMP_RECORDINGS}.items():
        positions = ("first", "last") if carrier in MOVABLE_PICTURES or carrier in XMP_RECORDINGS else ("only",)
        for form, write in _XMP_FORMS.items():
            for position in () if (carrier, form) in _NOT_WRITTEN else positions:
                number += 1
                fields = _fields(number)
                data = build(write(_compact(fields)), position == "last")
                yield _cell(carrier, form, position, data, fields)


def _text_cells() -> Iterator[Cell]:
    number = 5000
    for carrier, build in {**TEXT_PICTURES, **TEXT_RECORDINGS}.items():
        is_movable = carrier in MOVABLE_PICTURES or (carrier in TEXT_RECORDINGS and carrier not in FIXED_RECORDINGS)
        for form, write in _TEXT_FORMS.items():
            for position in ("first", "last") if is_movable else ("only",):
                number += 1
                fields = _fields(number, producer=_CHINESE if form == "gb18030" else "")
                yield _cell(carrier, form, position, build(write(fields), position == "last"), fields)


def _cell(carrier: str, form: str, position: str, data: bytes, fields: dict[str, str]) -> Cell:
    return Cell(name=f"{carrier}/{form}/{position}", data=data, answer=Answer.FOUND, statement=_truth(fields))


_HALF = b'{"AIGC":{"Label":"1","ContentProducer":"0011'
_NOT_A_VALUE = b'{"Label":"9","ContentProducer":"x","ProduceID":"y"}'
_KINDS = {"HEIF": "heic"}
_PROSE = b"Everybody talks about AIGC and its labels. {}"


def _traps() -> Iterator[Cell]:
    """Yield what must not be read as one clear label."""
    one, other = _fields(1), _fields(2)
    first, second = _compact(one).encode(), _compact(other).encode()
    same = {**one, "PropagateID": "p-9"}
    jpeg = jpeg_segment(plain("JPEG"), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _element(_compact(one)).encode())
    png = png_chunk(plain("PNG"), b"tEXt", b"AIGC\0" + first)
    film = box(b"udta", keyed_list(first))
    conflicts = {
        "jpeg-two-packets": jpeg_segment(jpeg, 0xE9, b"AIGC" + second, is_last=True),
        "png-text-and-xmp": png_chunk(
            png, b"iTXt", itxt(b"XML:com.adobe.xmp", _element(_compact(other)).encode()), is_last=True
        ),
        "png-two-texts": png_chunk(png, b"tEXt", b"AIGC\0" + second, is_last=True),
        "mp4-two-lists": movie(film + keyed_list(second, is_iso=False)),
        "wav-two-chunks": wav(chunk(b"AIGC", first) + chunk(b"AIGC", second), is_last=True),
        "mp3-two-tags": mp3(id3(first) + id3(second)),
    }
    for name, data in conflicts.items():
        yield Cell(name=f"{name}/conflict/-", data=data, answer=Answer.CONFLICTING)
    repeated = png_chunk(png, b"tEXt", b"AIGC\0" + _compact(same).encode(), is_last=True)
    yield Cell(name="png-two-texts/repeated/-", data=repeated, answer=Answer.FOUND, statement=_truth(one))
    for form, value in (("half", _HALF), ("no-value", _NOT_A_VALUE), ("empty", b""), ("list", b'{"AIGC":[]}')):
        for carrier, data in _named(value).items():
            yield Cell(name=f"{carrier}/{form}/-", data=data, answer=Answer.UNREADABLE)
    for carrier, data in _unnamed(_PROSE).items():
        yield Cell(name=f"{carrier}/prose/-", data=data, answer=Answer.NONE)
    for format_name in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF", "AVIF"):
        yield Cell(
            name=f"{_KINDS.get(format_name, format_name.lower())}/none/-", data=plain(format_name), answer=Answer.NONE
        )
    for name, data in {"mp4": movie(b""), "wav": wav(b"", is_last=True), "mp3": mp3(b"")}.items():
        yield Cell(name=f"{name}/none/-", data=data, answer=Answer.NONE)


def _named(value: bytes) -> dict[str, bytes]:
    return {
        "png-text": png_chunk(plain("PNG"), b"tEXt", b"AIGC\0" + value),
        "mp4-keys": movie(box(b"udta", keyed_list(value))),
        "mkv": matroska(value, is_last=True),
        "mp3-v24": mp3(id3(value)),
        "flac": flac(value, is_last=True),
    }


def _unnamed(text: bytes) -> dict[str, bytes]:
    return {
        "jpeg-description": jpeg_segment(plain("JPEG"), 0xE1, exif_block(description=text)),
        "png-text-comment": png_chunk(plain("PNG"), b"tEXt", b"Comment\0" + text),
        "wav-info-comment": wav(chunk(b"LIST", b"INFO" + chunk(b"ICMT", text)), is_last=True),
    }
