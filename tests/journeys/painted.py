"""A claim whose first photo is a painted copy of the listing, brought over HTTP to where people judge it."""

import io

import numpy as np
from PIL import Image

from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, listing_photo
from journeys.street import SHOTS, Street, remedy, routed
from real_desk import Person


def quick_photos(number: int) -> list[bytes]:
    """Return photos that are examined in no time, no two alike."""
    noise = np.random.default_rng(1)
    found = []
    for _ in range(number):
        written = io.BytesIO()
        Image.fromarray(noise.integers(0, 255, (96, 128, 3), dtype=np.uint8)).save(written, "JPEG", quality=92)
        found.append(written.getvalue())
    return found


def painted_claim(street: Street) -> tuple[str, Person]:
    """Sell from a listing, file with a painted copy of its picture, and let the merchant contest it; return claim and buyer."""
    good = GOODS[0]
    listing = {"id": "cup", "title": "杯", "category": "ceramics", "merchant": "s-1"}
    street.platform.post("/listings", listing, status=201)
    headers = {"Content-Type": "image/jpeg"}
    street.platform.ask("POST", "/listings/cup/pictures", status=201, content=listing_photo(good), headers=headers)
    order, buyer = street.ordered(category="ceramics", listing="cup"), street.desk.buyer("u-1")
    claim = street.file(buyer, order, remedy("return-and-refund", 10_000))
    painted = buyer_photos(good, Story.PAINTED, 7, count=1)
    street.show(buyer, claim, *SHOTS, data=dict(zip(SHOTS, (*painted, *quick_photos(3)), strict=True)))
    if routed(buyer, claim, wait_s=240) == "waiting-evidence":  # it looked before the last photo was there
        buyer.post(f"/claims/{claim}/evidence-completion")
    if routed(buyer, claim, wait_s=240) == "waiting-merchant":
        street.agent.post(f"/claims/{claim}/answer", {"stance": "contests"})
    return claim, buyer
