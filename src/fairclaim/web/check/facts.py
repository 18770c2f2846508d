"""What pages say of a check itself: the question, where it comes from, what fools it. The catalogue is handed to the web as these."""

from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that a check can see, and the honest reason that could cause it."""

    name: str
    outcome: str
    innocent: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """One check of the catalogue.

    Parameters
    ----------
    name : str
        Kebab-case.
    title : Bilingual
        The question it answers.
    source : str
        Paper or standard.
    fooled_by, worthless_when : Bilingual
        What makes it answer wrongly, and when it says nothing.
    """

    name: str
    title: Bilingual
    source: str
    fooled_by: Bilingual
    worthless_when: Bilingual
    signs: tuple[Sign, ...]
