"""Words of the parties' pages that belong to values of the desk."""

from collections.abc import Iterable
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import AppealResult, Route
from fairclaim.domain.desk.evidence_rules import SHOT_NAMES, Reason
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.remedy import REMEDY_NAMES, RemedyKind
from fairclaim.domain.exhibit import Role
from fairclaim.services.own_figures import Ending
from fairclaim.services.prospects import Prospect
from fairclaim.services.see_history import PAUSE_NAMES, remedy_in_words
from fairclaim.web.pages.names import CLOCKS

REASON_HELP = {
    Reason.DAMAGED: Bilingual("碎了、裂了、脏了、破了", "broken, cracked, torn or stained"),
    Reason.DEFECTIVE: Bilingual("坏的，或不能正常使用", "does not work as it should"),
    Reason.WRONG_ITEM: Bilingual("不是我买的那个", "not what was ordered"),
    Reason.MISSING: Bilingual("少了东西或数量不对", "something or some of it did not come"),
    Reason.NOT_AS_DESCRIBED: Bilingual("和商品页面写的、拍的不一样", "differs from its page"),
    Reason.SPOILED: Bilingual("变质、发霉、死亡", "gone off, mouldy or dead"),
}
REMEDY_HELP = {
    RemedyKind.RETURN_AND_REFUND: Bilingual("寄回商品，退回全部货款", "send it back and get the money back"),
    RemedyKind.REFUND_ONLY: Bilingual("不寄回，退回全部货款", "keep it and get the money back"),
    RemedyKind.PART_REFUND: Bilingual("留下商品，退一部分", "keep it and get a part back"),
    RemedyKind.EXCHANGE: Bilingual("换一件新的", "get another one"),
    RemedyKind.REPAIR: Bilingual("修好它", "have it mended"),
}
_ROUTE = {
    Route.APPROVE: Bilingual(
        "照片齐全且没有疑点时，当即同意。", "With all photos, and nothing that speaks against them, agreed at once."
    ),
    Route.REVIEW: Bilingual("由审核人决定。", "A person decides."),
}
_CONSENT = Bilingual(
    "须经商家同意：不退货的退款不能强加给商家。",
    "Needs the merchant's consent: nobody makes a merchant refund without getting the goods back.",
)
_EXACTLY = Bilingual(
    "照片齐全且没有疑点时，按规则会向您提议这个方案。",
    "With all photos, and nothing that speaks against them, the rules offer you exactly this.",
)
STANCES = {
    Stance.CONTESTS: Bilingual("有不同意见", "disagrees"),
    Stance.NO_OBJECTION: Bilingual("没有异议", "has no objection"),
}
OUTCOMES = {Outcome.GRANT: Bilingual("同意", "granted"), Outcome.REFUSE: Bilingual("不同意", "not granted")}
RESULTS = {
    AppealResult.UPHELD: Bilingual("维持原决定", "the decision stands"),
    AppealResult.OVERTURNED: Bilingual("改变了决定", "the decision was changed"),
}
FILE_ROLES = {
    Role.CLAIM: Bilingual("买家的照片", "the buyer's photo"),
    Role.CHAT: Bilingual("聊天图片", "picture from the chat"),
    Role.LISTING: Bilingual("下单时的商品图", "listing at the time of the order"),
    Role.DISPATCH: Bilingual("发货留证", "packing"),
}
ENDINGS = {
    Ending.OPEN: Bilingual("处理中", "open"),
    Ending.GRANTED: Bilingual("同意", "granted"),
    Ending.REFUSED: Bilingual("不同意", "not granted"),
    Ending.SETTLED: Bilingual("和解", "settled"),
    Ending.WITHDRAWN: Bilingual("撤回", "taken back"),
}


def first_offer(prospects: Iterable[Prospect]) -> RemedyKind | None:
    """Return what the rules offer first whatever is wished; None if that depends on the wish."""
    offered = {prospect.instead for prospect in prospects}
    return offered.pop() if len(offered) == 1 else None


def in_prospect(prospect: Prospect, first: RemedyKind | None = None) -> tuple[Bilingual, ...]:
    """Return what the rules allow for a wish, in sentences.

    Parameters
    ----------
    first : RemedyKind, optional
        What they offer whatever is wished, if that was said before.
    """
    said = [_CONSENT] if prospect.needs_consent else []
    if prospect.instead is None:
        said.append(_ROUTE[prospect.route])
    elif prospect.instead is prospect.kind:
        said.append(_EXACTLY)
    elif first is None:
        name = REMEDY_NAMES[prospect.instead]
        said.append(
            Bilingual(
                f"照片齐全且没有疑点时，按规则会先提议“{name.zh}”，您可以接受，也可以等商家答复后由人决定。",
                f"With all photos, and nothing that speaks against them, the rules first offer “{name.en}”. You may accept it, "
                "or wait for the merchant's answer and a person's decision.",
            )
        )
    return tuple(said)


WORDS: dict[str, Any] = {
    "REASON_HELP": REASON_HELP,
    "REMEDY_HELP": REMEDY_HELP,
    "REMEDY_NAMES": REMEDY_NAMES,
    "SHOT_NAMES": SHOT_NAMES,
    "PAUSE_NAMES": PAUSE_NAMES,
    "STANCES": STANCES,
    "OUTCOMES": OUTCOMES,
    "RESULTS": RESULTS,
    "FILE_ROLES": FILE_ROLES,
    "CLOCKS": CLOCKS,
    "ENDINGS": ENDINGS,
    "in_prospect": in_prospect,
    "remedy_in_words": remedy_in_words,
}
"""For templates."""
