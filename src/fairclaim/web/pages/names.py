"""Names of reasons and categories as pages say them; a category that a tenant has made up is shown as it is."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import REASON_NAMES

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


def category_name(category: str) -> Bilingual:
    """Return what a category is called."""
    return CATEGORIES.get(category, Bilingual(category, category))
