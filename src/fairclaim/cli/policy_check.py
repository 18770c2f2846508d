"""``fairclaim policy check``: everything that is wrong or in doubt, line by line."""

import argparse

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing, to_json, write_file
from fairclaim.cli.policy_file import named_policy
from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.jdm import to_model
from fairclaim.policy.load import Loaded
from fairclaim.policy.problems import PolicyError, Problem
from fairclaim.report.text import printable

SCHEMA = "fairclaim.policy-check/1"
_GOOD = Bilingual("可以使用", "can be used")
_BAD = Bilingual("不能使用", "cannot be used")
_DOUBT = Bilingual("请确认", "please confirm")


def run(arguments: argparse.Namespace) -> Exit:
    """Check; bad use where the policy cannot be used."""
    try:
        loaded = named_policy(arguments.policy)
    except PolicyError as error:
        with printing():
            _print_bad(error, arguments)
        return Exit.BAD_USE
    if arguments.jdm:
        write_file(arguments.jdm, (to_json(to_model(loaded.policy)) + "\n").encode())
    with printing():
        _print_good(loaded, arguments)
    return Exit.DONE


def _print_bad(error: PolicyError, arguments: argparse.Namespace) -> None:
    if arguments.json:
        problems = [problem.to_record() for problem in error.problems]
        print_json({"schema": SCHEMA, "usable": False, "policy": None, "problems": problems, "doubts": []})
        return
    print_line(printable(f"{error.name}: {_chosen(_BAD, arguments)}"))
    for problem in error.problems:
        print_line(f"  {_sentence(problem, arguments)}")


def _print_good(loaded: Loaded, arguments: argparse.Namespace) -> None:
    policy = loaded.policy
    if arguments.json:
        about = {"name": policy.name, "version": policy.version, "digest": policy.digest, "rules": len(policy.rules)}
        doubts = [doubt.to_record() for doubt in loaded.doubts]
        print_json({"schema": SCHEMA, "usable": True, "policy": about, "problems": [], "doubts": doubts})
        return
    print_line(f"{policy.name} {policy.version} · {len(policy.rules)} · {policy.digest} · {_chosen(_GOOD, arguments)}")
    for doubt in loaded.doubts:
        print_line(f"  {_chosen(_DOUBT, arguments)}: {_sentence(doubt, arguments)}")


def _sentence(problem: Problem, arguments: argparse.Namespace) -> str:
    return printable(_chosen(problem.sentence(), arguments))


def _chosen(text: Bilingual, arguments: argparse.Namespace) -> str:
    return text.zh if arguments.language == "zh" else text.en
