"""The documentation keeps up with the house."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
ADR_PARTS = ("Context", "Options", "Decision", "Consequences")


def test_the_readme_names_the_commands_that_start_everything() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for command in ("make demo", "make test", "fairclaim examine", "fairclaim batch"):
        assert command in readme, command


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r"[\w./-]+\.md", (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} == listed


def test_decisions_are_numbered_without_gaps_and_complete() -> None:
    records = sorted((DOCS / "adr").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert [part for part in ADR_PARTS if part not in headings] == [], path.name


def test_the_changelog_has_an_entry_for_this_version() -> None:
    version = re.search(r'"(.+)"', (CHECKOUT / "src/fairclaim/version.py").read_text(encoding="utf-8").splitlines()[-1])
    assert version
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {version[1]}" in changelog


def test_every_target_of_the_makefile_explains_itself() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target
