"""A policy's record as a text to be edited: YAML, or JSON where it is a decision model."""

import json
from collections.abc import Mapping

from fairclaim.policy.jdm_read import is_model
from fairclaim.policy.schema import not_installed

WIDTH = 120


def policy_text(record: Mapping[str, object]) -> str:
    """Return a text that :func:`fairclaim.policy.load.parse_policy` reads back to the same digest; comments are in no record.

    Raises
    ------
    UnavailableError
        If ``fairclaim[policy]`` is not installed.
    """
    if is_model(record):
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    try:
        import yaml  # noqa: PLC0415  (only once a policy is written)
    except ImportError as exc:
        raise not_installed("PyYAML") from exc
    text: str = yaml.safe_dump(dict(record), allow_unicode=True, sort_keys=False, width=WIDTH)
    return text
