"""Pack the photos that a detector may learn from into one file that travels to another machine.

    python -m training.regenerated.pack CORPUS build/regenerated/photos.npz

Only genuine photos of the subjects that the blind benchmark keeps for calibration, never those that it measures on. Seven of
ten of them are learned from; by the others a run is watched, and thresholds come from them (``LEARNED_SHARE``).
"""

import argparse
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from fairclaim.benchmark.blind_photos import averaged, canonical, honest_photos
from fairclaim.benchmark.blind_recipe import FULL_SIDE_PX, Split, split_of
from fairclaim.benchmark.learned import is_learned

LEAST_SIDE_PX = 328
LONG_SIDE_PX = 1152


def main() -> None:
    """Pack every photo of the calibration half that is large enough."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("target", type=Path)
    given = options.parse_args()
    photos = [photo for photo in honest_photos(given.corpus) if split_of(photo.subject) is Split.FIT]
    kept: dict[str, list] = {"data": [], "subject": [], "learned": []}
    for photo in photos:
        pixels = averaged(canonical(photo.path, FULL_SIDE_PX), LONG_SIDE_PX)
        if min(pixels.shape[:2]) < LEAST_SIDE_PX:
            continue
        kept["data"].append(np.frombuffer(_saved(pixels), np.uint8))
        kept["subject"].append(photo.subject)
        kept["learned"].append(is_learned(photo.subject))
    given.target.parent.mkdir(parents=True, exist_ok=True)
    ends = np.cumsum([len(data) for data in kept["data"]])
    np.savez(
        given.target,
        data=np.concatenate(kept["data"]),
        ends=ends,
        subject=np.array(kept["subject"]),
        learned=np.array(kept["learned"]),
    )
    sys.stdout.write(
        f"{given.target}: {len(ends)} photos, {sum(kept['learned'])} to learn from, "
        f"{len(set(kept['subject']))} subjects, {ends[-1] / 1e6:.0f} MB\n"
    )


def _saved(pixels: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=92, subsampling=0)
    return out.getvalue()


if __name__ == "__main__":
    main()
