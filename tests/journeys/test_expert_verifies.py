"""An expert who trusts no program of ours follows the page, command by command."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
COURT = CHECKOUT / "tests" / "golden" / "bundles" / "v1" / "court.zip"
PAGE = CHECKOUT / "docs" / "how-to" / "verify-a-bundle.md"
COMMANDS = "".join(re.findall(r"^```bash\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "openssl", "sha256sum", "unzip"))),
    reason="needs bash, openssl, coreutils and unzip",
)


def follow(bundle: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(os.get_exec_path())
    surroundings = {"PATH": path, "BUNDLE": str(bundle), "FOLDER": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(["bash", "-c", COMMANDS], env=surroundings, capture_output=True, text=True, check=False)


def test_the_commands_of_the_page_verify_a_bundle(tmp_path: Path) -> None:
    done = follow(COURT, tmp_path / "case")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Signature Verified Successfully") == 4
    assert done.stdout.count("Verification: OK") == 2
    assert done.stdout.count("stands in the log") == 6
    assert done.stdout.count("was entered in the log") == 4
    assert "fd110d301d2f077de1414b8f99f441b1403fab207b2052fbd2c065e4ee8e7dc2" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        *("originals/claim-1.jpg", "manifest.json", "manifest.sig", "log/checkpoint", "log/4.json", "log/4.tlog-proof"),
        *("log/checkpoint.1.tsr", "manifest.sig.1.tsr", "decision.json", "keys/2-log.pem"),
    ],
)
def test_the_commands_of_the_page_refuse_a_changed_file(name: str, tmp_path: Path) -> None:
    """Ten tampered copies; the place is the command that fails."""
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(COURT) as whole, zipfile.ZipFile(copy, "w") as changed:
        for one in whole.namelist():
            data = bytearray(whole.read(one))
            if one == name:
                data[len(data) // 2] ^= 1
            changed.writestr(one, bytes(data))
    assert follow(copy, tmp_path / "case").returncode != 0
