"""A claim is compared with what was shown and packed, without anybody choosing it."""

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.exhibit import Role
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.keep_listing import remove_picture, show_picture
from fairclaim.services.references import stage_references
from unit.services.counter import ORDER
from unit.services.shop import Reader, opened


def test_pictures_shown_when_the_order_was_placed_and_the_packing_become_exhibits() -> None:
    shop = opened()
    desk, memory = shop.counter.desk, shop.counter.memory
    shop.counter.wait()
    (old,) = shop.counter.rows.things.pictures.values()
    remove_picture(desk, shop.agent, "listing-cup", old.id)
    show_picture(desk, shop.agent, "listing-cup", b"a later picture", media_type="image/jpeg")
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    hand_in_dispatch(desk, shop.agent, parcel.id, b"packing", name="a.jpg")
    claim = shop.file().receipt.claim
    kept = shop.counter.rows.exhibits
    assert [(one.role, memory.blobs[one.address or ""]) for one in kept] == [
        (Role.LISTING, b"the cup, whole"),
        (Role.DISPATCH, b"packing"),
    ]
    assert {one.person for one in kept} == {shop.order.merchant}
    assert len(shop.counter.claim(claim).evidence) == 2


def test_an_order_without_references_has_none() -> None:
    shop = opened()
    desk, memory = shop.counter.desk, shop.counter.memory
    assert memory.read("shop-street", lambda work: stage_references(desk, work, ORDER, ())) == ()


def test_a_film_of_the_packing_lends_its_frames_to_the_comparison() -> None:
    shop = opened(Reader())
    desk, memory = shop.counter.desk, shop.counter.memory
    parcel = add_parcel(desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1")
    hand_in_dispatch(desk, shop.agent, parcel.id, b"film ab", name="a.mp4", media=Media.VIDEO)
    claim = shop.file().receipt.claim
    packed = [one for one in shop.counter.rows.exhibits if one.role is Role.DISPATCH]
    assert [(one.name, memory.blobs[one.address or ""]) for one in packed] == [
        ("a.mp4", b"film ab"),
        ("a.mp4 0:00", b"frame a"),
        ("a.mp4 0:01", b"frame b"),
    ]
    media = {item.exhibit: item.media for item in shop.counter.claim(claim).evidence}
    assert [media[one.id] for one in packed] == [Media.VIDEO, Media.PHOTO, Media.PHOTO]
