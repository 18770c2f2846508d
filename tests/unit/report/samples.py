"""Small examinations to render: a drawn line on a public photo, and everything around it."""

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.examination import Examination, ExhibitError, ExhibitFacts
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Alignment, Finding, Grade, GreyMap, Measured, Outcome
from fairclaim.domain.verdict import Call, Verdict
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure

IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
HEIGHT, WIDTH = 120, 160


def pixels(seed: int, *, height: int = HEIGHT, width: int = WIDTH) -> npt.NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 220, (9, 12, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def photo(name: str, role: Role, drawn: npt.NDArray[np.uint8], *, path: str = "") -> Photo:
    return Photo(
        id=ExhibitId(name),
        exhibit=Exhibit(
            data=b"original bytes of " + name.encode(), role=role, name=path or f"/home/somebody/{name}.jpg"
        ),
        structure=Structure(media_type="image/jpeg", parts=(), height=drawn.shape[0], width=drawn.shape[1]),
        metadata=Metadata(),
        raster=Raster(drawn),
    )


def facts(shown: Photo) -> ExhibitFacts:
    return ExhibitFacts(
        id=shown.id,
        role=shown.role,
        path=shown.exhibit.name,
        sha256=shown.exhibit.sha256,
        media_type="image/jpeg",
        height=shown.raster.height,
        width=shown.raster.width,
    )


def grey_map(*, height: int = HEIGHT, width: int = WIDTH) -> GreyMap:
    values = np.zeros((height, width), np.uint8)
    values[30:60, 40:80] = 200
    return GreyMap(height, width, cv2.imencode(".png", values)[1].tobytes())


def finding(
    *exhibits: ExhibitId,
    check: str = "derived-from-reference",
    outcome: Outcome = Outcome.FAIL,
    aligned: bool = False,
    marked: bool = True,
    reason: str = "",
    matrix: tuple[float, ...] = IDENTITY,
    measured: Measured | None = None,
) -> Finding:
    return Finding(
        check=check,
        signal="seen",
        exhibits=exhibits,
        outcome=outcome,
        grade=Grade.A if outcome is Outcome.FAIL else None,
        log_odds=7.1 if outcome is Outcome.FAIL else 0.0,
        reason=Bilingual(reason or "有一处不同。", reason or "One place differs."),
        innocent=Bilingual("买家可能画了标记。", "The buyer may have drawn a mark."),
        measured=measured,
        regions=(Box(30, 40, 60, 80), Box(90, 100, 110, 130)) if marked else (),
        map=grey_map() if marked else None,
        alignment=Alignment(exhibits[1], matrix) if aligned else None,
    )


def verdict(call: Call = Call.FORGED, *because: str) -> Verdict:
    return Verdict(
        call=call,
        probability=0.9995 if call is Call.FORGED else 0.2,
        grade=Grade.A if call is Call.FORGED else None,
        because=because,
        abstained=Bilingual("照片太小。", "The photo is too small.") if call is Call.CANNOT_TELL else None,
    )


def examination(
    photos: tuple[Photo, ...],
    findings: tuple[Finding, ...] = (),
    *,
    answer: Verdict | None = None,
    errors: tuple[ExhibitError, ...] = (),
    more: tuple[ExhibitFacts, ...] = (),
    case: str = "case-7",
) -> Examination:
    return Examination(
        case=case,
        version="9.8.7",
        seconds=1.25,
        exhibits=tuple(facts(shown) for shown in photos) + more,
        findings=findings,
        verdict=answer or verdict(Call.NO_TRACE),
        errors=errors,
    )


def painted_pair() -> tuple[Photo, Photo]:
    reference = pixels(1)
    claim = reference.copy()
    cv2.line(claim, (45, 33), (75, 57), (10, 10, 10), 3)
    return photo("claim-1", Role.CLAIM, claim), photo("listing-1", Role.LISTING, reference)


def painted_case() -> tuple[Examination, dict[ExhibitId, Photo]]:
    claim, listing = painted_pair()
    seen = finding(claim.id, listing.id, aligned=True, measured=Measured(0.012, 0.2, "corpus@1, 842 photos"))
    quiet = finding(claim.id, check="aigc-label", outcome=Outcome.CANNOT_TELL, marked=False)
    answer = verdict(Call.FORGED, "derived-from-reference")
    return examination((claim, listing), (seen, quiet), answer=answer), {claim.id: claim, listing.id: listing}
