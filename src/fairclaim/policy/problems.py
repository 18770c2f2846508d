"""What is wrong with a policy, a fact or a history line: where it stands, what was expected, in both languages.

A policy is checked whole: all problems come at once, each with file line, rule and field, so that it is mended in one go.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

_SHOWN = 20
"""Problems in one message; whoever made more has made one mistake many times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend.

    Parameters
    ----------
    code : str
        Kebab-case kind, stable.
    path : str
        Dotted place in the record, such as ``rules.3.when.amount``; "" for the whole.
    message : Bilingual
        What was expected and what came.
    line : int or None
        Line in the file, from 1.
    rule : str or None
        Id of the rule, where it has one.
    """

    code: str
    path: str
    message: Bilingual
    line: int | None = None
    rule: str | None = None

    def sentence(self) -> Bilingual:
        """Return the problem with its place in front."""
        zh = [f"第 {self.line} 行"] if self.line else []
        en = [f"line {self.line}"] if self.line else []
        if self.rule:
            zh.append(f"规则 {self.rule}")
            en.append(f"rule {self.rule}")
        if self.path:
            zh.append(self.path)
            en.append(self.path)
        return Bilingual(
            f"{'，'.join(zh)}：{self.message.zh}" if zh else self.message.zh,
            f"{', '.join(en)}: {self.message.en}" if en else self.message.en,
        )

    def to_record(self) -> dict[str, object]:
        """Return what ``--json`` prints of it."""
        return {
            "code": self.code,
            "line": self.line,
            "rule": self.rule,
            "path": self.path,
            "message": self.message.to_record(),
        }


class PolicyError(UsageError):
    """A policy, its facts or its history cannot be used; ``problems`` says why, each with its place."""

    code = "policy"

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        shown = [problem.sentence() for problem in self.problems[:_SHOWN]]
        more = len(self.problems) - len(shown)
        super().__init__(
            Bilingual(
                f"{name} 不能使用：" + "；".join(text.zh for text in shown) + (f"；另有 {more} 处" if more else ""),
                f"{name} cannot be used: "
                + "; ".join(text.en for text in shown)
                + (f"; and {more} more" if more else ""),
            )
        )


class PolicyMoveError(UsageError):
    """A version of a policy may not make this move."""

    code = "policy-move"


def suggestion(word: object, known: Iterable[str]) -> Bilingual:
    """Return " Did you mean …?" in both languages, or nothing.

    Examples
    --------
    >>> suggestion("amuont", ["amount", "asked"]).en
    ' Did you mean "amount"?'
    """
    close = difflib.get_close_matches(str(word)[:80], list(known), n=1, cutoff=0.6)
    if not close:
        return Bilingual("", "")
    return Bilingual(f"是不是“{close[0]}”？", f' Did you mean "{close[0]}"?')


def quoted(value: object) -> str:
    """Return a value as an error shows it: short, on one line."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
