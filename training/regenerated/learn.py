"""Train the network on pairs: both halves in one batch, through one channel, from fine qualities down.

Run it with the pairs and a file to keep the weights in::

    python -m training.regenerated.learn build/regenerated/pairs.npz --target build/regenerated/network.pt --minutes 20
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch
from training.regenerated.channels import any_channel
from training.regenerated.network import Network
from training.regenerated.tiles import Pairs, cut, load_pairs

BATCH = 24
SIDE_PX = 96
SEED = 11


def main() -> None:
    """Train until the time is up."""
    options = argparse.ArgumentParser()
    options.add_argument("pairs", type=Path, nargs="+")
    options.add_argument("--target", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=20)
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    generator = np.random.default_rng(SEED)
    train = load_pairs(*given.pairs).of("train")
    network = Network().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    began, step, shown = time.monotonic(), 0, []
    while (spent := (time.monotonic() - began) / 60 / given.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 50) * (1 - spent) ** 0.7 + 1e-5
        severity = min(1.0, spent / 0.5)
        squares = _batch(train, generator, severity)
        with torch.autocast("cpu", torch.bfloat16):
            answers = network(squares).float()[:, 0]
        before, after = answers[:BATCH], answers[BATCH:]
        loss = (
            torch.nn.functional.softplus(before).mean() + torch.nn.functional.softplus(-after).mean()
            + torch.nn.functional.softplus(before - after).mean()
        )  # fmt: skip
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        step += 1
        shown.append((float(loss.detach()), float((after > before).float().mean())))
        if step % 50 == 0:
            loss_now, right = np.mean(shown[-50:], axis=0)
            sys.stdout.write(f"step {step} severity {severity:.2f} loss {loss_now:.3f} pairs in order {right:.3f}\n")
            sys.stdout.flush()
            torch.save(network.state_dict(), given.target)
    torch.save(network.state_dict(), given.target)


def _batch(train: Pairs, generator: np.random.Generator, severity: float) -> torch.Tensor:
    before, after = [], []
    while len(before) < BATCH:
        number = int(generator.integers(len(train.kind)))
        channel = any_channel(generator, severity=severity * float(generator.random()) ** 0.5)
        for squares in cut((train.before[number], train.after[number]), channel, generator, count=2):
            row, col = generator.integers(0, 128 - SIDE_PX + 1, 2)
            first, second = (square[row : row + SIDE_PX, col : col + SIDE_PX] for square in squares)
            if generator.random() < 0.5:
                first, second = first[:, ::-1], second[:, ::-1]
            before.append(first)
            after.append(second)
    whole = np.stack([*before[:BATCH], *after[:BATCH]]).transpose(0, 3, 1, 2)
    return torch.from_numpy(np.ascontiguousarray(whole, np.float32)).to(memory_format=torch.channels_last)


if __name__ == "__main__":
    main()
