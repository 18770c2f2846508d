"""Judged content credentials in words, for people: what is there, who says it, and how far it can be relied on."""

from collections.abc import Mapping, Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.forensics.credentials.credential import Credential, Origin, State
from fairclaim.forensics.credentials.validation import INGREDIENT, is_about_signer

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

_WORDS: Mapping[str, Bilingual] = {
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


def describe(credential: Credential, *, is_film: bool = False) -> Bilingual:
    """Say what a file's credentials are worth and what they state.

    Parameters
    ----------
    credential : Credential
        The judgement.
    is_film : bool
        True where the file is a recording.
    """
    words = _WORDS if not is_film else {name: _of_a_film(text) for name, text in _WORDS.items()}
    match credential.state:
        case State.ABSENT:
            return words["absent"]
        case State.UNCHECKED:
            cause = _CAUSES.get(credential.why[0] if credential.why else "", _UNREADABLE)
            return _filled(words["could-not-check"], cause=cause)
        case State.DAMAGED:
            return _filled(words["damaged"], codes=_file_codes(credential))
    parts = {
        "signer": _signer(credential),
        "said": words[credential.origin],
        "agent": _agent(credential),
        "steps": _steps(credential),
        "time": _time(credential),
    }
    if credential.state is State.UNKNOWN_SIGNER:
        return _filled(words["unknown-signer"], doubt=_doubt(credential), **parts)
    return _filled(words["trusted" if credential.is_origin_trusted else "untrusted-part"], **parts)


def _of_a_film(text: Bilingual) -> Bilingual:
    return Bilingual(text.zh.replace("图片", "视频"), text.en.replace("picture", "film"))


def _filled(template: Bilingual, **parts: Bilingual) -> Bilingual:
    """Fill each language with its own parts."""
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
