"""What the AI-content label of a photo fills into a letter to the provider that it names."""

from pathlib import Path

from fairclaim.cli.label_read import read_labels
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels
from fairclaim.forensics.labels.provider_code import known_provider

KIND = "provider-inquiry"
"""The one kind that a label fills."""

_OTHER_KIND = Bilingual(f"--photo 只用于 {KIND}。", f"--photo is for {KIND} only.")
_NO_NUMBER = Bilingual(
    "{path} 没有可用的标识（{answer}）：没有唯一的服务提供者和内容编号，无从核实。",
    "{path} has no label to ask about ({answer}): no one provider and content number.",
)


def filled_from_label(record: dict[str, object], kind: str, photo: Path) -> dict[str, object]:
    """Return an empty record with what a photo's label says in it.

    Raises
    ------
    UsageError
        If the kind is another, or the photo has no label with one provider and one number.
    InputError
        If the photo cannot be read.
    """
    if kind != KIND:
        raise UsageError(_OTHER_KIND)
    read = read_labels(photo)
    if read.error is not None:
        raise read.error
    answer = answer_of(read.found)
    label = next((one for one in standard_labels(read.found) if one.producer and one.produce_id), None)
    if answer is not Answer.FOUND or label is None:
        raise UsageError(_NO_NUMBER.format(path=photo, answer=answer.value))
    provider = known_provider(label.producer)
    fields = {
        "producer_code": label.producer,
        "produce_id": label.produce_id,
        "label_value": label.label.value,
        "found_in": label.carrier,
        "file_sha256": read.sha256,
    }
    return {
        **record,
        "to": {"name": provider.name.to_record() if provider else None, "contact": None},
        "fields": {**_fields_of(record), **fields},
    }


def _fields_of(record: dict[str, object]) -> dict[str, object]:
    fields = record["fields"]
    return dict(fields) if isinstance(fields, dict) else {}
