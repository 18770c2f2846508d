"""Weights that ship with the package: each is listed, small, and the file it claims to be."""

import hashlib
import re
from pathlib import Path

import pytest

from fairclaim.inference.manifest import load_manifest, weights_file

CHECKOUT = Path(__file__).resolve().parents[3]
MANIFEST = load_manifest()
LARGEST_BYTES = 15_000_000

every_file = pytest.mark.parametrize("name", sorted(MANIFEST))


def test_every_weight_file_is_in_the_manifest() -> None:
    folder = CHECKOUT / "src" / "fairclaim" / "inference" / "weights"
    assert {path.name for path in folder.iterdir()} == {weights.file for weights in MANIFEST.values()}


@every_file
def test_a_weight_file_is_the_one_of_the_manifest(name: str) -> None:
    data = weights_file(MANIFEST[name]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == MANIFEST[name].sha256
    assert len(data) <= LARGEST_BYTES


@every_file
def test_a_weight_file_names_its_origin(name: str) -> None:
    weights = MANIFEST[name]
    assert weights.licence
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", weights.date)
    assert re.search(r"sha256 [0-9a-f]{64}", weights.source)
    assert name in (CHECKOUT / weights.card).read_text(encoding="utf-8")
