"""Who may see a file gets a signed copy of it, with what the desk knows of its coming; who judges gets none."""

from dataclasses import replace

import pytest

from fairclaim.domain.desk.evidence_rules import Shot
from fairclaim.domain.desk.live_capture import Way
from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.domain.errors import BrokenFileError
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.capture_live import claim_code, parcel_code
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NoSignedCopyError, NotFoundError
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.redeem_code import Taken
from fairclaim.services.sign_copy import claim_copy, parcel_copy
from unit.services.counter import AGENT, ANN, AUDITOR, BUYER, PLATFORM, STRANGER, Counter, photo
from unit.services.shop import OTHER_AGENT, opened
from unit.services.test_capture_live import live

JPEG = bytes.fromhex("ffd8ffe0") + b"photo"


class Signer:
    """Writes down what it signs."""

    def __init__(self) -> None:
        self.signed: list[CopyStatement] = []

    def can_sign(self, media_type: str, size_bytes: int) -> bool:
        return media_type == "image/jpeg" and size_bytes > 0

    def sign(self, data: bytes, media_type: str, statement: CopyStatement) -> bytes:
        assert self.can_sign(media_type, len(data))
        self.signed.append(statement)
        return data + b" signed"


def with_signer(counter: Counter) -> tuple[Desk, Signer]:
    signer = Signer()
    return replace(counter.desk, signer=signer), signer


def test_the_copy_states_when_the_original_came_and_with_which_code() -> None:
    counter = Counter()
    desk, signer = with_signer(counter)
    claim = counter.filed()
    code = claim_code(desk, BUYER, claim)
    made = attach_exhibit(desk, BUYER, claim, live(JPEG, code.id)).made
    assert made is not None
    came = counter.now
    counter.wait()
    copy = claim_copy(desk, AGENT, claim, ExhibitId(made))
    assert (copy.data, copy.media_type, copy.name) == (JPEG + b" signed", "image/jpeg", f"{made}-signed.jpg")
    (said,) = signer.signed
    (kept,) = counter.rows.exhibits
    assert (said.sha256, said.received_at) == (kept.sha256, came)
    assert said.capture is not None
    assert (said.capture.code, said.capture.way) == (code.code, Way.PAGE)
    assert kept.address is not None
    assert counter.memory.blobs[kept.address] == JPEG, "the original is what it was"


def test_a_file_from_the_device_states_no_code() -> None:
    counter = Counter()
    desk, signer = with_signer(counter)
    claim = counter.filed(photo(data=JPEG))
    claim_copy(desk, AUDITOR, claim, ExhibitId(counter.rows.exhibits[0].id))
    assert [one.capture for one in signer.signed] == [None]


def test_strangers_judges_and_systems_get_none() -> None:
    counter = Counter()
    desk, signer = with_signer(counter)
    claim = counter.screened(photo(data=JPEG))
    exhibit = ExhibitId(counter.rows.exhibits[0].id)
    for who in (STRANGER, ANN, PLATFORM):
        with pytest.raises(NotFoundError):
            claim_copy(desk, who, claim, exhibit)
    with pytest.raises(NotFoundError):
        claim_copy(desk, BUYER, claim, ExhibitId("exhibit-none"))
    assert signer.signed == []


def test_a_desk_without_a_certificate_says_so() -> None:
    counter = Counter()
    claim = counter.filed(photo(data=JPEG))
    with pytest.raises(NoSignedCopyError):
        claim_copy(counter.desk, BUYER, claim, ExhibitId(counter.rows.exhibits[0].id))


def test_a_file_that_can_carry_no_signature_is_told_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter()
    desk, signer = with_signer(counter)
    claim = counter.filed(photo(data=b"GIF89a"), photo(Shot.CLOSE_UP, data=JPEG))
    gif, jpeg = (ExhibitId(one.id) for one in counter.rows.exhibits)
    with pytest.raises(NoSignedCopyError):
        claim_copy(desk, BUYER, claim, gif)

    def broken(*given: object) -> bytes:
        assert given
        raise BrokenFileError("x")

    monkeypatch.setattr(signer, "sign", broken)
    with pytest.raises(NoSignedCopyError):
        claim_copy(desk, BUYER, claim, jpeg)


def test_packing_has_signed_copies_for_its_own_merchant() -> None:
    shop = opened()
    desk, signer = with_signer(shop.counter)
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1").id
    code = parcel_code(desk, shop.agent, parcel)
    file = hand_in_dispatch(desk, shop.agent, parcel, JPEG, taken=Taken(capture=code.id, way=Way.PAGE))
    assert parcel_copy(desk, shop.agent, parcel, file.id).data == JPEG + b" signed"
    assert signer.signed[0].capture is not None
    with pytest.raises(NotFoundError):
        parcel_copy(desk, OTHER_AGENT, parcel, file.id)
    with pytest.raises(NotFoundError):
        parcel_copy(desk, shop.agent, parcel, "file-none")
