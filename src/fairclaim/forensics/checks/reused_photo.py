"""Say where a claim photo has been seen before: in another claim, in a listing, or before the order existed.

An index proposes stored photos; each is confirmed here by laying it on the claim photo's pixel grid, as for any reference.
A photo that cannot be confirmed is never spoken of as reused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.domain.order import Order
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.exposure import ExposureJudgement, ExposureKind, judge_exposure
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.forensics.neighbour import Neighbour, NeighbourKind
from fairclaim.imaging.photo import Photo

SAME_PHOTO_REACH = 0.75
"""Share of the textured frame that must agree. Cropped, mirrored, toned and re-encoded copies keep at least 0.91 (measured on
400 copies of 50 photos); two screenshots of one app page, alike in their frames and not in their contents, keep less."""

SAME_PHOTO_COVER = 0.2
"""Share of the claim photo that the stored photo must cover: a logo or a thumbnail in common is no reuse."""

DATE = "%Y-%m-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A neighbour that shares a pixel grid with the claim photo."""

    neighbour: Neighbour
    is_confirmed: bool
    reach: float


def read(case: Case) -> Sequence[Reading]:
    """Say of every claim photo where it has been seen before.

    Parameters
    ----------
    case : Case
        Claim photos with their neighbours; listing pictures of the case explain what everybody may show.

    Returns
    -------
    sequence of Reading
        One for each sighting, strongest first; ``not-used-before`` where there is none, ``no-index`` where nobody looked.
    """
    readings: list[Reading] = []
    for claim in case.claims:
        neighbours = case.neighbours.get(claim.id)
        if neighbours is None:
            readings.append(_plain("no-index", claim))
        else:
            readings += _read_one(case, claim, neighbours) or [_plain("not-used-before", claim, count=len(neighbours))]
    return readings


def _read_one(case: Case, claim: Photo, neighbours: Iterable[Neighbour]) -> list[Reading]:
    given = {photo.exhibit.sha256 for photo in case.references}
    sightings = [
        sighting
        for neighbour in neighbours
        if neighbour.sha256 not in given  # that comparison is derived-from-reference's
        and (sighting := _sight(case, claim, neighbour)) is not None
    ]
    signals = [_signal(sighting, case.order) for sighting in sightings]
    if _OF_CLAIMS & set(signals) and _is_public(case, claim, sightings):
        signals = ["public-picture" if signal in _OF_CLAIMS else signal for signal in signals]
    readings = [_reading(claim, *pair) for pair in zip(signals, sightings, strict=True)]
    return sorted(readings, key=lambda reading: _ORDER.index(reading.signal))


def _sight(case: Case, claim: Photo, neighbour: Neighbour) -> Sighting | None:
    """Lay a neighbour on the claim photo; None where they are not one exposure."""
    if claim.exhibit.sha256 == neighbour.sha256:
        return Sighting(neighbour=neighbour, is_confirmed=True, reach=1.0)
    judgement = judge_exposure(case.working(claim), WorkingPhoto(neighbour.raster))
    if judgement.kind in _UNDECIDED or (judgement.kind is ExposureKind.TOO_SMALL and neighbour.distance_bits == 0):
        return Sighting(neighbour=neighbour, is_confirmed=False, reach=judgement.reach)
    if judgement.kind is not ExposureKind.ONE:
        return None
    return Sighting(neighbour=neighbour, is_confirmed=_is_same_photo(judgement), reach=judgement.reach)


def _is_same_photo(judgement: ExposureJudgement) -> bool:
    agreement = judgement.agreement
    return agreement is not None and agreement.reach >= SAME_PHOTO_REACH and agreement.cover >= SAME_PHOTO_COVER


def _signal(sighting: Sighting, order: Order | None) -> str:
    """Name what one sighting means, most telling first."""
    neighbour = sighting.neighbour
    if not sighting.is_confirmed:
        return "looks-alike"
    if order is not None and order.id is not None and neighbour.order == order.id:
        return "same-claim-again"
    if neighbour.kind is NeighbourKind.CLAIM:
        return _of_claim(neighbour, order)
    if neighbour.kind is NeighbourKind.LISTING:
        return "own-shop-picture" if neighbour.is_own_shop else "another-shop-picture"
    is_older = order is not None and order.placed_at is not None and neighbour.seen_at < order.placed_at
    return "older-than-order" if is_older else "seen-elsewhere"


def _of_claim(neighbour: Neighbour, order: Order | None) -> str:
    if order is not None and order.claimed_at is not None and neighbour.seen_at > order.claimed_at:
        return "used-later"
    is_other_order = order is not None and order.id is not None and neighbour.order is not None
    return "used-in-another-claim" if is_other_order else "claimed-before"


