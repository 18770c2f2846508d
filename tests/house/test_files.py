"""What no file of the repository may hold, and what every module must."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCE = CHECKOUT / "src" / "fairclaim"
MODULES = sorted(SOURCE.rglob("*.py"))
NOT_OURS = {".venv", ".git", "build", "dist", "site", "node_modules"}

INDEX_ADDRESS = re.compile(
    r"(?<!emit)-{1,2}(?:extra-)?index-url|(?<!emit)--find-links|--trusted-host"
    r"|(?:PIP|UV)_(?:EXTRA_)?(?:INDEX|FIND_LINKS)|pythonhosted\.org|https?://\S+/simple\b"
)
MACHINE_PATH = re.compile(r"(?<![\w.~}/-])/(?:work|root|opt|Users|home)/(?!somebody/)[\w.]")
"""Tests that need such a path write ``somebody`` for the name."""
UNTESTED = {
    "domain/finding.py": "records without behaviour",
    "domain/verdict.py": "records without behaviour",
    "domain/desk/facts.py": "records without behaviour; tests/unit/domain/desk/test_history.py tells each of them",
    "services/caller.py": "records without behaviour; tests/unit/services/test_authorize.py asks in every role",
    "services/catalogue.py": "a literal table; tests/house/test_services.py reads it",
    "services/desk.py": "records without behaviour",
    "services/ports/check_book.py": "Protocols, as ports/claims.py",
    "services/ports/consents.py": "Protocols and records, as ports/claims.py",
    "services/ports/case_pictures.py": "Protocols; tests/unit/runtime/test_case_pictures.py holds who draws to them",
    "domain/desk/signed_copy.py": "records without behaviour",
    "services/ports/captures.py": "Protocols, as ports/claims.py",
    "services/ports/claims.py": "Protocols; tests/unit/services/test_ports.py holds the store in memory to them",
    "services/ports/evidence.py": "Protocols, as ports/claims.py",
    "services/identity/door.py": "records; every test beside tests/unit/services/identity/gate.py opens one",
    "services/ports/identity.py": "Protocols; tests/unit/store/identity holds the store to them",
    "services/ports/outside.py": "Protocols, as ports/claims.py",
    "services/ports/proofs.py": "Protocols, as ports/claims.py",
    "services/ports/photo_search.py": "Protocols and records, as ports/claims.py",
    "services/ports/packing_films.py": "Protocols and records; tests/unit/runtime/test_packing_reader.py holds the reader to them",
    "services/ports/people.py": "Protocols, as ports/claims.py",
    "services/ports/queue.py": "Protocols, as ports/claims.py",
    "services/ports/routing.py": "Protocols, as ports/claims.py",
    "services/ports/trade.py": "Protocols, as ports/claims.py",
    "services/ports/measures.py": "Protocols, as ports/claims.py",
    "services/ports/own_data.py": "Protocols, as ports/claims.py",
    "services/ports/second_looks.py": "Protocols, as ports/claims.py",
    "services/ports/policies.py": "Protocols, as ports/claims.py",
    "services/ports/lists.py": "Protocols, as ports/claims.py",
    "services/ports/endpoints.py": "Protocols, as ports/claims.py",
    "services/ports/traffic.py": "Protocols, as ports/claims.py",
    "services/ports/work.py": "Protocols, as ports/claims.py",
    "services/ports/watched.py": "Protocols; tests/unit/runtime/examiners holds the pool to them",
    "services/skip_reason.py": "a closed set of words",
    "forensics/catalogue.py": "a literal tuple; tests/house/test_catalogue.py reads it",
    "forensics/settings.py": "a record without behaviour",
    "forensics/neighbour.py": "records without behaviour",
    "forensics/check.py": "records without behaviour; tests/house/test_catalogue.py holds every check to them",
}
UNKIND = re.compile(
    r"骗子|骗取|造假者|作弊者|诈骗犯|不诚实|fraudster|scammer|\bliars?\b|\bcheats?\b|dishonest", re.IGNORECASE
)


def own_files() -> list[Path]:
    """List what git tracks or would track; outside of a clone, everything that is not built."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        return [CHECKOUT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    return [path for path in CHECKOUT.rglob("*") if not NOT_OURS & set(path.relative_to(CHECKOUT).parts)]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in own_files():
        if path.is_file() and path != Path(__file__):
            try:
                found.append((path.relative_to(CHECKOUT), path.read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue
    return found


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_index() -> None:
    assert lines_with(INDEX_ADDRESS) == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_the_lock_pins_every_package_and_holds_no_address() -> None:
    lines = (CHECKOUT / "requirements" / "dev.lock").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+!]+( ; .+)?", line), line


def module_name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("room", ["credit", "domain", "forensics", "law", "services"])
def test_every_module_with_behaviour_has_its_test_file(room: str) -> None:
    missing = [
        module_name(path)
        for path in sorted((SOURCE / room).rglob("*.py"))
        if path.name != "__init__.py"
        and module_name(path) not in UNTESTED
        and not (CHECKOUT / "tests" / "unit" / path.relative_to(SOURCE).parent / f"test_{path.name}").is_file()
    ]
    assert missing == []


def test_exceptions_from_the_test_rule_still_exist() -> None:
    assert [name for name in UNTESTED if not (SOURCE / name).is_file()] == []


def imported_by(path: Path) -> set[str]:
    """Name every absolute module that a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", sorted((SOURCE / "domain").rglob("*.py")), ids=module_name)
def test_the_domain_imports_the_standard_library_only(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported_by(path) if not name.startswith("fairclaim.domain")}
    assert roots <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_module_imports_the_package_face(path: Path) -> None:
    assert "fairclaim" not in imported_by(path)


def test_no_word_of_ours_judges_a_person() -> None:
    literals = [
        f"{module_name(path)}:{node.lineno}: {node.value[:80]}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and UNKIND.search(node.value)
    ]
    assert literals == []
