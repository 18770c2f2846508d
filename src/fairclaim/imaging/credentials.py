"""Read the C2PA manifest store of a picture or video, offline, and give plain data.

Runs inside the decoder's sandbox: everything is imported, and every trust anchor is in memory, before the first byte of
a hostile file is looked at. What the data *means* is decided elsewhere (``forensics.credentials``). Rules kept here:

- No network. A file may name a remote manifest; it is never fetched. Identity assertions, which could ask for one too,
  are not decoded at all.
- Only the listed media types, and only where the first bytes agree: the library guesses the container itself and would
  otherwise also parse SVG, PDF, ZIP and office files.
- The library does not keep signers and time-stamp authorities apart: a root listed only for time stamps makes a signer
  "Trusted". So each question has its own context, with its own roots (see ``Anchors`` and ``_QUESTIONS``).
- A claim signer's certificate must state one of the purposes in ``CLAIM_SIGNING``.
- The answer is bounded in depth, number and length, whatever the file says.

Source: C2PA Technical Specification 2.4, chapters 14 and 15; behaviour of c2pa-rs 0.91.3 measured in
``tests/unit/imaging/test_credentials.py``.
"""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import c2pa

Json = dict[str, object]

FIRST_BYTES: Final[Mapping[str, tuple[int, tuple[bytes, ...]]]] = {
    "image/jpeg": (0, (b"\xff\xd8\xff",)),
    "image/png": (0, (b"\x89PNG\r\n\x1a\n",)),
    "image/webp": (8, (b"WEBP",)),
    "image/heic": (4, (b"ftyp",)),
    "image/heif": (4, (b"ftyp",)),
    "image/avif": (4, (b"ftyp",)),
    "video/mp4": (4, (b"ftyp",)),
    "video/quicktime": (4, (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")),
}
"""Media types that are read: where their signature stands, in bytes from the start, and what it may be."""

CLAIM_SIGNING: Final = (
    "1.3.6.1.4.1.62558.2.1",  # c2pa-kp-claimSigning, which the official list's authorities issue
    "1.3.6.1.5.5.7.3.36",  # documentSigning
    "1.3.6.1.5.5.7.3.4",  # emailProtection, of earlier signers
    "1.3.6.1.4.1.311.76.59.1.9",  # Microsoft's purpose for content credentials
)
"""Purposes that a claim signer's certificate may state. Left to itself, the library knows emailProtection alone."""

JSON_LIMIT: Final = 1 << 19
"""Characters of the library's own report beyond which a store is refused."""
MANIFESTS: Final = 16
INGREDIENTS: Final = 24
ACTIONS: Final = 48
CODES: Final = 64
TEXT: Final = 160
"""Most manifests in a store, ingredients and actions in a manifest, codes in a list, characters in a text."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Certificates that somebody we rely on vouches for.

    Parameters
    ----------
    signers : str
        PEM roots and issuing authorities of claim signers.
    timestamps : str
        PEM roots of time-stamp authorities. Never used to trust a signer.
    """

    signers: str
    timestamps: str


def _shipped() -> Anchors:
    folder = files("fairclaim.imaging") / "trust"
    signers = ("signers.pem", "interim-signers.pem")
    return Anchors(
        signers="\n".join((folder / name).read_text(encoding="utf-8") for name in signers),
        timestamps=(folder / "timestamps.pem").read_text(encoding="utf-8"),
    )


SHIPPED: Final = _shipped()
"""What ``trust/ORIGIN.md`` describes."""


def read_store_json(data: bytes, media_type: str, *, anchors: Anchors = SHIPPED) -> Json:
    """Read and validate a file's manifest store.

    Parameters
    ----------
    data : bytes
        The whole file, as received.
    media_type : str
        By content; one of ``FIRST_BYTES``.
    anchors : Anchors
        Whom to believe.

    Returns
    -------
    dict
        Plain JSON data, one of ``{"state": "absent"}``, ``{"state": "error", "why": str}`` and ``{"state": "read", …}``
        with ``validation`` (an answer for each of ``_QUESTIONS``), ``active`` (label of the active manifest) and
        ``manifests`` (by label: generator, claim version, signer, actions, stated sources, ingredients).

        ``why`` is ``media-type``, ``content-mismatch``, ``remote-manifest``, ``too-large``, ``no-active-manifest`` or
        ``unreadable``.
    """
    if media_type not in FIRST_BYTES:
        return _error("media-type")
    offset, signatures = FIRST_BYTES[media_type]
    if not data[offset:].startswith(signatures):
        return _error("content-mismatch")
    try:
        report = _report(data, media_type, anchors.signers, is_any_time_believed=False)
        if report is None:
            return _error("too-large")
        return _record(report, _other_answers(report, data, media_type, anchors))
    except c2pa.C2paError.ManifestNotFound:
        return {"state": "absent"}
    except c2pa.C2paError as error:
        is_remote = str(error).startswith(("Remote", "RemoteManifest"))
        return _error("remote-manifest" if is_remote else "unreadable", detail=str(error))


def _error(why: str, *, detail: str = "") -> Json:
    return {"state": "error", "why": why, "detail": _text(detail)}


def _context(roots: str, *, is_any_time_believed: bool) -> c2pa.Context:
    """Build the only kind of context that is ever used: offline, with the given roots and nothing else.

    A context belongs to the process that made it, so none is kept.
    """
    return c2pa.Context.from_dict(
        {
            "core": {"decode_identity_assertions": False, "allowed_network_hosts": []},
            "trust": {"trust_config": "\n".join(CLAIM_SIGNING), **({"trust_anchors": roots} if roots.strip() else {})},
            "verify": {
                "verify_after_reading": True,
                "verify_trust": True,
                "verify_timestamp_trust": not is_any_time_believed,
                "ocsp_fetch": False,
                "remote_manifest_fetch": False,
            },
        }
    )


def _report(data: bytes, media_type: str, roots: str, *, is_any_time_believed: bool) -> Json | None:
    """Return the library's report under one set of roots; None where it is larger than ``JSON_LIMIT``."""
    with (
        _context(roots, is_any_time_believed=is_any_time_believed) as context,
        c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader,
    ):
        text = reader.json()
    return _mapping(json.loads(text)) if len(text) <= JSON_LIMIT else None


def _other_answers(report: Json, data: bytes, media_type: str, anchors: Anchors) -> dict[str, Json]:
    """Ask the two further questions where the first answer leaves them open.

    ``signer`` (always): is the signer listed, and its certificate in force now? Signer roots only.
    ``signer-then``: would it be, at the time that the file's own time stamp states? Only where the certificate has
    expired meanwhile; worth something only together with the next.
    ``time``: is that time stamp from a listed authority? Time-stamp roots only, so that no signer vouches for a time.
    """
    answers = {"signer": _answer(report)}
    if "timeStamp.validated" not in _codes(answers["signer"], "success"):
        return answers
    questions = [("time", anchors.timestamps, False)]
    if "signingCredential.expired" in _codes(answers["signer"], "failure"):
        questions.append(("signer-then", anchors.signers, True))
    for name, roots, is_any_time_believed in questions:
        other = _report(data, media_type, roots, is_any_time_believed=is_any_time_believed)
        answers[name] = _answer(other or {})
    return answers


def _answer(report: Json) -> Json:
    results = _mapping(report.get("validation_results"))
    active = _mapping(results.get("activeManifest"))
    deltas = [_mapping(_mapping(delta).get("validationDeltas")) for delta in _list(results.get("ingredientDeltas"))]
    return {
        "state": _text(report.get("validation_state")),
        "success": _statuses(active, "success"),
        "failure": _statuses(active, "failure"),
        "informational": _statuses(active, "informational"),
        "ingredient_failure": _unique(code for delta in deltas for code in _statuses(delta, "failure")),
    }


def _record(report: Json, answers: dict[str, Json]) -> Json:
    manifests = _mapping(report.get("manifests"))
    active = report.get("active_manifest")
    if not isinstance(active, str) or active not in manifests:
        return _error("no-active-manifest")
    labels = [active, *(label for label in manifests if label != active)][:MANIFESTS]
    deltas = _deltas(report)
    return {
        "state": "read",
        "validation": answers,
        "active": active[:TEXT],
        "manifests": {label[:TEXT]: _manifest(label, _mapping(manifests[label]), deltas) for label in labels},
    }


def _deltas(report: Json) -> dict[str, Json]:
    """Return what validation found anew about each ingredient, by the address of its assertion."""
    results = _mapping(report.get("validation_results"))
    entries = [_mapping(entry) for entry in _list(results.get("ingredientDeltas"))]
    return {str(entry.get("ingredientAssertionURI")): _mapping(entry.get("validationDeltas")) for entry in entries}


def _manifest(label: str, manifest: Json, deltas: Mapping[str, Json]) -> Json:
    signature = _mapping(manifest.get("signature_info"))
    version = manifest.get("claim_version")
    assertions = [_mapping(assertion) for assertion in _list(manifest.get("assertions"))]
    actions = [
        _mapping(action)
        for assertion in assertions
        if str(assertion.get("label")).startswith("c2pa.actions")
        for action in _list(_mapping(assertion.get("data")).get("actions"))
    ]
    return {
        "generator": _generator(manifest),
        "claim_version": version if isinstance(version, int) else 1,
        "title": _text(manifest.get("title")),
        "signer": {
            "organisation": _text(signature.get("issuer")),
            "name": _text(signature.get("common_name")),
            "serial": _text(signature.get("cert_serial_number")),
            "time": _text(signature.get("time")),
        },
        "actions": [_action(action) for action in actions[:ACTIONS]],
        "sources": _unique(_stated_sources(assertions)),
        "ingredients": [
            _ingredient(label, _mapping(entry), deltas) for entry in _list(manifest.get("ingredients"))[:INGREDIENTS]
        ],
    }


def _generator(manifest: Json) -> str:
    """Name the software that wrote the claim (``claim_generator_info``, or the older single text)."""
    for info in _list(manifest.get("claim_generator_info")):
        entry = _mapping(info)
        name = " ".join(filter(None, (_text(entry.get("name")), _text(entry.get("version")))))
        if name:
            return name
    return _text(manifest.get("claim_generator"))


def _action(action: Json) -> Json:
    agent = action.get("softwareAgent")
    return {
        "action": _text(action.get("action")),
        "agent": _text(_mapping(agent).get("name") if isinstance(agent, dict) else agent),
        "source": _text(action.get("digitalSourceType")),
        "when": _text(action.get("when")),
    }


def _stated_sources(assertions: Iterable[Json]) -> Iterable[str]:
    """Find IPTC digital source types that stand in metadata assertions rather than in an action."""
    for assertion in assertions:
        if str(assertion.get("label")).startswith(("c2pa.metadata", "stds.iptc")):
            for key, value in _mapping(assertion.get("data")).items():
                if key.lower().endswith("digitalsourcetype"):
                    yield _text(value)


def _ingredient(label: str, ingredient: Json, deltas: Mapping[str, Json]) -> Json:
    """Join what the signer recorded about an ingredient with what validation found differently today."""
    address = f"self#jumbf=/c2pa/{label}/c2pa.assertions/{ingredient.get('label')}"
    then = _mapping(_mapping(ingredient.get("validation_results")).get("activeManifest"))
    now = deltas.get(address, {})
    return {
        "title": _text(ingredient.get("title")),
        "relationship": _text(ingredient.get("relationship")),
        "manifest": _text(ingredient.get("active_manifest")),
        "success": _unique([*_statuses(then, "success"), *_statuses(now, "success")]),
        "failure": _unique([*_statuses(then, "failure"), *_statuses(now, "failure")]),
        "new_failure": _statuses(now, "failure"),
    }


def _statuses(results: Json, kind: str) -> list[str]:
    return _unique(_text(_mapping(status).get("code")) for status in _list(results.get(kind)))


def _codes(answer: Json, kind: str) -> list[object]:
    return _list(answer.get(kind))


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:CODES]


def _mapping(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return a short, printable text; "" for anything that is none."""
    if not isinstance(value, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in value[:TEXT])
