"""The words of marks, from their data file, and text folded so that they are found whatever the type and the reading slips."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_AI_AS_READ = re.compile(
    r"(?<![a-z])a[l1|/!(\[tfj丨]?(?=生成|合成)"  # AL生成, A生成
    r"|(?<=[包梦问灵宝度])\S{1,2}(?=生成)"  # 豆包人生成
    r"|(?<=[包梦问灵宝])a[l1r|/!(\[tf丨](?![a-z])"  # 即梦A!
    r"|(?<![a-z])a[l1|!丨](?![a-z])"  # dall'Al
    r"|(?<![a-z])a[ft](?= generated)"  # Af generated
    r"|(?<=b)a[l1r|!丨]$"  # LiblibAl
)
"""How a small or faint "AI" is misread: its slim letter as another slim sign, or as nothing."""
_ORNAMENT = re.compile(r"[\s★☆✦✧◆◇●•·*_\-–—~]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A service or an agency and the marks it sets: its name in Chinese, in English, and its wordings.

    Wordings of services are folded texts without gaps, those of agencies expressions on folded text.
    """

    name: str
    en: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every expression, compiled."""

    labels: tuple[re.Pattern[str], ...]
    denial: re.Pattern[str]
    question: re.Pattern[str]
    doubt: re.Pattern[str]
    services: tuple[Named, ...]
    agencies: tuple[Named, ...]
    to_a_machine: tuple[re.Pattern[str], ...]
    for_approval: tuple[re.Pattern[str], ...]


@cache
def load_wordings() -> Wordings:
    """Read the data file once."""
    text = resources.files("fairclaim.forensics.marks").joinpath("wordings.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return Wordings(
        labels=tuple(re.compile(pattern) for pattern in data["labels"]),
        denial=re.compile(data["denial"]),
        question=re.compile(data["question"]),
        doubt=re.compile(data["doubt"]),
        services=tuple(_named(entry) for entry in data["services"]),
        agencies=tuple(_named(entry) for entry in data["agencies"]),
        to_a_machine=tuple(re.compile(pattern) for pattern in data["to_a_machine"]),
        for_approval=tuple(re.compile(pattern) for pattern in data["for_approval"]),
    )


def fold(text: str) -> str:
    """Return text in one form: compatible signs joined, small letters, one space for any gap, "AI" mended."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    spaced = re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])[-–—](?=[a-z])", " ", plain)).strip()
    return _AI_AS_READ.sub("ai", spaced)


def bare(text: str) -> str:
    """Return folded text without gaps and ornaments, for comparison with a whole wording."""
    return _ORNAMENT.sub("", fold(text))


def distance(first: str, second: str) -> int:
    """Return the least number of signs to add, drop or change between two texts (Levenshtein 1966)."""
    row = list(range(len(second) + 1))
    for number, sign in enumerate(first, 1):
        last, row[0] = row[0], number
        for place, other in enumerate(second, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (sign != other))
    return row[-1]


def _named(entry: dict[str, object]) -> Named:
    marks = entry["marks"]
    name, listed = str(entry["name"]), marks if isinstance(marks, list) else []
    return Named(name, str(entry.get("en", name)), tuple(str(mark) for mark in listed))
