"""A copy keeps its original's grain; a second exposure draws its own."""

import numpy as np
import pytest

from fairclaim.forensics.agreement import Overlay
from fairclaim.forensics.residue import compare_residue
from unit.forensics.material import Mask, Pixels, cracked, picture, reencoded, sealed


def overlay(first: Pixels, second: Pixels) -> Overlay:
    everywhere = np.ones(first.shape[:2], np.bool_)
    return Overlay(claim=first, reference=second, valid=everywhere, softness_px=0.5, shown=everywhere)


def nothing(pixels: Pixels) -> Mask:
    return np.zeros(pixels.shape[:2], np.bool_)


def exposed(name: str, *, seed: int, grain: float) -> Pixels:
    """Draw fresh grain over one motionless scene, as a phone on a stand does at every shot."""
    scene = picture(name).astype(np.float64)
    drawn = np.random.default_rng(seed).normal(0, grain, scene.shape[:2])[..., None]
    return sealed(np.clip(scene + drawn, 0, 255).round())


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut"])
@pytest.mark.parametrize("grain", [0.4, 1.0, 3.0])
@pytest.mark.parametrize("quality", [None, 95, 80])
def test_two_exposures_from_one_stand_do_not_share_their_grain(name: str, grain: float, quality: int | None) -> None:
    first, second = exposed(name, seed=1, grain=grain), exposed(name, seed=2, grain=grain)
    if quality:
        first, second = reencoded(first, quality), reencoded(second, quality)
    residue = compare_residue(overlay(first, second), nothing(first))
    assert residue is not None
    assert not residue.is_shared


@pytest.mark.parametrize("name", ["coffee", "chelsea"])
def test_an_edited_copy_shares_the_grain_away_from_the_edit(name: str) -> None:
    forged, mask = cracked(name)
    residue = compare_residue(overlay(forged, picture(name)), mask)
    assert residue is not None
    assert residue.is_shared
    assert residue.difference < 0.05


def test_pictures_without_grain_share_none() -> None:
    flat = sealed(np.full((200, 300, 3), 120))
    residue = compare_residue(overlay(flat, flat), nothing(flat))
    assert residue is not None
    assert not residue.is_shared


def test_clipped_or_tiny_pictures_are_not_compared() -> None:
    white = sealed(np.full((200, 300, 3), 255))
    tiny = sealed(np.full((20, 20, 3), 120))
    assert compare_residue(overlay(white, white), nothing(white)) is None
    assert compare_residue(overlay(tiny, tiny), nothing(tiny)) is None
