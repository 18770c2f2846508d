"""Content credentials (C2PA): are they there and intact, who signed them, and what do they state.

The only check whose adverse answer can be a proof by itself: a seal that a listed maker of a generator put on exactly
these bytes. It reads the store that ``imaging`` prepared and never the file. Absence says nothing.
"""

from collections.abc import Mapping, Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.credentials.credential import Credential, Origin, State
from fairclaim.forensics.credentials.interpret import interpret
from fairclaim.forensics.credentials.validation import INGREDIENT, is_about_signer
from fairclaim.imaging.photo import Photo

ROLES = frozenset({Role.CLAIM, Role.CHAT})
"""Pictures that the buyer sent. The merchant's pictures are compared, not accused."""

_STEPS: Mapping[str, tuple[str, str]] = {
    "c2pa.created": ("新建", "created"),
    "c2pa.opened": ("打开", "opened"),
    "c2pa.edited": ("编辑", "edited"),
    "c2pa.edited.metadata": ("修改元数据", "metadata edited"),
    "c2pa.cropped": ("裁剪", "cropped"),
    "c2pa.resized": ("缩放", "resized"),
    "c2pa.color_adjustments": ("调色", "colours adjusted"),
    "c2pa.adjustedColor": ("调色", "colours adjusted"),
    "c2pa.converted": ("转换格式", "converted"),
    "c2pa.transcoded": ("转码", "transcoded"),
    "c2pa.drawing": ("绘制", "drawn on"),
    "c2pa.filtered": ("加滤镜", "filtered"),
    "c2pa.placed": ("贴入其他素材", "another picture placed in"),
    "c2pa.removed": ("移除素材", "a part removed"),
    "c2pa.orientation": ("旋转", "turned"),
    "c2pa.published": ("发布", "published"),
    "c2pa.watermarked": ("加水印", "watermarked"),
}
_STEPS_SHOWN = 8
_CODES_SHOWN = 3

_SAID: Mapping[Origin, Bilingual] = {
    Origin.GENERATED: Bilingual("这张图片由生成式人工智能生成", "this picture was made by a generative AI model"),
    Origin.AI_EDITED: Bilingual(
        "图片中有由生成式人工智能编辑或合成的部分", "a part of this picture was edited or composed with generative AI"
    ),
    Origin.CAPTURED: Bilingual(
        "图片由相机拍摄，此后记录的步骤都没有改动画面内容",
        "a camera took this picture, and no recorded step since has altered the scene",
    ),
    Origin.OTHER: Bilingual(
        "图片的处理经过，其中既没有说明由人工智能生成，也没有说明由相机直接拍摄",
        "how the picture was handled; they name neither a generator nor an unaltered camera capture",
    ),
}

_REASONS: Mapping[str, Bilingual] = {
    "trusted": Bilingual(
        "图片附有完整的内容凭证（C2PA），由可信名单中的签名者{signer}签名。凭证写明：{said}{agent}。{steps}{time}",
        "The picture carries intact content credentials (C2PA), signed by {signer}, who is on a trusted list. "
        "They state: {said}{agent}. {steps}{time}",
    ),
    "unknown-signer": Bilingual(
        "图片附有完整的内容凭证（C2PA），但签名未能完全确认：署名为{signer}，{doubt}。凭证写明：{said}{agent}。{steps}{time}",
        "The picture carries intact content credentials (C2PA), but the signatures could not all be confirmed: the "
        "name given is {signer}, and {doubt}. They state: {said}{agent}. {steps}{time}",
    ),
    "untrusted-part": Bilingual(
        "图片的内容凭证（C2PA）完整，但其中关于人工智能的说明来自一份签名者无法确认的早期记录，署名为{signer}。该记录写明：{said}{agent}。{steps}",
        "The picture's content credentials (C2PA) are intact, but what they say about AI comes from an earlier record "
        "whose signer, named {signer}, cannot be confirmed. It states: {said}{agent}. {steps}",
    ),
    "damaged": Bilingual(
        "图片附有内容凭证（C2PA），但凭证与当前文件已不相符（{codes}），其中的说明不能采信，也不能据此作出任何判断。",
        "The picture carries content credentials (C2PA) that no longer match this file ({codes}). What they state "
        "cannot be relied on, and nothing follows from it either way.",
    ),
    "could-not-check": Bilingual(
        "图片提到内容凭证（C2PA），但无法检验：{cause}。",
        "The picture refers to content credentials (C2PA), but they could not be checked: {cause}.",
    ),
    "absent": Bilingual(
        "图片没有内容凭证（C2PA）。这很常见，不说明任何问题。",
        "The picture carries no content credentials (C2PA). That is common and says nothing.",
    ),
}

