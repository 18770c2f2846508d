"""From validation codes to one of five states.

Rules:

1. The library's "Valid" is not trust: it means intact, by whomever. Trust needs "Trusted" *and* an explicit
   ``signingCredential.trusted``, under signer roots only. One unlisted signer among the ingredients is enough to keep
   the library from saying "Trusted", and us too.
2. Failures about the signer (unlisted, expired, unsuitable certificate) leave the seal intact. Every other failure
   means that statement and file no longer fit.
3. An expired certificate is trusted only where a listed authority proves that it signed before it expired.
4. A time is proven only under time-stamp roots, and never for version 1 claims: the library accepts any time-stamp
   certificate there (measured; it explains "legacy timestamp cert trusted").
5. A statement that breaks the standard's rules of form (careless software does) is not checked, rather than damaged.

Source: C2PA Technical Specification 2.4, chapter 15 (validation states and status codes).
"""

from collections.abc import Iterable, Mapping

from fairclaim.forensics.credentials.credential import State
from fairclaim.forensics.credentials.fields import mapping, texts

INGREDIENT = "ingredient."
"""Put before a code about the signer of an ingredient, so that it is not taken for the active signer's."""
_KINDS = ("signingCredential.", "timeStamp.", "cawg.")
_ABOUT_THE_SIGNER = (*_KINDS, *(INGREDIENT + kind for kind in _KINDS))
_ABOUT_THE_FORM = (".malformed", ".invalid", ".unsupported", ".deprecated", "general.error")


def judge(store: Mapping[str, object]) -> State:
    """Return the state of a store that was read.

    Parameters
    ----------
    store : mapping
        As ``imaging.credentials.read_store_json`` gives it, with ``state`` "read".
    """
    answer = _answer(store, "signer")
    success = set(texts(answer, "success"))
    broken = {code for code in objections(store) if not is_about_signer(code)}
    if broken and all(code.endswith(_ABOUT_THE_FORM) for code in broken):  # rule 5
        return State.UNCHECKED
    if broken:
        return State.DAMAGED
    if "claimSignature.validated" not in success or not any(map(_is_binding, success)):
        return State.UNCHECKED
    return State.TRUSTED if _is_trusted(store) else State.UNKNOWN_SIGNER


def objections(store: Mapping[str, object]) -> tuple[str, ...]:
    """Return the codes of everything that failed, about the file and about the signers."""
    answer = _answer(store, "signer")
    of_ingredients = (
        INGREDIENT + code if is_about_signer(code) else code for code in texts(answer, "ingredient_failure")
    )
    return tuple(dict.fromkeys([*texts(answer, "failure"), *of_ingredients]))


def is_time_proven(store: Mapping[str, object]) -> bool:
    """Return whether a listed authority confirms the active manifest's time (rule 4)."""
    active = mapping(mapping(store, "manifests"), str(store.get("active")))
    version = active.get("claim_version")
    is_checked_by_library = isinstance(version, int) and version > 1
    return is_checked_by_library and "timeStamp.trusted" in texts(_answer(store, "time"), "success")


def is_about_signer(code: str) -> bool:
    """Return whether a failure concerns who signed and when, not what was signed (rule 2)."""
    return code.startswith(_ABOUT_THE_SIGNER)


def is_vouched_for(success: Iterable[str], failure: Iterable[str]) -> bool:
    """Return whether codes confirm a listed signer without any objection to the certificate (rule 1)."""
    return "signingCredential.trusted" in success and not any(code.startswith("signingCredential.") for code in failure)


def _is_trusted(store: Mapping[str, object]) -> bool:
    if _is_listed(_answer(store, "signer")):
        return True
    return is_time_proven(store) and _is_listed(_answer(store, "signer-then"))  # rule 3


def _is_listed(answer: Mapping[str, object]) -> bool:
    confirmed = is_vouched_for(texts(answer, "success"), texts(answer, "failure"))
    return confirmed and answer.get("state") == "Trusted"


def _is_binding(code: str) -> bool:
    """Return whether a success binds the statement to the file's bytes: dataHash, bmffHash, boxesHash."""
    return code.startswith("assertion.") and code.endswith("Hash.match")


def _answer(store: Mapping[str, object], question: str) -> Mapping[str, object]:
    return mapping(mapping(store, "validation"), question)
