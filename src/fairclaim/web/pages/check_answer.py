"""What the answer page shows in the viewer: which pictures, in the pixels of their copies, with boxes, maps and where they lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from fairclaim.report.text import printable

Record = Mapping[str, Any]
IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One picture of the strip."""

    id: str
    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the viewer is set to for one finding.

    Parameters
    ----------
    finding : int
        Its place in the examination.
    reference : str
        Exhibit beside the claim photo; "" for none.
    homography : str
        Nine numbers, reference to claim in the pixels of the copies; "" where nothing was aligned.
    regions : sequence of dict
        Boxes in the pixels of the claim photo's copy, with their reason.
    map : str
        File of the map; "" for none.
    """

    finding: int
    claim: str
    reference: str
    homography: str
    regions: Sequence[Mapping[str, Any]]
    map: str


def strip(record: Record, words: Record) -> tuple[Shown, ...]:
    """Return the pictures that can be shown, the claim photos first."""
    names = {one["id"]: one["name"] for one in words["exhibits"]}
    return tuple(
        Shown(id=one["id"], role=one["role"], name=names.get(one["id"], ""))
        for one in record["exhibits"]
        if one["id"] in words["copies"]
    )


def views(record: Record, words: Record, files: frozenset[str]) -> tuple[View, ...]:
    """Return what can be looked at for each finding that shows something, in the order of the examination."""
    return tuple(
        view
        for position, finding in enumerate(record["findings"])
        if (view := _view(position, finding, record, words, files)) is not None
    )


def first_view(record: Record, words: Record, found: Sequence[View]) -> View | None:
    """Return what to look at first: what carried the answer, else what points somewhere, else the first pair."""
    because = record["verdict"]["because"]

    def rank(view: View) -> tuple[bool, bool, bool]:
        finding = record["findings"][view.finding]
        speaks = finding["outcome"] in {"fail", "warn"}
        return (not (speaks and finding["check"] in because), not (speaks and view.regions), not view.homography)

    if found:
        return min(found, key=rank)
    shown = strip(record, words)
    claim = next((one.id for one in shown if one.role == "claim"), None)
    if claim is None:
        return None
    reference = next((one.id for one in shown if one.role != "claim"), "")
    return View(finding=-1, claim=claim, reference=reference, homography="", regions=(), map="")


def carrying(record: Record, words: Record) -> tuple[Record, ...]:
    """Return the findings, as the page words them, that the answer rests on."""
    because = record["verdict"]["because"]
    is_adverse = record["verdict"]["call"] == "forged"
    return tuple(
        finding
        for group in words["groups"]
        for finding in group["findings"]
        if finding["check"] in because and (not is_adverse or finding["outcome"] in {"fail", "warn"})
    )


def _view(position: int, finding: Record, record: Record, words: Record, files: frozenset[str]) -> View | None:
    claim: str = next(iter(finding["exhibits"]), "")
    if claim not in words["copies"]:
        return None
    scale = _scale(record, words, claim)
    chart = f"map-{position}.png"
    aligned = finding["alignment"]
    reference = aligned["reference"] if aligned else next((one for one in finding["exhibits"][1:]), "")
    reference = reference if reference in words["copies"] else ""
    if not finding["regions"] and not reference and chart not in files:
        return None
    matrix = ""
    if aligned and reference:
        matrix = " ".join(f"{one:.10g}" for one in _moved(aligned["matrix"], scale, _scale(record, words, reference)))
    return View(
        finding=position,
        claim=claim,
        reference=reference,
        homography=matrix,
        regions=tuple({**_scaled(box, scale), "label": _printable(finding["reason"])} for box in finding["regions"]),
        map=chart if chart in files else "",
    )


def _scale(record: Record, words: Record, exhibit: str) -> tuple[float, float]:
    """Return by how much a copy is smaller than its photo, down and across."""
    full = next(one for one in record["exhibits"] if one["id"] == exhibit)
    copy = words["copies"][exhibit]
    return copy["height"] / full["height"], copy["width"] / full["width"]


def _scaled(box: Mapping[str, int], scale: tuple[float, float]) -> dict[str, int]:
    return {
        "row0": floor(box["row0"] * scale[0]),
        "col0": floor(box["col0"] * scale[1]),
        "row1": ceil(box["row1"] * scale[0]),
        "col1": ceil(box["col1"] * scale[1]),
    }


def _moved(matrix: Sequence[float], claim: tuple[float, float], reference: tuple[float, float]) -> tuple[float, ...]:
    """Return a map between photos as one between their copies; it counts in pixel centres, which move by half a pixel's share."""
    there = (claim[1], 0.0, (claim[1] - 1) / 2, 0.0, claim[0], (claim[0] - 1) / 2, 0.0, 0.0, 1.0)
    down, across = 1 / reference[0], 1 / reference[1]
    back = (across, 0.0, (across - 1) / 2, 0.0, down, (down - 1) / 2, 0.0, 0.0, 1.0)
    return _times(_times(there, matrix), back)


def _times(left: Sequence[float], right: Sequence[float]) -> tuple[float, ...]:
    return tuple(
        sum(left[3 * row + step] * right[3 * step + col] for step in range(3)) for row in range(3) for col in range(3)
    )


def _printable(words: Mapping[str, str]) -> dict[str, str]:
    return {language: printable(text) for language, text in words.items()}