_CAUSES: Mapping[str, Bilingual] = {
    "remote-manifest": Bilingual(
        "凭证存放在网络上，本程序从不访问文件指定的网址",
        "they are kept online, and addresses named by a file are never visited",
    ),
    "media-type": Bilingual("不检验这种文件类型的凭证", "credentials in this type of file are not examined"),
    "content-mismatch": Bilingual("文件内容与其类型不符", "the file's content does not fit its type"),
    "too-large": Bilingual("凭证内容超出大小限制", "they are larger than the limit"),
    "no-active-manifest": Bilingual("凭证中没有有效的主记录", "they have no readable main record"),
}
_UNREADABLE = Bilingual(
    "凭证的格式无法读取、不受支持或不符合标准",
    "their format cannot be read, is not supported or breaks the standard's rules",
)

_UNLISTED_INGREDIENT = Bilingual(
    "凭证所引用的某份早期记录的签名者不在可信名单中",
    "an earlier record that they build on has a signer who is not on a trusted list",
)
_NOT_LISTED = Bilingual("证书不在可信名单中", "the certificate is not on a trusted list")
_DOUBTS: Sequence[tuple[str, Bilingual]] = (
    ("signingCredential.revoked", Bilingual("证书已被吊销", "the certificate has been revoked")),
    ("signingCredential.ocsp.revoked", Bilingual("证书已被吊销", "the certificate has been revoked")),
    (
        "signingCredential.expired",
        Bilingual(
            "证书已过期，且没有可信的时间戳证明签名时证书仍有效",
            "the certificate has expired, with no trusted time stamp to show that it was valid when signing",
        ),
    ),
    (
        "signingCredential.invalid",
        Bilingual("证书不符合内容凭证的要求", "the certificate does not meet the rules for content credentials"),
    ),
)


def _read(case: Case) -> tuple[Reading, ...]:
    return tuple(_reading(photo) for photo in case.photos if photo.role in ROLES)


def _reading(photo: Photo) -> Reading:
    credential = interpret(photo.credentials)
    return Reading(signal=_signal(credential), exhibits=(photo.id,), reason=_reason(credential))


def _signal(credential: Credential) -> str:
    match credential.state:
        case State.ABSENT:
            return "absent"
        case State.UNCHECKED:
            return "could-not-check"
        case State.DAMAGED:
            return "damaged"
        case State.TRUSTED | State.UNKNOWN_SIGNER if _is_artificial(credential) and not credential.is_origin_trusted:
            return "unknown-signer-generator"
        case State.TRUSTED:
            return _trusted_signal(credential)
        case State.UNKNOWN_SIGNER:
            return "unknown-signer"


def _trusted_signal(credential: Credential) -> str:
    if credential.origin is Origin.CAPTURED and not credential.is_origin_trusted:
        return "trusted-other"
    return {
        Origin.GENERATED: "trusted-generator",
        Origin.AI_EDITED: "trusted-ai-edit",
        Origin.CAPTURED: "trusted-capture",
        Origin.OTHER: "trusted-other",
    }[credential.origin]


def _is_artificial(credential: Credential) -> bool:
    return credential.origin in {Origin.GENERATED, Origin.AI_EDITED}


def _reason(credential: Credential) -> Bilingual:
    match credential.state:
        case State.ABSENT:
            return _REASONS["absent"]
        case State.UNCHECKED:
            return _filled(
                "could-not-check", cause=_CAUSES.get(credential.why[0] if credential.why else "", _UNREADABLE)
            )
        case State.DAMAGED:
            return _filled("damaged", codes=_file_codes(credential))
    parts = {
        "signer": _signer(credential),
        "said": _SAID[credential.origin],
        "agent": _agent(credential),
        "steps": _steps(credential),
        "time": _time(credential),
    }
    if credential.state is State.UNKNOWN_SIGNER:
        return _filled("unknown-signer", doubt=_doubt(credential), **parts)
    return _filled("trusted" if credential.is_origin_trusted else "untrusted-part", **parts)


def _filled(reason: str, **parts: Bilingual) -> Bilingual:
    """Fill each language with its own parts."""
    template = _REASONS[reason]
    return Bilingual(
        template.zh.format(**{name: part.zh for name, part in parts.items()}).strip(),
        template.en.format(**{name: part.en for name, part in parts.items()}).strip(),
    )


def _file_codes(credential: Credential) -> Bilingual:
    codes = [code for code in credential.why if not is_about_signer(code)][:_CODES_SHOWN]
    return Bilingual("、".join(codes), ", ".join(codes))


def _signer(credential: Credential) -> Bilingual:
    names = [credential.signer.organisation, credential.signer.name]
    named = " / ".join(dict.fromkeys(name for name in names if name))
    return Bilingual(f"“{named}”", f"“{named}”") if named else Bilingual("（未署名）", "(none given)")


def _agent(credential: Credential) -> Bilingual:
    tool = credential.agent or credential.signer.software
    return Bilingual(f"（工具：{tool}）", f" (tool: {tool})") if tool else Bilingual("", "")


def _steps(credential: Credential) -> Bilingual:
    shown = credential.steps[:_STEPS_SHOWN]
    if not shown:
        return Bilingual("", "")
    zh = "、".join(_STEPS.get(step, (step, step))[0] for step in shown)
    en = ", ".join(_STEPS.get(step, (step, step))[1] for step in shown)
    return Bilingual(f"记录的步骤：{zh}。", f"Recorded steps: {en}. ")


