"""Films in ISO base media files (MP4, MOV, M4A): boxes to the end, whether ``moov`` stands in front or last.

Unlike a picture, a film that is cut off in its media data is still walked: what it states may stand before the cut.
"""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Part, Structure
from fairclaim.imaging.walk.bmff import box_header, note_box
from fairclaim.imaging.walk.ledger import Ledger


def walk_movie(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Walk the boxes of ISO/IEC 14496-12, 4.2; each is a part, named by its dotted path (``moov.udta.meta.ilst``).

    Raises
    ------
    BrokenFileError
        If no whole box stands at the beginning, or boxes nest too deeply.
    OverLimitError
        If the file holds more boxes than the limits allow.
    """
    ledger = Ledger(limits)
    at = 0
    while head := box_header(data, at, len(data)):
        kind, body, end = head
        note_box(data, Part(kind, body, end - body), ledger)
        at = end
    if not ledger.parts:
        raise BrokenFileError("MP4: cut off in the box at byte 0")
    if at < len(data):
        ledger.add_foreign("cut-off", at, len(data) - at)
    return Structure(
        media_type=media_type,
        parts=tuple(ledger.parts),
        height=None,
        width=None,
        foreign=tuple(ledger.foreign),
    )
