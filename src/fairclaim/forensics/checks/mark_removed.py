"""A later upload that is an earlier one with its visible mark cropped away or painted over.

The two must be one exposure. The mark is a row of signs near an edge of the earlier picture. It is *known* to be an AI mark
only where the earlier file itself declares AI generation; otherwise it is just lettering, which parcels and goods carry too.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.agreement import Matrix, compare, lay_over
from fairclaim.forensics.case import Case
from fairclaim.forensics.change import find_change
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.exposure import ExposureJudgement, ExposureKind
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.forensics.labels.aigc import AigcLabel, LabelValue, find_labels
from fairclaim.forensics.lettering import Row, find_rows
from fairclaim.forensics.placing import to_alignment, to_full_box
from fairclaim.imaging.photo import Photo

EDGE_SHARE = 0.12
"""Visible marks stand in this outer share of the height. (GB 45438-2025, 4.2: at the edge or a corner, with signs of at least
5 % of the shortest side.)"""
GONE_SHARE = 0.8
"""Share of a mark outside the later frame from which it was cropped away."""
CHANGED_SHARE = 0.25
"""Share of a mark's box that differs from which it was painted over: thin signs fill about a third of their box."""
MAX_PAINT_SHARE = 0.08
"""Changed share of the frame beyond which the picture was changed at large, and the mark's end says nothing special."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removal:
    """What became of a mark.

    Parameters
    ----------
    box : Box
        The mark on the earlier picture's working grid.
    was_cropped : bool
        Cropped away; otherwise painted over.
    place : Box or None
        Where it stood, on the later picture's working grid; None where that lies outside.
    """

    box: Box
    was_cropped: bool
    place: Box | None


def read(case: Case) -> Sequence[Reading]:
    """Compare every claim photo with every earlier upload of the dispute: chat pictures, then earlier claim photos."""
    readings = [_compare(case, earlier, later) for earlier, later in _pairs(case)]
    return [reading for reading in readings if reading is not None] or [
        Reading(signal="no-earlier-copy", exhibits=(claim.id,), reason=_REASONS["no-earlier-copy"])
        for claim in case.claims
    ]


def _pairs(case: Case) -> Iterator[tuple[Photo, Photo]]:
    chats = tuple(photo for photo in case.photos if photo.role is Role.CHAT)
    yield from itertools.product(chats, case.claims)
    yield from itertools.combinations(case.claims, 2)


def _compare(case: Case, earlier: Photo, later: Photo) -> Reading | None:
    """Return a reading for two uploads of one exposure, None for any other pair."""
    if earlier.exhibit.sha256 == later.exhibit.sha256:
        return None
    judgement = case.judge(later, earlier)
    if judgement.kind is not ExposureKind.ONE or judgement.registration is None:
        return None
    is_declared = _declares_ai(earlier)
    before, after = case.working(earlier), case.working(later)
    removal = _find_removal(judgement, before, after)
    return Reading(
        signal=(signal := _signal(removal, is_declared=is_declared, is_kept=_declares_ai(later))),
        exhibits=(later.id, earlier.id),
        reason=_REASONS[signal].format(earlier=earlier.id, later=later.id),
        regions=(to_full_box(removal.place, after),) if removal and removal.place else (),
        alignment=to_alignment(earlier.id, judgement.registration.matrix, after, before) if removal else None,
    )


def _signal(removal: _Removal | None, *, is_declared: bool, is_kept: bool) -> str:
    if removal is None:
        return "label-lost" if is_declared and not is_kept else "nothing-removed"
    if is_declared:
        return "label-cropped-away" if removal.was_cropped else "mark-painted-over"
    return "lettering-cropped-away" if removal.was_cropped else "lettering-painted-over"


def _declares_ai(photo: Photo) -> bool:
    """Tell whether a file's own label says that the picture is generated."""
    return any(
        isinstance(label, AigcLabel) and label.label is LabelValue.GENERATED for label in find_labels(photo.metadata)
    )


def _find_removal(judgement: ExposureJudgement, before: WorkingPhoto, after: WorkingPhoto) -> _Removal | None:
    """Find a mark of the earlier picture that the later one no longer shows."""
    if judgement.registration is None:
        return None
    to_before = np.linalg.inv(judgement.registration.matrix).astype(np.float64)
    frame = _moved(Box(0, 0, after.height, after.width), to_before)
    marks = [row for row in find_rows(before.pixels) if _is_at_edge(row, before)]
    for row in marks:
        if row.box.intersection(frame).area <= (1 - GONE_SHARE) * row.box.area:
            return _Removal(box=row.box, was_cropped=True, place=None)
    return _painted_over(judgement, marks, before, after)


def _painted_over(
    judgement: ExposureJudgement, marks: Sequence[Row], before: WorkingPhoto, after: WorkingPhoto
) -> _Removal | None:
    if not marks or judgement.registration is None:
        return None
    # laid over anew: a strip painted over in one tone is no part of what the exposures are judged by
    overlay = lay_over(after, before, judgement.registration.matrix)
    change = find_change(overlay, compare(overlay))
    if not change.regions or change.share > MAX_PAINT_SHARE:
        return None
    kept = [row.box for row in find_rows(after.pixels)]
    within = Box(0, 0, after.height, after.width)
    for row in marks:
        place = _moved(row.box, judgement.registration.matrix).intersection(within)
        changed = change.changed[place.row0 : place.row1, place.col0 : place.col1]
        is_kept = any(place.intersection(box).area > 0.2 * place.area for box in kept)
        if changed.size and changed.mean() >= CHANGED_SHARE and not is_kept:
            return _Removal(box=row.box, was_cropped=False, place=place)
    return None


