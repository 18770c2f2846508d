"""Is a text in the picture addressed to whoever judges it, a person or a program? It is read here, and given to nothing else.

Buyers write to shops on their photos and in chats: "please refund", "同意退款". That is no appeal to a judge and never matches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.box import Box
from fairclaim.forensics.inscriptions import Inscription, around, paragraphs
from fairclaim.forensics.marks.wordings import bare, fold, load_wordings

LEAST_SCORE = 0.7


class Addressee(StrEnum):
    """Whom a text speaks to."""

    JUDGE = "judge"
    """A reviewer or a program: instructions, or the verdict that it wants."""
    ANYBODY = "anybody"
    """It asks for approval; the shop may well be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A text that asks for a decision."""

    addressee: Addressee
    text: str
    box: Box


def find_appeal(lines: Sequence[Inscription]) -> Appeal | None:
    """Return the text that speaks most plainly to a judge; None where there is none."""
    words = load_wordings()
    blocks = paragraphs([line for line in lines if line.score >= LEAST_SCORE])
    for addressee, patterns in ((Addressee.JUDGE, words.to_a_machine), (Addressee.ANYBODY, words.for_approval)):
        for block in sorted(blocks, key=len):
            text = " ".join(line.text for line in block)
            if any(pattern.search(form) for pattern in patterns for form in (fold(text), bare(text))):
                return Appeal(addressee=addressee, text=text, box=around([line.box for line in block]))
    return None
