"""A table in memory."""

from fairclaim.policy.fields import view
from unit.policy.tables import ASK, OFFER, SMALL, facts, policy


def test_a_rule_fits_when_all_its_conditions_hold() -> None:
    small, rest = policy(SMALL).rules
    assert small.fits(view(facts(), "CNY"))
    assert not small.fits(view(facts(asked="repair"), "CNY"))
    assert rest.fits(view(facts(asked="repair"), "CNY"))


def test_a_rule_knows_what_it_asks_of_a_field() -> None:
    small = policy(SMALL).rules[0]
    assert small.condition_on("amount") is small.when[0]
    assert small.condition_on("verdict") is None


def test_the_canonical_record_holds_plain_values_only() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and key.isascii() and plain(inner) for key, inner in value.items())
        return all(map(plain, value)) if isinstance(value, list) else isinstance(value, str | int | None)

    assert plain(policy(SMALL, ASK, OFFER).to_record())


def test_a_digest_is_for_ever() -> None:
    """A change of this value means that stored routes no longer name the tables they came from."""
    assert policy(SMALL).digest == "sha256:867ffbde234008741b39114024755f7425fcda935d0223781fff34cc34ec4e6d"
