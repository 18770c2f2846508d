"""Weights that ship with the package: each is listed, small, and the file it claims to be."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from fairclaim.inference.manifest import load_manifest, weights_file

CHECKOUT = Path(__file__).resolve().parents[3]
MANIFEST = load_manifest()
LARGEST_BYTES = 15_000_000

every_file = pytest.mark.parametrize("name", sorted(MANIFEST))


def test_every_weight_file_is_in_the_manifest() -> None:
    folder = CHECKOUT / "src" / "fairclaim" / "inference" / "weights"
    own = {weights.file for weights in MANIFEST.values() if not weights.package}
    assert {path.name for path in folder.iterdir()} == own


@every_file
def test_a_weight_file_is_the_one_of_the_manifest(name: str) -> None:
    weights = MANIFEST[name]
    if weights.package:
        pytest.importorskip(weights.package, reason=f"{weights.package} is not installed")
    data = weights_file(weights).read_bytes()
    assert hashlib.sha256(data).hexdigest() == weights.sha256
    assert weights.package or len(data) <= LARGEST_BYTES


@every_file
def test_a_weight_file_names_its_origin(name: str) -> None:
    weights = MANIFEST[name]
    assert weights.licence
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", weights.date)
    assert re.search(r"sha256 [0-9a-f]{64}", weights.source)
    assert name in (CHECKOUT / weights.card).read_text(encoding="utf-8")


def test_a_file_of_a_package_that_is_not_installed_is_not_found() -> None:
    with pytest.raises(ModuleNotFoundError):
        weights_file(replace(MANIFEST["text-detection"], package="no_such_package_anywhere"))
