import io

import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.channels import Delivery, crop_jpeg, resave, resaved, resize_jpeg, screenshot


def photo(height: int = 300, width: int = 400) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rows, cols = np.mgrid[0:height, 0:width]
    return np.stack([rows * 255 // height, cols * 255 // width, (rows + cols) % 256], axis=2).astype(np.uint8)


def received(delivery: Delivery) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(delivery.data)) as image:
        return np.asarray(image.convert("RGB"))


def test_a_large_photo_arrives_with_the_long_side_of_a_chat_app() -> None:
    delivery = resize_jpeg(photo(1200, 1600))
    assert received(delivery).shape == (810, 1080, 3)
    assert (delivery.placement.height, delivery.placement.width) == (810, 1080)


def test_a_small_photo_keeps_its_size() -> None:
    assert received(resize_jpeg(photo())).shape == (300, 400, 3)


def test_lower_quality_makes_smaller_files() -> None:
    assert len(resize_jpeg(photo(), quality=30).data) < len(resize_jpeg(photo(), quality=90).data)


def test_saving_twice_is_not_saving_once() -> None:
    once, twice = resave(photo(), quality=60), resave(photo(), quality=60, times=2)
    assert received(once).shape == received(twice).shape == (300, 400, 3)
    assert once.data != twice.data


def test_pixels_of_one_saving_are_those_of_its_file() -> None:
    assert np.array_equal(resaved(photo(), quality=60), received(resave(photo(), quality=60)))


@pytest.mark.parametrize("channel", [resize_jpeg, resave, crop_jpeg, screenshot], ids=lambda c: c.__name__)
def test_a_mask_follows_its_pixels(channel: object) -> None:
    sent = np.full((600, 500, 3), 40, np.uint8)
    mask = np.zeros((600, 500), bool)
    mask[200:330, 150:290] = True
    sent[mask] = (250, 30, 30)
    options = {"quality": 80} if channel is resave else {}
    delivery = channel(sent, **options)  # type: ignore[operator]  # four signatures, one shape of answer
    shown = received(delivery)
    seen = (shown[..., 0] > 150) & (shown[..., 1] < 100)
    carried = delivery.placement.carry(mask)
    assert carried.shape == shown.shape[:2]
    assert (seen & carried).sum() / (seen | carried).sum() > 0.95


def test_a_thin_crack_survives_shrinking() -> None:
    mask = np.zeros((3000, 3000), bool)
    mask[:, 1500] = True
    delivery = resize_jpeg(np.zeros((3000, 3000, 3), np.uint8), long_side_px=500)
    assert delivery.placement.carry(mask).any(axis=1).all()


def test_a_screenshot_shows_the_whole_picture_between_bars() -> None:
    delivery = screenshot(photo())
    shown = received(delivery)
    assert delivery.data.startswith(b"\x89PNG")
    assert shown.shape == (2340, 1080, 3)
    assert shown[5, 540].tolist() == [247, 247, 247]
    assert delivery.placement.scale_rows == pytest.approx(2.7)


def test_a_tall_picture_fits_between_the_bars() -> None:
    placement = screenshot(photo(900, 200)).placement
    assert placement.offset_row >= 2340 // 12
    assert placement.offset_col > 0


def test_cropping_cuts_the_same_share_off_every_edge() -> None:
    delivery = crop_jpeg(photo(), margin=0.1)
    assert received(delivery).shape == (240, 320, 3)
    assert (delivery.placement.offset_row, delivery.placement.offset_col) == (-30, -40)


def test_no_channel_writes_metadata() -> None:
    for delivery in (resize_jpeg(photo()), resave(photo(), quality=80), screenshot(photo())):
        with Image.open(io.BytesIO(delivery.data)) as image:
            assert not dict(image.getexif())
