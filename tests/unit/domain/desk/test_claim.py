"""What a claim says of itself."""

from fairclaim.domain.desk.party import ActorKind
from unit.domain.desk.story import ANN, BEN, BUYER, MERCHANT, Story, in_re_review, refused, yuan


def test_a_new_claim_is_open_and_undecided() -> None:
    claim = Story().claim
    assert claim.is_open
    assert claim.decision is None
    assert claim.most == yuan(100)
    assert claim.this_round == ()


def test_a_claim_knows_its_sides() -> None:
    claim = Story().claim
    assert claim.party(ActorKind.BUYER) == BUYER.id
    assert claim.party(ActorKind.MERCHANT) == MERCHANT.id
    assert claim.party(ActorKind.REVIEWER) is None


def test_the_judgements_of_a_round_are_its_own() -> None:
    assert [one.by for one in refused().claim.this_round] == [ANN.id, BEN.id]
    assert in_re_review().claim.this_round == ()
