"""Export the trained detector as one ONNX file with half-precision weights, and compare it with the network.

Run it so::

    python -m training.regenerated.export build/detector/steady.pt build/regenerated.onnx
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn
from training.half_precision import halve
from training.regenerated.detector import Detector

OPSET = 20
GREATEST_DIFFERENCE = 0.02
"""Of a log-odds between the network and the file."""


class Frame(nn.Module):
    """The whole frame's log-odds alone: cells did not carry over to edits by real tools, and are not shipped."""

    def __init__(self, network: Detector) -> None:
        super().__init__()
        self.network = network

    def forward(self, rgb: Tensor) -> Tensor:
        """Look at pictures, 0 to 1; shape (B, 1)."""
        return self.network(rgb).frame[:, None]


def main() -> None:
    """Export, compare, print the digest."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    network = Detector()
    network.load_state_dict(torch.load(source, map_location="cpu", weights_only=True))
    frame = Frame(network.eval())
    torch.onnx.export(
        frame,
        (torch.rand(2, 3, 256, 320),),
        target,
        input_names=["rgb"],
        output_names=["frame"],
        dynamic_shapes=(
            {
                0: torch.export.Dim("batch"),
                2: torch.export.Dim("rows16", max=256) * 16,
                3: torch.export.Dim("cols16", max=256) * 16,
            },
        ),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
    )
    onnx.save(halve(onnx.load(target)), target)
    data = target.read_bytes()
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    pictures = np.random.default_rng(0).random((2, 3, 192, 256), np.float32)
    (found,) = session.run(None, {"rgb": pictures})
    with torch.inference_mode():
        expected = frame(torch.from_numpy(pictures)).numpy()
    worst = float(np.abs(np.asarray(found) - expected).max())
    if worst > GREATEST_DIFFERENCE:
        raise SystemExit(f"the file strays from its network by {worst:.3f}")
    sys.stdout.write(
        f"{target}: {len(data) / 1e6:.1f} MB, sha256 {hashlib.sha256(data).hexdigest()}, strays by {worst:.4f}\n"
    )


if __name__ == "__main__":
    main()
