"""How problems are told."""

from fairclaim.cli.exits import Exit, exit_of
from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.problems import PolicyError, PolicyMoveError, Problem, quoted, suggestion

WHAT = Bilingual("错了。", "Wrong.")


def test_a_problem_begins_with_its_place() -> None:
    placed = Problem(code="x", path="rules.0.when", line=7, rule="first", message=WHAT).sentence()
    assert (placed.en, placed.zh) == (
        "line 7, rule first, rules.0.when: Wrong.",
        "第 7 行，规则 first，rules.0.when：错了。",
    )
    assert Problem(code="x", path="", message=WHAT).sentence() == WHAT


def test_a_message_lists_twenty_problems_and_counts_the_rest() -> None:
    error = PolicyError("p", [Problem(code="x", path=str(n), message=WHAT) for n in range(25)])
    assert error.message.en.endswith("; and 5 more")
    assert error.message.zh.endswith("另有 5 处")
    assert len(error.problems) == 25


def test_both_are_bad_use() -> None:
    assert exit_of(PolicyError("p", [])) is Exit.BAD_USE
    assert exit_of(PolicyMoveError(WHAT)) is Exit.BAD_USE


def test_only_what_is_close_is_suggested() -> None:
    assert suggestion("verdct", ["verdict", "amount"]).zh == "是不是“verdict”？"
    assert suggestion("zzz", ["verdict"]).en == ""
    assert suggestion(None, ["verdict"]).en == ""


def test_values_are_quoted_short() -> None:
    assert quoted("a\nb") == "'a\\nb'"
    assert len(quoted("x" * 500)) == 58
