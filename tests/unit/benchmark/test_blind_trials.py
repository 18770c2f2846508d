"""What comes out of the kitchen: the same file for the same recipe, the same treatment for both classes, the right mask."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.blind_photos import canonical
from fairclaim.benchmark.blind_recipe import AGAIN, CHANNELS, FORMATS, FRAME_SIDE_PX, BlindRecipe, Kind, Way
from fairclaim.benchmark.blind_trials import cook_blind, qualities, send_blind
from fairclaim.benchmark.channels import resave, resaved
from fairclaim.benchmark.photograph_screen import Panel
from fairclaim.benchmark.recipe import Treatment
from unit.benchmark.tiny_autoencoder import write_autoencoder


def recipe(tiny: Path, way: Way = Way.ORIGINAL, **changes: object) -> BlindRecipe:
    made = BlindRecipe(
        kind=Kind.GENUINE,
        source="products",
        subject="products/motorcycle",
        photo=tiny / "products/motorcycle/00.jpg",
        name="products/motorcycle/00.jpg",
        way=way,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def pixels_of(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@pytest.mark.parametrize("way", [*CHANNELS, *FORMATS, *AGAIN])
def test_both_classes_get_the_same_file_but_for_the_pixels(tiny: Path, way: Way) -> None:
    genuine = cook_blind(recipe(tiny, way))
    forged = cook_blind(recipe(tiny, way, kind=Kind.PASTED, source="crack", treatment=Treatment.CRACK))
    assert genuine.data == cook_blind(recipe(tiny, way)).data
    with Image.open(io.BytesIO(genuine.data)) as one, Image.open(io.BytesIO(forged.data)) as other:
        assert (one.format, one.size, one.info.keys()) == (other.format, other.size, other.info.keys())
        assert getattr(one, "quantization", None) == getattr(other, "quantization", None)
    assert genuine.mask is None
    assert forged.mask is not None
    assert forged.mask.shape == pixels_of(forged.data).shape[:2]
    assert 0 < forged.mask.mean() < 0.3


def test_a_photo_of_a_screen_has_the_size_of_what_is_shown_and_no_place(tiny: Path) -> None:
    for panel in Panel:
        shot = recipe(tiny, Way.AS_PNG, kind=Kind.SCREEN, source=panel.value)
        seen = cook_blind(shot)
        genuine = canonical(shot.photo, 1440)
        assert seen.mask is None
        assert seen.data == cook_blind(shot).data
        assert pixels_of(seen.data).shape == genuine.shape
        assert np.abs(pixels_of(seen.data).astype(int) - genuine).mean() > 5


def test_outside_the_mask_nothing_was_changed(tiny: Path) -> None:
    genuine = canonical(tiny / "products/motorcycle/00.jpg", 1440)
    forged = cook_blind(recipe(tiny, Way.AS_PNG, kind=Kind.PASTED, treatment=Treatment.STAIN))
    assert forged.mask is not None
    assert np.array_equal((pixels_of(forged.data) != genuine).any(axis=2) & ~forged.mask, np.zeros(genuine.shape[:2]))


def test_a_region_drawn_anew_is_masked_as_a_whole(tiny: Path, tmp_path: Path) -> None:
    network = write_autoencoder(tmp_path / "generator.onnx")
    region = recipe(tiny, Way.AS_PNG, kind=Kind.PASTED, treatment=Treatment.REGION, autoencoder=network)
    painted = cook_blind(recipe(tiny, Way.AS_PNG, kind=Kind.PASTED, treatment=Treatment.CRACK))
    drawn = cook_blind(region)
    assert drawn.mask is not None
    assert painted.mask is not None
    assert drawn.mask.sum() > painted.mask.sum()
    with pytest.raises(ValueError, match="without an autoencoder"):
        cook_blind(replace(region, autoencoder=None, name="other"))


def test_a_frame_drawn_anew_has_the_size_of_its_twin_and_no_place(tiny: Path, tmp_path: Path) -> None:
    network = write_autoencoder(tmp_path / "generator.onnx", "Relu")
    frame = recipe(
        tiny, Way.AS_PNG, kind=Kind.RERENDERED, treatment=Treatment.FRAME, side_px=FRAME_SIDE_PX, autoencoder=network
    )
    redrawn, twin = cook_blind(frame), cook_blind(recipe(tiny, Way.AS_PNG, side_px=FRAME_SIDE_PX))
    assert redrawn.mask is None
    same = (pixels_of(redrawn.data) == pixels_of(twin.data)).all(axis=2)
    assert 0.5 < same.mean() < 1  # this network changes nothing: only the painted damage differs, nothing is bent
    with pytest.raises(ValueError, match="without an autoencoder"):
        cook_blind(replace(frame, autoencoder=None, name="other"))


def test_the_mask_of_a_real_edit_is_kept_where_it_tells_a_place(tiny: Path, tmp_path: Path) -> None:
    for name, level in (("some", 0), ("all", 255)):
        mask = np.full((320, 400), level, np.uint8)
        mask[50:100, 50:100] = 255
        Image.fromarray(mask).save(tmp_path / f"{name}.png")
    some, every = (cook_blind(recipe(tiny, mask=tmp_path / f"{name}.png", name=name)) for name in ("some", "all"))
    assert some.mask is not None
    assert 0 < some.mask.mean() < 0.1
    assert every.mask is None


def test_untouched_is_untouched(tiny: Path) -> None:
    assert cook_blind(recipe(tiny, Way.UNTOUCHED)).data == (tiny / "products/motorcycle/00.jpg").read_bytes()
    with pytest.raises(KeyError):
        send_blind(np.zeros((16, 16, 3), np.uint8), Way.UNTOUCHED)


@pytest.mark.parametrize("way", AGAIN)
def test_a_photo_saved_again_was_saved_coarser_before_it_was_changed(tiny: Path, way: Way) -> None:
    first, second = qualities(recipe(tiny, way))
    assert first + 5 <= second
    assert qualities(recipe(tiny, way, kind=Kind.PASTED)) == (first, second)
    genuine = canonical(tiny / "products/motorcycle/00.jpg", 1440)
    expected = resave(resaved(genuine, quality=first), quality=second)
    assert cook_blind(recipe(tiny, way)).data == expected.data
    with pytest.raises(KeyError):
        qualities(recipe(tiny))
