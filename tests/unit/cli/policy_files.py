"""Files for tests of ``fairclaim policy``."""

import json
from pathlib import Path
from typing import Any

from fairclaim.policy.shipped import default_text
from unit.policy.tables import facts_record

STRICT = (
    default_text()
    .replace("<= 200 CNY, asked:", "<= 100 CNY, asked:")
    .replace("name: fairclaim-default", "name: strict")
)


def write_history(path: Path, *claims: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
    return path


def past(claim: str, outcome: str = "upheld", **changes: Any) -> dict[str, Any]:
    return {"claim": claim, "facts": facts_record(**changes), "decided": {"outcome": outcome}}
