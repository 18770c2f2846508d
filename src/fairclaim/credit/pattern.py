"""The patterns that a history may show: what was seen, in numbers, and what innocent reason it may have. Never what a person is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fairclaim.domain.bilingual import Bilingual


class Pattern(StrEnum):
    """What was seen."""

    CONFIRMED = "confirmed"
    ATTEMPTS = "attempts"
    REPEAT_CLAIMS = "repeat-claims"
    MANY_IN_A_YEAR = "many-in-a-year"
    SOON_AFTER_SIGNING = "soon-after-signing"
    SHARED_PAYOUT = "shared-payout"
    SHARED_DEVICE = "shared-device"
    SHARED_ADDRESS = "shared-address"
    SAME_PHOTO = "same-photo"


DECIDED: Final = frozenset({Pattern.CONFIRMED, Pattern.ATTEMPTS})
"""What people decided. It is contested by appeal; every other pattern by a wish to have it corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """How a pattern is told.

    Parameters
    ----------
    calls_at : float
        From which weight on a person looks. A claim of today weighs 1, and less from day to day.
    seen : Bilingual
        With ``{count}``, ``{orders}``, ``{shops}``, ``{bought}`` and ``{accounts}``.
    innocent : Bilingual
        What else it may be.
    """

    title: Bilingual
    calls_at: float
    seen: Bilingual
    innocent: Bilingual


ABOUT: Final[Mapping[Pattern, About]] = {
    # Two of today: one decision may be a mistake (as the shipped policy says of confirmed_adverse).
    Pattern.CONFIRMED: About(
        title=Bilingual("成立的认定", "decisions that stand"),
        calls_at=1.5,
        seen=Bilingual(
            "近十二个月内有 {count} 次申请，两名以上人员认定证据与申请不符，申诉后仍成立。",
            "In twelve months {count} claims of which two people or more found that the evidence contradicts them, and which stood.",
        ),
        innocent=Bilingual(
            "认定针对的是材料，不是人：图片可能由家人、代购或卖家转来，本人并不知情。",
            "What was judged is the evidence and not a person: a picture may have come from family, an agent or a seller, unknown to them.",
        ),
    ),
    Pattern.ATTEMPTS: About(
        title=Bilingual("未付款的认定", "decisions on which nothing was paid"),
        calls_at=2.5,
        seen=Bilingual(
            "近十二个月内有 {count} 次这样的认定，均未付款；与已付款的分开计算。",
            "In twelve months {count} such decisions on which nothing was paid; they are counted apart from those that were paid.",
        ),
        innocent=Bilingual(
            "认定针对的是材料，不是人；没有造成损失。",
            "What was judged is the evidence and not a person; nobody lost anything.",
        ),
    ),
    # Catalogue case 2: a claim on almost every purchase. Half of the purchases, and four of them, is judgement.
    Pattern.REPEAT_CLAIMS: About(
        title=Bilingual("多数订单都有申请", "claims on most orders"),
        calls_at=2.5,
        seen=Bilingual(
            "近十二个月 {bought} 个订单中，{orders} 个有售后申请，涉及 {shops} 家店铺（人工支持的申请不计）。",
            "In twelve months {orders} of {bought} orders from {shops} shops have a claim; what people upheld is not counted.",
        ),
        innocent=Bilingual(
            "常买生鲜、易碎品的人，或住处运输条件差的人，本来就会遇到更多问题。",
            "Who buys fresh or fragile goods, or lives where parcels travel badly, meets more damage than others.",
        ),
    ),
    # Catalogue case 2: 13 claims in thirteen months. Spread evenly over a year, 13 claims weigh about 7.
    Pattern.MANY_IN_A_YEAR: About(
        title=Bilingual("一年内申请较多", "many claims in a year"),
        calls_at=7.0,
        seen=Bilingual(
            "近十二个月内有 {count} 次申请（人工支持的不计）。",
            "{count} claims in twelve months; what people upheld is not counted.",
        ),
        innocent=Bilingual(
            "买得多，申请自然多；也可能替家人、同事或小店下单。",
            "Who buys much claims much; some order for a family, an office or a small shop.",
        ),
    ),
    # Catalogue case 1: 13 minutes. Half an hour, and more than once, is judgement: many open a parcel at the door.
    Pattern.SOON_AFTER_SIGNING: About(
        title=Bilingual("签收后很快申请", "claims soon after signing"),
        calls_at=1.5,
        seen=Bilingual(
            "有 {count} 次申请在签收后 30 分钟内提交（人工支持的不计）。",
            "{count} claims were filed within 30 minutes of signing; what people upheld is not counted.",
        ),
        innocent=Bilingual(
            "很多人当着快递员的面开箱，发现问题立刻申请；签收时间也可能由驿站代签，并不准确。",
            "Many open the parcel at the door and claim at once; and a pick-up point may sign at another time than the buyer.",
        ),
    ),
    Pattern.SHARED_PAYOUT: About(
        title=Bilingual("相同的收款账户", "the same payout account"),
        calls_at=1.0,
        seen=Bilingual(
            "退款收款账户与另外 {accounts} 个账号相同，那些账号有较多申请或有成立的认定。",
            "Refunds go to the payout account of {accounts} other accounts, which have many claims or decisions that stand.",
        ),
        innocent=Bilingual(
            "夫妻、父母与子女常共用一个收款账户。",
            "Couples, parents and children often share one payout account.",
        ),
    ),
    Pattern.SHARED_DEVICE: About(
        title=Bilingual("相同的设备", "the same device"),
        calls_at=1.0,
        seen=Bilingual(
            "与另外 {accounts} 个账号使用过同一设备，那些账号有较多申请或有成立的认定。",
            "The same device was used with {accounts} other accounts, which have many claims or decisions that stand.",
        ),
        innocent=Bilingual(
            "家人共用手机或平板，二手手机、网吧和公用电脑，都会如此。",
            "Families share phones and tablets; second-hand phones, internet cafés and public computers look the same.",
        ),
    ),
    Pattern.SHARED_ADDRESS: About(
        title=Bilingual("相同的收货地址", "the same address"),
        calls_at=1.0,
        seen=Bilingual(
            "收货地址与另外 {accounts} 个账号相同，那些账号有较多申请或有成立的认定。",
            "Parcels go to the address of {accounts} other accounts, which have many claims or decisions that stand.",
        ),
        innocent=Bilingual(
            "家庭、宿舍、公司前台和驿站，本来就有许多人共用一个地址。",
            "A family, a dormitory, a front desk or a pick-up point is the address of many people.",
        ),
    ),
    Pattern.SAME_PHOTO: About(
        title=Bilingual("相同的图片", "the same photo"),
        calls_at=1.0,
        seen=Bilingual(
            "有图片与另外 {accounts} 个账号申请中的图片完全相同，那些账号有较多申请或有成立的认定。",
            "A picture is the very same file as in claims of {accounts} other accounts, which have many claims or decisions that stand.",
        ),
        innocent=Bilingual(
            "几个人可能都附上了商品页图片，或转发了同一张家人、同事拍的照片。",
            "Several people may attach the picture of the product page, or one photo that a relative or colleague took.",
        ),
    ),
}
