"""What users of the library and of the command may rely on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import fairclaim
from fairclaim.cli.exits import Exit
from fairclaim.cli.main import COMMANDS
from fairclaim.domain import errors
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.examination import SCHEMA, Examination, ExhibitError, ExhibitFacts
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Finding, Grade, Measured, Outcome
from fairclaim.domain.verdict import Call, Verdict

CHECKOUT = Path(__file__).resolve().parents[2]
REFERENCE = CHECKOUT / "docs" / "reference"
SURFACE = ["Exhibit", "Order", "Role", "__version__", "examine", "parse_order"]
HEAVY = ["cv2", "numpy", "PIL", "rich", "c2pa", "jinja2"]


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_the_public_names_are_the_listed_ones() -> None:
    assert sorted(fairclaim.__all__) == SURFACE
    assert all(hasattr(fairclaim, name) for name in SURFACE)


def test_every_public_name_is_documented() -> None:
    text = page("python.md")
    assert [name for name in SURFACE if name not in text] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        fairclaim.nonsense  # noqa: B018  (reading it is the point)


@pytest.mark.parametrize("module", ["fairclaim", "fairclaim.cli.main"])
def test_starting_up_loads_nothing_heavy(module: str) -> None:
    script = f"import json, sys, {module}; print(json.dumps(sorted(set({HEAVY}) & set(sys.modules))))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def option_words(text: str) -> set[str]:
    return {
        word.strip("[],.:;()`|").split("=")[0] for word in text.split() if word.strip("[],.:;()`|").startswith("--")
    }


@pytest.mark.parametrize("command", [name for name, _ in COMMANDS])
def test_every_option_is_documented(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fairclaim", command, "--help"], capture_output=True, text=True, check=True
    )
    options = option_words(done.stdout)
    assert options
    assert f"## fairclaim {command}" in page("command-line.md")
    assert options - {"--help"} <= option_words(page("command-line.md"))


def error_classes(root: type[errors.FairclaimError]) -> Iterator[type[errors.FairclaimError]]:
    yield root
    for child in root.__subclasses__():
        yield from error_classes(child)


def test_every_way_a_command_ends_is_documented() -> None:
    rows = [line for line in page("exit-codes.md").splitlines() if line.startswith("| ")]
    assert [code for code in Exit if not any(row.startswith(f"| {code.value} |") for row in rows)] == []


def test_every_error_code_is_documented() -> None:
    codes = {error.code for error in error_classes(errors.FairclaimError)} - {"error", "input"}
    text = page("exit-codes.md")
    assert [code for code in sorted(codes) if f"`{code}`" not in text] == []


def full_record() -> dict[str, object]:
    both = Bilingual("中文", "English")
    finding = Finding(
        check="c",
        signal="s",
        exhibits=(ExhibitId("claim-1"),),
        outcome=Outcome.FAIL,
        grade=Grade.A,
        log_odds=1.0,
        reason=both,
        innocent=both,
        measured=Measured(0.1, 0.2, "x"),
        regions=(Box(0, 0, 1, 1),),
    )
    facts = ExhibitFacts(
        id=ExhibitId("claim-1"), role=Role.CLAIM, path="p", sha256=None, media_type=None, height=None, width=None
    )
    verdict = Verdict(call=Call.FORGED, probability=0.9, grade=Grade.A, because=("c",), abstained=both)
    return Examination(
        case="1",
        version="0",
        seconds=0.0,
        exhibits=(facts,),
        findings=(finding,),
        verdict=verdict,
        errors=(ExhibitError(None, "usage", both),),
    ).to_record()


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def test_every_key_of_a_result_is_documented() -> None:
    text = page("json.md")
    assert SCHEMA in text
    assert [
        key for key in sorted(set(keys_of(full_record()))) if f"`{key}`" not in text and f'"{key}"' not in text
    ] == []


def test_every_word_that_a_result_may_hold_is_documented() -> None:
    text = page("json.md")
    words = [*Call, *Outcome, *Grade, *Role]
    assert [word.value for word in words if f"`{word.value}`" not in text] == []
