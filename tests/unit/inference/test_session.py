"""A weight file is run only if it is the one of the manifest."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.inference.manifest import Weights, load_manifest, weights_file
from fairclaim.inference.session import Session

WEIGHTS: Weights = load_manifest()["photo-embedding"]
SIDE_PX = WEIGHTS.input_side_px


def batch(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.random.default_rng(1).random((count, 3, SIDE_PX, SIDE_PX), dtype=np.float32) * 255


def test_one_flipped_bit_is_refused() -> None:
    data = bytearray(weights_file(WEIGHTS).read_bytes())
    data[len(data) // 2] ^= 1
    with pytest.raises(UnavailableError, match="digest"):
        Session(WEIGHTS, data=bytes(data)).run(batch(1))


def test_a_missing_file_is_a_clear_error() -> None:
    with pytest.raises(UnavailableError, match="missing"):
        Session(replace(WEIGHTS, file="nothing.onnx")).run(batch(1))


def test_opening_a_session_reads_nothing() -> None:
    assert Session(replace(WEIGHTS, file="nothing.onnx")).weights.file == "nothing.onnx"


def test_each_row_answers_for_its_own_picture() -> None:
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    session, pictures = Session(WEIGHTS), batch(3)
    together = session.run(pictures)
    assert together.shape == (3, WEIGHTS.output_length)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-4)
    alone = np.concatenate([session.run(pictures[n : n + 1]) for n in range(3)])
    assert together == pytest.approx(alone, abs=1e-4)


HIDE = """
import sys
sys.modules["onnxruntime"] = None
import numpy
from fairclaim.domain.errors import UnavailableError
from fairclaim.inference.manifest import load_manifest
from fairclaim.inference.session import Session
try:
    Session(load_manifest()["photo-embedding"]).run(numpy.zeros((1, 3, 224, 224), numpy.float32))
except UnavailableError as error:
    print(error.message.en)
"""


def test_a_missing_runtime_is_a_clear_error() -> None:
    done = subprocess.run([sys.executable, "-c", HIDE], capture_output=True, text=True, check=True)
    assert "fairclaim[index]" in done.stdout
