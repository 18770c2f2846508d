from dataclasses import replace

import pytest

from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.domain.desk.refusals import RemedyError
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import EmptyFileError
from fairclaim.services.desk import DeskLimits
from fairclaim.services.errors import AlreadyClaimedError, NotAllowedError, NotFoundError, OtherRequestError
from fairclaim.services.file_claim import file_claim
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import (
    AGENT,
    ALL_SHOTS,
    BUYER,
    MONDAY,
    OTHER_TENANT,
    PLATFORM,
    RETURN,
    SOME_SHOTS,
    STRANGER,
    WISH,
    Counter,
    photo,
    yuan,
)


def test_the_buyer_is_told_exactly_what_is_missing() -> None:
    counter = Counter()
    assert [need.shot.value for need in counter.file(*SOME_SHOTS).missing] == ["other-angle", "packaging"]


def test_filing_twice_under_one_key_makes_one_claim() -> None:
    counter = Counter()
    first = counter.file(*SOME_SHOTS, key="k")
    assert counter.file(*SOME_SHOTS, key="k") == first
    assert len(counter.rows.claims) == 1
    with pytest.raises(OtherRequestError):
        counter.file(*ALL_SHOTS, key="k")


def test_a_second_open_claim_on_the_same_line_is_refused_until_the_first_has_ended() -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(AlreadyClaimedError):
        counter.file()
    withdraw_claim(counter.desk, BUYER, claim)
    assert counter.filed() != claim


def test_amounts_come_from_the_order() -> None:
    counter = Counter()
    with pytest.raises(RemedyError):
        counter.file(asked=replace(RETURN, amount=yuan(101)))
    with pytest.raises(RemedyError):
        file_claim(counter.desk, BUYER, replace(WISH, items=(ClaimedItem(line=LineId("line-9"), quantity=1),)))
    assert not counter.rows.claims


def test_an_order_of_somebody_else_is_as_unknown_as_one_that_is_not_there() -> None:
    counter = Counter()
    said = set()
    for who, wish in ((STRANGER, WISH), (BUYER, replace(WISH, order="order-none"))):
        with pytest.raises(NotFoundError) as refusal:
            file_claim(counter.desk, who, wish)
        said.add(str(refusal.value))
    assert len(said) == 1
    with pytest.raises(NotAllowedError):
        file_claim(counter.desk, AGENT, WISH)


def test_the_platform_files_for_the_buyer_of_the_order() -> None:
    counter = Counter()
    filed = file_claim(counter.desk, PLATFORM, replace(WISH, photos=SOME_SHOTS))
    claim = counter.claim(filed.receipt.claim)
    assert (claim.buyer, claim.state) == ("buyer-1", State.FILED)
    assert counter.rows.events[0].by.kind is ActorKind.MACHINE
    assert [item.by for item in claim.evidence] == [ActorKind.BUYER, ActorKind.BUYER]
    assert set(counter.rows.texts.values()) == {(PersonId("buyer-1"), "杯口有裂纹")}


def test_tenants_are_kept_apart() -> None:
    counter = Counter()
    file_claim(counter.desk, replace(BUYER, tenant=OTHER_TENANT), WISH)
    assert not counter.rows.claims
    assert len(counter.memory.rows(OTHER_TENANT).claims) == 1


def test_one_bad_photo_and_nothing_is_filed() -> None:
    counter = Counter()
    with pytest.raises(EmptyFileError):
        file_claim(counter.desk, BUYER, replace(WISH, photos=(photo(), replace(photo(), data=b""))))
    assert not counter.rows.claims
    assert not counter.rows.jobs


def test_the_machine_looks_at_once_when_all_is_there_and_else_gives_time() -> None:
    counter = Counter()
    counter.file(*ALL_SHOTS)
    assert min(at for _, _, at in counter.rows.jobs.values()) == MONDAY
    counter = Counter()
    counter.file(*SOME_SHOTS)
    assert [at - MONDAY for _, _, at in counter.rows.jobs.values()] == [DeskLimits().filing_grace]
