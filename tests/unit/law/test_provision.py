"""Records of law."""

from fairclaim.law.provision import CERTAINTY_MEANS, FIELD_NAMES, Certainty, Field
from fairclaim.law.statute_book import shipped_book


def test_every_grade_and_field_is_named() -> None:
    assert set(CERTAINTY_MEANS) == set(Certainty)
    assert set(FIELD_NAMES) == set(Field)


def test_a_provision_without_a_number_is_cited_by_its_instrument() -> None:
    assert (
        shipped_book().provision("order-116-appeal").cited().zh
        == "《网络交易平台规则监督管理办法》（市场监管总局、国家网信办令第116号）"
    )
    assert (
        shipped_book().provision("order-116-27").cited().zh
        == "《网络交易平台规则监督管理办法》（市场监管总局、国家网信办令第116号）第二十七条"
    )
