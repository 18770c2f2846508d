"""One size rule for all, whole subjects, and no surprise from files that cannot be opened."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.blind_photos import (
    averaged,
    canonical,
    generated_photos,
    honest_photos,
    mask_of,
    real_edits,
    whole_steps,
    window,
)
from fairclaim.benchmark.blind_recipe import Kind
from fairclaim.benchmark.channels import jpeg, png


def test_every_folder_is_found_with_its_subjects(tiny: Path) -> None:
    photos = {photo.name: photo for photo in honest_photos(tiny)}
    assert photos["products/motorcycle/00.jpg"].subject == photos["products/motorcycle/01.jpg"].subject
    assert photos["damage/cracks/001.jpg"].kind is Kind.DAMAGED
    assert "damage/rotten_fruit/groundtruth_01.png" not in photos
    assert "listing/cat/listing.jpg" not in photos


def test_real_edits_come_with_what_they_were_made_from(tiny: Path) -> None:
    edit, source = real_edits(tiny)
    assert (edit.kind, source.kind) == (Kind.REAL_EDIT, Kind.SOURCE)
    assert edit.subject == source.subject
    assert edit.path.name == "edited.jpg"
    assert generated_photos(tiny) == []


def test_photos_of_one_camera_are_one_subject_and_broken_ones_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "camera").mkdir()
    picture = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8))
    exif = Image.Exif()
    exif[0x0110] = "Model X"
    for name in ("a", "b"):
        picture.save(tmp_path / "camera" / f"{name}.jpg", exif=exif)
    picture.save(tmp_path / "camera" / "plain.jpg")
    whole = (tmp_path / "camera" / "a.jpg").read_bytes()
    (tmp_path / "camera" / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "camera" / "text.jpg").write_text("no picture")
    picture.resize((20, 20)).save(tmp_path / "camera" / "tiny.jpg")
    assert [photo.subject for photo in honest_photos(tmp_path)] == [
        "camera/Model X",
        "camera/Model X",
        "camera/plain",
    ]


def test_plates_of_one_series_are_one_subject(tmp_path: Path) -> None:
    (tmp_path / "damage/tiles").mkdir(parents=True)
    for name in ("exp1_num_2", "exp1_num_3", "exp2_num_1"):
        grey = np.full((200, 200, 3), 90, np.uint8)
        (tmp_path / f"damage/tiles/{name}.jpg").write_bytes(jpeg(grey, quality=90))
    assert {photo.subject for photo in honest_photos(tmp_path)} == {"damage/tiles/exp1", "damage/tiles/exp2"}


def test_a_photo_is_averaged_down_to_whole_steps_and_never_up(tmp_path: Path) -> None:
    large = np.random.default_rng(2).integers(0, 255, (1000, 1610, 3), dtype=np.uint8)
    path = tmp_path / "a.png"
    path.write_bytes(png(large))
    assert canonical(path, 1440).shape == (888, 1440, 3)
    frame = canonical(path, 768)
    assert frame.shape == (472, 768, 3)
    assert np.array_equal(frame, whole_steps(averaged(averaged(large, 1440), 768)))
    assert not frame.flags.writeable
    small = np.ascontiguousarray(large[:203, :300])
    assert averaged(small, 768) is small
    assert whole_steps(small).shape == (200, 296, 3)


def test_an_upright_photo_is_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (320, 160)).save(tmp_path / "turned.jpg", exif=exif)
    assert canonical(tmp_path / "turned.jpg", 1440).shape == (320, 160, 3)


@pytest.mark.parametrize("take", [0, 1, 7])
def test_a_window_lies_inside_and_is_the_same_again(take: int) -> None:
    row, col, rows, cols = window(600, 801, take)
    assert 0 <= row <= row + rows <= 600
    assert 0 <= col <= col + cols <= 801
    assert (row, col, rows, cols) == window(600, 801, take)
    assert (rows == 600) == (take == 0)


def test_a_mask_follows_the_size(tmp_path: Path) -> None:
    mask = np.zeros((100, 200), np.uint8)
    mask[:50] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    assert mask_of(tmp_path / "mask.png", 50, 100).mean() == pytest.approx(0.5)
