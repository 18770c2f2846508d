"""Run one weight file on the processor, after its digest has been compared with the manifest's."""

import hashlib
import threading
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.inference.manifest import Weights, weights_file

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Batch = npt.NDArray[np.float32]


class Session:
    """Loads its weights on first use and keeps them; the caller keeps the session.

    One thread runs inside the runtime, so that the same picture gives the same numbers whatever the number of cores, and
    many processes do not fight for them. Safe to share between threads.

    Parameters
    ----------
    weights : Weights
        Entry of the manifest.
    data : bytes, optional
        Content of the weight file; None reads the file that ships with this version.
    keeps_memory : bool
        As for :func:`open_runtime`.
    """

    def __init__(self, weights: Weights, *, data: bytes | None = None, keeps_memory: bool = True) -> None:
        self._weights = weights
        self._keeps_memory = keeps_memory
        self._data = data
        self._lock = threading.Lock()
        self._runtime: InferenceSession | None = None

    @property
    def weights(self) -> Weights:
        """What the session runs."""
        return self._weights

    def run(self, batch: Batch) -> Batch:
        """Run the network.

        Parameters
        ----------
        batch : (K, C, M, N) float32
            Pictures as the model card describes them.

        Returns
        -------
        (K, L) float32
            One row for each picture.

        Raises
        ------
        UnavailableError
            If the runtime is not installed, or the file is missing or not the one of the manifest.
        """
        runtime = self._loaded()
        (output,) = runtime.run(None, {runtime.get_inputs()[0].name: batch})
        return np.asarray(output, dtype=np.float32)

    def _loaded(self) -> "InferenceSession":
        with self._lock:
            if self._runtime is None:
                self._runtime = open_runtime(self._weights, data=self._data, keeps_memory=self._keeps_memory)
                self._data = None
            return self._runtime


def open_runtime(weights: Weights, *, data: bytes | None = None, keeps_memory: bool = True) -> "InferenceSession":
    """Load a weight file into the runtime, one thread inside, once it has the manifest's digest.

    Parameters
    ----------
    weights : Weights
        Entry of the manifest.
    data : bytes, optional
        Content of the weight file; None reads the installed one.
    keeps_memory : bool
        Keep working memory between runs: right where every input has one size.

    Raises
    ------
    UnavailableError
        If the runtime is not installed, or the file is missing or not the one of the manifest.
    """
    verified = _verified(weights, data)
    try:
        return _load(verified, keeps_memory=keeps_memory)
    except ImportError as exc:
        raise UnavailableError(_NO_TEXT_PART if weights.package else _NO_RUNTIME) from exc


def _verified(weights: Weights, data: bytes | None) -> bytes:
    """Return the file's bytes once they have the digest of the manifest."""
    if data is None:
        try:
            data = weights_file(weights).read_bytes()
        except ModuleNotFoundError as exc:
            raise UnavailableError(_NO_TEXT_PART) from exc
        except OSError as exc:
            raise UnavailableError(_MISSING.format(file=weights.file)) from exc
    if hashlib.sha256(data).hexdigest() != weights.sha256:
        raise UnavailableError(_CHANGED.format(file=weights.file))
    return data


def _load(data: bytes, *, keeps_memory: bool) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415  (optional, and slow to import)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keeps_memory
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


_MISSING = Bilingual(
    "缺少权重文件 {file}。请重新安装 fairclaim。", "The weight file {file} is missing. Install fairclaim again."
)
_CHANGED = Bilingual(
    "权重文件 {file} 与清单中的摘要不符，未加载。请重新安装 fairclaim。",
    "The weight file {file} does not have the digest of the manifest and was not loaded. Install fairclaim again.",
)
_NO_TEXT_PART = Bilingual(
    "缺少识别文字的部件。请安装：pip install 'fairclaim[ocr]'。",
    "The part that reads text is not installed. Install it: pip install 'fairclaim[ocr]'.",
)
_NO_RUNTIME = Bilingual(
    "缺少 onnxruntime。请安装：pip install 'fairclaim[index]'。",
    "onnxruntime is not installed. Install it: pip install 'fairclaim[index]'.",
)
