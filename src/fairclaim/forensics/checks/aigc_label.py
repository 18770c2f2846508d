"""Look for the implicit AI-content label of GB 45438-2025 and tell what it says.

The label is not signed: anyone can remove it, copy it, or put it on an honest photo. So a label alone reaches grade B
and never more, "possible" and "suspected" are never read as "generated", and a picture without a label is neither
better nor worse for it.
"""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.labels.aigc import (
    AigcLabel,
    Breach,
    FoundLabel,
    LabelValue,
    PrivateLabel,
    UnreadableLabel,
    find_labels,
)
from fairclaim.forensics.labels.provider_code import ProviderCode, Service, known_provider, parse_provider_code
from fairclaim.forensics.labels.texts import shown
from fairclaim.imaging.photo import Photo

_PHONE_OR_PLANTED = Bilingual(
    "手机相册和修图软件的消除、美化、扩图等功能，只做了很小的改动也会写入这一标签；"
    "标签没有签名，也可能是别人加上去的；图片还可能是从带标签的图片另存而来。",
    "Phone galleries and retouching apps write this label after an eraser, a beautifier or a small extension; it is "
    "unsigned, so somebody else may have added it; the picture may also have been saved from a labelled one.",
)
_UNSURE_WRITER = Bilingual(
    "这一标签可能由传播平台写入，或只是用户自行声明；平台的判断可能有误，普通照片也可能被这样标注。",
    "A platform may have written this label, or a user may have declared it; platforms err, and ordinary photos "
    "get it.",
)
_SIGNALS = (
    Signal("declares-generated", Outcome.FAIL, Grade.B, _PHONE_OR_PLANTED),
    Signal(
        "generated-unattributed",
        Outcome.WARN,
        Grade.C,
        Bilingual(
            "服务提供者编码可能写错、被截断，或由不合规的软件写入；也可能是别人随手伪造的标签。",
            "The provider code may be mistyped, cut off or written by careless software; or somebody made it up.",
        ),
    ),
    Signal("declares-possible", Outcome.WARN, Grade.C, _UNSURE_WRITER),
    Signal("declares-suspected", Outcome.WARN, Grade.C, _UNSURE_WRITER),
    Signal(
        "labels-conflict",
        Outcome.WARN,
        Grade.C,
        Bilingual(
            "图片先后经过几个软件或平台，各自写入标签而没有覆盖旧标签，就会互相矛盾。",
            "Several programs or platforms handled the picture in turn; each added a label and left the old one.",
        ),
    ),
    Signal(
        "private-label",
        Outcome.WARN,
        Grade.C,
        Bilingual(
            "该字段由应用自行定义，含义未公开；用该应用加模板、贴纸、滤镜或剪辑真实照片也可能留下它。",
            "The field is the application's own and undocumented; templates, stickers or filters on a real photo may "
            "leave it too.",
        ),
    ),
    Signal(
        "unreadable",
        Outcome.CANNOT_TELL,
        None,
        Bilingual(
            "平台转存或软件不规范都会损坏标签。",
            "Re-saving by a platform or careless software damages labels.",
        ),
    ),
    Signal(
        "reference-labelled",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "商品图使用 AI 工具制作并依法标注，属正常做法。",
            "Product pictures are often made with AI tools and labelled as the law asks.",
        ),
    ),
    Signal(
        "not-present",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "绝大多数真实照片没有标签；聊天软件和截图也会去掉标签。",
            "Nearly all genuine photos carry none; chat apps and screenshots remove it.",
        ),
    ),
)

_ABSENT = Bilingual(
    "未发现 AI 生成标识（GB 45438-2025 隐式标识）。没有标识不说明任何问题。",
    "No implicit AI-content label (GB 45438-2025) was found. Its absence says nothing.",
)
_MEANINGS = {
    LabelValue.GENERATED: Bilingual("Label=1，即“属于 AI 生成合成内容”", 'Label=1, "is AI-generated"'),
    LabelValue.POSSIBLE: Bilingual("Label=2，即“可能为 AI 生成合成内容”", 'Label=2, "may be AI-generated"'),
    LabelValue.SUSPECTED: Bilingual("Label=3，即“疑似 AI 生成合成内容”", 'Label=3, "is suspected to be AI-generated"'),
}
_BREACHES = {
    Breach.VALUE_NOT_TEXT: Bilingual("有的值不是字符串", "a value is not text"),
    Breach.CHARACTERS: Bilingual("含规定范围以外的字符", "characters outside the permitted set"),
    Breach.KEY_CASE: Bilingual("键名大小写不符", "a key in another letter case"),
    Breach.KEYS_MISSING: Bilingual("键不齐全", "keys are missing"),
    Breach.WRAPPED_IN_XMP: Bilingual("XMP 中多套了一层 AIGC", "an extra AIGC wrapper inside XMP"),
    Breach.JSON_IN_JSON: Bilingual("JSON 中又嵌套 JSON 文本", "JSON text inside JSON"),
    Breach.NAMESPACE: Bilingual("XMP 命名空间不符", "another XMP namespace"),
    Breach.BROKEN_CARRIER: Bilingual("所在的 XMP 数据已损坏", "the XMP packet around it is broken"),
}


