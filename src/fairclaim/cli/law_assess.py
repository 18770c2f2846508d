"""``fairclaim law assess``: counted acts, what they may fall under, what is missing, and where each statement comes from."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError
from fairclaim.law.act import APART_MEANS, day_in_china
from fairclaim.law.acts_file import parse_acts
from fairclaim.law.amounts import money_in_words
from fairclaim.law.assess import assess
from fairclaim.law.assessment import Assessment, Characterisation
from fairclaim.law.provision import CERTAINTY_MEANS, FIELD_NAMES, Certainty
from fairclaim.report.text import printable

Say = Callable[[Bilingual], str]
"""Chooses the language of a text."""

_HEAD = Bilingual(
    "{on} · {place} · 计入 {count} 项，合计 {amount}", "{on} · {place} · {count} acts counted, {amount} together"
)
_NOTHING = Bilingual("没有可以计入的记录，因此没有可列出的规定。", "No act counts, so there is no rule to name.")
_APART = Bilingual("单独列出，不计入：", "Apart, and in no sum:")
_MISSING = Bilingual("尚缺：", "Missing:")
_OF = Bilingual("{what}：{text}", "{what}: {text}")
_NOTES = Bilingual("请注意：", "Beside:")
_SOURCES = Bilingual("出处与可靠程度：", "Sources, and how sure they are:")


def run(arguments: argparse.Namespace) -> Exit:
    """Assess and print."""
    file = parse_acts(read_bytes(arguments.acts), name=str(arguments.acts))
    on = arguments.on or day_in_china(datetime.now(UTC))
    found = assess(file.acts, on=on, province=arguments.province)
    with printing():
        if arguments.json:
            print_json(found.to_record())
        else:
            for line in in_words(found, arguments.language):
                print_line(printable(line))
    return Exit.DONE


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    NotReadableError
        If they cannot be had.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as exc:
        raise NotReadableError(str(path), getattr(exc, "strerror", None) or type(exc).__name__) from exc


def in_words(found: Assessment, language: str) -> Iterator[str]:
    """Return an assessment line by line in one language; whoever prints it makes the lines printable."""
    say = _in(language)
    amount = say(money_in_words(found.obtained))
    yield say(_HEAD).format(on=found.on, place=say(found.place.name), count=len(found.counted), amount=amount)
    if not found.characterisations:
        yield say(_NOTHING)
    for one in found.characterisations:
        yield say(_OF).format(what=say(FIELD_NAMES[one.field]), text=say(one.title))
        yield from (f"  · {say(text)}" for text in one.ranges)
    yield from _listed(_MISSING, _missing(found.characterisations, say), say)
    yield from _listed(
        _APART, [say(_OF).format(what=act, text=say(APART_MEANS[reason])) for act, reason in found.apart], say
    )
    yield from _listed(_NOTES, [f"[{note.certainty}] {say(note.text)}" for note in found.notes], say)
    yield from _listed(_SOURCES, _sources(found, say), say)
    yield say(found.not_advice)


def _in(language: str) -> Say:
    return lambda text: text.zh if language == "zh" else text.en


def _listed(head: Bilingual, lines: Sequence[str], say: Say) -> Iterator[str]:
    """Yield a heading and its lines; nothing where there is no line."""
    if lines:
        yield say(head)
        yield from (f"  {line}" for line in lines)


def _missing(rules: Sequence[Characterisation], say: Say) -> list[str]:
    """Return what is missing, each once, with the rules that miss it where not all do."""
    texts = dict.fromkeys(missing.text for one in rules for missing in one.missing)
    everyone = {say(FIELD_NAMES[one.field]) for one in rules}
    lines = []
    for text in texts:
        lacking = [one for one in rules if text in (missing.text for missing in one.missing)]
        names = dict.fromkeys(say(FIELD_NAMES[one.field]) for one in lacking)
        lines.append(say(text) + ("" if names.keys() == everyone else f" ({', '.join(names)})"))
    return lines


def _sources(found: Assessment, say: Say) -> list[str]:
    cited = [
        f"[{one.certainty}] {say(one.name)} · {say(one.source)}" + (f" {one.address}" if one.address else "")
        for one in found.cited
    ]
    used = {one.certainty for one in found.cited} | {note.certainty for note in found.notes}
    grades = [f"{grade} = {say(CERTAINTY_MEANS[grade])}" for grade in Certainty if grade in used]
    return [*cited, "; ".join(grades)] if grades else []