def _is_public(case: Case, claim: Photo, sightings: Iterable[Sighting]) -> bool:
    """Tell whether the photo goes back to a listing picture, which any number of buyers may quote."""
    if any(sighting.is_confirmed and sighting.neighbour.kind is NeighbourKind.LISTING for sighting in sightings):
        return True
    listings = case.likeliest(claim, roles=frozenset({Role.LISTING}))
    return any(case.judge(claim, photo).kind is ExposureKind.ONE for photo in listings)


def _reading(claim: Photo, signal: str, sighting: Sighting) -> Reading:
    neighbour = sighting.neighbour
    reasons = _REASONS[signal]
    seen = f"{neighbour.seen_at:{DATE}}"
    return Reading(
        signal=signal,
        exhibits=(claim.id,),
        reason=Bilingual(
            reasons.zh.format(what=neighbour.label.zh, seen=seen, reach=f"{sighting.reach:.0%}"),
            reasons.en.format(what=neighbour.label.en, seen=seen, reach=f"{sighting.reach:.0%}"),
        ),
    )


def _plain(signal: str, claim: Photo, **figures: object) -> Reading:
    return Reading(signal=signal, exhibits=(claim.id,), reason=_REASONS[signal].format(**figures))


_OF_CLAIMS = frozenset({"used-in-another-claim", "claimed-before"})

_UNDECIDED = frozenset({ExposureKind.UNCLEAR, ExposureKind.MOVED_PARTS, ExposureKind.FLAT_VIEW})

_ORDER = (
    "used-in-another-claim",
    "claimed-before",
    "older-than-order",
    "another-shop-picture",
    "own-shop-picture",
    "public-picture",
    "used-later",
    "seen-elsewhere",
    "looks-alike",
    "same-claim-again",
)

_REASONS = {
    "used-in-another-claim": Bilingual(
        "此图与{what}中的一张图片是同一次拍摄（首次收到于 {seen}，有纹理画面的 {reach} 逐处吻合），而那件售后申请属于另一个订单。"
        "同一张照片不能证明两件商品各自的损坏。",
        "This picture and one in {what} (first received {seen}) are one exposure ({reach} of the textured frame agrees place by "
        "place), and that claim is about another order. One photograph cannot show the damage of two items.",
    ),
    "claimed-before": Bilingual(
        "此图与{what}中的一张图片是同一次拍摄（首次收到于 {seen}，画面 {reach} 吻合），"
        "但两件申请是否属于同一订单不详。请补充订单号后核对。",
        "This picture and one in {what} (first received {seen}) are one exposure ({reach} of the frame agrees), but it is not known "
        "whether both claims are about one order. Compare the order numbers.",
    ),
    "older-than-order": Bilingual(
        "此图与{what}的一张图片是同一次拍摄（画面 {reach} 吻合），那张图片在 {seen} 就已收到，早于本订单下单。",
        "This picture and one from {what} are one exposure ({reach} of the frame agrees), and that one was received on {seen}, "
        "before this order was placed.",
    ),
    "another-shop-picture": Bilingual(
        "此图与{what}的商品图是同一次拍摄（画面 {reach} 吻合，首次收到于 {seen}）。它不是收到的这件商品的实拍照片。",
        "This picture and a product picture of {what} are one exposure ({reach} of the frame agrees, first received {seen}). "
        "It is not a photograph of the item that arrived.",
    ),
    "own-shop-picture": Bilingual(
        "此图与本店商品图（{what}）是同一次拍摄（画面 {reach} 吻合，首次收到于 {seen}）。请把该商品图作为参照图加入，再看是否有改动。",
        "This picture and a product picture of this shop ({what}) are one exposure ({reach} of the frame agrees, first received "
        "{seen}). Add that picture as a reference to see whether anything was changed.",
    ),
    "public-picture": Bilingual(
        "此图与{what}中的一张图片同源（{seen}），但两者都出自公开的商品图，因此不说明图片被重复使用。",
        "This picture and one in {what} ({seen}) have one origin, but both go back to a public product picture, so this says "
        "nothing of reuse.",
    ),
    "used-later": Bilingual(
        "此图在本申请提交之后又出现在{what}中（首次收到于 {seen}，画面 {reach} 吻合）。本申请在先，这不说明此图有问题。",
        "This picture appeared again in {what} (first received {seen}, {reach} of the frame agrees), after this claim was filed. "
        "This claim came first, so this says nothing against the picture.",
    ),
    "seen-elsewhere": Bilingual(
        "此图与{what}的一张图片是同一次拍摄（画面 {reach} 吻合，首次收到于 {seen}），晚于下单或下单时间不详。",
        "This picture and one from {what} are one exposure ({reach} of the frame agrees, first received {seen}), received after "
        "the order was placed or with no order date known.",
    ),
    "looks-alike": Bilingual(
        "此图与{what}中的一张图片相近（{seen}），但画面只有 {reach} 可确认吻合，不足以判断是否为同一张照片。",
        "This picture resembles one in {what} ({seen}), but only {reach} of the frame is confirmed to agree: not enough to say "
        "whether it is the same photograph.",
    ),
    "same-claim-again": Bilingual(
        "此图在同一订单中已收到过（{what}，{seen}）。这不说明任何问题。",
        "This picture was received before for the same order ({what}, {seen}). This says nothing against it.",
    ),
    "not-used-before": Bilingual(
        "与索引中最接近的 {count} 张图片比对，没有一张与此图是同一次拍摄。这不说明图片是否真实。",
        "None of the {count} most similar stored pictures is the same exposure. This does not say whether the picture is genuine.",
    ),
    "no-index": Bilingual(
        "没有可查询的图片索引，未查找此图是否用过。这不说明任何问题。",
        "There is no index of earlier pictures to ask, so nobody looked. This says nothing against the picture.",
    ),
}

