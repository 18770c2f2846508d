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
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import c2pa

from fairclaim.imaging.credential_record import Json, entries, error, mapping, record, statuses, text, unique
from fairclaim.imaging.credential_types import FIRST_BYTES

CLAIM_SIGNING: Final = (
    "1.3.6.1.4.1.62558.2.1",  # c2pa-kp-claimSigning, which the official list's authorities issue
    "1.3.6.1.5.5.7.3.36",  # documentSigning
    "1.3.6.1.5.5.7.3.4",  # emailProtection, of earlier signers
    "1.3.6.1.4.1.311.76.59.1.9",  # Microsoft's purpose for content credentials
)
"""Purposes that a claim signer's certificate may state. Left to itself, the library knows emailProtection alone."""

JSON_LIMIT: Final = 1 << 19
"""Characters of the library's own report beyond which a store is refused."""

THUMBNAILS: Final = 4
THUMBNAIL_BYTES: Final = 1 << 20
"""Most thumbnails of ingredients, and bytes of one."""
THUMBNAIL_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


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


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of an ingredient, as the signer put it there; encoded and untrusted.

    Parameters
    ----------
    title, relationship, media_type : str
        As the manifest states them.
    data : bytes
        At most ``THUMBNAIL_BYTES``.
    """

    title: str
    relationship: str
    media_type: str
    data: bytes


def read_store_json(data: bytes, media_type: str, *, anchors: Anchors = SHIPPED) -> Json:
    """Read and validate a file's manifest store; see `read_store`."""
    store, _ = read_store(data, media_type, anchors=anchors)
    return store


def read_store(data: bytes, media_type: str, *, anchors: Anchors = SHIPPED) -> tuple[Json, tuple[Thumbnail, ...]]:
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
    tuple of dict and tuple
        Plain JSON data, one of ``{"state": "absent"}``, ``{"state": "error", "why": str}`` and ``{"state": "read", …}``
        with ``validation`` (an answer for each of ``_QUESTIONS``), ``active`` (label of the active manifest) and
        ``manifests`` (by label: generator, claim version, signer, actions, stated sources, ingredients); then the
        thumbnails of the active manifest's ingredients.

        ``why`` is ``media-type``, ``content-mismatch``, ``remote-manifest``, ``too-large``, ``no-active-manifest`` or
        ``unreadable``.
    """
    if media_type not in FIRST_BYTES:
        return error("media-type"), ()
    offset, signatures = FIRST_BYTES[media_type]
    if not data[offset:].startswith(signatures):
        return error("content-mismatch"), ()
    try:
        report, thumbnails = _report(data, media_type, anchors.signers)
        if report is None:
            return error("too-large"), ()
        return record(report, _other_answers(report, data, media_type, anchors)), thumbnails
    except c2pa.C2paError.ManifestNotFound:
        return {"state": "absent"}, ()
    except c2pa.C2paError as exc:
        is_remote = str(exc).startswith(("Remote", "RemoteManifest"))
        return error("remote-manifest" if is_remote else "unreadable", detail=str(exc)), ()


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


def _report(
    data: bytes, media_type: str, roots: str, *, is_any_time_believed: bool = False
) -> tuple[Json | None, tuple[Thumbnail, ...]]:
    """Return the library's report under one set of roots, or None where it is larger than ``JSON_LIMIT``."""
    with (
        _context(roots, is_any_time_believed=is_any_time_believed) as context,
        c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader,
    ):
        written = reader.json()
        if len(written) > JSON_LIMIT:
            return None, ()
        report = mapping(json.loads(written))
        return report, tuple(_thumbnails(reader, report))


def _thumbnails(reader: c2pa.Reader, report: Json) -> Iterator[Thumbnail]:
    """Take the active manifest's first ingredients' thumbnails; one that is missing or too large is left out."""
    active = mapping(mapping(report.get("manifests")).get(str(report.get("active_manifest"))))
    for entry in entries(active.get("ingredients"))[:THUMBNAILS]:
        ingredient = mapping(entry)
        named = mapping(ingredient.get("thumbnail"))
        address, media_type = named.get("identifier"), text(named.get("format"))
        if not isinstance(address, str) or media_type not in THUMBNAIL_TYPES:
            continue
        out = io.BytesIO()
        try:
            reader.resource_to_stream(address, out)
        except c2pa.C2paError:
            continue
        if 0 < out.tell() <= THUMBNAIL_BYTES:
            title, relationship = text(ingredient.get("title")), text(ingredient.get("relationship"))
            yield Thumbnail(title, relationship, media_type, out.getvalue())


def _other_answers(report: Json, data: bytes, media_type: str, anchors: Anchors) -> dict[str, Json]:
    """Ask the two further questions where the first answer leaves them open.

    ``signer`` (always): is the signer listed, and its certificate in force now? Signer roots only.
    ``signer-then``: would it be, at the time that the file's own time stamp states? Only where the certificate has
    expired meanwhile; worth something only together with the next.
    ``time``: is that time stamp from a listed authority? Time-stamp roots only, so that no signer vouches for a time.
    """
    answers = {"signer": _answer(report)}
    if "timeStamp.validated" not in entries(answers["signer"].get("success")):
        return answers
    questions = [("time", anchors.timestamps, False)]
    if "signingCredential.expired" in entries(answers["signer"].get("failure")):
        questions.append(("signer-then", anchors.signers, True))
    for name, roots, is_any_time_believed in questions:
        other, _ = _report(data, media_type, roots, is_any_time_believed=is_any_time_believed)
        answers[name] = _answer(other or {})
    return answers


def _answer(report: Json) -> Json:
    results = mapping(report.get("validation_results"))
    active = mapping(results.get("activeManifest"))
    deltas = [mapping(mapping(delta).get("validationDeltas")) for delta in entries(results.get("ingredientDeltas"))]
    return {
        "state": text(report.get("validation_state")),
        "success": statuses(active, "success"),
        "failure": statuses(active, "failure"),
        "informational": statuses(active, "informational"),
        "ingredient_failure": unique(code for delta in deltas for code in statuses(delta, "failure")),
    }
