"""The one-file verifier as a stranger runs it: another process, no network, and no fairclaim to import."""

import importlib.util
import subprocess
import sys
from pathlib import Path

_NEEDED = ("cryptography", "cffi", "_cffi_backend", "pycparser", "typing_extensions")
_RUNNER = """
import runpy, sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"it asks for a network: {event}")

sys.addaudithook(refuse)
sys.path.insert(0, sys.argv[1])
try:
    import fairclaim
except ModuleNotFoundError:
    pass
else:
    raise SystemExit("fairclaim can be imported")
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def stranger(folder: Path) -> Path:
    """Return a folder with what the verifier needs and nothing else."""
    folder.mkdir()
    for name in _NEEDED:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin is not None:
            origin = Path(found.origin)
            source = origin.parent if origin.name == "__init__.py" else origin
            (folder / source.name).symlink_to(source)
    return folder


def verified_alone(libraries: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run ``verify_bundle.py`` in a folder, without the site's packages and without the environment."""
    command = [sys.executable, "-I", "-S", "-c", _RUNNER, str(libraries), "verify_bundle.py", *words]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)
