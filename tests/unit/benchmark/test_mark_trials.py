"""Recipes are many, balanced and always cook the same."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.badges import Badge, can_draw
from fairclaim.benchmark.mark_track import QUICK_STEP
from fairclaim.benchmark.mark_trials import Kind, MarkRecipe, cook, genuine, grounds, recipes, restlessness


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of two photos of goods."""
    place = tmp_path_factory.mktemp("few")
    noise = np.random.default_rng(2).integers(0, 60, (420, 640, 3), np.uint8)
    rows = ["file,label"]
    for name, pixels in (("a", noise // 4), ("b", noise), ("mask", noise)):
        path = place / "products" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(pixels).save(path)
        rows.append(f"products/{name}.png,{'mask' if name == 'mask' else 'genuine'}")
    (place / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return place


def test_genuine_photos_are_those_of_the_manifest(few: Path) -> None:
    assert [path.name for path in genuine(few)] == ["a.png", "b.png"]


def test_the_calm_ground_is_calmer_than_the_busy_one(few: Path) -> None:
    [calm], [busy] = grounds(few)
    assert (calm.name, busy.name) == ("a.png", "b.png")


def test_restlessness_is_zero_on_a_flat_corner() -> None:
    assert restlessness(np.full((400, 400, 3), 80, np.uint8)) == 0


def test_every_kind_of_trial_is_there(few: Path) -> None:
    kinds = Counter(recipe.kind for recipe in recipes(few))
    assert set(kinds) == set(Kind) - {Kind.REAL}
    assert kinds[Kind.BADGE] == 8 * 7 * 5


def test_a_quick_run_meets_every_size_opacity_and_wording(few: Path) -> None:
    badges = [recipe.badge for recipe in recipes(few) if recipe.kind is Kind.BADGE][::QUICK_STEP]
    kept = [badge for badge in badges if badge]
    assert len({badge.height_px for badge in kept}) == 7
    assert len({badge.opacity for badge in kept}) == 5
    assert len({badge.text for badge in kept}) == 8


@pytest.mark.skipif(not can_draw(), reason="no Chinese font: install fonts-noto-cjk")
def test_the_same_recipe_cooks_the_same(few: Path) -> None:
    badge = Badge(text="AI生成", height_px=24, opacity=0.5)
    recipe = MarkRecipe(kind=Kind.BADGE, photo=few / "products" / "a.png", badge=badge)
    assert np.array_equal(cook(recipe).pixels, cook(recipe).pixels)
    assert cook(recipe).box is not None
