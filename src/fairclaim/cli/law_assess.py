"""``fairclaim law assess``: counted acts, what they may fall under, what is missing, and where each statement comes from."""

import argparse
from collections.abc import Iterator
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
from fairclaim.law.assessment import REACH_NAMES, Assessment, Characterisation
from fairclaim.law.provision import CERTAINTY_MEANS, FIELD_NAMES
from fairclaim.report.text import printable

_HEAD = Bilingual(
    "{on} · {place} · 计入 {count} 项，合计 {amount}", "{on} · {place} · {count} acts counted, {amount} together"
)
_NOTHING = Bilingual("没有可以计入的记录，因此没有可列出的规定。", "No act counts, so there is no rule to name.")
_APART = Bilingual("单独列出，不计入：", "Apart, and in no sum:")
_MISSING = Bilingual("尚缺", "missing")
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

    def say(text: Bilingual) -> str:
        return text.zh if language == "zh" else text.en

    yield say(_HEAD).format(
        on=found.on, place=say(found.place.name), count=len(found.counted), amount=say(money_in_words(found.obtained))
    )
    if not found.characterisations:
        yield say(_NOTHING)
    for one in found.characterisations:
        yield from _characterisation(one, language)
    if found.apart:
        yield say(_APART)
        yield from (f"  {act}: {say(APART_MEANS[reason])}" for act, reason in found.apart)
    if found.notes:
        yield say(_NOTES)
        yield from (f"  [{note.certainty}] {say(note.text)}" for note in found.notes)
    if found.cited:
        yield say(_SOURCES)
        for cited in found.cited:
            address = f" {cited.address}" if cited.address else ""
            yield f"  [{cited.certainty}] {say(cited.name)} · {say(cited.source)}{address}"
        grades = sorted({one.certainty for one in found.cited} | {note.certainty for note in found.notes})
        yield "  " + "; ".join(f"{grade} = {say(CERTAINTY_MEANS[grade])}" for grade in grades)
    yield say(found.not_advice)


def _characterisation(one: Characterisation, language: str) -> Iterator[str]:
    def say(text: Bilingual) -> str:
        return text.zh if language == "zh" else text.en

    yield f"{say(FIELD_NAMES[one.field])}: {say(one.title)} ({say(REACH_NAMES[one.reach])})"
    yield from (f"  · {say(text)}" for text in one.ranges)
    yield from (f"  {say(_MISSING)}: {say(missing.text)}" for missing in one.missing)
