"""The built files of the pages are those of the sources beside them."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = CHECKOUT / "web-ui"
BUILT = CHECKOUT / "src" / "fairclaim" / "web" / "static"
INPUTS = ("package.json", "package-lock.json", "build.mjs", "tsconfig.json")


def sources_digest() -> str:
    """Work out anew what `web-ui/build.mjs` wrote into the manifest."""
    names = [
        *INPUTS,
        *(path.relative_to(SOURCES).as_posix() for path in (SOURCES / "src").rglob("*") if path.is_file()),
    ]
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(f"{name}\0{hashlib.sha256((SOURCES / name).read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def npm() -> str:
    """Return npm where it and the packages are at hand; ``make web`` fetches them."""
    program = shutil.which("npm")
    if program is None:
        pytest.skip("no Node here: the digest of the sources was compared, the build was not repeated")
    if not (SOURCES / "node_modules").is_dir():
        pytest.skip("the pages' packages are not here: run make web")
    return program


def test_the_built_files_are_made_from_these_sources() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sources"] == sources_digest(), "run make web and commit what it builds"


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run(
        [npm(), "run", "--silent", "build", "--", str(tmp_path)], cwd=SOURCES, check=True, capture_output=True
    )
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert again == {path.name: path.read_bytes() for path in BUILT.iterdir()}


@pytest.mark.parametrize("task", ["check", "test"])
def test_types_style_and_unit_tests_of_the_sources_hold(task: str) -> None:
    done = subprocess.run([npm(), "run", "--silent", task], cwd=SOURCES, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def test_the_lock_holds_no_address_and_pins_every_package() -> None:
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert entry["integrity"].startswith("sha512-"), name
    wanted = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    for version in (wanted["dependencies"] | wanted["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
