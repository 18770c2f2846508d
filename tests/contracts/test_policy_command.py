"""The promises of ``fairclaim policy`` as a program: statuses, one JSON object, nothing heavy, no extra no policy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from unit.cli.policy_files import past, write_history
from unit.policy.tables import facts_record

WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"zen", "jsonschema", "yaml"}:
            raise ImportError(name)
sys.meta_path.insert(0, Missing())
from fairclaim.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def run(*words: object, code: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "fairclaim"]
    return subprocess.run(
        [sys.executable, *start, "policy", *map(str, words)], capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "facts.json").write_text(json.dumps(facts_record()), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("rules: []", encoding="utf-8")
    write_history(tmp_path / "history.jsonl", past("c-1"))
    return tmp_path


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("check default --json", 0),
        ("explain default --facts facts.json --json", 0),
        ("simulate default --history history.jsonl --against default --json", 0),
        ("schema policy", 0),
        ("schema facts", 0),
        ("show-default --jdm", 0),
        ("check bad.yaml --json", 2),
        ("explain bad.yaml --facts facts.json", 2),
        ("explain default --facts bad.yaml", 2),
        ("simulate default --history facts.json", 2),
        ("check nowhere.yaml", 3),
        ("explain default --facts nowhere.json", 3),
        ("simulate default --history nowhere.jsonl", 3),
    ],
)
def test_every_action_ends_as_documented(folder: Path, words: str, status: int) -> None:
    given = [str(folder / word) if (folder / word).exists() else word for word in words.split()]
    done = run(*given)
    assert done.returncode == status, done.stderr
    if status == 0 or "--json" in words:
        assert isinstance(json.loads(done.stdout), dict)
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) is (status > 0 and "--json" not in words)


@pytest.mark.parametrize(
    "words", ["check default", "explain default --facts facts.json", "simulate default --history history.jsonl"]
)
def test_without_the_extra_a_sentence_says_what_to_install(folder: Path, words: str) -> None:
    given = [str(folder / word) if (folder / word).exists() else word for word in words.split()]
    done = run(*given, code=WITHOUT)
    assert done.returncode == 4
    assert "pip install 'fairclaim[policy]'" in done.stderr


def test_importing_the_room_loads_none_of_its_packages() -> None:
    code = "import sys, fairclaim.policy.engine, fairclaim.policy.load, fairclaim.policy.life\n"
    code += "print(sorted({'zen', 'jsonschema', 'yaml', 'rich', 'numpy', 'cv2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
