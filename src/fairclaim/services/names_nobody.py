"""What people of the desk write into a claim's history names no buyer.

Reasons, notes and questions stand in events, which are chained by digest and stay when the buyer is erased: a decision is on record
with its reasons for as long as the log is kept. So they are refused at the moment of writing where they hold what names or reaches
the buyer, as far as the desk knows it. "The buyer" says as much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.party import ActorKind
from fairclaim.services.errors import NamesBuyerError
from fairclaim.services.ports.work import Work

_SPACE = re.compile(r"\s+")
_LEAST, _LEAST_CJK = 4, 2
"""Characters of what is looked for: shorter ones stand in many words. A Chinese name often has two."""


def verify_names_nobody(work: Work, claim: Claim, events: Sequence[Event]) -> None:
    """Verify that no text of these events holds what names or reaches the claim's buyer.

    Raises
    ------
    NamesBuyerError
        If one does.
    """
    texts = [_plain(text) for event in events if event.by.kind is not ActorKind.MACHINE for text in _texts(event.fact)]
    if not texts:
        return
    for value in work.people.reached_by(claim.buyer):
        sought = _plain(value)
        if len(sought) >= (_LEAST if sought.isascii() else _LEAST_CJK) and any(sought in text for text in texts):
            raise NamesBuyerError


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Bilingual):
        yield from (value.zh, value.en)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def _plain(text: str) -> str:
    return _SPACE.sub("", text).casefold()
