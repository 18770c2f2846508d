"""Is a line of text a service's label "made by AI"? The wording, the place and the level line decide together.

The rule of GB 45438-2025, 5.2: an AI element and a generation element, at an edge or a corner. Goods print "AI" and "合成" too;
so both elements must stand as a label has them, the line must be level as only an overlay is, and nothing may deny it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from fairclaim.domain.box import Box
from fairclaim.forensics.inscriptions import Inscription, around, stands_above, stands_before
from fairclaim.forensics.marks.wordings import Named, Wordings, bare, distance, fold, load_wordings

EDGE_SHARE = 0.08
"""Distance between a label and the nearest edge, relative to the short side; services leave 1 to 6 %."""
MOST_TILT_DEG = 7.0
"""An overlay is level; a short, faint line was measured up to 6.4 degrees off."""
MOST_SIGNS = 44
"""Folded length of a line that holds a label: a longer one is a sentence."""
SPARE_SIGNS = 2
"""Signs that a service's star or misread ornament may add to its wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMark:
    """A visible label.

    Parameters
    ----------
    text : str
        As read.
    box : Box
        Around it, on the photo's grid.
    service : Named or None
        Whose wording it is, where known.
    is_doubted : bool
        The label itself only says "possibly".
    height_share : float
        Height of its letters relative to the photo's short side; the standard asks for 0.05.
    """

    text: str
    box: Box
    service: Named | None
    is_doubted: bool
    height_share: float


def find_labels(lines: Sequence[Inscription], height: int, width: int) -> tuple[LabelMark, ...]:
    """Find visible labels among the lines of a photo of ``height`` × ``width`` pixels, each place once."""
    words, short_side = load_wordings(), min(height, width)
    near = [
        line for line in lines if line.tilt_deg <= MOST_TILT_DEG and _edge_share(line.box, height, width) <= EDGE_SHARE
    ]
    found: list[LabelMark] = []
    for group in _groups(near):
        text = " ".join(line.text for line in group)
        box = around([line.box for line in group])
        service = _service(words, text, is_placed=_is_placed(box, height, width))
        is_label = says_made_by_ai(text)
        if (service or is_label) and not any(box.intersection(known.box).area for known in found):
            share = max(line.height_px for line in group) / short_side
            is_doubted = bool(words.doubt.search(fold(text)))
            found.append(LabelMark(text=text, box=box, service=service, is_doubted=is_doubted, height_share=share))
    return tuple(found)


def says_made_by_ai(text: str) -> bool:
    """Tell whether a line has an AI element and a generation element as a label has them, and denies nothing."""
    words, folded = load_wordings(), fold(text)
    if len(folded) > MOST_SIGNS:
        return False
    for candidate in (folded, bare(text)):
        for label in words.labels:
            match = label.search(candidate)
            if match is not None:
                before, after = candidate[: match.start()], candidate[match.end() :]
                return not words.denial.search(before) and not words.question.search(after)
    return False


def _service(words: Wordings, text: str, *, is_placed: bool) -> Named | None:
    """Return whose wording a line is: the whole line, give or take an ornament; a mere name only where services set it."""
    plain = bare(text)
    for service in words.services:
        for mark in service.marks:
            if (is_placed or "生成" in mark) and _is_as_read(plain, mark):
                return service
    return None


def _is_as_read(plain: str, mark: str) -> bool:
    """Tell whether a line is a wording: long ones may be misread in a sign or two, a short one must be right."""
    slips = (len(mark) >= 5) + (len(mark) >= 8)
    return any(distance(plain[spare:], mark) <= slips for spare in range(SPARE_SIGNS + 1) if plain[spare:])


def _groups(lines: Sequence[Inscription]) -> Iterable[tuple[Inscription, ...]]:
    """Yield pairs of lines that stand together, one above or before the other, then each line alone."""
    for first, second in permutations(lines, 2):
        if stands_above(first, second) or stands_before(first, second):
            yield (first, second)
    for line in lines:
        yield (line,)


def _edge_share(box: Box, height: int, width: int) -> float:
    return min(box.row0, height - box.row1, box.col0, width - box.col1) / min(height, width)


def _is_placed(box: Box, height: int, width: int) -> bool:
    """Tell whether a box stands in a corner, or in the middle of the lower edge: where services set their marks."""
    short_side = min(height, width)
    upright, across = min(box.row0, height - box.row1), min(box.col0, width - box.col1)
    is_centred = abs(box.col0 + box.col1 - width) <= 2 * EDGE_SHARE * short_side and box.row1 > height / 2
    return upright <= EDGE_SHARE * short_side and (across <= EDGE_SHARE * short_side or is_centred)
