"""Manifest stores as ``imaging.credentials`` reads them, built from words."""

from collections.abc import Sequence

Data = dict[str, object]
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TRUSTED = ("signingCredential.trusted", "claimSignature.validated", "assertion.dataHash.match")


def answer(
    *success: str, failure: Sequence[str] = (), ingredient_failure: Sequence[str] = (), state: str = "Trusted"
) -> Data:
    """One answer of the library."""
    return {
        "state": state,
        "success": list(success),
        "failure": list(failure),
        "ingredient_failure": list(ingredient_failure),
    }


def manifest(*actions: Data, signer: str = "Maker", ingredients: Sequence[Data] = (), version: int = 2) -> Data:
    """One manifest."""
    return {
        "generator": "Program 1",
        "claim_version": version,
        "signer": {"organisation": signer, "name": f"{signer} CA", "serial": "7", "time": "2026-01-02T03:04:05Z"},
        "actions": list(actions),
        "sources": [],
        "ingredients": list(ingredients),
    }


def action(name: str, source: str = "", agent: str = "") -> Data:
    """One recorded action; the source type is named without its address."""
    return {"action": f"c2pa.{name}", "source": IPTC + source if source else "", "agent": agent}


def ingredient(
    label: str, relationship: str = "parentOf", *, failure: Sequence[str] = (), is_listed: bool = True
) -> Data:
    """One ingredient that has a manifest of its own."""
    return {
        "manifest": label,
        "relationship": relationship,
        "success": ["signingCredential.trusted"] if is_listed else [],
        "failure": list(failure),
        "new_failure": [],
    }


def store(
    active: Data, /, signer: Data | None = None, *, then: Data | None = None, time: Data | None = None, **others: Data
) -> Data:
    """A store that was read: the active manifest, answers of the library, manifests of ingredients by label."""
    answers = {"signer": signer or answer(*TRUSTED), "signer-then": then, "time": time}
    return {
        "state": "read",
        "active": "active",
        "manifests": {"active": active, **others},
        "validation": {question: given for question, given in answers.items() if given is not None},
    }
