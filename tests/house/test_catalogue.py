"""What every check promises, held for all of them at once."""

import re
from pathlib import Path

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Outcome
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Check

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = CHECKOUT / "docs" / "checks"
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ADVERSE = {Outcome.FAIL, Outcome.WARN}
TOPICS = {
    "what it looks for": r"what|question|look|see|signal|answer",
    "innocent causes": r"innocent|honest",
    "how often it is wrong": r"measured|error|how often|how good|accura|wrong",
    "its limits": r"fool|worthless|limit|cannot|says nothing|not say",
    "its source": r"source|reference|standard|further reading",
}

every_check = pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.name)


def is_complete(text: Bilingual) -> bool:
    """Tell whether both languages say something, each in its own script."""
    return bool(CHINESE.search(text.zh)) and bool(text.en.strip()) and not CHINESE.search(text.en)


def test_names_are_unique() -> None:
    assert len({check.name for check in CATALOGUE}) == len(CATALOGUE) > 0


@every_check
def test_a_check_and_its_signals_have_kebab_case_names(check: Check) -> None:
    names = [signal.name for signal in check.signals]
    assert KEBAB.fullmatch(check.name)
    assert names
    assert all(KEBAB.fullmatch(name) for name in names)
    assert len(set(names)) == len(names)


@every_check
def test_a_check_reads_the_claim(check: Check) -> None:
    assert Role.CLAIM in check.reads


@every_check
def test_a_check_speaks_both_languages(check: Check) -> None:
    assert is_complete(check.title)
    assert is_complete(check.fooled_by)
    assert is_complete(check.worthless_when)
    assert check.source.strip()


@every_check
def test_every_adverse_signal_has_a_grade_and_an_innocent_cause(check: Check) -> None:
    for signal in check.signals:
        if signal.outcome in ADVERSE:
            assert signal.grade is not None, signal.name
            assert is_complete(signal.innocent), signal.name
        else:
            assert signal.grade is None, signal.name


@every_check
def test_a_check_is_a_file_of_its_own_with_a_test_of_its_own(check: Check) -> None:
    stem = check.name.replace("-", "_")
    assert (CHECKOUT / "src" / "fairclaim" / "forensics" / "checks" / f"{stem}.py").is_file()
    assert (CHECKOUT / "tests" / "unit" / "forensics" / "checks" / f"test_{stem}.py").is_file()


def test_every_file_in_checks_is_in_the_catalogue() -> None:
    files = (CHECKOUT / "src" / "fairclaim" / "forensics" / "checks").glob("*.py")
    names = {path.stem.replace("_", "-") for path in files if path.stem != "__init__"}
    assert names == {check.name for check in CATALOGUE}


@every_check
@pytest.mark.parametrize("topic", TOPICS)
def test_the_page_of_a_check_covers_every_topic(check: Check, topic: str) -> None:
    page = (PAGES / f"{check.name}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#{2,3} (.+)$", page, re.MULTILINE)
    assert any(re.search(TOPICS[topic], heading, re.IGNORECASE) for heading in headings), headings


@every_check
def test_the_page_of_a_check_names_its_signals(check: Check) -> None:
    page = (PAGES / f"{check.name}.md").read_text(encoding="utf-8")
    assert [signal.name for signal in check.signals if signal.name not in page] == []


def test_no_page_describes_a_check_that_does_not_exist() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} == {check.name for check in CATALOGUE}
