"""Failures as pictures: people would rather look than read."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from fairclaim.benchmark.channels import Pixels
from fairclaim.benchmark.recipe import Recipe
from fairclaim.benchmark.trials import cook

CELL_PX = 360
ROWS_PER_SHEET = 12


def write_sheets(failures: Sequence[tuple[Recipe, str]], folder: Path) -> list[Path]:
    """Write sheets of claim beside reference, one row a failure, captioned; return where they lie.

    Sheets of an earlier run in the same folder are removed: their failures may be mended.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("failures-[0-9]*.jpg"):
        stale.unlink()
    written = []
    for number in range(0, len(failures), ROWS_PER_SHEET):
        rows = [_row(recipe, caption) for recipe, caption in failures[number : number + ROWS_PER_SHEET]]
        path = folder / sheet_name(number // ROWS_PER_SHEET)
        path.write_bytes(cv2.imencode(".jpg", np.vstack(rows))[1].tobytes())
        written.append(path)
    return written


def sheet_name(place: int) -> str:
    """Return the name of a sheet, the first at place 0."""
    return f"failures-{place + 1:02d}.jpg"


def _row(recipe: Recipe, caption: str) -> Pixels:
    trial = cook(recipe)
    pair = np.hstack([_cell(trial.claim), _cell(trial.reference)])
    strip = np.full((26, pair.shape[1], 3), 255, np.uint8)
    cv2.putText(strip, caption[:95], (6, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (0, 0, 0), 1, cv2.LINE_AA)
    return np.vstack([strip, pair])


def _cell(data: bytes) -> Pixels:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    cell = np.full((CELL_PX, CELL_PX, 3), 235, np.uint8)
    if picture is None:
        return cell
    scale = CELL_PX / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    cell[: small.shape[0], : small.shape[1]] = small[:CELL_PX, :CELL_PX]
    return cell
