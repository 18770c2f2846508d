"""How far a check is, as a page shows it: a row for each check with what it found. Read once for a page, or followed as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.finding import Outcome
from fairclaim.report.text import printable
from fairclaim.report.wording import OUTCOME
from fairclaim.web.check.checks import Checks
from fairclaim.web.check.facts import CheckFacts
from fairclaim.web.check.visit import Event, Visit
from fairclaim.web.language import Language

LOOK_S: Final = 0.1
STREAM_S: Final = 25.0
"""A stream ends after so long and the browser comes again, so that no stream is for ever."""
_NOTHING: Final = Bilingual("", "")
_LOUDEST: Final = (Outcome.FAIL, Outcome.WARN, Outcome.PASS, Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE)


@dataclass(slots=True, kw_only=True)
class Row:
    """One check on the list; ``outcome`` is "" until it has ended."""

    name: str
    title: Bilingual
    is_running: bool = False
    outcome: str = ""
    word: Bilingual = _NOTHING
    says: Bilingual = _NOTHING


def rows(catalogue: Sequence[CheckFacts], events: Sequence[Event]) -> list[Row]:
    """Return the list as it stands after some events."""
    made = {facts.name: Row(name=facts.name, title=facts.title) for facts in catalogue}
    for event in events:
        row = made.get(event.check)
        if event.kind == "begins":  # once more, if whoever read the photos before has died
            for one in made.values():
                one.is_running, one.outcome = False, ""
        elif row is not None and event.kind == "checks":
            row.is_running = True
        elif row is not None and event.kind == "found":
            row.is_running = False
            outcome, says = loudest(event.findings)
            row.outcome, row.word, row.says = outcome.value, OUTCOME[outcome], says
    return list(made.values())


def loudest(findings: Sequence[Mapping[str, Any]]) -> tuple[Outcome, Bilingual]:
    """Return what a row says of several findings: the one that matters most."""
    best = min(findings, key=lambda one: _LOUDEST.index(Outcome(one["outcome"])), default=None)
    if best is None:
        return Outcome.NOT_APPLICABLE, _NOTHING
    return Outcome(best["outcome"]), Bilingual(printable(best["reason"]["zh"]), printable(best["reason"]["en"]))


async def follow(checks: Checks, visit: Visit, *, since: int, language: Language) -> AsyncIterator[str]:
    """Yield server-sent events from one on, and the place in the line as long as there is one."""
    yield "retry: 300\n\n"
    place, at, end = -1, since, asyncio.get_running_loop().time() + STREAM_S
    while asyncio.get_running_loop().time() < end:
        ahead = checks.ahead_of(visit)
        if ahead != place:
            place = ahead
            yield _event("place", {"ahead": ahead})
        for event in visit.events(at):
            at += 1
            yield _event(event.kind, _told_of(event, language), number=at)
            if event.kind in {"answered", "failed", "stopped"}:
                return
        await asyncio.sleep(LOOK_S)


def _told_of(event: Event, language: Language) -> Mapping[str, str]:
    if event.kind != "found":
        return {"check": event.check}
    outcome, says = loudest(event.findings)
    word = OUTCOME[outcome]
    is_zh = language == "zh"
    return {
        "check": event.check,
        "outcome": outcome.value,
        "word": word.zh if is_zh else word.en,
        "says": says.zh if is_zh else says.en,
    }


def _event(kind: str, data: Mapping[str, object], *, number: int | None = None) -> str:
    lines = [f"event: {kind}", f"data: {json.dumps(data, ensure_ascii=False)}"]
    return "\n".join(lines if number is None else [f"id: {number}", *lines]) + "\n\n"