def _time(credential: Credential) -> Bilingual:
    if credential.is_time_proven:
        return Bilingual(
            f"签名时间 {credential.signer.time} 有可信时间戳证明。",
            f"A trusted time stamp proves the signing time {credential.signer.time}.",
        )
    return Bilingual("签名时间没有可信时间戳证明。", "No trusted time stamp proves when it was signed.")


def _doubt(credential: Credential) -> Bilingual:
    is_only_ingredient = bool(credential.why) and all(code.startswith(INGREDIENT) for code in credential.why)
    fallback = _UNLISTED_INGREDIENT if is_only_ingredient else _NOT_LISTED
    return next((doubt for code, doubt in _DOUBTS if code in credential.why), fallback)


_PLAIN = Bilingual("不涉及任何不利判断。", "Nothing adverse follows.")

SIGNALS = (
    Signal(
        "trusted-generator",
        Outcome.FAIL,
        Grade.A,
        Bilingual(
            "可能误选了一张效果图、示意图或聊天中转发的生成图片来说明问题；也可能只是用生成工具放大或重绘了真实照片。请先让对方说明并补拍。",
            "A sketch, an illustration or a forwarded generated picture may have been chosen by mistake to explain the "
            "problem, or a real photo may only have been enlarged or redrawn by such a tool. Ask for an explanation "
            "and a new photo first.",
        ),
    ),
    Signal(
        "trusted-ai-edit",
        Outcome.FAIL,
        Grade.B,
        Bilingual(
            "手机相册的消除路人、去反光、清晰化、长焦增强等常用功能也会写下这种记录；凭证不说明改动了哪里，损坏部位可能没有动过。",
            "Common phone features, such as removing passers-by or reflections, sharpening and long-zoom "
            "enhancement, leave this record too. It does not say where the change is; the damage itself may be "
            "untouched.",
        ),
    ),
    Signal(
        "trusted-capture",
        Outcome.PASS,
        None,
        Bilingual(
            "凭证证明图片由相机拍摄，但不证明镜头前是什么：相机也可以翻拍屏幕。",
            "It shows that a camera took the picture, not what stood before the lens: a camera can also film a screen.",
        ),
    ),
    Signal("trusted-other", Outcome.NOT_APPLICABLE, None, _PLAIN),
    Signal(
        "unknown-signer-generator",
        Outcome.WARN,
        Grade.B,
        Bilingual(
            "任何人都能用自制证书写下这样的说明，名称可以冒用；正规工具的证书过期后也会出现这种情况；手机的修图功能同样会留下此记录。",
            "Anybody can write such a statement with a home-made certificate and borrow a name; it also "
            "happens when a genuine tool's certificate has expired, and ordinary phone retouching leaves the same "
            "record.",
        ),
    ),
    Signal(
        "unknown-signer",
        Outcome.CANNOT_TELL,
        None,
        Bilingual(
            "许多正规软件和新机型的证书还没有列入可信名单。",
            "The certificates of many honest programs and new phones are not on a trusted list yet.",
        ),
    ),
    Signal(
        "damaged",
        Outcome.CANNOT_TELL,
        None,
        Bilingual(
            "重新保存、压缩、旋转，或聊天软件、相册改写了文件的一个字段，都会使凭证与文件不符。",
            "Saving again, compressing or turning the picture, or one field rewritten by a chat app or a gallery, is "
            "enough to break the match.",
        ),
    ),
    Signal(
        "could-not-check",
        Outcome.CANNOT_TELL,
        None,
        Bilingual(
            "凭证可能存放在网络上，或采用了较旧、较新的格式。",
            "They may be kept online, or be written in an older or newer format.",
        ),
    ),
    Signal(
        "absent",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "大多数手机不写内容凭证，聊天软件和平台上传时也会去掉。",
            "Most phones write none, and chat apps and platforms strip them on upload.",
        ),
    ),
)

CHECK = Check(
    name="content-credentials",
    title=Bilingual(
        "图片是否带有签名的内容凭证（C2PA），由谁签名，说明了什么？",
        "Does the picture carry signed content credentials (C2PA), who signed them, and what do they state?",
    ),
    reads=ROLES,
    cost=Cost.INSTANT,
    source="C2PA Technical Specification 2.4; IPTC Digital Source Type NewsCodes; C2PA trust lists of 2026-08-05",
    fooled_by=Bilingual(
        "一次转存、截图或转发即可去掉凭证；带相机凭证的照片也可能翻拍自屏幕；被盗的签名密钥。",
        "One re-save, screenshot or forwarding removes the credentials; a photo with camera credentials can show a "
        "screen; a stolen signing key.",
    ),
    worthless_when=Bilingual(
        "文件没有凭证、凭证已与文件不符，或签名者不在可信名单中时，本项不能作出判断。",
        "The file carries none, they no longer match the file, or the signer is not on a trusted list.",
    ),
    signals=SIGNALS,
    read=_read,
)