_NEUTRAL = Bilingual(
    "同一订单重复提交、引用公开图片或画面相近都很常见。",
    "Sending a picture twice for one order, quoting a public picture, and pictures that look alike are common.",
)

CHECK = Check(
    name="reused-photo",
    title=Bilingual("这张照片以前用过吗", "Has this photo been used before?"),
    reads=frozenset({Role.CLAIM, Role.LISTING, Role.DISPATCH, Role.CHAT}),
    cost=Cost.HEAVY,
    source=(
        "PDQ (Meta, 'The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm', 2019); EfficientNet (Tan & Le "
        "2019) with generalised-mean pooling (Radenović et al. 2019); confirmed as derived-from-reference does"
    ),
    fooled_by=Bilingual(
        "裁掉大半画面、加透视变形、或翻拍屏幕后，索引可能找不到原图；两张截图若来自同一页面，框架部分会吻合。",
        "An earlier photo may not be found after a heavy crop, an added perspective or a photo of a screen; two screenshots of one "
        "page agree in their frames.",
    ),
    worthless_when=Bilingual(
        "没有图片索引，照片以前没有收录，或短边小于 128 像素。",
        "There is no index of earlier pictures, the earlier one was never stored, or a side is below 128 px.",
    ),
    signals=(
        Signal(
            "used-in-another-claim",
            Outcome.FAIL,
            Grade.B,
            Bilingual(
                "家人可能就同一件损坏分别提交过申请；也可能是撤回后重新申请、一次损坏涉及同一包裹的几个订单，或平台把同一次上传存了两份。"
                "请先核对两件申请的关系。",
                "A family member may have filed for the same damage; the claim may have been withdrawn and filed again; one damaged "
                "parcel may hold several orders; or the platform stored one upload twice. Compare the two claims first.",
            ),
        ),
        Signal(
            "claimed-before",
            Outcome.WARN,
            Grade.B,
            Bilingual(
                "很可能是同一订单撤回后重新申请，或平台重复上传。请先核对订单号。",
                "Most likely one order was claimed again after a withdrawal, or the platform stored the upload twice. Compare the "
                "order numbers first.",
            ),
        ),
        Signal(
            "older-than-order",
            Outcome.WARN,
            Grade.B,
            Bilingual(
                "可能是同一买家先前订单的照片被误选，也可能是换货或补发后订单重新生成，或平台记录的时间不准。",
                "A photo of an earlier order may have been picked by mistake, the order may have been made anew for an exchange, "
                "or a recorded time may be wrong.",
            ),
        ),
        Signal(
            "another-shop-picture",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "许多店铺使用同一张厂家宣传图；买家可能只是引用它来说明商品应有的样子。请索要实拍照片。",
                "Many shops use one stock picture of the maker, and it may only be quoted to show what the item should look like. "
                "Ask for a photograph of the item itself.",
            ),
        ),
        Signal(
            "own-shop-picture",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家可能只是引用商品图作对照。请索要实拍照片。",
                "The listing may only be quoted for comparison. Ask for a photograph of the item itself.",
            ),
        ),
        Signal("public-picture", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("used-later", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("seen-elsewhere", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("looks-alike", Outcome.CANNOT_TELL, None, _NEUTRAL),
        Signal("same-claim-again", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("not-used-before", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("no-index", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=read,
)
