"""Labels as plain records, for JSON: every value as the file holds it, beside what we make of it."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.forensics.labels.aigc import AigcLabel, FoundLabel, PrivateLabel
from fairclaim.forensics.labels.provider_code import ProviderCode, known_provider, parse_provider_code
from fairclaim.forensics.labels.sentences import describe
from fairclaim.forensics.labels.signature import label_integrity

Record = dict[str, object]


def to_records(found: Sequence[FoundLabel]) -> list[Record]:
    """Return one record a label, in the order of finding."""
    return [_to_record(one) for one in found]


def _to_record(found: FoundLabel) -> Record:
    head: Record = {"carrier": found.carrier, "says": _both(describe(found))}
    if isinstance(found, AigcLabel):
        return {"kind": "standard", **head, **_standard(found)}
    if isinstance(found, PrivateLabel):
        return {"kind": "private", **head, "vendor": found.vendor, "field": found.says, "reference": found.reference}
    return {"kind": "unreadable", **head, "why": found.why}


def _standard(label: AigcLabel) -> Record:
    return {
        "label": label.label.value,
        "producer": _party(label.producer),
        "produce_id": label.produce_id,
        "reserved_code1": label.reserved_code1,
        "propagator": _party(label.propagator),
        "propagate_id": label.propagate_id,
        "reserved_code2": label.reserved_code2,
        "signature": label_integrity(label).value,
        "departures": [breach.value for breach in label.breaches],
    }


def _party(text: str) -> Record:
    """Take a provider apart; fields of a code are null where a plain name stands."""
    code, provider = parse_provider_code(text), known_provider(text)
    known_as = _both(provider.name) if provider else None
    if not isinstance(code, ProviderCode):
        parts = dict.fromkeys(("credit_code", "has_valid_check_digit", "service", "application"))
        return {"text": text, "known_as": known_as, **parts, "is_malformed_code": code.resembles_code}
    return {
        "text": text,
        "known_as": known_as,
        "credit_code": code.credit_code,
        "has_valid_check_digit": code.has_valid_check_digit,
        "service": code.service.value if code.service else None,
        "application": code.application or None,
        "is_malformed_code": False,
    }


def _both(text: Bilingual) -> Record:
    return {"zh": text.zh, "en": text.en}
