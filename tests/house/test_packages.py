"""Every package that is imported is named where it is installed from; none is there because another happened to bring it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
OWN = {"fairclaim", *(path.stem for path in (CHECKOUT / "tests").iterdir())}


def imported(folder: Path) -> dict[str, str]:
    """Return each package from elsewhere, and one file that imports it."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: Iterable[str] = ()
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.split(".")[0], str(path.relative_to(CHECKOUT)))
    return {name: path for name, path in found.items() if name not in sys.stdlib_module_names and name not in OWN}


def named(*lists: Iterable[str]) -> set[str]:
    return {_plain(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for one in lists for line in one}


def unnamed(imports: dict[str, str], names: set[str]) -> dict[str, str]:
    """Return the imports whose distribution is not named; a package that is not installed here goes by its own name."""
    from_where = packages_distributions()
    return {
        name: path
        for name, path in imports.items()
        if not {_plain(one) for one in from_where.get(name, [name])} & names
    }


def test_the_project_names_every_package_that_it_imports() -> None:
    project = PROJECT["project"]
    names = named(project["dependencies"], *project["optional-dependencies"].values())
    assert unnamed(imported(CHECKOUT / "src"), names) == {}


def test_the_group_of_developers_names_what_tests_import() -> None:
    names = named(PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"])
    assert unnamed(imported(CHECKOUT / "tests"), names) == {}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
