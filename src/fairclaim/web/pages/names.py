"""Names that several rooms of the desk say: reasons, categories, routes, whose word it is, what a clock is for. Each stands here once."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.evidence_rules import REASON_NAMES
from fairclaim.domain.desk.party import ActorKind

REASONS = REASON_NAMES
CATEGORIES = {
    "appliances": Bilingual("家电", "appliances"),
    "ceramics": Bilingual("陶瓷", "ceramics"),
    "clothes": Bilingual("服装", "clothes"),
    "cosmetics": Bilingual("美妆", "cosmetics"),
    "electronics": Bilingual("数码", "electronics"),
    "food": Bilingual("食品", "food"),
    "fresh-food": Bilingual("生鲜", "fresh food"),
    "furniture": Bilingual("家居", "furniture"),
    "live-seafood": Bilingual("鲜活水产", "live seafood"),
    "tableware": Bilingual("餐具", "tableware"),
}
ROUTES = {
    Route.APPROVE: Bilingual("同意", "approve"),
    Route.OFFER_REMEDY: Bilingual("提出方案", "offer a remedy"),
    Route.ASK_MORE: Bilingual("请补充", "ask for more"),
    Route.REVIEW: Bilingual("人工审核", "review by people"),
}
"""From the easiest for the buyer to the hardest; the words of ``policy.words.RouteName`` are the same."""
PEOPLE = {
    ActorKind.BUYER: Bilingual("买家", "Buyer"),
    ActorKind.MERCHANT: Bilingual("商家", "Merchant"),
    ActorKind.REVIEWER: Bilingual("审核人", "Reviewer"),
    ActorKind.SENIOR: Bilingual("资深审核人", "Senior"),
    ActorKind.OPERATOR: Bilingual("管理员", "Operator"),
    ActorKind.MACHINE: Bilingual("系统", "The desk"),
}
CLOCKS = {
    ClockKind.MERCHANT_ANSWER: Bilingual("商家答复", "the merchant's answer"),
    ClockKind.BUYER_EVIDENCE: Bilingual("买家补充材料", "the buyer's evidence"),
    ClockKind.REVIEW: Bilingual("审核", "the review"),
    ClockKind.APPEAL_WINDOW: Bilingual("申诉", "an appeal"),
    ClockKind.RE_REVIEW: Bilingual("申诉复核", "the review of the appeal"),
}


def category_name(category: str) -> Bilingual:
    """Return what a category is called; one that a tenant has made up is shown as it is."""
    return CATEGORIES.get(category, Bilingual(category, category))
