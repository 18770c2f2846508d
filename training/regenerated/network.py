"""A small network on fixed high-pass residuals: never sees brightness or form, answers for each place of a picture."""

import numpy as np
import torch
from torch import Tensor, nn

WIDTHS = (24, 32, 48, 64)
LIMIT = 8.0
"""Residuals beyond so many grey levels are edges, and are cut off."""


class Residuals(nn.Module):
    """Fixed filters (Fridrich & Kodovský 2012, the SRM family): first to third differences, and two round ones; chroma apart."""

    def __init__(self) -> None:
        super().__init__()
        kernels = np.zeros((8, 1, 5, 5), np.float32)
        kernels[0, 0, 2, 2:4] = (-1, 1)
        kernels[1, 0, 2:4, 2] = (-1, 1)
        kernels[2, 0, 2, 1:4] = (0.5, -1, 0.5)
        kernels[3, 0, 1:4, 2] = (0.5, -1, 0.5)
        kernels[4, 0, 2, 1:5] = (1 / 3, -1, 1, -1 / 3)
        kernels[5, 0, 1:5, 2] = (1 / 3, -1, 1, -1 / 3)
        kernels[6, 0, 1:4, 1:4] = np.asarray([[-1, 2, -1], [2, -4, 2], [-1, 2, -1]]) / 4
        kernels[7, 0] = (
            np.asarray(
                [[-1, 2, -2, 2, -1], [2, -6, 8, -6, 2], [-2, 8, -12, 8, -2], [2, -6, 8, -6, 2], [-1, 2, -2, 2, -1]]
            )
            / 12
        )
        self.register_buffer("kernels", torch.from_numpy(kernels))
        colour = np.asarray([[0.299, 0.587, 0.114], [-0.1687, -0.3313, 0.5], [0.5, -0.4187, -0.0813]], np.float32)
        self.register_buffer("colour", torch.from_numpy(colour.reshape(3, 3, 1, 1)))

    def forward(self, rgb: Tensor) -> Tensor:
        """Turn red, green, blue in 0 to 255, shape (K, 3, M, N), into residuals, shape (K, 10, M, N), about -1 to 1."""
        planes = nn.functional.conv2d(rgb, self.colour)
        luma = nn.functional.conv2d(planes[:, :1], self.kernels, padding=2)
        chroma = [nn.functional.conv2d(planes[:, k : k + 1], self.kernels[6:7], padding=2) for k in (1, 2)]
        return torch.cat([luma, *chroma], dim=1).clamp(-LIMIT, LIMIT) / LIMIT * 2


class Network(nn.Module):
    """Four steps of convolutions; mean and spread over a neighbourhood; one number."""

    def __init__(self, outputs: int = 1) -> None:
        super().__init__()
        self.residuals = Residuals()
        before, steps = 10, []
        for number, width in enumerate(WIDTHS):
            steps += [nn.Conv2d(before, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            if number:
                steps += [nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            if number < len(WIDTHS) - 1:
                steps += [nn.AvgPool2d(2)]
            before = width
        self.steps = nn.Sequential(*steps)
        self.head = nn.Linear(2 * WIDTHS[-1], outputs)

    def forward(self, rgb: Tensor) -> Tensor:
        """Return a log-odds for each square, shape (K, outputs)."""
        planes = self.steps(self.residuals(rgb))
        mean = planes.mean(dim=(2, 3))
        spread = (planes.var(dim=(2, 3)) + 1e-4).sqrt()
        return self.head(torch.cat([mean, spread], dim=1))
