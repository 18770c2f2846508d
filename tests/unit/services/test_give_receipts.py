import json

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.promise import verify_promise
from fairclaim.evidence.receipt import verify_receipt
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.give_receipts import give_packing_receipts, give_receipts
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.receipt import receipt_id
from fairclaim.services.sign_checkpoint import sign_log
from journeys.desk_steps import STEPS
from unit.services.counter import AGENT, ALL_SHOTS, ANN, BUYER, NOTARY, PLATFORM, STRANGER, TENANT, Counter
from unit.services.shop import OTHER_AGENT, opened

KEYS = [NOTARY.key("desk.example/log/shop-street")]


def test_a_receipt_is_a_promise_until_a_checkpoint_covers_it() -> None:
    counter = Counter()
    claim = counter.screened()
    first = give_receipts(counter.desk, BUYER, claim)
    assert [one.kind for one in first] == ["claim-filed", *["evidence-attached"] * 4]
    assert all(one.is_promise for one in first)
    for one in first:
        verify_promise(one.data, log_keys=KEYS)
    sign_log(counter.desk, TENANT)
    later = give_receipts(counter.desk, BUYER, claim)
    assert [one.id for one in later] == [one.id for one in first]
    assert not any(one.is_promise for one in later)
    for one in later:
        verify_receipt(one.data, log_keys=KEYS)


def test_a_receipt_of_a_file_opens_to_the_file_and_one_of_words_to_what_was_stated() -> None:
    counter = Counter()
    claim = counter.screened()
    sign_log(counter.desk, TENANT)
    filed, *files = give_receipts(counter.desk, BUYER, claim)
    for one, upload in zip(files, ALL_SHOTS, strict=True):
        verify_receipt(one.data, log_keys=KEYS, digest=sha256(upload.data))
        assert one.record is None
        with pytest.raises(IntegrityError):
            verify_receipt(one.data, log_keys=KEYS, digest=sha256(b"another photo"))
    assert filed.record is not None
    verify_receipt(filed.data, log_keys=KEYS, digest=sha256(filed.record))
    assert json.loads(filed.record)["kind"] == "claim-filed"


def test_each_side_gets_its_own_and_the_platform_those_of_both() -> None:
    counter = Counter()
    claim = counter.screened()
    done = answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    (answered,) = give_receipts(counter.desk, AGENT, claim)
    assert answered.kind == "merchant-answered"
    assert [receipt_id(one) for one in done.submitted] == [answered.id]
    assert answered.id not in [one.id for one in give_receipts(counter.desk, BUYER, claim)]
    assert len(give_receipts(counter.desk, PLATFORM, claim)) == 6
    with pytest.raises(NotFoundError):
        give_receipts(counter.desk, STRANGER, claim)
    with pytest.raises(NotAllowedError):
        give_receipts(counter.desk, ANN, claim)


def test_an_appeal_has_a_receipt() -> None:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    (claim,) = counter.rows.claims
    done = appeal_claim(counter.desk, BUYER, claim, words="请再看一次")
    assert give_receipts(counter.desk, BUYER, claim)[-1].id == receipt_id(done.submitted[0])


def test_a_packing_has_a_receipt_that_opens_to_its_file_and_names_the_parcel() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    film = hand_in_dispatch(desk, shop.agent, parcel.id, b"packing")
    (promise,) = give_packing_receipts(desk, shop.agent, parcel.id)
    assert promise.is_promise
    verify_promise(promise.data, log_keys=KEYS, digest=sha256(b"packing"))
    first = sign_log(desk, TENANT)
    assert first is not None
    desk.units.write(TENANT, lambda work: work.proofs.add_token(first.size, "tsa", b"reply", at=shop.counter.now))
    hand_in_dispatch(desk, shop.agent, parcel.id, b"more")
    sign_log(desk, TENANT)
    receipt, _ = give_packing_receipts(desk, shop.agent, parcel.id)
    held = verify_receipt(receipt.data, log_keys=KEYS, digest=sha256(b"packing"))
    assert (held.receipt.entry.case, held.receipt.entry.kind) == (parcel.id, "dispatch-received")
    assert held.checkpoint.checkpoint.size == first.size
    assert receipt.stamps == {"tsa": (shop.counter.now, b"reply")}
    assert receipt.exhibit == film.id
    with pytest.raises(IntegrityError):
        verify_receipt(receipt.data, log_keys=KEYS, digest=sha256(b"another film"))


def test_the_platform_also_takes_receipts_of_the_code_and_nobody_else_any() -> None:
    shop = opened()
    desk = shop.counter.desk
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    hand_in_dispatch(desk, shop.agent, parcel.id, b"packing")
    assert [one.id for one in give_packing_receipts(desk, shop.agent, parcel.id)] == ["r2"]
    assert [one.kind for one in give_packing_receipts(desk, PLATFORM, parcel.id)] == [
        "parcel-coded",
        "dispatch-received",
    ]
    for who, which in ((shop.buyer, parcel.id), (OTHER_AGENT, parcel.id), (shop.agent, "parcel-99")):
        with pytest.raises(NotFoundError):
            give_packing_receipts(desk, who, which)
