"""From a film of the packing to a finding: its frames are what a claim's photo is compared with."""

import io
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from contracts.desks import WISH_1
from fairclaim.compose import open_desk
from fairclaim.demo.goods import GOODS
from fairclaim.demo.photos import Story, buyer_photos, listing_photo
from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import file_claim
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from fairclaim.services.list_claims import claim_exhibits
from furnished import furnished
from notarised import settings_of
from unit.services.counter import AGENT, ANN, BUYER, MACHINE, TENANT, photo


def film_of(data: bytes, folder: Path) -> bytes:
    """Return a film in which a picture is shown, and then turned away from."""
    picture = cv2.cvtColor(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), cv2.COLOR_RGB2BGR)
    height, width = (side // 2 * 2 for side in picture.shape[:2])
    path = folder / "shown.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 10, (width, height))
    for number in range(40):
        writer.write(picture[:height, :width] if number < 30 else np.full((height, width, 3), 90, np.uint8))
    writer.release()
    return path.read_bytes()


def test_attack_1_a_copy_of_a_frame_of_the_packing_with_damage_painted_in_is_found(tmp_path: Path) -> None:
    good = GOODS[0]
    film = film_of(listing_photo(good), tmp_path)
    painted = buyer_photos(good, Story.PAINTED, 7, count=1)[0]
    with furnished(open_desk(settings_of(tmp_path / "data"))) as desk:
        parcel = add_parcel(desk.desk, AGENT, "order-1", carrier="SF", tracking="SF1").id
        hand_in_dispatch(desk.desk, AGENT, parcel, film, name="packing.mp4", media=Media.VIDEO)
        claim = file_claim(desk.desk, BUYER, replace(WISH_1, photos=(photo(data=painted),))).receipt.claim
        examine_claim(desk.desk, MACHINE, claim)
        found = desk.desk.units.read(TENANT, lambda work: work.claims.find(claim))
        frames = [one for one in claim_exhibits(desk.desk, ANN, claim) if one.role is Role.DISPATCH]
    assert len(frames) == 2  # the film and the one view that it shows; what is grey all over shows nothing
    assert found is not None
    assert found.examined is not None
    assert (found.examined.call, found.examined.grade) == (Call.FORGED, Grade.A)
