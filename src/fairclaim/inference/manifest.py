"""Which weight files ship with this version, with digest, licence and origin of each."""

import json
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One file of learned weights.

    Parameters
    ----------
    name : str
        Stable kebab-case name; what a caller asks for.
    file : str
        File name in the weights folder.
    sha256 : str
        Digest of the file, 64 lowercase hexadecimal digits.
    licence : str
        SPDX expression.
    source : str
        Where the numbers come from.
    date : str
        ISO 8601 day on which the file was made.
    card : str
        Path of its model card, from the root of the repository.
    input_side_px : int
        Rows of its input, and columns where they are not free; 0 where both are free.
    output_length : int
        Numbers that it returns for one picture or place; 0 where that follows the input.
    package : str
        The Python package that brings the file; "" where it lies in this one.
    """

    name: str
    file: str
    sha256: str
    licence: str
    source: str
    date: str
    card: str
    input_side_px: int
    output_length: int
    package: str = ""


def load_manifest() -> dict[str, Weights]:
    """Read the manifest: every weight file by its name."""
    entries = json.loads(_room().joinpath("manifest.json").read_text(encoding="utf-8"))["weights"]
    return {entry["name"]: Weights(**entry) for entry in entries}


def weights_file(weights: Weights) -> Traversable:
    """Return where a weight file lies in this installation.

    Raises
    ------
    ModuleNotFoundError
        If the package that brings it is not installed.
    """
    if weights.package:
        found = find_spec(weights.package)
        if found is None or not found.submodule_search_locations:
            raise ModuleNotFoundError(name=weights.package)
        return Path(found.submodule_search_locations[0], "models", weights.file)  # located, never imported
    return _room().joinpath("weights", weights.file)


def _room() -> Traversable:
    return resources.files("fairclaim.inference")
