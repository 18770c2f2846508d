"""The C2PA library's report, reduced to plain data that is bounded in depth, number and length.

Source: C2PA Technical Specification 2.4, chapters 10, 15 and 18; the report of c2pa-rs 0.91.3.
"""

from collections.abc import Iterable, Mapping
from typing import Final

Json = dict[str, object]

MANIFESTS: Final = 16
INGREDIENTS: Final = 24
ACTIONS: Final = 48
CODES: Final = 64
TEXT: Final = 160
"""Most manifests in a store, ingredients and actions in a manifest, codes in a list, characters in a text."""


def record(report: Json, answers: dict[str, Json]) -> Json:
    """Reduce the library's report to what is judged: answers, the active manifest's label, manifests by label."""
    manifests = mapping(report.get("manifests"))
    active = report.get("active_manifest")
    if not isinstance(active, str) or active not in manifests:
        return error("no-active-manifest")
    labels = [active, *(label for label in manifests if label != active)][:MANIFESTS]
    deltas = _deltas(report)
    return {
        "state": "read",
        "validation": answers,
        "active": active[:TEXT],
        "manifests": {label[:TEXT]: _manifest(label, mapping(manifests[label]), deltas) for label in labels},
    }


def _deltas(report: Json) -> dict[str, Json]:
    """Return what validation found anew about each ingredient, by the address of its assertion."""
    results = mapping(report.get("validation_results"))
    found = [mapping(entry) for entry in entries(results.get("ingredientDeltas"))]
    return {str(entry.get("ingredientAssertionURI")): mapping(entry.get("validationDeltas")) for entry in found}


def _manifest(label: str, manifest: Json, deltas: Mapping[str, Json]) -> Json:
    signature = mapping(manifest.get("signature_info"))
    version = manifest.get("claim_version")
    assertions = [mapping(assertion) for assertion in entries(manifest.get("assertions"))]
    actions = [
        mapping(action)
        for assertion in assertions
        if str(assertion.get("label")).startswith("c2pa.actions")
        for action in entries(mapping(assertion.get("data")).get("actions"))
    ]
    return {
        "generator": _generator(manifest),
        "claim_version": version if isinstance(version, int) else 1,
        "title": text(manifest.get("title")),
        "signer": {
            "organisation": text(signature.get("issuer")),
            "name": text(signature.get("common_name")),
            "serial": text(signature.get("cert_serial_number")),
            "time": text(signature.get("time")),
        },
        "actions": [_action(action) for action in actions[:ACTIONS]],
        "sources": unique(_stated_sources(assertions)),
        "ingredients": [
            _ingredient(label, mapping(entry), deltas) for entry in entries(manifest.get("ingredients"))[:INGREDIENTS]
        ],
    }


def _generator(manifest: Json) -> str:
    """Name the software that wrote the claim (``claim_generator_info``, or the older single text)."""
    for info in entries(manifest.get("claim_generator_info")):
        entry = mapping(info)
        name = " ".join(filter(None, (text(entry.get("name")), text(entry.get("version")))))
        if name:
            return name
    return text(manifest.get("claim_generator"))


def _action(action: Json) -> Json:
    agent = action.get("softwareAgent")
    return {
        "action": text(action.get("action")),
        "agent": text(mapping(agent).get("name") if isinstance(agent, dict) else agent),
        "source": text(action.get("digitalSourceType")),
        "when": text(action.get("when")),
    }


def _stated_sources(assertions: Iterable[Json]) -> Iterable[str]:
    """Find IPTC digital source types that stand in metadata assertions rather than in an action."""
    for assertion in assertions:
        if str(assertion.get("label")).startswith(("c2pa.metadata", "stds.iptc")):
            for key, value in mapping(assertion.get("data")).items():
                if key.lower().endswith("digitalsourcetype"):
                    yield text(value)


def _ingredient(label: str, ingredient: Json, deltas: Mapping[str, Json]) -> Json:
    """Join what the signer recorded about an ingredient with what validation found differently today."""
    address = f"self#jumbf=/c2pa/{label}/c2pa.assertions/{ingredient.get('label')}"
    then = mapping(mapping(ingredient.get("validation_results")).get("activeManifest"))
    now = deltas.get(address, {})
    return {
        "title": text(ingredient.get("title")),
        "relationship": text(ingredient.get("relationship")),
        "manifest": text(ingredient.get("active_manifest")),
        "success": unique([*statuses(then, "success"), *statuses(now, "success")]),
        "failure": unique([*statuses(then, "failure"), *statuses(now, "failure")]),
        "new_failure": statuses(now, "failure"),
    }


def statuses(results: Json, kind: str) -> list[str]:
    """Return the validation codes of one kind, each once."""
    return unique(text(mapping(status).get("code")) for status in entries(results.get(kind)))


def unique(texts: Iterable[str]) -> list[str]:
    """Return each text once, at most ``CODES`` of them."""
    return list(dict.fromkeys(texts))[:CODES]


def mapping(value: object) -> Json:
    """Return a JSON object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def entries(value: object) -> list[object]:
    """Return a JSON array, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """Return a short, printable text; "" for anything that is none."""
    if not isinstance(value, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in value[:TEXT])


def error(why: str, *, detail: str = "") -> Json:
    """Return the answer for a store that cannot be read."""
    return {"state": "error", "why": why, "detail": text(detail)}
