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
from fairclaim.forensics.labels.aigc import FoundLabel, LabelValue, find_labels
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels
from fairclaim.forensics.labels.sentences import INTEGRITY, describe, is_attributed
from fairclaim.forensics.labels.signature import Integrity, label_integrity
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.recording import Recording

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
    Signal(
        "signature-mismatch",
        Outcome.WARN,
        Grade.C,
        Bilingual(
            "软件在签名之后改写了标签的某个字段，或没有按指南签名；也可能是别人把另一张图片的签名抄了过来。",
            "A program rewrote a field after signing, or did not sign as the guide says; or somebody copied the signature "
            "from another picture.",
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
        "recording-labelled",
        Outcome.WARN,
        Grade.C,
        Bilingual(
            "剪辑软件的模板、配音、字幕和画质增强功能都会给真实视频写入这一标签；标签也可能是别人加上去的。",
            "Templates, voices, subtitles and enhancement of editing apps write this label into real recordings; somebody "
            "may also have added it.",
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

_EXAMINED = frozenset({Role.CLAIM, Role.CHAT})
_PICTURE = Bilingual("图片的元数据中有 AI 标识：", "The picture's metadata carries an AI label: ")
_RECORDING = Bilingual("视频或音频的元数据中有 AI 标识：", "The recording's metadata carries an AI label: ")
_REFERENCE = Bilingual(
    "参考资料本身带有 AI 标识，仅供了解，不影响对索赔照片的判断：",
    "The reference itself carries an AI label; this is for information and does not touch the claim: ",
)
_UNSIGNED = Bilingual(
    "任何人都可以添加、复制或删除标识，须有其他独立证据印证。",
    "Anybody can add, copy or remove a label, so it needs independent corroboration.",
)
_ABSENT = Bilingual(
    "未发现 AI 生成标识（GB 45438-2025 隐式标识）。没有标识不说明任何问题。",
    "No implicit AI-content label (GB 45438-2025) was found. Its absence says nothing.",
)


def _read(case: Case) -> Sequence[Reading]:
    photos = (_read_photo(photo) for photo in case.photos)
    recordings = (_read_recording(recording) for recording in case.recordings)
    return [reading for reading in (*photos, *recordings) if reading is not None]


def _read_photo(photo: Photo) -> Reading | None:
    found = find_labels(photo.metadata)
    if photo.role not in _EXAMINED:
        return _of_reference(photo, found)
    if not found:
        return _reading("not-present", photo, _ABSENT)
    state = _integrity(found)
    return _reading(_signal(found, state), photo, _reason(found, state, _PICTURE))


def _read_recording(recording: Recording) -> Reading | None:
    """Read a film or sound: its label never counts against the photos beside it."""
    found = find_labels(recording.metadata)
    if not found or recording.role not in _EXAMINED:
        return _of_reference(recording, found)
    return _reading("recording-labelled", recording, _reason(found, _integrity(found), _RECORDING))


def _of_reference(exhibit: Photo | Recording, found: Sequence[FoundLabel]) -> Reading | None:
    if not found:
        return None
    return _reading("reference-labelled", exhibit, _joined(_REFERENCE, [describe(one) for one in found]))


def _reading(signal: str, exhibit: Photo | Recording, reason: Bilingual) -> Reading:
    return Reading(signal=signal, exhibits=(exhibit.id,), reason=reason)


def _integrity(found: Sequence[FoundLabel]) -> Integrity:
    """Verify the signature that the first signed label brings, where there is one and only one statement to sign."""
    if answer_of(found) is not Answer.FOUND:
        return Integrity.NONE
    labels = standard_labels(found)
    return label_integrity(next((one for one in labels if one.reserved_code1), labels[0]))


def _signal(found: Sequence[FoundLabel], state: Integrity) -> str:
    labels = standard_labels(found)
    answer = answer_of(found)
    if answer is Answer.CONFLICTING:
        return "labels-conflict"
    if answer is not Answer.FOUND:
        return "private-label" if answer is Answer.PRIVATE else "unreadable"
    if labels[0].label is LabelValue.POSSIBLE:
        return "declares-possible"
    if labels[0].label is LabelValue.SUSPECTED:
        return "declares-suspected"
    if state is Integrity.BROKEN:
        return "signature-mismatch"
    return "declares-generated" if any(is_attributed(one) for one in labels) else "generated-unattributed"


def _reason(found: Sequence[FoundLabel], state: Integrity, head: Bilingual) -> Bilingual:
    body = _joined(head, [describe(one) for one in found])
    notes = [note for note in (_disagreement(found), _signature(state), _UNSIGNED) if note is not None]
    return Bilingual("".join((body.zh, *(one.zh for one in notes))), " ".join((body.en, *(one.en for one in notes))))


def _disagreement(found: Sequence[FoundLabel]) -> Bilingual | None:
    if answer_of(found) is Answer.CONFLICTING:
        return Bilingual("几处标识互相矛盾。", "The labels contradict each other.")
    count = len(standard_labels(found))
    if count < 2:
        return None
    return Bilingual(
        f"同一标识出现在 {count} 处（标准要求一个文件只有一个）。",
        f"The same label stands in {count} places (the standard wants one a file).",
    )


def _signature(state: Integrity) -> Bilingual | None:
    """Tell what the label's own signature is worth."""
    if state in {Integrity.NONE, Integrity.OPAQUE}:
        return None
    said = INTEGRITY[state]
    return Bilingual(said.zh + "。", said.en[0].upper() + said.en[1:] + ".")


def _joined(head: Bilingual, parts: Sequence[Bilingual]) -> Bilingual:
    return Bilingual(
        head.zh + "；".join(one.zh for one in parts) + "。", head.en + "; ".join(one.en for one in parts) + "."
    )


CHECK = Check(
    name="aigc-label",
    title=Bilingual("图片是否带有 AI 生成标识？", "Does the picture carry an AI-content label?"),
    reads=frozenset(Role),
    cost=Cost.INSTANT,
    source="GB 45438-2025 Annex E; TC260-PG-20259A, 20257A, 202510A (carriers); "
    "TC260-PG-20252A (provider codes); TC260-PG-202511A (signatures); GB 32100-2015",
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
