from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import had_part, is_for, shown
from unit.services.counter import ANN, DAN, TENANT, Counter
from unit.services.test_look_again import shown_again


def test_an_id_leads_to_a_claim_to_a_copy_or_to_nothing() -> None:
    counter, claim, alias = shown_again()

    def whole(work: Work) -> None:
        own, copy = shown(counter.desk, work, claim), shown(counter.desk, work, alias)
        assert own is not None
        assert copy is not None
        assert (own.claim.id, own.source, own.look) == (claim, claim, None)
        assert (copy.claim.id, copy.source) == (alias, claim)
        assert shown(counter.desk, work, ClaimId("claim-none")) is None

    counter.memory.read(TENANT, whole)


def test_a_claim_is_for_everybody_and_a_copy_for_who_had_no_part() -> None:
    counter, claim, alias = shown_again()

    def whole(work: Work) -> None:
        own, copy = shown(counter.desk, work, claim), shown(counter.desk, work, alias)
        assert own is not None
        assert copy is not None
        assert copy.look is not None
        assert is_for(work, ANN, own)
        assert (is_for(work, ANN, copy), is_for(work, DAN, copy)) == (False, True)
        assert had_part(work, ANN.person, copy.look)

    counter.memory.read(TENANT, whole)


def test_nothing_is_shown_where_there_is_nothing() -> None:
    counter = Counter()
    assert counter.memory.read(TENANT, lambda work: shown(counter.desk, work, ClaimId("x"))) is None
