"""A code for each picture, once, for its own claim or parcel, and only while it lasts."""

from datetime import timedelta

import pytest

from fairclaim.domain.desk.evidence_rules import Capture
from fairclaim.domain.desk.live_capture import CODE_LASTS, MOST_OPEN, Way, issue
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.capture_live import (
    claim_captures,
    claim_code,
    parcel_captures,
    parcel_code,
    waiting_claim_code,
    waiting_parcel_code,
)
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.intake import Upload
from fairclaim.services.redeem_code import Taken
from unit.services.counter import ANN, BUYER, PLATFORM, STRANGER, Counter, photo
from unit.services.shop import OTHER_AGENT, opened


def live(data: bytes, code: str, way: Way = Way.PAGE) -> Upload:
    plain = photo(data=data)
    return Upload(data=data, role=plain.role, shot=plain.shot, taken=Taken(capture=code, way=way))


def captures(counter: Counter, claim: ClaimId) -> list[Capture]:
    return [item.capture for item in counter.claim(claim).evidence]


def test_what_comes_with_its_code_in_time_is_live_and_says_when_and_with_which_code() -> None:
    counter = Counter()
    claim = counter.filed()
    code = claim_code(counter.desk, BUYER, claim)
    assert len(code.code) == 6
    assert waiting_claim_code(counter.desk, BUYER, claim, code.id) == code
    counter.wait(timedelta(seconds=40))
    made = attach_exhibit(counter.desk, BUYER, claim, live(b"now", code.id)).made
    assert captures(counter, claim) == [Capture.LIVE]
    assert waiting_claim_code(counter.desk, BUYER, claim, code.id) is None
    (capture,) = claim_captures(counter.desk, BUYER, claim).values()
    assert (capture.file, capture.code, capture.way) == (made, code.code, Way.PAGE)
    assert capture.took == timedelta(seconds=40)


def test_what_comes_late_without_or_with_a_used_code_is_kept_like_any_other_file() -> None:
    counter = Counter()
    claim = counter.filed()
    code = claim_code(counter.desk, BUYER, claim)
    foreign = issue("capture-of-another", "claim-of-another", at=counter.now)
    counter.rows.things.captures[foreign.id] = foreign
    attach_exhibit(counter.desk, BUYER, claim, live(b"1", code.id))
    attach_exhibit(counter.desk, BUYER, claim, live(b"2", code.id))
    attach_exhibit(counter.desk, BUYER, claim, live(b"3", foreign.id))
    attach_exhibit(counter.desk, BUYER, claim, live(b"4", "capture-none"))
    late = claim_code(counter.desk, BUYER, claim)
    counter.wait(CODE_LASTS)
    attach_exhibit(counter.desk, BUYER, claim, live(b"5", late.id))
    assert captures(counter, claim) == [Capture.LIVE, *[Capture.ANY] * 4]


def test_the_same_bytes_again_are_one_live_file_and_bytes_from_before_are_none() -> None:
    counter = Counter()
    claim = counter.filed()
    attach_exhibit(counter.desk, BUYER, claim, photo(data=b"old"))
    code = claim_code(counter.desk, BUYER, claim)
    attach_exhibit(counter.desk, BUYER, claim, live(b"old", code.id))
    assert captures(counter, claim) == [Capture.ANY]
    first = attach_exhibit(counter.desk, BUYER, claim, live(b"new", code.id))
    counter.wait(CODE_LASTS)
    again = attach_exhibit(counter.desk, BUYER, claim, live(b"new", code.id))
    assert again.made == first.made
    assert captures(counter, claim) == [Capture.ANY, Capture.LIVE]


def test_a_party_that_only_says_live_is_not_and_the_platforms_own_systems_are_believed() -> None:
    counter = Counter()
    claim = counter.filed()
    for who, data in ((BUYER, b"1"), (PLATFORM, b"2")):
        plain = photo(data=data)
        attach_exhibit(
            counter.desk, who, claim, Upload(data=data, role=plain.role, shot=plain.shot, capture=Capture.LIVE)
        )
    assert captures(counter, claim) == [Capture.ANY, Capture.LIVE]


def test_only_who_hands_in_gets_a_code_and_old_ones_do_not_pile_up() -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(NotFoundError):
        claim_code(counter.desk, STRANGER, claim)
    with pytest.raises(NotAllowedError):
        claim_code(counter.desk, ANN, claim)
    for _ in range(MOST_OPEN + 5):
        claim_code(counter.desk, BUYER, claim)
    assert len(counter.rows.things.captures) == MOST_OPEN
    counter.wait(CODE_LASTS)
    claim_code(counter.desk, BUYER, claim)
    assert len(counter.rows.things.captures) == 1


def test_packing_is_captured_live_too_by_its_own_merchant() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1").id
    code = parcel_code(desk, shop.agent, parcel)
    with pytest.raises(NotFoundError):
        parcel_code(desk, OTHER_AGENT, parcel)
    assert waiting_parcel_code(desk, shop.agent, parcel, code.id) == code
    film = hand_in_dispatch(desk, shop.agent, parcel, b"packing", taken=Taken(capture=code.id))
    assert hand_in_dispatch(desk, shop.agent, parcel, b"packing", taken=Taken(capture=code.id)) == film
    hand_in_dispatch(desk, shop.agent, parcel, b"more", taken=Taken(capture=code.id))
    (found,) = parcel_captures(desk, shop.agent, parcel).values()
    assert (found.file, found.way) == (film.id, Way.FIELD)
