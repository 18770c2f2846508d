"""The C2PA manifest of a signed copy: what a desk states of a file, and nothing that it does not know.

- Taken by our own page: ``c2pa.created`` with the source type *digital capture*. Our software made that file, from a camera that the
  browser offered. The original is named as an input; a created file has no parent.
- Everything else, the camera button of a plain form included: ``c2pa.opened`` with the original as parent, then ``c2pa.published``. Where
  the pixels came from is not ours to say; what the original says of itself stays with it.

Source: C2PA Technical Specification 2.4, chapters 10 (ingredients) and 18.15 (actions); IPTC digital source types.
"""

from datetime import datetime
from typing import Final

from fairclaim.domain.desk.live_capture import Way
from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.version import __version__

ASSERTION: Final = "org.fairclaim.capture"
"""Label of what we state in words of our own."""
DIGITAL_CAPTURE: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
ORIGINAL: Final = "original"
"""Name of the original among the manifest's ingredients."""
_MEANS: Final = (
    "The bytes whose digest is given were received at the time given, by the clock of the desk that signed. "
    "What stood before the lens is not stated."
)


def manifest_of(statement: CopyStatement, *, desk: str) -> dict[str, object]:
    """Return a manifest's definition, as the library takes it; ``desk`` names who received the file."""
    return {
        "claim_version": 2,
        "claim_generator_info": [{"name": "fairclaim", "version": __version__}],
        "title": statement.file,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": _actions(statement)}},
            {"label": ASSERTION, "data": _stated(statement, desk)},
        ],
    }


def ingredient_of(statement: CopyStatement) -> dict[str, object]:
    """Return how the manifest names the original."""
    return {
        "title": statement.file,
        "relationship": "inputTo" if is_created(statement) else "parentOf",
        "label": ORIGINAL,
        "instance_id": f"urn:sha256:{statement.sha256}",
    }


def is_created(statement: CopyStatement) -> bool:
    """Tell whether our own page made the file."""
    return statement.capture is not None and statement.capture.way is Way.PAGE


def _actions(statement: CopyStatement) -> list[dict[str, object]]:
    when = _moment(statement.received_at)
    if is_created(statement):
        parameters = {"ingredientIds": [ORIGINAL]}
        return [
            {"action": "c2pa.created", "when": when, "digitalSourceType": DIGITAL_CAPTURE, "parameters": parameters}
        ]
    return [
        {"action": "c2pa.opened", "when": when, "parameters": {"ingredientIds": [ORIGINAL]}},
        {"action": "c2pa.published", "when": when},
    ]


def _stated(statement: CopyStatement, desk: str) -> dict[str, object]:
    capture = statement.capture
    stated: dict[str, object] = {
        "desk": desk,
        "file": statement.file,
        "sha256": statement.sha256,
        "received": _moment(statement.received_at),
        "means": _MEANS,
    }
    if capture is not None and capture.way is not None:
        stated["code"] = {
            "digits": capture.code,
            "issued": _moment(capture.issued_at),
            "way": capture.way.value,
            "after_s": round(capture.took.total_seconds()),
        }
    return stated


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
