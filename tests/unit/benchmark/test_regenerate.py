"""A generator redraws the frame or a region; the mask follows."""

import sys
from pathlib import Path

import numpy as np
import pytest

from fairclaim.benchmark import regenerate
from fairclaim.benchmark.forge import Forgery, paint_stain
from fairclaim.benchmark.regenerate import DRIFT_PX, FRAME_SIDE_PX, STEP_PX, regenerate_frame, regenerate_region
from fairclaim.domain.box import Box
from fairclaim.domain.errors import UnavailableError
from unit.benchmark.tiny_autoencoder import write_autoencoder
from unit.benchmark.tiny_corpus import picture, scaled

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


def stained() -> Forgery:
    return paint_stain(picture("coffee"), np.random.default_rng(1), within=Box(120, 160, 220, 290))


def test_a_whole_frame_is_drawn_anew_on_whole_steps(tmp_path: Path) -> None:
    forgery = stained()
    drawn = regenerate_frame(forgery, np.random.default_rng(5), autoencoder=write_autoencoder(tmp_path / "a.onnx"))
    assert drawn.pixels.shape[:2] == drawn.mask.shape
    assert all(side % STEP_PX == 0 for side in drawn.mask.shape)
    assert drawn.pixels.mean() > 1.1 * forgery.pixels.mean()  # the stand-in brightens
    assert abs(int(drawn.mask.sum()) - int(forgery.mask.sum())) < 0.2 * forgery.mask.sum()


def test_contents_drift_smoothly_and_only_a_little(tmp_path: Path) -> None:
    forgery = stained()
    same = write_autoencoder(tmp_path / "identity.onnx", "Identity")
    drawn = regenerate_frame(forgery, np.random.default_rng(5), autoencoder=same)
    box, before = drawn.box, forgery.box
    moved = [abs(a - b) for a, b in zip((box.row0, box.col1), (before.row0, before.col1), strict=True)]
    assert max(moved) <= 2 * DRIFT_PX + 1
    assert not np.array_equal(drawn.pixels, forgery.pixels[: drawn.mask.shape[0], : drawn.mask.shape[1]])


def test_a_large_photo_is_made_smaller_first(tmp_path: Path) -> None:
    large = scaled(picture("coffee"), height=900)
    whole = Forgery(large, np.zeros(large.shape[:2], bool))
    drawn = regenerate_frame(whole, np.random.default_rng(1), autoencoder=write_autoencoder(tmp_path / "a.onnx"))
    assert max(drawn.mask.shape) <= FRAME_SIDE_PX


def test_a_region_is_drawn_anew_and_the_rest_stays(tmp_path: Path) -> None:
    forgery = stained()
    drawn = regenerate_region(forgery, autoencoder=write_autoencoder(tmp_path / "a.onnx"))
    changed = (drawn.pixels != forgery.pixels).any(axis=2)
    rows, cols = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert changed[forgery.mask].mean() > 0.9
    assert rows[0] > 60
    assert cols[-1] < 380
    assert drawn.mask is forgery.mask


def test_without_a_runtime_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    regenerate._session.cache_clear()
    with pytest.raises(UnavailableError, match=r"fairclaim\[benchmark\]"):
        regenerate_region(stained(), autoencoder=tmp_path / "a.onnx")
