"""Words of the reviewers' pages: outcomes, views, grades, who bears the cost. The evidence is spoken of, never the person."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.remedy import BorneBy
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade

OUTCOMES = {
    Outcome.GRANT: Bilingual("同意申请", "Grant the claim"),
    Outcome.REFUSE: Bilingual("不同意申请", "Refuse the claim"),
}
VIEWS = {
    View.SUPPORTS: Bilingual("证据支持申请", "The evidence supports the claim"),
    View.INSUFFICIENT: Bilingual("证据不足以说明", "The evidence does not show enough"),
    View.CONTRADICTS: Bilingual("证据与申请相矛盾", "The evidence contradicts the claim"),
}
GRADES = {
    Grade.A: Bilingual("A：任何人都能重复验证", "A: anybody can repeat it"),
    Grade.B: Bilingual("B：两项相互独立的发现", "B: two independent findings"),
}
BEARERS = {
    BorneBy.MERCHANT: Bilingual("商家承担", "the merchant bears it"),
    BorneBy.PLATFORM: Bilingual("平台承担", "the platform bears it"),
}
ROLES = {
    Role.CLAIM: Bilingual("申请照片", "Claim photo"),
    Role.LISTING: Bilingual("商品图", "Listing picture"),
    Role.DISPATCH: Bilingual("发货图", "Dispatch picture"),
    Role.CHAT: Bilingual("聊天图片", "Chat picture"),
}