def _read(case: Case) -> Sequence[Reading]:
    return [reading for photo in case.photos if (reading := _read_photo(photo)) is not None]


def _read_photo(photo: Photo) -> Reading | None:
    found = find_labels(photo.metadata)
    if photo.role not in (Role.CLAIM, Role.CHAT):
        if not found:
            return None
        note = Bilingual(
            "参考图片本身带有 AI 标识，仅供了解，不影响对索赔照片的判断：",
            "The reference picture itself carries an AI label; this is for information and does not touch the claim: ",
        )
        return _reading("reference-labelled", photo, _joined(note, [_described(one) for one in found]))
    if not found:
        return _reading("not-present", photo, _ABSENT)
    return _reading(_signal(found), photo, _reason(found))


def _reading(signal: str, photo: Photo, reason: Bilingual) -> Reading:
    return Reading(signal=signal, exhibits=(photo.id,), reason=reason)


def _signal(found: Sequence[FoundLabel]) -> str:
    labels = [one for one in found if isinstance(one, AigcLabel)]
    values = {one.label for one in labels}
    if len(values) > 1:
        return "labels-conflict"
    if values == {LabelValue.GENERATED}:
        return "declares-generated" if all(_is_attributed(one) for one in labels) else "generated-unattributed"
    if values:
        return "declares-possible" if values == {LabelValue.POSSIBLE} else "declares-suspected"
    return "private-label" if any(isinstance(one, PrivateLabel) for one in found) else "unreadable"


def _is_attributed(label: AigcLabel) -> bool:
    """Whether the producer is a name, or a code whose form and check digit are right."""
    producer = parse_provider_code(label.producer)
    if isinstance(producer, ProviderCode):
        return producer.has_valid_check_digit
    return bool(producer.text.strip()) and not producer.resembles_code


def _reason(found: Sequence[FoundLabel]) -> Bilingual:
    head = Bilingual("图片的元数据中有 AI 标识：", "The picture's metadata carries an AI label: ")
    unsigned = Bilingual(
        "标识没有签名，须有其他独立证据印证。",
        " The label is unsigned and needs independent corroboration.",
    )
    body = _joined(head, [_described(one) for one in found])
    conflict = Bilingual("", "")
    if _signal(found) == "labels-conflict":
        conflict = Bilingual("几处标识互相矛盾。", " The labels contradict each other.")
    return Bilingual(body.zh + conflict.zh + unsigned.zh, body.en + conflict.en + unsigned.en)


def _joined(head: Bilingual, parts: Sequence[Bilingual]) -> Bilingual:
    return Bilingual(
        head.zh + "；".join(one.zh for one in parts) + "。", head.en + "; ".join(one.en for one in parts) + "."
    )


def _described(found: FoundLabel) -> Bilingual:
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
    meaning, producer = _MEANINGS[label.label], _producer(label.producer)
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
    names = [_BREACHES[one] for one in label.breaches]
    return Bilingual(
        f"（与标准不符：{'、'.join(one.zh for one in names)}）",
        f" (departs from the standard: {', '.join(one.en for one in names)})",
    )


def _contact(label: AigcLabel) -> Bilingual:
    if label.produce_id and _is_attributed(label):
        return Bilingual(
            "可向该服务提供者去函，引用上述 ProduceID 请其核实",
            "write to this provider, quoting the ProduceID, to have it confirmed",
        )
    return Bilingual(
        "缺少可核实的提供者或编号，无法请其确认", "without a verifiable provider and number nobody can confirm it"
    )


CHECK = Check(
    name="aigc-label",
    title=Bilingual("图片是否带有 AI 生成标识？", "Does the picture carry an AI-content label?"),
    reads=frozenset(Role),
    cost=Cost.INSTANT,
    source="GB 45438-2025 Annex E; TC260-PG-20259A (image carriers); TC260-PG-20252A (provider codes); GB 32100-2015",
    fooled_by=Bilingual(
        "删除元数据、截图或聊天软件转发会使标识消失；标识没有签名，也可以复制到真实照片上。",
        "Removing metadata, screenshots and chat apps make the label vanish; being unsigned it can be copied onto a "
        "real photo.",
    ),
    worthless_when=Bilingual(
        "没有标识时，本项不提供任何信息。",
        "When there is no label, this check says nothing at all.",
    ),
    signals=_SIGNALS,
    read=_read,
)
