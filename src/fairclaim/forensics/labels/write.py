"""A conforming label for a copy of a file: what a generating service or a platform must write (GB 45438-2025, 6 and annex E).

A file gets one label. Where it has one already, only the propagation pair may be written anew, as the standard foresees for
a platform that passes the file on; nothing here removes a label or changes what one says of the content.
"""

import json
import re
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.forensics.labels.aigc import AigcLabel, LabelValue, find_labels
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels
from fairclaim.forensics.labels.provider_code import NotACode, parse_provider_code
from fairclaim.forensics.labels.texts import shown
from fairclaim.forensics.labels.xmp_edit import holds_label, packet_with_label, packet_with_value
from fairclaim.imaging.embed.embed import embed_packet, main_packet, writable_values
from fairclaim.imaging.metadata import Metadata, TextEntry
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.splice import Splice
from fairclaim.imaging.stated import Stated, read_stated

MAX_VALUE_CHARS = 512
"""Longest name, code or number that is written; real ones stay below 100."""

_WRITABLE_VALUE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
"""Annex E j): no space, quotation mark, backslash or Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall be written; None where nothing was said.

    Parameters
    ----------
    label : LabelValue or None
        What is said of the content.
    producer, produce_id : str or None
        The generating service's code or name, and its number for the content.
    propagator, propagate_id : str or None
        The same of the platform that passes the file on.
    despite_credentials : bool
        Write although content credentials in the file will no longer fit.
    """

    label: LabelValue | None = None
    producer: str | None = None
    produce_id: str | None = None
    propagator: str | None = None
    propagate_id: str | None = None
    despite_credentials: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to change in the file, and what its label will say."""

    fields: dict[str, str]
    splices: tuple[Splice, ...]
    is_new: bool


def plan_label(data: ByteSource, wish: Wish) -> Plan:
    """Decide what to write into a copy of a file.

    Parameters
    ----------
    data : ByteSource
        The original; unchanged.
    wish : Wish
        What shall be written.

    Raises
    ------
    UsageError
        If the wish breaks the standard, contradicts the label that is there, or the file has no room for a label.
    InputError
        If the file cannot be read.
    """
    _refuse_unfit(wish)
    stated = read_stated(data)
    if stated.metadata.has_c2pa and not wish.despite_credentials:
        raise UsageError(_CREDENTIALS)
    answer = answer_of(find_labels(stated.metadata))
    if answer in {Answer.NONE, Answer.PRIVATE}:
        fields = _new_fields(wish)
        packet = packet_with_label(main_packet(data, stated.structure), _compact(fields))
        return Plan(fields, tuple(embed_packet(data, stated.structure, packet)), is_new=True)
    if answer is not Answer.FOUND:
        raise UsageError(_NOT_ONE_LABEL)
    return _passed_on(data, stated, wish)


def verify_written(data: ByteSource, plan: Plan) -> None:
    """Read a written copy again.

    Raises
    ------
    UsageError
        If it does not carry exactly the planned label: then it must not be used.
    """
    labels = standard_labels(find_labels(read_stated(data).metadata))
    if len(labels) != 1 or _fields_of(labels[0]) != plan.fields:
        raise UsageError(
            Bilingual(
                "写入后读回的标识与预期不符，副本已删除。原文件的结构不允许可靠写入。",
                "The copy does not read back as intended and was removed: the original's structure takes no reliable label.",
            )
        )


def _refuse_unfit(wish: Wish) -> None:
    """Hold each value to annex E j), and each code to its form and check digit."""
    names = (("--producer", wish.producer), ("--propagator", wish.propagator))
    numbers = (("--produce-id", wish.produce_id), ("--propagate-id", wish.propagate_id))
    for option, value in (*names, *numbers):
        if value is not None and (not _WRITABLE_VALUE.fullmatch(value) or len(value) > MAX_VALUE_CHARS):
            raise UsageError(
                Bilingual(
                    f"{option} 的值“{shown(value)}”不符合 GB 45438-2025 附录 E：只能用空格、引号、反斜杠以外的 ASCII 字符，"
                    f"长度 1 至 {MAX_VALUE_CHARS}。企业名称请改用 27 位编码。",
                    f'{option} "{shown(value)}" breaks GB 45438-2025, annex E: 1 to {MAX_VALUE_CHARS} ASCII characters '
                    "without space, quotation mark and backslash. Use the 27-character code for a company's name.",
                )
            )
    for option, value in names:
        if value is not None:
            _refuse_wrong_code(option, value)


def _refuse_wrong_code(option: str, value: str) -> None:
    code = parse_provider_code(value)
    is_wrong = code.resembles_code if isinstance(code, NotACode) else not code.has_valid_check_digit or not code.service
    if is_wrong:
        raise UsageError(
            Bilingual(
                f"{option} 的编码 {shown(value)} 有误：应为 27 位（0011、18 位统一社会信用代码、1 或 2、4 位自定），且校验码正确。",
                f"{option} {shown(value)} is no right code: 27 characters (0011, 18 of the unified social credit code with its "
                "check digit, 1 or 2, 4 of your own).",
            )
        )


def _new_fields(wish: Wish) -> dict[str, str]:
    """Return the seven values of a first label (annex E, note 1: the propagation pair repeats the producer's at first)."""
    if wish.label is None:
        raise _missing("--label")
    is_producers = bool(wish.producer and wish.produce_id)
    is_platforms = bool(wish.propagator and wish.propagate_id)
    if bool(wish.producer) != bool(wish.produce_id) or bool(wish.propagator) != bool(wish.propagate_id):
        raise UsageError(_HALF_A_PAIR)
    if wish.label is LabelValue.GENERATED and not is_producers:
        raise _missing("--producer, --produce-id")
    if not is_producers and not is_platforms:
        raise _missing("--propagator, --propagate-id")
    return {
        "Label": wish.label.value,
        "ContentProducer": wish.producer or "",
        "ProduceID": wish.produce_id or "",
        "ReservedCode1": "",
        "ContentPropagator": wish.propagator or wish.producer or "",
        "PropagateID": wish.propagate_id or wish.produce_id or "",
        "ReservedCode2": "",
    }


def _passed_on(data: ByteSource, stated: Stated, wish: Wish) -> Plan:
    """Put the platform's pair into the one label that is there."""
    labels = standard_labels(find_labels(stated.metadata))
    said = (wish.label, wish.producer, wish.produce_id)
    if any(mine not in {None, theirs} for mine, theirs in zip(said, _content(labels[0]), strict=True)):
        raise UsageError(_ALREADY_LABELLED)
    if not wish.propagator or not wish.propagate_id:
        raise UsageError(_ALREADY_LABELLED)
    if len(labels) != 1:
        raise UsageError(_NOT_ONE_LABEL)
    fields = _fields_of(labels[0])
    fields |= {"ContentPropagator": wish.propagator, "PropagateID": wish.propagate_id, "ReservedCode2": ""}
    return Plan(fields, tuple(_in_its_place(data, stated, labels[0], fields)), is_new=False)


def _in_its_place(data: ByteSource, stated: Stated, label: AigcLabel, fields: dict[str, str]) -> list[Splice]:
    """Return the changes that give the label its new values where it stands: in the main packet, or in a named text."""
    if label.carrier.startswith("XMP"):
        packet = main_packet(data, stated.structure)
        if packet is not None and holds_label(packet):
            return embed_packet(data, stated.structure, packet_with_value(packet, _compact(fields)))
    for value in writable_values(data, stated.structure):
        if _is_text_of(value.text, label):
            return value.rewrite(_wrapped_like(value.text, fields).encode())
    raise _elsewhere(label.carrier)


def _is_text_of(text: bytes, label: AigcLabel) -> bool:
    """Tell whether a text is the label and nothing but the label: other words in it would be lost."""
    if not (text.strip().startswith(b"{") and text.strip().endswith(b"}")):
        return False
    found = find_labels(Metadata(texts=(TextEntry("png:tEXt", "AIGC", text),)))
    return [_fields_of(one) for one in standard_labels(found)] == [_fields_of(label)]


def _wrapped_like(text: bytes, fields: dict[str, str]) -> str:
    """Return the new values, wrapped in ``AIGC`` where the old ones were."""
    is_wrapped = re.match(rb'\s*\{\s*"AIGC"', text) is not None
    return f'{{"AIGC":{_compact(fields)}}}' if is_wrapped else _compact(fields)


def _content(label: AigcLabel) -> tuple[LabelValue, str, str]:
    return label.label, label.producer, label.produce_id


def _fields_of(label: AigcLabel) -> dict[str, str]:
    return {
        "Label": label.label.value,
        "ContentProducer": label.producer,
        "ProduceID": label.produce_id,
        "ReservedCode1": label.reserved_code1,
        "ContentPropagator": label.propagator,
        "PropagateID": label.propagate_id,
        "ReservedCode2": label.reserved_code2,
    }


def _compact(fields: dict[str, str]) -> str:
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False)


