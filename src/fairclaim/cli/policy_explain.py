"""``fairclaim policy explain``: which rule decides a claim, why, and which nearly did."""

import argparse
import json
from pathlib import Path

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing
from fairclaim.cli.policy_file import named_policy
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.policy.engine import Decider
from fairclaim.policy.explain import Explanation, Held, explain
from fairclaim.policy.facts import Facts, parse_facts
from fairclaim.report.text import printable

SCHEMA = "fairclaim.policy-explanation/1"
_LARGEST_BYTES = 64 * 1024

_WORDS = {
    "fired": Bilingual("生效的规则", "rule that decides"),
    "always": Bilingual("没有条件，接住其余申请", "no conditions: takes every claim that is left"),
    "remedies": Bilingual("处理方式", "remedies"),
    "ask": Bilingual("请补充", "asked for"),
    "people": Bilingual("复核人数", "reviewers"),
    "near": Bilingual("只差一个条件", "missed by one condition"),
    "before": Bilingual("否则由它决定", "would have decided"),
}


def run(arguments: argparse.Namespace) -> Exit:
    """Explain one claim."""
    policy = named_policy(arguments.policy).policy
    facts = read_facts(arguments.facts)
    explained = explain(policy, facts)
    decided = Decider(policy).decide(facts)
    if decided != explained.route:  # two readers of one table: a bug in either must not pass for a reason
        raise RuntimeError(f"engine and explanation differ: {decided.rules} and {explained.route.rules}")
    with printing():
        if arguments.json:
            print_json({"schema": SCHEMA, **explained.to_record()})
        else:
            for line in _lines(explained, is_zh=arguments.language == "zh"):
                print_line(printable(line))
    return Exit.DONE


def read_facts(path: Path) -> Facts:
    """Read the facts of one claim.

    Raises
    ------
    NotReadableError
        If the file cannot be read.
    UsageError
        If it is no JSON, or holds no facts (``PolicyError``).
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except (OSError, ValueError) as exc:
        cause = exc.strerror if isinstance(exc, OSError) else None
        raise NotReadableError(str(path), cause or type(exc).__name__) from exc
    try:
        if len(data) > _LARGEST_BYTES:
            raise ValueError("too large")  # noqa: TRY301  (told like any other text that is no JSON of ours)
        record = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise UsageError(Bilingual(f"{path} 不是 JSON。", f"{path} is not JSON.")) from exc
    return parse_facts(record, name=str(path))


def _lines(explained: Explanation, *, is_zh: bool) -> list[str]:
    def say(text: Bilingual) -> str:
        return text.zh if is_zh else text.en

    def held(one: Held) -> str:
        return f"{say(one.title)}: {say(one.found)} ({say(one.asked)})"

    route = explained.route
    lines = [f"{route.route.value} · {route.policy} {route.version} · {route.digest}"]
    lines += [f"  {say(reason.text)}" for reason in route.reasons]
    if route.remedies:
        percent = f" ({route.part_refund_percent} %)" if route.part_refund_percent else ""
        lines.append(f"{say(_WORDS['remedies'])}: {', '.join(route.remedies)}{percent}")
    if route.ask_for:
        lines.append(f"{say(_WORDS['ask'])}: {', '.join(route.ask_for)}")
    if route.reviewers:
        lines.append(f"{say(_WORDS['people'])}: {route.reviewers} · {route.queue} · {route.priority.value}")
    lines.append(f"{say(_WORDS['fired'])}: {', '.join(route.rules)}")
    lines += [f"  ✓ {held(one)}" for one in explained.held] or [f"  {say(_WORDS['always'])}"]
    if explained.near:
        lines.append(f"{say(_WORDS['near'])}:")
    for near in explained.near:
        before = f" · {say(_WORDS['before'])}" if near.is_before else ""
        lines.append(f"  {near.rule.id} → {near.rule.then.route.value}{before}")
        lines.append(f"    ✗ {held(near.missed)}")
    return lines
