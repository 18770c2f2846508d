"""Typed access to the plain data of a manifest store. What is missing or of another kind is empty."""

from collections.abc import Mapping

_NOTHING: Mapping[str, object] = {}


def mapping(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return a nested mapping."""
    value = data.get(key)
    return value if isinstance(value, Mapping) else _NOTHING


def mappings(data: Mapping[str, object], key: str) -> tuple[Mapping[str, object], ...]:
    """Return a list of mappings."""
    value = data.get(key)
    return tuple(entry for entry in value if isinstance(entry, Mapping)) if isinstance(value, list) else ()


def text(data: Mapping[str, object], key: str) -> str:
    """Return a text."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def texts(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return a list of texts."""
    value = data.get(key)
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()
