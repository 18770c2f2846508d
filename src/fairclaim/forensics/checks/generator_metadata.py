"""Look for software that states in the metadata that it generated or edited the picture.

Such a statement is unsigned. A generator's own parameters contradict a camera photo (grade B); an AI editing tool's
statement calls for a look, because the same words follow an erased passer-by and an invented crack; an ordinary editor
is named for information only, since cropping, brightening and hiding an address are what honest people do.
"""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.labels.generator_traces import find_traces
from fairclaim.forensics.labels.texts import shown
from fairclaim.forensics.labels.trace import Trace, TraceKind
from fairclaim.imaging.photo import Photo

_SIGNALS = (
    Signal(
        "generator-declared",
        Outcome.FAIL,
        Grade.B,
        Bilingual(
            "用生成软件放大、降噪或去除隐私的真实照片也会带上这些参数；元数据没有签名，也可能是别人加上去的。",
            "A real photo that was enlarged, denoised or had private details removed with a generator carries the same "
            "parameters; metadata are unsigned and somebody else may have added them.",
        ),
    ),
    Signal(
        "ai-edit-declared",
        Outcome.WARN,
        Grade.B,
        Bilingual(
            "手机自带的 AI 消除、扩图、去反光或画质增强都会留下同样的记录，可能只是去掉路人、反光或地址信息。",
            "A phone's AI eraser, extension, reflection remover or enhancer leaves the same record; perhaps only a "
            "passer-by, a reflection or an address was removed.",
        ),
    ),
    Signal(
        "edited-with",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "裁剪、调亮、压缩或遮挡地址都需要修图软件，这是常见的正当做法。",
            "Cropping, brightening, shrinking or hiding an address takes an editor; this is common and legitimate.",
        ),
    ),
    Signal(
        "nothing-declared",
        Outcome.NOT_APPLICABLE,
        None,
        Bilingual(
            "绝大多数照片没有这类记录；聊天软件也会删除它。",
            "Nearly all photos carry no such record; chat apps remove it too.",
        ),
    ),
)
_OF_KIND = {
    TraceKind.GENERATED: "generator-declared",
    TraceKind.AI_EDITED: "ai-edit-declared",
    TraceKind.EDITED: "edited-with",
}
_HEADS = {
    TraceKind.GENERATED: Bilingual(
        "元数据写明图片由生成软件产生：", "The metadata state that a generator made the picture: "
    ),
    TraceKind.AI_EDITED: Bilingual(
        "元数据写明图片经 AI 工具编辑：", "The metadata state that the picture was edited with an AI tool: "
    ),
    TraceKind.EDITED: Bilingual(
        "元数据写明图片经过普通软件处理（仅供了解）：",
        "The metadata name an ordinary editor or a picture that is no camera capture (for information): ",
    ),
}
_TAILS = {
    TraceKind.GENERATED: Bilingual(
        "该记录没有签名，须有其他独立证据印证。", " The record is unsigned and needs independent corroboration."
    ),
    TraceKind.AI_EDITED: Bilingual(
        "该记录不说明改了什么、改在哪里，请人工比对。",
        " The record does not tell what was changed or where; a person should compare.",
    ),
    TraceKind.EDITED: Bilingual("", ""),
}
_TRAILERS = frozenset({"maker-trailer", "trailing"})
"""Kinds of parts behind the picture's end in which a phone may keep notes."""

_NOTHING = Bilingual(
    "元数据中没有生成或编辑软件的记录。没有记录不说明任何问题。",
    "The metadata name no generator or editor. Their absence says nothing.",
)


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(photo) for photo in case.photos if photo.role in CHECK.reads]


def _read_photo(photo: Photo) -> Reading:
    traces = find_traces(photo.metadata, trailers=_trailers(photo))
    for kind, signal in _OF_KIND.items():
        said = [trace for trace in traces if trace.kind is kind]
        if said:
            return Reading(signal=signal, exhibits=(photo.id,), reason=_reason(kind, said))
    return Reading(signal="nothing-declared", exhibits=(photo.id,), reason=_NOTHING)


def _trailers(photo: Photo) -> tuple[bytes, ...]:
    parts = (*photo.structure.parts, *photo.structure.foreign)
    return tuple(part.payload(photo.exhibit.data) for part in parts if part.kind in _TRAILERS)


def _reason(kind: TraceKind, said: Sequence[Trace]) -> Bilingual:
    zh = "；".join(f"{one.tool}（{shown(one.carrier)}：“{shown(one.quote)}”）" for one in said[:4])
    en = "; ".join(f'{one.tool} ({shown(one.carrier)}: "{shown(one.quote)}")' for one in said[:4])
    return Bilingual(f"{_HEADS[kind].zh}{zh}。{_TAILS[kind].zh}", f"{_HEADS[kind].en}{en}.{_TAILS[kind].en}")


CHECK = Check(
    name="generator-metadata",
    title=Bilingual(
        "元数据是否写明图片由软件生成或编辑？",
        "Do the metadata state that software generated or edited the picture?",
    ),
    reads=frozenset({Role.CLAIM, Role.CHAT}),
    cost=Cost.INSTANT,
    source="IPTC NewsCodes digitalsourcetype; IPTC Photo Metadata Standard 2025.1; files of Stable Diffusion web UI, "
    "ComfyUI, InvokeAI, Fooocus, NovelAI, Midjourney and Samsung Galaxy AI",
    fooled_by=Bilingual(
        "删除元数据、截图或聊天软件转发会使记录消失；记录没有签名，也可以复制到真实照片上。",
        "Removing metadata, screenshots and chat apps make the record vanish; being unsigned it can be copied onto a "
        "real photo.",
    ),
    worthless_when=Bilingual(
        "没有记录时，本项不提供任何信息。",
        "When there is no record, this check says nothing at all.",
    ),
    signals=_SIGNALS,
    read=_read,
)
