"""Which pictures a claim needs, and exactly what is missing and why.

A rule asks for shots; it never judges them. What a buyer cannot provide (no camera allowed, goods thrown away on advice) is
said once and not asked again: people then review what there is, and the gap counts against nobody.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import ExhibitId


class Reason(StrEnum):
    """Why the buyer claims."""

    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong-item"
    MISSING = "missing"
    NOT_AS_DESCRIBED = "not-as-described"
    SPOILED = "spoiled"


class Shot(StrEnum):
    """What a picture is to show."""

    WHOLE = "whole"
    CLOSE_UP = "close-up"
    OTHER_ANGLE = "other-angle"
    ALL_TOGETHER = "all-together"
    LABEL = "label"
    PARCEL_LABEL = "parcel-label"
    PACKAGING = "packaging"
    ON_SCALE = "on-scale"
    IN_USE = "in-use"
    TOUCHED = "touched"


class Media(StrEnum):
    """Still or moving."""

    PHOTO = "photo"
    VIDEO = "video"


class Capture(StrEnum):
    """How it comes to the desk."""

    ANY = "any"
    """An upload or a live capture."""
    LIVE = "live"
    """Taken on the claim page, with its one-time code."""


REASON_NAMES = {
    Reason.DAMAGED: Bilingual("破损", "damaged"),
    Reason.DEFECTIVE: Bilingual("质量问题", "defective"),
    Reason.WRONG_ITEM: Bilingual("发错商品", "wrong item"),
    Reason.MISSING: Bilingual("少件", "something is missing"),
    Reason.NOT_AS_DESCRIBED: Bilingual("与描述不符", "not as described"),
    Reason.SPOILED: Bilingual("变质", "spoiled"),
}
SHOT_NAMES = {
    Shot.WHOLE: Bilingual("商品全貌", "the whole item"),
    Shot.CLOSE_UP: Bilingual("问题部位近景", "the affected spot from near"),
    Shot.OTHER_ANGLE: Bilingual("同一部位的另一角度", "the same spot from another angle"),
    Shot.ALL_TOGETHER: Bilingual("收到的全部商品合影", "everything received, together"),
    Shot.LABEL: Bilingual("商品标签或序列号", "the item's label or serial number"),
    Shot.PARCEL_LABEL: Bilingual("快递面单", "the parcel's label"),
    Shot.PACKAGING: Bilingual("外包装与内包装", "the packaging, outside and inside"),
    Shot.ON_SCALE: Bilingual("商品放在秤上", "the item on a scale"),
    Shot.IN_USE: Bilingual("操作商品时的情况", "the item while it is used"),
    Shot.TOUCHED: Bilingual("用手指触碰问题部位", "a finger touching the affected spot"),
}
_MEDIA_NAMES = {Media.PHOTO: Bilingual("照片", "photo"), Media.VIDEO: Bilingual("视频", "video")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing to show.

    Parameters
    ----------
    count : int
        How many different files of it; 1 or more.
    why : Bilingual
        What the picture is needed for, said to the buyer.
    """

    shot: Shot
    media: Media
    capture: Capture
    count: int
    why: Bilingual

    def in_words(self) -> Bilingual:
        """Return the request as one sentence.

        Examples
        --------
        >>> DEFAULT_RULES[Reason.DAMAGED, ANY_CATEGORY][0].in_words().en
        '1 photo of the whole item: to see that it is the article of this order.'
        """
        shot, media = SHOT_NAMES[self.shot], _MEDIA_NAMES[self.media]
        live = self.capture is Capture.LIVE
        plural = "s" if self.count > 1 else ""
        return Bilingual(
            f"{shot.zh}的{media.zh} {self.count} 份{'（请在申请页面现场拍摄）' if live else ''}：{self.why.zh}。",
            f"{self.count} {media.en}{plural} of {shot.en}{', taken live on the claim page' if live else ''}: {self.why.en}.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file in the claim, and what it was handed in as.

    Parameters
    ----------
    by : ActorKind
        Who gave it.
    shot : Shot or None
        What it was handed in as; None if it answers no request.
    """

    exhibit: ExhibitId
    by: ActorKind
    shot: Shot | None
    media: Media
    capture: Capture


def missing(
    requirements: Sequence[Requirement], items: Sequence[Item], *, cannot: Collection[Shot] = ()
) -> tuple[Requirement, ...]:
    """Return what is still to be shown, each with the number of files that are left.

    Parameters
    ----------
    items : sequence of Item
        What is there; files that are named twice count once.
    cannot : collection of Shot
        What the buyer has said cannot be provided; not asked again.
    """
    left = []
    for need in requirements:
        there = {item.exhibit for item in items if _meets(item, need)}
        lacking = need.count - len(there)
        if lacking > 0 and need.shot not in cannot:
            left.append(
                Requirement(shot=need.shot, media=need.media, capture=need.capture, count=lacking, why=need.why)
            )
    return tuple(left)


def _meets(item: Item, need: Requirement) -> bool:
    return (
        item.by is ActorKind.BUYER
        and item.shot is need.shot
        and item.media is need.media
        and (need.capture is Capture.ANY or item.capture is Capture.LIVE)
    )


ANY_CATEGORY = "*"
Rules = Mapping[tuple[Reason, str], tuple[Requirement, ...]]


def requirements_for(reason: Reason, category: str, rules: Rules) -> tuple[Requirement, ...]:
    """Return what a claim must show: the rule of its category, else the one for any category, else nothing."""
    return rules.get((reason, category), rules.get((reason, ANY_CATEGORY), ()))


_IDENTITY = Bilingual("用于确认是本订单的商品", "to see that it is the article of this order")
_EXTENT = Bilingual("用于看清问题的位置与程度", "to see where the problem is and how large")
_AGREE = Bilingual("两个角度相互印证，您的说明更容易得到支持", "two angles that agree make the case easier to support")
_PARCEL = Bilingual("用于确认包裹与运输情况", "to see the parcel and how it travelled")
_COUNT = Bilingual("用于核对数量与种类", "to compare kind and number with the order")
_WEIGHT = Bilingual("用于核对重量", "to compare the weight with the order")
_WORKS = Bilingual("有些问题只有操作时才看得到", "some problems show only in use")
_TODAY = Bilingual("现场拍摄有助于说明当时的情况", "a live capture helps to show the state at that moment")


def _need(
    shot: Shot, why: Bilingual, *, media: Media = Media.PHOTO, capture: Capture = Capture.ANY, count: int = 1
) -> Requirement:
    return Requirement(shot=shot, media=media, capture=capture, count=count, why=why)


DEFAULT_RULES: Rules = {
    (Reason.DAMAGED, ANY_CATEGORY): (
        _need(Shot.WHOLE, _IDENTITY),
        _need(Shot.CLOSE_UP, _EXTENT),
        _need(Shot.OTHER_ANGLE, _AGREE),
        _need(Shot.PACKAGING, _PARCEL),
    ),
    (Reason.DAMAGED, "ceramics"): (
        _need(Shot.WHOLE, _IDENTITY),
        _need(Shot.CLOSE_UP, _EXTENT),
        _need(Shot.OTHER_ANGLE, _AGREE, count=2),
        _need(Shot.PACKAGING, _PARCEL),
        _need(Shot.TOUCHED, _TODAY, media=Media.VIDEO, capture=Capture.LIVE),
    ),
    (Reason.DEFECTIVE, ANY_CATEGORY): (
        _need(Shot.WHOLE, _IDENTITY),
        _need(Shot.LABEL, _IDENTITY),
        _need(Shot.IN_USE, _WORKS, media=Media.VIDEO),
    ),
    (Reason.WRONG_ITEM, ANY_CATEGORY): (
        _need(Shot.WHOLE, _IDENTITY),
        _need(Shot.LABEL, _IDENTITY),
        _need(Shot.PARCEL_LABEL, _PARCEL),
    ),
    (Reason.MISSING, ANY_CATEGORY): (
        _need(Shot.ALL_TOGETHER, _COUNT),
        _need(Shot.PARCEL_LABEL, _PARCEL),
        _need(Shot.PACKAGING, _PARCEL),
    ),
    (Reason.MISSING, "fresh-food"): (
        _need(Shot.ALL_TOGETHER, _COUNT),
        _need(Shot.ON_SCALE, _WEIGHT),
        _need(Shot.PARCEL_LABEL, _PARCEL),
    ),
    (Reason.NOT_AS_DESCRIBED, ANY_CATEGORY): (_need(Shot.WHOLE, _IDENTITY), _need(Shot.LABEL, _IDENTITY)),
    (Reason.SPOILED, ANY_CATEGORY): (
        _need(Shot.ALL_TOGETHER, _COUNT),
        _need(Shot.CLOSE_UP, _EXTENT, count=2),
        _need(Shot.PARCEL_LABEL, _PARCEL),
    ),
    (Reason.SPOILED, "live-seafood"): (
        _need(Shot.ALL_TOGETHER, _COUNT),
        _need(Shot.CLOSE_UP, _EXTENT, count=2),
        _need(Shot.TOUCHED, _TODAY, media=Media.VIDEO, capture=Capture.LIVE),
        _need(Shot.PARCEL_LABEL, _PARCEL),
    ),
}
"""A start, to be replaced per tenant. Choices follow what settled published disputes: a second angle, a count, a touch on video."""
