"""Log, time token and first scan: what is known of their order is said, and what is not known is never bad."""

from dataclasses import replace
from datetime import datetime

import pytest

from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch, tell_scans
from fairclaim.services.packing_proof import PRECEDENCES, Precedence
from fairclaim.services.see_packing import PackedFile, see_packing
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import HOUR, PLATFORM, TENANT
from unit.services.shop import Shop, opened


def packed(shop: Shop) -> str:
    parcel = add_parcel(shop.counter.desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    hand_in_dispatch(shop.counter.desk, shop.agent, parcel.id, b"packing")
    return parcel.id


def seen(shop: Shop, parcel: str) -> PackedFile:
    return see_packing(shop.counter.desk, shop.agent, parcel).files[0]


def stamped(shop: Shop, size: int, *, at: datetime, authority: str = "tsa") -> None:
    shop.counter.desk.units.write(TENANT, lambda work: work.proofs.add_token(size, authority, b"reply", at=at))


def scanned(shop: Shop, parcel: str, at: datetime) -> None:
    tell_scans(shop.counter.desk, PLATFORM, parcel, scanned_at=at)


def test_without_a_scan_nothing_is_said_of_the_order() -> None:
    shop = opened()
    one = seen(shop, packed(shop))
    assert one.precedence is Precedence.UNKNOWN
    assert one.proof is not None
    assert one.proof.logged_at == shop.counter.now
    assert (one.proof.checkpoint, one.proof.signed_at, one.proof.first_stamp) == (None, None, None)


def test_a_token_from_before_the_scan_proves_it_by_an_outside_clock() -> None:
    shop = opened()
    parcel, handed_in_at = packed(shop), shop.counter.now
    shop.counter.wait()
    signed = sign_log(shop.counter.desk, TENANT)
    assert signed is not None
    stamped(shop, signed.size, at=handed_in_at + 2 * HOUR)
    stamped(shop, signed.size, at=handed_in_at + HOUR, authority="another")
    scanned(shop, parcel, handed_in_at + 2 * HOUR)
    one = seen(shop, parcel)
    assert one.precedence is Precedence.STAMPED_BEFORE
    assert one.proof is not None
    assert (one.proof.checkpoint, one.proof.first_stamp) == (signed.size, handed_in_at + HOUR)


def test_a_token_from_after_the_scan_leaves_the_desks_own_clock() -> None:
    shop = opened()
    parcel, handed_in_at = packed(shop), shop.counter.now
    signed = sign_log(shop.counter.desk, TENANT)
    assert signed is not None
    stamped(shop, signed.size, at=handed_in_at + 3 * HOUR)
    scanned(shop, parcel, handed_in_at + HOUR)
    assert seen(shop, parcel).precedence is Precedence.LOGGED_BEFORE


def test_a_scan_that_is_told_late_is_said_as_it_is() -> None:
    shop = opened()
    parcel = packed(shop)
    scanned(shop, parcel, shop.counter.now - HOUR)
    assert seen(shop, parcel).precedence is Precedence.AFTER


def test_the_earliest_stamped_checkpoint_is_found_whatever_came_later() -> None:
    shop = opened()
    parcel = packed(shop)
    first = sign_log(shop.counter.desk, TENANT)
    hand_in_dispatch(shop.counter.desk, shop.agent, parcel, b"second")
    second = sign_log(shop.counter.desk, TENANT)
    assert first is not None
    assert second is not None
    proof = seen(shop, parcel).proof
    assert proof is not None
    assert proof.checkpoint == first.size
    stamped(shop, second.size, at=shop.counter.now)
    proof = seen(shop, parcel).proof
    assert proof is not None
    assert proof.checkpoint == second.size


@pytest.mark.parametrize("precedence", Precedence)
def test_each_is_told_in_both_languages(precedence: Precedence) -> None:
    assert PRECEDENCES[precedence].zh
    assert PRECEDENCES[precedence].en


def test_a_file_from_before_packing_was_logged_is_not_held_against_anybody() -> None:
    shop = opened()
    parcel = packed(shop)
    rows = shop.counter.rows.things.steps
    (place,) = (place for place, one in rows.items() if one.file is not None)
    rows[place] = replace(rows[place], file=None)
    scanned(shop, parcel, shop.counter.now + HOUR)
    assert seen(shop, parcel).precedence is Precedence.NOT_LOGGED
