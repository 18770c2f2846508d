"""What the names of a corpus's labelled files promise: the truth that readings are compared with.

``labels/real`` holds exports with the label of the service in their name; ``labels/generators`` files of diffusion programs;
``labels/c2pa`` the public test files, whose letters say what is in them (C2PA public-testfiles, README); ``generated``
whole pictures by generators, most without any metadata.
"""

import re
from dataclasses import dataclass

LABELLED_FOLDERS = ("labels/real", "labels/generators", "labels/c2pa", "generated")
HONEST_FOLDERS = ("camera", "products", "clothes", "listing", "damage")

_LABELLED, _UNLABELLED = "aigc-label/declares-generated", "aigc-label/not-present"
_DECLARED = "generator-metadata/generator-declared"
_LETTERS = re.compile(r"labels/c2pa/(?:pub_adobe-20220124-|rs_)((?:E-(?:dat|sig|uri)-|[ACIX])[A-Za-z-]*)\.jpg")
_REAL = {
    "doubao": {_LABELLED},
    "jimeng": {_LABELLED},
    "midjourney": {_UNLABELLED, _DECLARED},
    "openai": {_UNLABELLED, "content-credentials/unknown-signer-generator"},
    "samsung_ai_edit": {
        _UNLABELLED,
        "content-credentials/unknown-signer-generator",
        "generator-metadata/ai-edit-declared",
    },
}
_NOT_IN_METADATA = frozenset({"automatic1111_stealth", "comfy_controlnet_house_scribble"})
"""The first hides its text in the pixels; the second is a drawn input and carries nothing."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Signals that must be among those seen, each as ``check/signal``."""

    signals: frozenset[str]

    def is_met_by(self, seen: frozenset[str]) -> bool:
        """Tell whether nothing is missing, and a label is seen only where one is expected."""
        has_label = any(one.startswith("aigc-label/") and one != _UNLABELLED for one in seen)
        return self.signals <= seen and has_label == (_LABELLED in self.signals)


def expected_of(name: str) -> Expected | None:
    """Return what a file must say.

    Parameters
    ----------
    name : str
        Its path in the corpus, with slashes.

    Returns
    -------
    Expected or None
        None where the name promises nothing.
    """
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.rpartition(".")
    if folder == "labels/real":
        return Expected(frozenset(_REAL[stem])) if stem in _REAL else None
    if ending == "mp4":
        return Expected(frozenset())
    if stem == "empty_file":
        return Expected(frozenset({"error/empty-file"}))
    if folder == "labels/c2pa":
        return Expected(frozenset({_UNLABELLED, *_credential(name)}))
    is_declared = folder == "labels/generators" and not stem.startswith("empty")
    is_workflow = folder == "generated" and stem.startswith("comfy_")
    if (is_declared or is_workflow) and stem not in _NOT_IN_METADATA:
        return Expected(frozenset({_UNLABELLED, _DECLARED}))
    return Expected(frozenset({_UNLABELLED}))


def _credential(name: str) -> tuple[str, ...]:
    """Read the outermost letters: A, I alone have no manifest; E- and X are damaged; C is intact, by a test signer."""
    match = _LETTERS.fullmatch(name)
    if match is None:
        return ()
    code = match[1]
    if code in {"A", "I"}:
        return ("content-credentials/absent",)
    return (f"content-credentials/{'damaged' if code.startswith(('E-', 'X')) else 'unknown-signer'}",)
