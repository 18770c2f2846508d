import pytest

from fairclaim.domain.desk.party import ActorKind
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.find_buyers import find_buyers
from unit.services.counter import ADMIN, ANN, AUDITOR, BUYER, SUE, Counter
from unit.web.whole_desk import furnished


def test_a_claim_an_order_or_an_id_leads_to_the_buyer() -> None:
    counter = furnished()
    sold = counter.rows.things.sold["order-1"]
    (claim,) = counter.rows.claims
    for named in (claim, sold.number, sold.id, BUYER.person):
        assert named is not None
        found = find_buyers(counter.desk, AUDITOR, named)
        assert {one.person for one in found} == {BUYER.person}, named
    assert find_buyers(counter.desk, SUE, "nothing-of-ours") == ()


def test_the_shops_own_id_is_looked_up_by_who_may_and_noted() -> None:
    counter = Counter()
    counter.rows.things.persons[ActorKind.BUYER, "b-7"] = BUYER.person
    assert find_buyers(counter.desk, SUE, "b-7") == ()
    before = len(counter.rows.audit)
    (found,) = find_buyers(counter.desk, ADMIN, "b-7")
    assert (found.person, found.by) == (BUYER.person, "b-7")
    assert [one.action for one in counter.rows.audit[before:]] == ["find-party"]


def test_a_party_one_is_tied_to_is_not_found_and_a_reviewer_is_not_allowed() -> None:
    counter = Counter()
    claim = counter.screened()
    counter.rows.ties[SUE.person] = frozenset({BUYER.person})
    assert find_buyers(counter.desk, SUE, claim) == ()
    with pytest.raises(NotAllowedError):
        find_buyers(counter.desk, ANN, claim)
