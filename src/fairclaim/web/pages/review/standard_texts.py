"""Standard texts for the reasons of a decision, in both languages, from a file that a desk may read through; and what somebody adds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import Outcome, View

HERE = Path(__file__).parent
IN_CHINESE = Bilingual("", "In Chinese: ")
IN_ENGLISH = Bilingual("英文说明：", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardText:
    """One text.

    Parameters
    ----------
    outcome, view : Outcome or None, View or None
        To which judgement it belongs; None to any.
    """

    id: str
    words: Bilingual
    outcome: Outcome | None = None
    view: View | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardTexts:
    """Reasons of decisions, and of a change of mind after the verdict was shown."""

    reasons: tuple[StandardText, ...]
    changes: tuple[StandardText, ...]


@cache
def standard_texts() -> StandardTexts:
    """Return the texts of the file."""
    record = json.loads((HERE / "standard_texts.json").read_text(encoding="utf-8"))
    return StandardTexts(
        reasons=tuple(_text(one) for one in record["reasons"]), changes=tuple(_text(one) for one in record["changes"])
    )


def put_together(texts: Sequence[StandardText], chosen: Sequence[str], *, zh: str, en: str) -> Bilingual | None:
    """Return chosen texts and what was added; None if a language stays empty.

    What was added in one language only is quoted in the other, as long as a standard text says the rest in both.

    Examples
    --------
    >>> text = StandardText(id="a", words=Bilingual("甲。", "A."))
    >>> put_together([text], ["a"], zh="乙。", en="").en
    'A. In Chinese: 乙。'
    """
    known = [one.words for one in texts if one.id in chosen]
    zh, en = zh.strip(), en.strip()
    if not known and not (zh and en):
        return None
    zh_parts = [*(one.zh for one in known), zh or (IN_ENGLISH.zh + en if en else "")]
    en_parts = [*(one.en for one in known), en or (IN_CHINESE.en + zh if zh else "")]
    return Bilingual("".join(zh_parts), " ".join(part for part in en_parts if part))


def _text(record: Mapping[str, str]) -> StandardText:
    return StandardText(
        id=record["id"],
        words=Bilingual(record["zh"], record["en"]),
        outcome=Outcome(record["outcome"]) if "outcome" in record else None,
        view=View(record["view"]) if "view" in record else None,
    )
