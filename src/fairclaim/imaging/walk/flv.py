"""Flash video: tags, of which only script data can state anything (Adobe Flash Video File Format 10.1, annex E)."""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger

_SCRIPT_DATA = 18
_TAG_HEAD_BYTES, _BACK_POINTER_BYTES = 11, 4
_MAX_TAGS = 300_000


def walk_flv(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Step from tag to tag; each tag of script data is a part ``script``.

    After 300,000 tags, an hour and more, nothing is looked for any longer: metadata stand in front.

    Raises
    ------
    BrokenFileError
        If the header is cut off.
    OverLimitError
        If the file holds more script tags than the limits allow.
    """
    ledger = Ledger(limits)
    at = int.from_bytes(data[5:9], "big")
    if at < 9 or at > len(data):
        raise BrokenFileError("FLV: no header")
    at += _BACK_POINTER_BYTES
    tags = 0
    while at + _TAG_HEAD_BYTES <= len(data):
        tags += 1
        if tags > _MAX_TAGS:
            break
        head = data[at : at + 4]
        size = int.from_bytes(head[1:4], "big")
        if head[0] & 0x1F == _SCRIPT_DATA:
            ledger.add("script", at + _TAG_HEAD_BYTES, min(size, len(data) - at - _TAG_HEAD_BYTES))
        at += _TAG_HEAD_BYTES + size + _BACK_POINTER_BYTES
    return Structure(media_type=media_type, parts=tuple(ledger.parts), height=None, width=None)
