"""Whether the claim photo shows the product that was sold, by its print and its colour. Never more than a hint.

A print shared with the merchant's picture, seen under another perspective, confirms the product. A plainly different
colour asks for a look. Everything else, which is most of what buyers send, stays open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.exposure import ExposureKind
from fairclaim.forensics.placing import to_alignment
from fairclaim.forensics.tint import Hues, apart_deg, read_hues
from fairclaim.imaging.photo import Photo

SHARED_PRINT = 60
"""Features under one general map from which two photos show one print."""

REFERENCE_LEADS = 0.35
"""Share of the merchant's product, backdrop left out, that one saturated hue must hold for the product to have a colour."""
CLAIM_LEADS = 0.40
"""The same for the middle of the claim photo."""
HUE_APART_DEG = 80.0
"""Light and white balance turn a saturated hue by less than half of this."""
NEAR_DEG = 45.0
TRACE = 0.01
"""Share of the claim photo that may have about the merchant's hue: more, and the product may well be in the picture."""

_SELLER = frozenset({Role.LISTING, Role.DISPATCH})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    reference: Photo
    signal: str
    features: int = 0
    sold_deg: float = 0.0
    shown_deg: float = 0.0


def read(case: Case) -> Sequence[Reading]:
    """Compare every claim photo with the merchant's pictures; one reading per claim photo, the kindest.

    Parameters
    ----------
    case : Case
        Without a picture of role listing or dispatch the reading is ``no-merchant-picture``.
    """
    sold = {claim.id: case.likeliest(claim, roles=_SELLER) for claim in case.claims}
    seen = {photo.id: photo for claim in case.claims for photo in sold[claim.id] and (claim, *sold[claim.id])}
    hues = {number: read_hues(photo.raster.pixels) for number, photo in seen.items()}
    return [_read_claim(case, claim, sold[claim.id], hues) for claim in case.claims]


def _read_claim(case: Case, claim: Photo, sold: Sequence[Photo], hues: dict[ExhibitId, Hues]) -> Reading:
    if not sold:
        return Reading(signal="no-merchant-picture", exhibits=(claim.id,), reason=_REASONS["no-merchant-picture"])
    compared = [_compare(case, claim, reference, hues) for reference in sold]
    if sum(photo.role in _SELLER for photo in case.photos) > len(sold):  # one that was not compared may have the colour
        compared.append(_Comparison(reference=sold[0], signal="open"))
    best = min(compared, key=lambda comparison: _KINDEST.index(comparison.signal))
    judgement = case.judge(claim, best.reference) if best.signal == "same-print" else None
    registration = judgement.registration if judgement else None
    return Reading(
        signal=best.signal,
        exhibits=(claim.id, best.reference.id),
        reason=_REASONS[best.signal].format(
            reference=best.reference.id,
            features=best.features,
            sold=f"{best.sold_deg % 360:.0f}",
            shown=f"{best.shown_deg % 360:.0f}",
        ),
        alignment=to_alignment(
            best.reference.id, registration.homography, case.working(claim), case.working(best.reference)
        )
        if registration is not None
        else None,
    )


def _compare(case: Case, claim: Photo, reference: Photo, hues: dict[ExhibitId, Hues]) -> _Comparison:
    judgement = case.judge(claim, reference)
    features = judgement.registration.projective_inliers if judgement.registration else 0
    if judgement.kind in {ExposureKind.TWO, ExposureKind.FLAT_VIEW} and features >= SHARED_PRINT:
        return _Comparison(reference=reference, signal="same-print", features=features)
    if judgement.kind is not ExposureKind.NOTHING_IN_COMMON:
        return _Comparison(reference=reference, signal="open", features=features)
    sold, shown = hues[reference.id], hues[claim.id]
    sold_deg, sold_share = sold.leading(central=False)
    shown_deg, shown_share = shown.leading(central=True)
    has_colours = sold.has_backdrop and sold_share >= REFERENCE_LEADS and shown_share >= CLAIM_LEADS
    is_apart = float(apart_deg(np.array(shown_deg), sold_deg)) >= HUE_APART_DEG
    is_absent = shown.share_near(sold_deg, within_deg=NEAR_DEG) <= TRACE
    signal = "different-colour" if has_colours and is_apart and is_absent else "open"
    return _Comparison(reference=reference, signal=signal, features=features, sold_deg=sold_deg, shown_deg=shown_deg)


_KINDEST = ("same-print", "open", "different-colour")

_REASONS = {
    "same-print": Bilingual(
        "此图与 {reference} 有 {features} 个共同特征点符合同一透视关系：印刷、图案或外形一致，但不是同一次拍摄。"
        "这说明商品相符，不说明损坏是否属实。",
        "This picture and {reference} share {features} features under one perspective: the print, pattern or shape is the same, in "
        "another exposure. It confirms the product, not the damage.",
    ),
    "different-colour": Bilingual(
        "{reference} 中商品的主色（色相约 {sold}°）在此图中几乎没有出现；此图中部是另一种鲜明的颜色（色相约 {shown}°）。"
        "拍到的可能是包装、配件或别的东西。",
        "The leading colour of the product in {reference} (hue about {sold} degrees) hardly occurs in this picture; its middle has "
        "another vivid colour (about {shown} degrees). It may show the packaging, an accessory or something else.",
    ),
    "open": Bilingual(
        "与 {reference} 的共同之处不足以判断是不是同一商品。近距离拍摄损坏处时通常如此。",
        "Too little in common with {reference} to say whether it is the same product. Close-ups of damage are usually like this.",
    ),
    "no-merchant-picture": Bilingual(
        "没有商品图或发货图可比对。这不说明任何问题。",
        "There is no listing or dispatch picture to compare with. This says nothing against the picture.",
    ),
}

_NEUTRAL = Bilingual(
    "近景、背面和包装照片与商品图不相似很常见。",
    "Close-ups, rear views and pictures of packaging are often unlike the listing.",
)

CHECK = Check(
    name="same-item",
    title=Bilingual("拍的是不是所售商品", "Is this the product that was sold?"),
    reads=frozenset({Role.CLAIM, Role.LISTING, Role.DISPATCH}),
    cost=Cost.LIGHT,
    source="Registration as in derived-from-reference; CIELAB hue angle and chroma (CIE 15:2018)",
    fooled_by=Bilingual(
        "同款印刷的另一件商品；商品有多种颜色；彩色灯光；只拍包装或配件。",
        "Another piece with the same print; goods of several colours; coloured light; pictures of packaging or accessories only.",
    ),
    worthless_when=Bilingual(
        "商品没有鲜明的颜色、商品图没有均匀背景，或只拍了很小的局部。",
        "The product has no vivid colour, the listing has no even backdrop, or only a small detail was photographed.",
    ),
    signals=(
        Signal("same-print", Outcome.PASS, None, _NEUTRAL),
        Signal("open", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal(
            "different-colour",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家可能拍的是包装、泡沫或衬布，商家可能发错了颜色，商品也可能因腐坏或灯光而变色。发错颜色本身就是合理的售后理由。",
                "The picture may show packaging, foam or a cloth; the wrong colour may have been sent, which is itself a good reason to "
                "claim; rot or coloured light may have changed it.",
            ),
        ),
        Signal("no-merchant-picture", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=read,
)
