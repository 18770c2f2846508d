"""The network: what every cell of 8 pixels looks like, drawn by a decoder or not, and whether the whole frame does.

It cannot see brightness or colour as such: its first filters sum to zero. 16 px of context at the finest stage, about 400 at
the coarsest; no pooling before the first filters, so that a trace of one pixel survives.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (32, 64, 160, 256)
DEPTHS = (2, 3, 4, 3)
FILTERS = 16
CELL_PX = 8


class Seen(NamedTuple):
    """Log-odds: of each cell, shape (B, M / 8, N / 8), and of the whole frame, shape (B,)."""

    cells: Tensor
    frame: Tensor


class ZeroMean(nn.Conv2d):
    """Filters that see differences only."""

    def forward(self, planes: Tensor) -> Tensor:
        """Filter with the mean of each filter taken out."""
        weight = self.weight - self.weight.mean(dim=(2, 3), keepdim=True)
        return functional.conv2d(planes, weight, None, self.stride, self.padding)


class Mix(nn.Module):
    """A wide depthwise filter, then channels mixed by two layers, beside a short cut."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 7, padding=3, groups=width, bias=False),
            nn.BatchNorm2d(width),
            nn.Conv2d(width, 2 * width, 1),
            nn.ReLU(),
            nn.Conv2d(2 * width, width, 1),
            nn.BatchNorm2d(width),
        )
        nn.init.constant_(self.body[-1].weight, 0.2)

    def forward(self, planes: Tensor) -> Tensor:
        """Transform planes, shape (B, width, M, N)."""
        return planes + self.body(planes)


class Detector(nn.Module):
    """RGB in [0, 1], shape (B, 3, M, N) with M and N multiples of 16, to :class:`Seen`."""

    def __init__(self) -> None:
        super().__init__()
        self.filters = ZeroMean(3, FILTERS, 5, padding=2, padding_mode="zeros", bias=False)
        self.start = nn.BatchNorm2d(FILTERS)
        before = FILTERS
        stages = []
        for width, depth in zip(WIDTHS, DEPTHS, strict=True):
            down = nn.Sequential(nn.Conv2d(before, width, 4, stride=2, padding=1, bias=False), nn.BatchNorm2d(width))
            stages.append(nn.Sequential(down, nn.ReLU(), *(Mix(width) for _ in range(depth))))
            before = width
        self.stages = nn.ModuleList(stages)
        self.join = nn.Sequential(nn.Conv2d(WIDTHS[2] + WIDTHS[3], 128, 1), nn.ReLU(), Mix(128))
        self.cells = nn.Conv2d(128, 1, 1)
        self.frame = nn.Sequential(
            nn.Linear(2 * (WIDTHS[2] + WIDTHS[3]), 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 1)
        )

    def forward(self, rgb: Tensor) -> Seen:
        """Look at pictures."""
        planes = torch.relu(self.start(self.filters(rgb * 8)))
        levels = []
        for stage in self.stages:
            planes = stage(planes)
            levels.append(planes)
        fine, coarse = levels[2], levels[3]
        both = torch.cat([fine, functional.interpolate(coarse, scale_factor=2, mode="nearest")], 1)
        cells = self.cells(self.join(both))[:, 0]
        pooled = torch.cat([_pooled(fine), _pooled(coarse)], 1)
        return Seen(cells, self.frame(pooled)[:, 0])


def _pooled(planes: Tensor) -> Tensor:
    """Mean and spread over all places, shape (B, 2 width)."""
    return torch.cat([planes.mean(dim=(2, 3)), (planes.var(dim=(2, 3), unbiased=False) + 1e-4).sqrt()], 1)
