"""History to try a policy on: a line per claim with its facts, what people decided, and what was paid.

::

    {"claim": "c-1", "facts": {…}, "decided": {"outcome": "upheld", "remedy": "refund-only", "paid": {"minor": 4500, "currency": "CNY"}}}

A line that cannot be used spoils only itself; it is counted and named, never skipped in silence.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.facts import Facts, parse_facts
from fairclaim.policy.problems import PolicyError, Problem, quoted, suggestion
from fairclaim.policy.words import Remedy

LONGEST_LINE: Final = 64 * 1024
_NAME: Final = "history"

Word = TypeVar("Word", bound=StrEnum)


class Outcome(StrEnum):
    """How people finally decided, appeals included."""

    UPHELD = "upheld"
    """The buyer was right."""
    NOT_UPHELD = "not-upheld"
    SETTLED = "settled"
    """The parties agreed, so nobody was found right."""
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One claim of the past.

    Parameters
    ----------
    remedy : Remedy or None
        What was granted; None where nothing was, or nobody knows.
    paid_minor : int
        What was paid, in minor units of the claim's currency; 0 or more.
    """

    claim: str
    facts: Facts
    outcome: Outcome
    remedy: Remedy | None
    paid_minor: int


def read_history(lines: Iterable[bytes]) -> Iterator[Past | PolicyError]:
    """Yield each line's claim, or why it cannot be used; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(line, number)


def _read(line: bytes, number: int) -> Past | PolicyError:
    name = f"{_NAME}:{number}"
    try:
        if len(line) > LONGEST_LINE:
            raise _refused(name, "", Bilingual(f"超过 {LONGEST_LINE} 字节。", f"Longer than {LONGEST_LINE} bytes."))
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise _refused(name, "", Bilingual("不是 JSON。", "Not JSON.")) from exc
        if not isinstance(record, Mapping):
            raise _refused(name, "", Bilingual("应为 JSON 对象。", "Expected a JSON object."))
        facts = parse_facts(record.get("facts"), name=f"{name} facts")
        return _past(record, facts, number, name)
    except PolicyError as error:
        return error


def _past(record: Mapping[str, object], facts: Facts, number: int, name: str) -> Past:
    decided = record.get("decided") or {}
    if not isinstance(decided, Mapping):
        raise _refused(name, "decided", Bilingual("应为 JSON 对象。", "Expected a JSON object."))
    remedy = decided.get("remedy")
    return Past(
        claim=str(record.get("claim") or number),
        facts=facts,
        outcome=_word(Outcome, decided.get("outcome") or Outcome.OPEN, "decided.outcome", name),
        remedy=None if remedy is None else _word(Remedy, remedy, "decided.remedy", name),
        paid_minor=_paid(decided.get("paid"), facts, name),
    )


def _word(words: type[Word], written: object, path: str, name: str) -> Word:
    known = [word.value for word in words]
    if not isinstance(written, str) or written not in known:
        meant, listed = suggestion(written, known), ", ".join(known)
        raise _refused(
            name,
            path,
            Bilingual(
                f"应为 {listed} 之一，得到 {quoted(written)}。{meant.zh}",
                f"Expected one of {listed}; got {quoted(written)}.{meant.en}",
            ),
        )
    return words(written)


def _paid(paid: object, facts: Facts, name: str) -> int:
    if paid is None:
        return 0
    minor = paid.get("minor") if isinstance(paid, Mapping) else None
    currency = paid.get("currency") if isinstance(paid, Mapping) else None
    if not isinstance(minor, int) or isinstance(minor, bool) or minor < 0 or currency != facts.currency:
        raise _refused(
            name,
            "decided.paid",
            Bilingual(
                f"应为 {{minor, currency}}，货币同申请（{facts.currency}）。",
                f"Expected {{minor, currency}} in the claim's own currency ({facts.currency}).",
            ),
        )
    return minor


def _refused(name: str, path: str, message: Bilingual) -> PolicyError:
    return PolicyError(name, [Problem(code="history", path=path, message=message)])
