"""How values stand in a letter."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.services.letters.values import basis_name, own_words, remedy_in_words, woven
from unit.services.counter import REFUND_ONLY
from unit.services.letters.matters import MATTERS


def test_a_remedy_has_its_amount_in_words() -> None:
    assert remedy_in_words(REFUND_ONLY) == Bilingual("仅退款100元", "refund without return, 100 yuan")
    assert remedy_in_words(Remedy(kind=RemedyKind.REPAIR, borne_by=BorneBy.MERCHANT)).zh == "维修"


def test_a_basis_is_called_by_its_title_or_as_it_is() -> None:
    matter = next(one for one in MATTERS if one.titles)
    (named,) = matter.titles
    assert basis_name(matter, named) == matter.titles[named]
    assert basis_name(matter, "exhibit-3") == Bilingual("exhibit-3", "exhibit-3")


def test_silence_is_no_word() -> None:
    assert own_words(None) == own_words("  ") == []
    assert own_words(" 杯口有裂纹 ") == ["杯口有裂纹"]


def test_each_language_is_woven_with_its_own() -> None:
    assert woven(Bilingual("{a}。", "{a}."), a=Bilingual("甲", "one")) == Bilingual("甲。", "one.")