def _missing(options: str) -> UsageError:
    return UsageError(
        Bilingual(
            f"文件里没有标识，写入新标识还需要：{options}。", f"The file has no label; a new one also needs {options}."
        )
    )


def _elsewhere(carrier: str) -> UsageError:
    return UsageError(
        Bilingual(
            f"标识在 {shown(carrier)} 处，那里的传播信息无法由本命令更新。请由写入该标识的软件更新。",
            f"The label stands in {shown(carrier)}, where this command cannot change the propagation pair. "
            "Change it with the software that wrote it.",
        )
    )


_HALF_A_PAIR = Bilingual(
    "名称或编码与编号须成对给出：--producer 与 --produce-id，--propagator 与 --propagate-id。",
    "A name and its number go together: --producer with --produce-id, --propagator with --propagate-id.",
)
_ALREADY_LABELLED = Bilingual(
    "文件已有标识，其内容不可改写。只能用 --propagator 和 --propagate-id 写入传播信息。",
    "The file already carries a label, and what it says is not changed. Only --propagator and --propagate-id can be written.",
)
_NOT_ONE_LABEL = Bilingual(
    "文件中的标识互相矛盾或无法解读，不写入。请先用 fairclaim label read 查看。",
    "The labels in this file contradict each other or cannot be read; nothing is written. See fairclaim label read.",
)
_CREDENTIALS = Bilingual(
    "文件带有内容凭证（C2PA），写入标识后其签名将不再匹配。请先写标识再签凭证，或加 --despite-credentials。",
    "The file carries content credentials (C2PA), whose signature would no longer fit. Label first and sign then, or add "
    "--despite-credentials.",
)
