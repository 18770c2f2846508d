"""A claim over HTTP whose photos the real examiner looks at, in its processes."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, listing_photo
from journeys.street import REFUSE, SHOTS, Street, impatient, remedy, routed
from loopback_provider import LoopbackProvider, serving
from real_desk import Receiver, opened_for, running
from store_engines import empty_sqlite, sqlite_engine

__all__ = ["empty_sqlite"]


def quick_photos(number: int) -> list[bytes]:
    """Return photos that are examined in no time, no two alike."""
    noise = np.random.default_rng(1)
    found = []
    for _ in range(number):
        written = io.BytesIO()
        Image.fromarray(noise.integers(0, 255, (96, 128, 3), dtype=np.uint8)).save(written, "JPEG", quality=92)
        found.append(written.getvalue())
    return found


def test_a_painted_copy_of_the_listing_is_found_by_the_real_examiner(
    tmp_path: Path, empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    good, receiver = GOODS[0], Receiver()
    engine = sqlite_engine(empty_sqlite, tmp_path)
    with (
        serving(LoopbackProvider()) as provider,
        impatient(opened_for(engine, tmp_path_factory.mktemp("data"), "street")) as opened,
        running(opened, "street", provider=provider, receiver=receiver) as desk,
    ):
        street = Street(desk, None)
        listing = {"id": "cup", "title": "杯", "category": "ceramics", "merchant": "s-1"}
        street.platform.post("/listings", listing, status=201)
        headers = {"Content-Type": "image/jpeg"}
        street.platform.ask("POST", "/listings/cup/pictures", status=201, content=listing_photo(good), headers=headers)
        order, buyer = street.ordered(category="ceramics", listing="cup"), desk.buyer("u-1")
        claim = street.file(buyer, order, remedy("return-and-refund", 10_000))
        painted = buyer_photos(good, Story.PAINTED, 7, count=1)
        street.show(buyer, claim, *SHOTS, data=dict(zip(SHOTS, (*painted, *quick_photos(3)), strict=True)))
        if routed(buyer, claim, wait_s=240) == "waiting-evidence":  # it looked before the last photo was there
            buyer.post(f"/claims/{claim}/evidence-completion")
        if routed(buyer, claim, wait_s=240) == "waiting-merchant":
            street.agent.post(f"/claims/{claim}/answer", {"stance": "contests"})
        street.reviewed("ann", claim, REFUSE)
        found = street["aud"].get(f"/claims/{claim}")["claim"]["claim"]["examined"]
        assert (found["call"], found["grade"]) == ("forged", "A")
    receiver.close()
