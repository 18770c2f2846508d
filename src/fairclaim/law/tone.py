"""Words that press or insult, in both languages. Nothing of ours may hold one; in what people write, each is pointed out.

A letter that ties a payment to a report, an exposure or "consequences" helps nobody, and can itself be an offence of who sends it
(see ``criminal-law-274``). A quotation of what the other side said is no threat of ours, so a phrase is pointed out, not refused.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.filings.data import FilingData, Value

POINTED_OUT: Final = Bilingual(
    "请再斟酌“{phrase}”：这样的措辞可能被理解为施压或者贬低，对解决问题没有帮助。",
    'Please think again about "{phrase}": it may be read as pressure or an insult, and does not help.',
)


def pressing_phrases(text: str) -> tuple[str, ...]:
    """Return what in a text presses or insults, in the order in which it stands.

    Examples
    --------
    >>> pressing_phrases("请于三日内退款，否则后果自负")
    ('否则', '后果自负')
    """
    return tuple(found[0] for found in _patterns().finditer(text))


def doubts_about(data: FilingData) -> tuple[Bilingual, ...]:
    """Return what to think about again in what a person wrote, each phrase once."""
    texts = [text for value in data.values.values() for text in _texts(value)]
    phrases = dict.fromkeys(
        phrase for text in texts for both in (text.zh, text.en) for phrase in pressing_phrases(both)
    )
    return tuple(POINTED_OUT.format(phrase=phrase) for phrase in phrases)


def _texts(value: Value) -> tuple[Bilingual, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Bilingual) else ()


@cache
def _patterns() -> re.Pattern[str]:
    words = tomllib.loads(files("fairclaim.law").joinpath("pressing.toml").read_text(encoding="utf-8"))
    return re.compile("|".join([*words["pressing"], *words["insulting"]]), re.IGNORECASE)