def _is_at_edge(row: Row, photo: WorkingPhoto) -> bool:
    reach = EDGE_SHARE * photo.height
    return row.box.row1 <= reach or row.box.row0 >= photo.height - reach


def _moved(box: Box, matrix: Matrix) -> Box:
    """Return the box around a box's corners, carried by a map of pixel centres."""
    corners = np.array([[[col, row]] for row in (box.row0, box.row1) for col in (box.col0, box.col1)], np.float64)
    moved = cv2.perspectiveTransform(corners, matrix).reshape(-1, 2)
    left, top = np.floor(moved.min(axis=0))
    right, bottom = np.ceil(moved.max(axis=0))
    return Box(int(top), int(left), int(bottom), int(right))


_REASONS = {
    "label-cropped-away": Bilingual(
        "{later} 与先前上传的 {earlier} 是同一张图；{earlier} 的文件声明由人工智能生成，其边缘的一行文字在 {later} 中被裁掉。",
        "{later} and the earlier upload {earlier} are one picture; the file of {earlier} declares that it is AI-generated, and a row "
        "of lettering at its edge was cropped away in {later}.",
    ),
    "mark-painted-over": Bilingual(
        "{later} 与先前上传的 {earlier} 是同一张图；{earlier} 的文件声明由人工智能生成，其边缘的一行文字在 {later} 中被涂掉。",
        "{later} and the earlier upload {earlier} are one picture; the file of {earlier} declares that it is AI-generated, and a row "
        "of lettering at its edge is painted over in {later}.",
    ),
    "lettering-cropped-away": Bilingual(
        "{later} 与先前上传的 {earlier} 是同一张图，但裁掉了边缘的一行文字。没有证据表明那是人工智能标识。",
        "{later} and the earlier upload {earlier} are one picture, and a row of lettering at the edge was cropped away. "
        "Nothing shows that it was an AI mark.",
    ),
    "lettering-painted-over": Bilingual(
        "{later} 与先前上传的 {earlier} 是同一张图，但边缘的一行文字被涂掉。没有证据表明那是人工智能标识。",
        "{later} and the earlier upload {earlier} are one picture, and a row of lettering at the edge is painted over. "
        "Nothing shows that it was an AI mark.",
    ),
    "label-lost": Bilingual(
        "{later} 与先前上传的 {earlier} 是同一张图；{earlier} 的文件声明由人工智能生成，{later} 的文件没有这一声明。"
        "聊天软件通常会去掉它。",
        "{later} and the earlier upload {earlier} are one picture; the file of {earlier} declares that it is AI-generated, that of "
        "{later} does not. Chat apps usually drop the declaration.",
    ),
    "nothing-removed": Bilingual(
        "{later} 与先前上传的 {earlier} 是同一张图，没有发现被去掉的标识。",
        "{later} and the earlier upload {earlier} are one picture; no removed mark was found.",
    ),
    "no-earlier-copy": Bilingual(
        "没有先前上传的同一张图可比对。这不说明任何问题。",
        "There is no earlier upload of the same picture to compare with. This says nothing against the picture.",
    ),
}

_NEUTRAL = Bilingual("多数纠纷中没有同一张图的先前版本。", "Most disputes hold no earlier copy of the same picture.")

_LETTERING = Bilingual(
    "被裁掉或涂掉的很可能是外箱、标签上的文字，日期水印，或买家为保护隐私而遮盖的姓名和地址。",
    "What was cut or covered is quite likely printing on the carton or a label, a date stamp, or a name and address hidden for privacy.",
)

CHECK = Check(
    name="mark-removed",
    title=Bilingual("是否去掉了先前版本上的标识", "Was a mark of an earlier upload removed?"),
    reads=frozenset({Role.CLAIM, Role.CHAT}),
    cost=Cost.HEAVY,
    source="GB 45438-2025, 4.2 (visible label at an edge or corner of a picture) and Annex E (label in the file)",
    fooled_by=Bilingual(
        "从未上传带标识的版本；标识压在纹理上、叠在图案上或位于画面中部；上传顺序与拍摄顺序不同。",
        "The marked version was never uploaded; a mark that stands on texture, over a pattern or away from the edges; "
        "uploads in another order than they were made.",
    ),
    worthless_when=Bilingual(
        "没有先前上传的同一张图，或其短边小于 128 像素。",
        "There is no earlier upload of the same picture, or a side of it is below 128 px.",
    ),
    signals=(
        Signal(
            "label-cropped-away",
            Outcome.FAIL,
            Grade.A,
            Bilingual(
                "手机相册在消除路人或扩图后也会写入声明并加上标识，买家为突出损坏处而裁剪时可能顺带裁掉。请核实声明由哪款产品写入。",
                "Phone albums write the declaration and add the mark after erasing a passer-by or extending a picture too, and cropping "
                "in on the damage may cut it off by chance. Find out which product wrote the declaration.",
            ),
        ),
        Signal(
            "mark-painted-over",
            Outcome.FAIL,
            Grade.A,
            Bilingual(
                "手机相册轻微修图后也会加上标识，买家可能只是觉得它碍眼。请核实声明由哪款产品写入。",
                "Phone albums add the mark after slight retouching too, and it may have been removed as an eyesore. "
                "Find out which product wrote the declaration.",
            ),
        ),
        Signal("lettering-cropped-away", Outcome.WARN, Grade.C, _LETTERING),
        Signal("lettering-painted-over", Outcome.WARN, Grade.C, _LETTERING),
        Signal(
            "label-lost",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "聊天软件、截图和平台上传都会去掉文件中的声明；声明本身也可能来自手机相册的轻微修图。",
                "Chat apps, screenshots and platforms drop the declaration from files, and slight retouching in a phone album "
                "writes it in the first place.",
            ),
        ),
        Signal("nothing-removed", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("no-earlier-copy", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=read,
)
