"""Content credentials (C2PA): are they there and intact, who signed them, and what do they state.

The only check whose adverse answer can be a proof by itself: a seal that a listed maker of a generator put on exactly
these bytes. It reads the store that ``imaging`` prepared and never the file. Absence says nothing.
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.credentials.credential import Credential, Origin, State
from fairclaim.forensics.credentials.interpret import interpret
from fairclaim.forensics.credentials.sentences import describe
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.recording import Recording

ROLES = frozenset({Role.CLAIM, Role.CHAT})
"""Pictures that the buyer sent. The merchant's pictures are compared, not accused."""


def _read(case: Case) -> tuple[Reading, ...]:
    photos = [_reading(photo) for photo in case.photos if photo.role in ROLES]
    recordings = [_recording_reading(recording) for recording in case.recordings if recording.role in ROLES]
    return (*photos, *filter(None, recordings))


def _recording_reading(recording: Recording) -> Reading | None:
    """Read a film: what it states never counts as proof against the photos beside it."""
    credential = interpret(recording.credentials)
    if credential.state not in {State.TRUSTED, State.UNKNOWN_SIGNER} or not _is_artificial(credential):
        return None
    return Reading(signal="recording-generator", exhibits=(recording.id,), reason=describe(credential, is_film=True))


def _reading(photo: Photo) -> Reading:
    credential = interpret(photo.credentials)
    return Reading(signal=_signal(credential), exhibits=(photo.id,), reason=describe(credential))


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
        "recording-generator",
        Outcome.WARN,
        Grade.C,
        Bilingual(
            "剪辑软件的模板、配音、补帧和画质增强功能也会给真实视频写下这种记录；签名者也可能无从确认。",
            "Templates, voices, added frames and enhancement of editing apps leave this record in real films too; and "
            "the signer may be one that nobody can confirm.",
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
