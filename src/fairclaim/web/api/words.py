"""Kinds of text that come over the wire, as patterns and types; what they keep out would be stored nowhere."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from fairclaim.domain.bilingual import Bilingual

ID = r"^[A-Za-z0-9._:~/-]{1,200}$"
"""Ids that the desk has given out. A path holds no slash, so a route never sees one; bodies may."""
Id = Annotated[str, StringConstraints(pattern=ID)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""Ids and names that others gave: an order's number, a file's name."""
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]


class Wire(BaseModel):
    """What comes in: an unknown member is refused, so that a misspelt one is not taken for left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What goes out, made from records of equal names."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class BothLanguages(Answer):
    """A text in both first languages."""

    zh: str
    en: str


class Reasons(Wire):
    """Reasons that somebody gives, in both first languages."""

    zh: Words
    en: Words

    def to_domain(self) -> Bilingual:
        """Return them as the desk keeps them."""
        return Bilingual(self.zh, self.en)
