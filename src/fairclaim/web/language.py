"""In which of the two first languages to speak to a client."""

from typing import Literal

Language = Literal["zh", "en"]


def preferred_language(accepted: str | None) -> Language:
    """Return the language that a client prefers; English if it names neither, or both alike.

    Parameters
    ----------
    accepted : str or None
        The header ``Accept-Language``, RFC 9110 section 12.5.4. What cannot be read counts for nothing.

    Examples
    --------
    >>> preferred_language("zh-CN,zh;q=0.9,en;q=0.8")
    'zh'
    """
    weights = {"zh": 0.0, "en": 0.0}
    for part in (accepted or "").split(","):
        name, _, rest = part.strip().partition(";")
        language = name.strip().lower().split("-")[0]
        if language in weights:
            weights[language] = max(weights[language], _weight(rest))
    return "zh" if weights["zh"] > weights["en"] else "en"


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
