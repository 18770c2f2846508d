"""A label put into an XMP packet, or its value changed there; everything else in the packet stays as it was.

The form is that of TC260-PG-20259A: the element ``TC260:AIGC`` in a description of its own, its value the bare JSON
object, escaped. Only packets in UTF-8 that are well-formed XML are touched.
"""

import re

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.forensics.labels.xmp import RDF_NAMESPACE, TC260_NAMESPACE, read_packet

_EMPTY = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n '
    f'<rdf:RDF xmlns:rdf="{RDF_NAMESPACE}">\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
)
_NAME = r"[A-Za-z_][\w.-]{0,63}"
_END_OF_RDF = re.compile(rf"</({_NAME}):RDF\s*>")
_ABOUT = re.compile(rf"{_NAME}:about\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_PADDING = re.compile(r"\s+(?=<\?xpacket end)")
_VALUE = re.compile(
    rf"(?P<open><(?P<tag>{_NAME}:AIGC)(?:\s[^<>]*)?>)(?P<inner>[^<]*)(?P<close></(?P=tag)\s*>)"
    rf"|(?P<start>(?<![\w.:-]){_NAME}:AIGC\s*=\s*)(?P<quoted>\"[^\"<]*\"|'[^'<]*')"
)


def packet_with_label(packet: bytes | None, label_json: str) -> bytes:
    """Return the packet with the label added; a packet of its own where there is none.

    Raises
    ------
    UsageError
        If the packet that is there cannot be extended.
    """
    text = _decoded(packet) if packet is not None else _EMPTY
    ends = list(_END_OF_RDF.finditer(text))
    if len(ends) != 1:
        raise _not_editable()
    prefix, about = ends[0][1], _ABOUT.search(text)
    description = (
        f'<{prefix}:Description {prefix}:about={about[1] if about else chr(34) * 2} xmlns:TC260="{TC260_NAMESPACE}">'
        f"<TC260:AIGC>{_escaped(label_json)}</TC260:AIGC></{prefix}:Description>\n "
    )
    changed = text[: ends[0].start()] + description + text[ends[0].start() :]
    return _within_padding(text, changed)


def packet_with_value(packet: bytes, label_json: str) -> bytes:
    """Return the packet with the one label's value replaced.

    Raises
    ------
    UsageError
        If not exactly one label stands in it.
    """
    text = _decoded(packet)
    places = list(_VALUE.finditer(text))
    if len(places) != 1:
        raise _not_editable()
    place, value = places[0], _escaped(label_json)
    put = f"{place['open']}{value}{place['close']}" if place["open"] else f'{place["start"]}"{value}"'
    return _within_padding(text, text[: place.start()] + put + text[place.end() :])


def holds_label(packet: bytes | None) -> bool:
    """Tell whether exactly one label stands in the packet in a form that `packet_with_value` can change."""
    if packet is None:
        return False
    return len(list(_VALUE.finditer(packet.decode("utf-8", "replace")))) == 1


def _decoded(packet: bytes) -> str:
    try:
        text = packet.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise _not_editable() from exc
    if not read_packet(packet).is_well_formed:
        raise _not_editable()
    return text


def _escaped(text: str) -> str:
    for char, entity in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;")):
        text = text.replace(char, entity)
    return text


def _within_padding(before: str, after: str) -> bytes:
    """Let the packet's own padding take up the growth, as far as it goes (XMP specification part 1, 7.3.2)."""
    growth = len(after.encode()) - len(before.encode())
    padding = _PADDING.search(after)
    if padding is not None and growth > 0:
        kept = max(len(padding[0]) - growth, 1)
        after = after[: padding.start()] + padding[0][len(padding[0]) - kept :] + after[padding.end() :]
    return after.encode()


def _not_editable() -> UsageError:
    return UsageError(
        Bilingual(
            "文件中的 XMP 数据不是规范的 UTF-8 XML，无法在其中写入标识。",
            "The XMP in this file is no regular UTF-8 XML, so a label cannot be written into it.",
        )
    )
