import io

import pytest
from PIL import Image

from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import DAMAGE, Story, buyer_photos, listing_photo, packing_photo
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.domain.verdict import Call
from fairclaim.forensics.examine import examine

SHIRT = GOODS[2]


def _exhibit(name: str, role: Role, data: bytes) -> Exhibit:
    return Exhibit(data=data, role=role, name=name)


@pytest.fixture(scope="module")
def listing() -> bytes:
    return listing_photo(SHIRT)


@pytest.mark.parametrize("story", [Story.PAINTED, Story.BROKEN])
def test_what_was_painted_is_found_and_what_was_photographed_is_not(listing: bytes, story: Story) -> None:
    (photo,) = buyer_photos(SHIRT, story, 5, count=1)
    found = examine([_exhibit("claim-1", Role.CLAIM, photo), _exhibit("listing-1", Role.LISTING, listing)])
    assert (found.verdict.call is Call.FORGED) == (story is Story.PAINTED)


def test_the_same_seed_makes_the_same_bytes(listing: bytes) -> None:
    assert listing_photo(SHIRT) == listing
    assert packing_photo(SHIRT, 5) == packing_photo(SHIRT, 5)
    assert packing_photo(SHIRT, 6) != packing_photo(SHIRT, 5)


def test_a_buyer_sends_the_whole_and_then_comes_nearer() -> None:
    photos = buyer_photos(SHIRT, Story.PAINTED, 5, count=3)
    heights = [Image.open(io.BytesIO(photo)).height for photo in photos]
    assert heights[0] >= heights[1] >= heights[2]
    assert len(set(photos)) == 3
    assert len(buyer_photos(SHIRT, Story.COPIED, 5, count=3)) == 1


def test_every_good_can_be_damaged() -> None:
    assert {good.category for good in GOODS} <= set(DAMAGE)
