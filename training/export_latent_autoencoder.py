"""Export a latent autoencoder as one ONNX file that sends a picture there and back, as an image generator does.

Not part of the package, and no weights of it are shipped: the benchmark uses the file to make test pictures whose every
pixel came out of a generator's decoder. Run it in an environment of its own::

    python -m venv build/export
    build/export/bin/pip install torch==2.13.0 onnx onnxscript onnxruntime numpy
    build/export/bin/python training/export_latent_autoencoder.py WEIGHTS build/latent-round-trip.onnx

``WEIGHTS`` is a folder with ``taef2_encoder.pth`` and ``taef2_decoder.pth``, the state dicts of the tiny autoencoder for
FLUX.2 (repository madebyollin/taesd, MIT). The layers are read off the keys. The file is compared with the network.
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

OPSET = 20
NARROW, WIDE, LATENT = 64, 256, 32
GREATEST_DIFFERENCE = 0.01
"""Of a pixel between the network and the file, with white as 1."""


class Block(nn.Module):
    """Three convolutions beside a short cut; in the middle of the network a normalised mixing of channels goes before."""

    def __init__(self, *, mixes: bool = False) -> None:
        super().__init__()
        self.conv = nn.Sequential(_conv(), nn.ReLU(), _conv(), nn.ReLU(), _conv())
        self.pool = (
            nn.Sequential(
                nn.Conv2d(NARROW, WIDE, 1, bias=False),
                nn.GroupNorm(4, WIDE),
                nn.ReLU(),
                nn.Conv2d(WIDE, NARROW, 1, bias=False),
            )
            if mixes
            else None
        )

    def forward(self, planes: Tensor) -> Tensor:
        """Transform planes, shape (1, 64, M, N)."""
        if self.pool is not None:
            planes = planes + self.pool(planes)
        return torch.relu(self.conv(planes) + planes)


class SoftClamp(nn.Module):
    """Keep the latent within what the decoder was trained on."""

    def forward(self, latent: Tensor) -> Tensor:
        """Squeeze into (-3, 3)."""
        return torch.tanh(latent / 3) * 3


class RoundTrip(nn.Module):
    """Red, green, blue in [0, 1], shape (1, 3, 8 K, 8 L), to the same through the latent space."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            _conv(3), Block(),
            *_down(), Block(), Block(), Block(),
            *_down(), Block(), Block(), Block(),
            *_down(), Block(mixes=True), Block(mixes=True), Block(mixes=True),
            _conv(NARROW, LATENT),
        )  # fmt: skip
        self.decoder = nn.Sequential(
            SoftClamp(), _conv(LATENT), nn.ReLU(),
            Block(mixes=True), Block(mixes=True), Block(mixes=True), *_up(),
            Block(), Block(), Block(), *_up(),
            Block(), Block(), Block(), *_up(),
            Block(), _conv(NARROW, 3),
        )  # fmt: skip
        for part, network in (("encoder", self.encoder), ("decoder", self.decoder)):
            state = torch.load(weights / f"taef2_{part}.pth", weights_only=True)
            network.load_state_dict({key: value.float() for key, value in state.items()})

    def forward(self, rgb: Tensor) -> Tensor:
        """Send a picture there and back."""
        return self.decoder(self.encoder(rgb)).clamp(0, 1)


def _conv(before: int = NARROW, after: int = NARROW) -> nn.Conv2d:
    return nn.Conv2d(before, after, 3, padding=1)


def _down() -> list[nn.Module]:
    return [nn.Conv2d(NARROW, NARROW, 3, padding=1, stride=2, bias=False)]


def _up() -> list[nn.Module]:
    return [nn.Upsample(scale_factor=2), nn.Conv2d(NARROW, NARROW, 3, padding=1, bias=False)]


def main(weights: Path, target: Path) -> None:
    """Export, compare, and say how well a smooth picture survives the trip."""
    network = RoundTrip(weights).eval()
    example = torch.from_numpy(_picture(256, 320))
    target.parent.mkdir(parents=True, exist_ok=True)
    sides = {2: torch.export.Dim("rows8", max=512) * 8, 3: torch.export.Dim("cols8", max=512) * 8}
    torch.onnx.export(
        network, (example,), str(target), opset_version=OPSET, dynamo=True, external_data=False, dynamic_shapes=(sides,)
    )
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    picture = _picture(192, 256)
    with torch.inference_mode():
        expected = network(torch.from_numpy(picture)).numpy()
    (there_and_back,) = session.run(None, {session.get_inputs()[0].name: picture})
    worst = float(np.abs(there_and_back - expected).max())
    if worst > GREATEST_DIFFERENCE:
        raise SystemExit(f"the file differs from the network by {worst:.3f}")
    noise_db = -10 * float(np.log10(((there_and_back - picture) ** 2).mean()))
    sys.stdout.write(
        f"{target}: {target.stat().st_size / 1e6:.1f} MB, round trip of a test picture {noise_db:.1f} dB\n"
    )


def _picture(rows: int, cols: int) -> np.ndarray:
    """Return smooth colours with edges, shape (1, 3, rows, cols), float32 in [0, 1]."""
    row, col = np.mgrid[0:rows, 0:cols] / 64.0
    planes = [np.sin(row + k) * np.cos(col * (k + 1) / 2) for k in range(3)]
    return (0.5 + 0.3 * np.array(planes) + 0.15 * ((row + col) % 1 > 0.5))[None].astype(np.float32)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
