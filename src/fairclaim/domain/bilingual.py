"""Text that exists in Chinese and in English, both complete."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in both first languages.

    Parameters
    ----------
    zh : str
        Simplified Chinese.
    en : str
        English.
    """

    zh: str
    en: str

    def to_record(self) -> dict[str, str]:
        """Return ``{"zh": …, "en": …}`` as it stands in results."""
        return {"zh": self.zh, "en": self.en}

    def format(self, **values: object) -> "Bilingual":
        """Fill the same named places in both languages."""
        return Bilingual(self.zh.format(**values), self.en.format(**values))
