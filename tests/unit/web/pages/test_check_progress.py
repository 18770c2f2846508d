"""A row for each check says what it found, as it happens."""

import asyncio
import json
from pathlib import Path
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.web.check.checks import Checks
from fairclaim.web.check.facts import CheckFacts
from fairclaim.web.check.visit import Event, Handed
from fairclaim.web.pages.check_progress import follow, loudest, rows
from unit.web.check.fake_examiner import FINDING, Steps
from unit.web.check.test_checks import ended

ANY = Bilingual("任意", "any")
CATALOGUE = tuple(
    CheckFacts(name=name, title=ANY, source="", fooled_by=ANY, worthless_when=ANY, signs=())
    for name in ("derived-from-reference", "aigc-label")
)


def finding(outcome: str, reason: str) -> dict[str, Any]:
    return {**FINDING, "outcome": outcome, "reason": {"zh": reason, "en": reason}}


def test_a_row_waits_runs_and_says_what_it_found() -> None:
    begun = [Event("begins"), Event("checks", "derived-from-reference")]
    assert [(row.is_running, row.outcome) for row in rows(CATALOGUE, begun)] == [(True, ""), (False, "")]
    told = rows(CATALOGUE, [*begun, Event("found", "derived-from-reference", [FINDING])])
    assert (told[0].is_running, told[0].outcome, told[0].says.en) == (False, "fail", "one place differs")


def test_an_examiner_that_died_leaves_no_row_behind() -> None:
    told = rows(CATALOGUE, [Event("begins"), Event("found", "aigc-label", [FINDING]), Event("begins")])
    assert [row.outcome for row in told] == ["", ""]


def test_of_several_findings_the_row_says_what_matters_most() -> None:
    outcome, says = loudest([finding("pass", "good"), finding("warn", "look"), finding("cannot-tell", "-")])
    assert (outcome.value, says.en) == ("warn", "look")
    assert loudest([])[0].value == "not-applicable"


def test_a_stream_tells_what_happened_and_ends_with_the_answer(tmp_path: Path) -> None:
    checks = Checks(tmp_path / "checks", Steps())
    visit = ended(checks.hand_in([Handed(Role.CLAIM, "a", b"1")]))

    async def heard(since: int) -> list[str]:
        return [part async for part in follow(checks, visit, since=since, language="zh")]

    told = asyncio.run(heard(0))
    kinds = [line.removeprefix("event: ") for part in told for line in part.splitlines() if line.startswith("event: ")]
    assert kinds == ["place", "begins", "checks", "found", "answered"]
    found = next(part for part in told if "event: found" in part)
    data = json.loads(next(line for line in found.splitlines() if line.startswith("data: ")).removeprefix("data: "))
    assert data == {"check": "derived-from-reference", "outcome": "fail", "word": "不利", "says": "看到一处不同"}
    assert "id: 3\n" in found
    again = asyncio.run(heard(3))
    assert [part for part in again if "event: found" in part] == []
    checks.close()
