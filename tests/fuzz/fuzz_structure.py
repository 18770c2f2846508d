"""Feed changed files to every walker and metadata reader; any exception but an InputError ends the run.

    python tests/fuzz/fuzz_structure.py --inputs 200000 --seed 1

The same seed makes the same inputs. A failing input is written beside the report, to be named in a test.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fairclaim.domain.errors import InputError
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.walk.walk import walk
from unit.imaging import hostile

# Numbers at the edges of what formats count with.
EDGES = [
    bytes(1),
    b"\xff",
    bytes(2),
    b"\xff\xff",
    bytes(4),
    b"\xff" * 4,
    b"\x7f\xff\xff\xff",
    b"\x80" + bytes(3),
    b"\0\0\0\1",
]
EDGES += [
    b"\1\0\0\0",
    b"\xff\xff\xff\x7f",
    b"\xff\xd8",
    b"\xff\xd9",
    b"\xff\xda\0\2",
    b"IEND",
    b"IHDR",
    b"meta",
    b"\x00\x3b",
]


@dataclass
class Tally:
    """What a run came to."""

    outcomes: Counter[str]
    slowest_s: float = 0.0
    slowest: str = ""


def mutate(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change a file one to eight times."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        at = rng.randrange(len(data) + 1)
        length = rng.choice((1, 2, 4, 4, 16, 200))
        how = rng.randrange(8)
        if how == 0:
            data = data[:at] + rng.randbytes(length) + data[at + length :]
        elif how == 1:
            edge = rng.choice(EDGES)
            data = data[:at] + edge + data[at + len(edge) :]
        elif how == 2:
            data = data[:at] + rng.choice(EDGES) + data[at:]
        elif how == 3:
            data = data[:at] + data[at + length :]
        elif how == 4:
            data = data[:at] + data[at : at + length] * rng.choice((2, 3, 50)) + data[at + length :]
        elif how == 5 and at < len(data):
            data = data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        elif how == 6:
            donor = rng.choice(others)
            start = rng.randrange(len(donor))
            data = data[:at] + donor[start : start + length * 8] + data[at:]
        elif rng.random() < 0.3:
            data = data[:at]
    return data


def run(inputs: int, seed: int) -> Tally:
    """Examine so many inputs; raises what a reader raised."""
    rng = random.Random(seed)
    seeds = hostile.seeds()
    names, others = sorted(seeds), list(seeds.values())
    tally = Tally(Counter())
    for number in range(inputs):
        name = rng.choice(names)
        data = mutate(rng, seeds[name], others)
        start = time.perf_counter()
        try:
            read_metadata(data, walk(data))
            outcome = "read"
        except InputError as exc:
            outcome = exc.code
        except Exception:
            Path(f"fuzz-failure-{seed}-{number}.bin").write_bytes(data)
            sys.stderr.write(f"input {number} of seed {seed}, made from {name}, {len(data)} bytes" + "\n")
            raise
        elapsed = time.perf_counter() - start
        tally.outcomes[outcome] += 1
        if elapsed > tally.slowest_s:
            tally.slowest_s, tally.slowest = elapsed, f"input {number} from {name}, {len(data)} bytes, {outcome}"
    return tally


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Parse, run, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = time.perf_counter()
    try:
        tally = run(options.inputs, options.seed)
    except Exception:  # noqa: BLE001  (the point of the run)
        traceback.print_exc()
        return 1
    seconds = time.perf_counter() - start
    say(f"{options.inputs} inputs, seed {options.seed}: {options.inputs / seconds:.0f} inputs/s")
    say(", ".join(f"{outcome} {count}" for outcome, count in sorted(tally.outcomes.items())))
    say(f"slowest: {1000 * tally.slowest_s:.1f} ms, {tally.slowest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
