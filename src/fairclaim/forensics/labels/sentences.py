"""A label in words, for the examination's reason and for the terminal: what it says, who made it, whom to ask.

Every text from the file is untrusted: it is shown as one printable line.
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.forensics.labels.aigc import AigcLabel, Breach, FoundLabel, LabelValue, PrivateLabel, UnreadableLabel
from fairclaim.forensics.labels.provider_code import ProviderCode, Service, known_provider, parse_provider_code
from fairclaim.forensics.labels.signature import Integrity
from fairclaim.forensics.labels.texts import shown

MEANINGS = {
    LabelValue.GENERATED: Bilingual("Label=1，即“属于 AI 生成合成内容”", 'Label=1, "is AI-generated"'),
    LabelValue.POSSIBLE: Bilingual("Label=2，即“可能为 AI 生成合成内容”", 'Label=2, "may be AI-generated"'),
    LabelValue.SUSPECTED: Bilingual("Label=3，即“疑似 AI 生成合成内容”", 'Label=3, "is suspected to be AI-generated"'),
}
BREACHES = {
    Breach.VALUE_NOT_TEXT: Bilingual("有的值不是字符串", "a value is not text"),
    Breach.CHARACTERS: Bilingual("含规定范围以外的字符", "characters outside the permitted set"),
    Breach.KEY_CASE: Bilingual("键名大小写不符", "a key in another letter case"),
    Breach.KEYS_MISSING: Bilingual("键不齐全", "keys are missing"),
    Breach.WRAPPED_IN_XMP: Bilingual("XMP 中多套了一层 AIGC", "an extra AIGC wrapper inside XMP"),
    Breach.JSON_IN_JSON: Bilingual("JSON 中又嵌套 JSON 文本", "JSON text inside JSON"),
    Breach.NAMESPACE: Bilingual("XMP 命名空间不符", "another XMP namespace"),
    Breach.BROKEN_CARRIER: Bilingual("所在的 XMP 数据已损坏", "the XMP packet around it is broken"),
}


INTEGRITY = {
    Integrity.NONE: Bilingual("未附签名", "it carries no signature"),
    Integrity.OPAQUE: Bilingual(
        "ReservedCode1 为服务方自定义内容，无法核对",
        "ReservedCode1 holds the provider's own value, which nobody else can check",
    ),
    Integrity.INTACT: Bilingual(
        "ReservedCode1 中的 SM2 签名与标签一致：Label、ContentProducer、ProduceID 三项自签名后未变；"
        "公钥随文件而来，既不能证明是谁签的，也不能证明签的是这张图片",
        "the SM2 signature in ReservedCode1 fits: Label, ContentProducer and ProduceID are as they were signed; the key "
        "came with the file, so this proves neither who signed nor that it was this picture",
    ),
    Integrity.BROKEN: Bilingual(
        "ReservedCode1 中的 SM2 签名与标签不符：标签在签名后被改过，或签名方式与指南不同",
        "the SM2 signature in ReservedCode1 does not fit: the label was changed after signing, or signed in another way "
        "than the guide says",
    ),
    Integrity.UNSUPPORTED: Bilingual(
        "ReservedCode1 中的签名算法不受支持，未核对",
        "the signature in ReservedCode1 uses another algorithm and was not checked",
    ),
    Integrity.UNCHECKED: Bilingual(
        "ReservedCode1 中的签名未核对（需安装 fairclaim[sm]）",
        "the signature in ReservedCode1 was not checked (install fairclaim[sm])",
    ),
}
"""What a signature says, as part of a sentence. Integrity only, never authorship."""


def describe(found: FoundLabel) -> Bilingual:
    """Return what one label says, as part of a sentence."""
    if isinstance(found, UnreadableLabel):
        return Bilingual(
            f"{shown(found.carrier)} 处的标识无法解读（{shown(found.why)}）",
            f"the label in {shown(found.carrier)} cannot be read ({shown(found.why)})",
        )
    if isinstance(found, PrivateLabel):
        return _private(found)
    return _standard(found)


def _private(found: PrivateLabel) -> Bilingual:
    says, reference = shown(found.says), shown(found.reference)
    zh_reference = f"，编号或产品 {reference}" if reference else ""
    en_reference = f", reference {reference}" if reference else ""
    return Bilingual(
        f"{shown(found.carrier)} 处有 {found.vendor} 的自有标记 {says}{zh_reference}",
        f"{shown(found.carrier)} holds {found.vendor}'s own mark {says}{en_reference}",
    )


def _standard(label: AigcLabel) -> Bilingual:
    meaning, producer = MEANINGS[label.label], _producer(label.producer)
    carrier, number, contact = shown(label.carrier), _number(label), _contact(label)
    propagation, breaches = _propagation(label), _breaches(label)
    return Bilingual(
        f"{carrier} 处写明 {meaning.zh}，生成方{producer.zh}，{number.zh}{propagation.zh}{breaches.zh}；{contact.zh}",
        f"{carrier} states {meaning.en}, producer {producer.en}, {number.en}"
        f"{propagation.en}{breaches.en}; {contact.en}",
    )


def _producer(text: str) -> Bilingual:
    if not text:
        return Bilingual("未填写", "not stated")
    code, provider = parse_provider_code(text), known_provider(text)
    name = provider.name if provider else None
    if not isinstance(code, ProviderCode):
        written = shown(text)
        if code.resembles_code:
            return Bilingual(
                f"编码 {written} 不符合 27 位编码规则", f"code {written}, which breaks the 27-character form"
            )
        known = (
            Bilingual(f"（{name.zh}）", f" ({name.en})")
            if name
            else Bilingual("（名称未收录）", " (name not on our list)")
        )
        return Bilingual(f"名称“{written}”{known.zh}", f'named "{written}"{known.en}')
    verified = (
        Bilingual("校验码正确", "check digit verified")
        if code.has_valid_check_digit
        else Bilingual(
            f"校验码错误，应为 {code.expected_check_digit}", f"check digit wrong, must be {code.expected_check_digit}"
        )
    )
    role = Bilingual("，该编码属于传播服务", ", a code of a propagating service")
    role = role if code.service is Service.PROPAGATING else Bilingual("", "")
    who = name or Bilingual("未收录的企业", "a company not on our list")
    return Bilingual(
        f"为{who.zh}（统一社会信用代码 {code.credit_code}，{verified.zh}{role.zh}）",
        f"{who.en} (unified social credit code {code.credit_code}, {verified.en}{role.en})",
    )


def _number(label: AigcLabel) -> Bilingual:
    if not label.produce_id:
        return Bilingual("未写内容编号 ProduceID", "no ProduceID")
    number = shown(label.produce_id)
    return Bilingual(f"内容编号 ProduceID 为 {number}", f"ProduceID {number}")


def _propagation(label: AigcLabel) -> Bilingual:
    """Name the platform only where it differs from the producer: equal values mean that none handled the file."""
    propagator, producer = parse_provider_code(label.propagator), parse_provider_code(label.producer)
    if not label.propagator or label.propagator == label.producer:
        return Bilingual("", "")
    if isinstance(propagator, ProviderCode) and isinstance(producer, ProviderCode):
        same_company = propagator.credit_code == producer.credit_code
        if same_company and label.propagate_id == label.produce_id:
            return Bilingual("", "")
    who, number = _producer(label.propagator), shown(label.propagate_id) or "—"
    return Bilingual(
        f"，传播方{who.zh}，传播编号 PropagateID 为 {number}", f", propagator {who.en} with PropagateID {number}"
    )


def _breaches(label: AigcLabel) -> Bilingual:
    if not label.breaches:
        return Bilingual("", "")
    names = [BREACHES[one] for one in label.breaches]
    return Bilingual(
        f"（与标准不符：{'、'.join(one.zh for one in names)}）",
        f" (departs from the standard: {', '.join(one.en for one in names)})",
    )


def _contact(label: AigcLabel) -> Bilingual:
    """Say whom to write to, and where a code's company can be looked up."""
    if not label.produce_id or not is_attributed(label):
        return Bilingual(
            "缺少可核实的提供者或编号，无法请其确认", "without a verifiable provider and number nobody can confirm it"
        )
    if isinstance(parse_provider_code(label.producer), ProviderCode):
        return Bilingual(
            "可向该企业去函（名称和地址可在国家企业信用信息公示系统 gsxt.gov.cn 按上述代码查到），引用上述 ProduceID 请其核实",
            "write to this provider, quoting the ProduceID, to have it confirmed (gsxt.gov.cn gives the company's name and "
            "address for the code)",
        )
    return Bilingual(
        "可向该服务提供者去函，引用上述 ProduceID 请其核实",
        "write to this provider, quoting the ProduceID, to have it confirmed",
    )


def is_attributed(label: AigcLabel) -> bool:
    """Whether the producer is a name, or a code whose form and check digit are right."""
    producer = parse_provider_code(label.producer)
    if isinstance(producer, ProviderCode):
        return producer.has_valid_check_digit
    return bool(producer.text.strip()) and not producer.resembles_code
