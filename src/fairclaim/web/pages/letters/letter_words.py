"""Words of the letters' pages: to whom, by which way, and the titles of kinds."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.services.ports.measures import Channel, Recipient

CHANNELS = {
    Channel.PLATFORM: Bilingual("平台内消息或表单", "inside the platform"),
    Channel.EMAIL: Bilingual("电子邮件", "by e-mail"),
    Channel.POST: Bilingual("邮寄", "by post"),
    Channel.IN_PERSON: Bilingual("当面递交", "in person"),
    Channel.WEB_FORM: Bilingual("对方的网上表单", "over the recipient's web form"),
    Channel.OTHER: Bilingual("其他方式", "another way"),
}
RECIPIENT_NAMES = {
    Recipient.BUYER: Bilingual("买家", "the buyer"),
    Recipient.MERCHANT: Bilingual("商家", "the merchant"),
    Recipient.PLATFORM: Bilingual("平台", "the platform"),
    Recipient.AI_PROVIDER: Bilingual("人工智能服务提供者", "an AI provider"),
    Recipient.AUTHORITY: Bilingual("主管部门", "an authority"),
    Recipient.POLICE: Bilingual("公安机关", "the police"),
    Recipient.COURT: Bilingual("人民法院", "a court"),
    Recipient.OTHER: Bilingual("其他", "somebody else"),
}
COUNTERPARTS = frozenset({Recipient.BUYER, Recipient.MERCHANT})
"""Whom a letter must not press."""


def title_of(kind: str) -> Bilingual:
    """Return what a kind is called; an old kind that is shipped no more is shown by its name."""
    return kind_named(kind).title if kind in KINDS else Bilingual(kind, kind)


def purpose_of(kind: str) -> Bilingual:
    """Return what a kind is for."""
    return kind_named(kind).purpose
