"""The fixed sentences of reports and of the terminal, in both languages.

They speak of pictures, never of people. "Forged" is a word of the data format and does not occur here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Finding, Grade, Measured, Outcome
from fairclaim.domain.verdict import Call

PERSON_DECIDES: Final = Bilingual(
    "本报告只描述图片，不评判任何人；最终必须由人来决定。",
    "This report describes pictures, never people; a person must decide.",
)
NO_TRACE_IS_NOT_AUTHENTIC: Final = Bilingual(
    "“未发现痕迹”不等于“图片真实”。",
    "“No trace” does not mean “authentic”.",
)
PARENT_PICTURE: Final = Bilingual("这张图片由它而来", "This picture descends from it")
PART_OR_INPUT: Final = Bilingual("制作时用到的图片", "A picture used in making it")

CALL: Final[Mapping[Call, Bilingual]] = MappingProxyType(
    {
        Call.FORGED: Bilingual("发现编辑或生成的证据", "Evidence of editing or generation found"),
        Call.NO_TRACE: Bilingual("未发现编辑痕迹", "No trace of editing found"),
        Call.CANNOT_TELL: Bilingual("无法判断", "Cannot tell"),
    }
)

ROLE: Final[Mapping[Role, Bilingual]] = MappingProxyType(
    {
        Role.CLAIM: Bilingual("索赔照片", "claim photo"),
        Role.LISTING: Bilingual("商品图", "listing picture"),
        Role.DISPATCH: Bilingual("发货图", "dispatch picture"),
        Role.CHAT: Bilingual("聊天图片", "chat picture"),
    }
)

OUTCOME: Final[Mapping[Outcome, Bilingual]] = MappingProxyType(
    {
        Outcome.FAIL: Bilingual("不利", "Speaks against"),
        Outcome.WARN: Bilingual("留意", "Look at this"),
        Outcome.PASS: Bilingual("有利", "Speaks for"),
        Outcome.CANNOT_TELL: Bilingual("无法判断", "Cannot tell"),
        Outcome.NOT_APPLICABLE: Bilingual("不适用", "Not applicable"),
    }
)

SILENT: Final = frozenset({Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE})
"""Outcomes that count neither way."""

OUTCOME_MEANING: Final[Mapping[Outcome, Bilingual]] = MappingProxyType(
    {
        Outcome.FAIL: Bilingual("这项发现对图片不利。", "This finding speaks against the picture."),
        Outcome.WARN: Bilingual(
            "这里值得由人看一看；单凭它说明不了什么。", "A person should look here; alone it settles nothing."
        ),
        Outcome.PASS: Bilingual("这项发现对图片有利。", "This finding speaks for the picture."),
        Outcome.CANNOT_TELL: Bilingual(
            "检查做了，但这张图片的条件不足以得出答案；这不是坏消息。",
            "The check ran, but this picture does not allow an answer; that is no bad sign.",
        ),
        Outcome.NOT_APPLICABLE: Bilingual(
            "这项检查不适用于这里的文件；既不加分也不减分。",
            "The check does not apply to these files; it counts neither way.",
        ),
    }
)

GRADE: Final[Mapping[Grade, Bilingual]] = MappingProxyType(
    {
        Grade.A: Bilingual(
            "任何人拿到同样的原始文件，都能重复得出的证据。",
            "Evidence that anyone can repeat from the same original files.",
        ),
        Grade.B: Bilingual(
            "与图片相矛盾的发现；需要两项相互独立的同级发现才能支持结论。",
            "A finding that contradicts the picture; two independent ones of this grade are needed for an answer.",
        ),
        Grade.C: Bilingual(
            "只是检测器的分数；绝不足以据此作出不利决定。",
            "A detector's score only; never enough for an adverse decision.",
        ),
    }
)

WHAT_NEXT: Final[Mapping[Call, tuple[Bilingual, ...]]] = MappingProxyType(
    {
        Call.FORGED: (
            Bilingual(
                "请亲自查看下面标出的位置，再想想列出的正常原因是否说得通。",
                "Look at the marked places yourself, and ask whether an innocent cause explains them.",
            ),
            Bilingual(
                "提交申诉时，请附上本报告和全部原始文件。",
                "For an appeal, hand in this report together with all original files.",
            ),
            Bilingual("先听取另一方的说明，再作决定。", "Hear the other side before anything is decided."),
        ),
        Call.NO_TRACE: (
            Bilingual(
                "按普通售后申请处理；本次检验没有给出拒绝的理由。",
                "Treat the claim like any other; this examination gives no reason to refuse it.",
            ),
            Bilingual(
                "如有更多对照图（商品图、发货图），可以加入后重新检验。",
                "More references (listing, dispatch) can be added and the case examined again.",
            ),
        ),
        Call.CANNOT_TELL: (
            Bilingual(
                "不要因为“无法判断”而作出对任何一方不利的决定。",
                "Decide nothing against anyone because of “cannot tell”.",
            ),
            Bilingual(
                "可以请对方补充一张换个角度的照片或一段短视频，并发送相机原图（不要截图）。",
                "Ask for one more photo from another angle or a short video, as the original file, not a screenshot.",
            ),
        ),
    }
)

DOES_NOT_MEAN: Final[Mapping[Call, Bilingual]] = MappingProxyType(
    {
        Call.FORGED: Bilingual(
            "这不说明是谁改的、为什么改，也不说明有人说谎；图片也可能是转手得来的，或只是被软件自动处理过。",
            "It does not say who changed the picture or why, nor that anybody lied: pictures are passed on, programs change them unasked.",
        ),
        Call.NO_TRACE: Bilingual(
            "这不说明图片一定真实，只说明这些检查没有看到什么；也不说明损坏是何时、如何发生的。",
            "It does not say that the picture is authentic, only that these checks saw nothing; nor when or how any damage happened.",
        ),
        Call.CANNOT_TELL: Bilingual(
            "这不是坏消息，也不是好消息：它既不支持也不反对这张图片。",
            "It is neither bad news nor good: it speaks neither against the picture nor for it.",
        ),
    }
)
"""What an answer is often mistaken for."""

_DERIVED = Bilingual("索赔照片就是{zh}，只是局部有改动。", "The claim photo is the {en} with a local change.")
_LEADING: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {
        "views-disagree": Bilingual(
            "几张索赔照片出自同一次拍摄，显示的损坏却不一样。",
            "The claim photos come from one exposure but show different damage.",
        ),
        "reused-photo": Bilingual("这张索赔照片曾在别处使用过。", "The claim photo has been used elsewhere before."),
        "aigc-label": Bilingual(
            "图片自带的标识说明它由人工智能生成。",
            "The picture carries a label that says it was generated by AI.",
        ),
        "content-credentials": Bilingual(
            "图片自带的内容凭证说明它由人工智能生成。",
            "The picture carries content credentials that name an AI generator.",
        ),
        "generator-metadata": Bilingual(
            "文件中带有生成或编辑软件留下的信息。",
            "The file carries traces of generating or editing software.",
        ),
        "visible-mark": Bilingual(
            "画面上可见人工智能或图库的标记。", "The picture shows a visible mark of an AI tool or a stock agency."
        ),
        "mark-removed": Bilingual(
            "这张图片是较早的一张图片，只是标识被去掉了。",
            "The picture is an earlier one whose label has been taken off.",
        ),
    }
)
_DEFAULT: Final[Mapping[Call, Bilingual]] = MappingProxyType(
    {
        Call.FORGED: Bilingual(
            "在这里的图片中发现了编辑或生成的证据。", "Evidence of editing or generation was found in these pictures."
        ),
        Call.NO_TRACE: Bilingual(
            "在能够检查的范围内，没有发现编辑痕迹。", "No trace of editing was found in what could be checked."
        ),
        Call.CANNOT_TELL: Bilingual("凭这些图片，无法给出答案。", "These pictures do not allow an answer."),
    }
)


def headline(examination: Examination) -> Bilingual:
    """Say the answer in one plain sentence, by the finding that carried it."""
    verdict = examination.verdict
    if verdict.call is Call.FORGED:
        roles = {facts.id: facts.role for facts in examination.exhibits}
        for finding in carrying_findings(examination):
            sentence = _sentence_of(finding, roles)
            if sentence is not None:
                return sentence
    return _DEFAULT[verdict.call]


def carrying_findings(examination: Examination) -> tuple[Finding, ...]:
    """Return the findings behind the answer, the strongest first, one for each check that the verdict names."""
    wanted = examination.verdict.because
    adverse = (Outcome.FAIL, Outcome.WARN)
    is_adverse_call = examination.verdict.call is Call.FORGED
    named = [
        finding
        for finding in examination.findings
        if finding.check in wanted and (not is_adverse_call or finding.outcome in adverse)
    ]
    named.sort(key=lambda finding: (wanted.index(finding.check), -abs(finding.log_odds)))
    strongest: dict[str, Finding] = {}
    for finding in named:
        strongest.setdefault(finding.check, finding)
    return tuple(strongest.values())


def _sentence_of(finding: Finding, roles: Mapping[ExhibitId, Role]) -> Bilingual | None:
    if finding.check != "derived-from-reference":
        return _LEADING.get(finding.check)
    if finding.outcome is not Outcome.FAIL:
        return None
    reference = next((roles[name] for name in finding.exhibits[1:] if name in roles), None)
    if reference is None or reference is Role.CLAIM:
        return None
    role = {
        Role.LISTING: Bilingual("商家的商品图", "listing picture"),
        Role.DISPATCH: Bilingual("商家的发货图", "dispatch picture"),
        Role.CHAT: Bilingual("聊天中发过的那张图片", "picture sent earlier in the chat"),
    }[reference]
    return _DERIVED.format(zh=role.zh, en=role.en)


def probability_words(probability: float) -> str:
    """Return a probability as a percentage that never claims certainty.

    >>> probability_words(0.99999), probability_words(0.5), probability_words(0.0)
    ('> 99.9 %', '50 %', '< 0.1 %')
    """
    if probability > 0.999:
        return "> 99.9 %"
    if probability < 0.001:
        return "< 0.1 %"
    return f"{percent(probability)}"


def percent(share: float) -> str:
    """Return a share in [0, 1] as a percentage with as many digits as it deserves."""
    value = share * 100
    if value >= 99 or value == 0:
        text = f"{value:.1f}"
    elif value >= 10:
        text = f"{value:.0f}"
    elif value >= 1:
        text = f"{value:.1f}"
    else:
        text = f"{value:.2g}"
    return f"{text.removesuffix('.0')} %"


def measured_words(measured: Measured | None) -> Bilingual:
    """Say how often a finding of this kind is wrong."""
    if measured is None or (measured.false_alarm is None and measured.miss is None):
        return Bilingual("误差率尚未测定。", "Error rate not yet measured.")
    zh, en = [], []
    if measured.false_alarm is not None:
        zh.append(f"在真实照片上，误报不超过 {percent(measured.false_alarm)}")
        en.append(f"wrong on at most {percent(measured.false_alarm)} of honest photos")
    if measured.miss is not None:
        zh.append(f"漏掉的改动图不超过 {percent(measured.miss)}")
        en.append(f"misses at most {percent(measured.miss)} of altered pictures")
    english = "; ".join(en)
    return Bilingual(
        f"{'；'.join(zh)}（测量记录为英文：{measured.on}）。",
        f"{english[:1].upper()}{english[1:]} ({measured.on}).",
    )


def byte_count(size: int) -> str:
    """Return a file size in the unit that people read.

    >>> byte_count(812), byte_count(2_400_000)
    ('812 B', '2.4 MB')
    """
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
