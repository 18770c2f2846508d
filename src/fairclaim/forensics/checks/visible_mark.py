"""Read the marks that services set onto their pictures: an AI label, Gemini's star, a photo agency's name.

A label is unsigned: anybody can draw one, and phone albums set it after a slight retouching. It never proves anything alone.
"""

from collections.abc import Iterator, Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.inscriptions import Inscriptions
from fairclaim.forensics.labels.texts import shown
from fairclaim.forensics.marks.agency_rule import AgencyMark, find_agency
from fairclaim.forensics.marks.label_rule import LabelMark, find_labels
from fairclaim.forensics.marks.spark import Spark, find_spark
from fairclaim.imaging.photo import Photo

STANDARD_SHARE = 0.05
"""Height of a label's letters relative to the short side that GB 45438-2025, 5.2 asks for."""
MOST_BOXES = 8


def _read(case: Case) -> Sequence[Reading]:
    return [reading for photo in case.claims for reading in _read_photo(photo, case.inscriptions(photo))]


def _read_photo(photo: Photo, written: Inscriptions) -> list[Reading]:
    height, width = photo.raster.height, photo.raster.width
    found: list[Reading] = []
    labels = find_labels(written.lines, height, width)
    found += _labels(photo, [label for label in labels if not label.is_doubted], "ai-mark")
    found += _labels(photo, [label for label in labels if label.is_doubted], "possible-mark")
    found += [_spark(photo, star) for star in [find_spark(photo.raster.pixels)] if star]
    found += [_agency(photo, mark) for mark in [find_agency(written.lines)] if mark]
    if found:
        return found
    if written.unread:
        return [Reading(signal="not-read", exhibits=(photo.id,), reason=written.unread)]
    return [Reading(signal="no-mark", exhibits=(photo.id,), reason=_NOTHING)]


def _labels(photo: Photo, labels: Sequence[LabelMark], signal: str) -> Iterator[Reading]:
    if labels:
        first = labels[0]
        text = {"share": f"{first.height_share:.1%}", **_quoted(first.text)}
        service = _SERVICE.format(zh=first.service.name, en=first.service.en) if first.service else Bilingual("", "")
        size = _AS_LARGE if first.height_share >= STANDARD_SHARE else _SMALLER
        reason = Bilingual(
            _LABEL[signal].zh.format(quote=text["zh"], share=text["share"]) + size.zh + service.zh + _UNSIGNED.zh,
            _LABEL[signal].en.format(quote=text["en"], share=text["share"]) + size.en + service.en + _UNSIGNED.en,
        )
        boxes = tuple(label.box for label in labels[:MOST_BOXES])
        yield Reading(signal=signal, exhibits=(photo.id,), reason=reason, regions=boxes)


def _quoted(text: str) -> dict[str, str]:
    """Return the words for either language; Chinese words stand in the English text as what they mean."""
    plain = shown(text).replace("{", "(").replace("}", ")")
    is_latin = all(sign < "\u2e80" for sign in plain)
    return {"zh": f"“{plain}”", "en": f'"{plain}"' if is_latin else "Chinese words for that"}


def _spark(photo: Photo, star: Spark) -> Reading:
    side = star.box.row1 - star.box.row0
    reason = Bilingual(
        _STAR.zh.format(side=side, likeness=star.likeness), _STAR.en.format(side=side, likeness=star.likeness)
    )
    return Reading(signal="gemini-star", exhibits=(photo.id,), reason=reason, regions=(star.box,))


def _agency(photo: Photo, mark: AgencyMark) -> Reading:
    count = len(mark.boxes)
    reason = Bilingual(
        _AGENCY.zh.format(name=mark.agency.name, count=count), _AGENCY.en.format(name=mark.agency.en, count=count)
    )
    return Reading(signal="stock-mark", exhibits=(photo.id,), reason=reason, regions=mark.boxes[:MOST_BOXES])


_LABEL = {
    "ai-mark": Bilingual(
        "图片边缘有可见标识{quote}，声明由人工智能生成或合成，字高占短边 {share}",
        "A visible label at the picture's edge ({quote}) says that AI made it; its letters are {share} of the short side high",
    ),
    "possible-mark": Bilingual(
        "图片边缘有可见提示{quote}，说可能由人工智能生成，字高占短边 {share}",
        "A visible notice at the picture's edge ({quote}) says that AI may have made it; its letters are {share} of the short side high",
    ),
}
_AS_LARGE = Bilingual("（国标要求不小于 5%）。", " (the standard asks for 5 % or more).")
_SMALLER = Bilingual(
    "（小于国标要求的 5%，缩图后常见）。", " (less than the 5 % of the standard, as after scaling down)."
)
_SERVICE = Bilingual("文字与“{zh}”的标识一致。", " The words are those of {en}.")
_UNSIGNED = Bilingual(
    "可见标识没有签名，任何人都能加上，须有其他独立证据印证。",
    " A visible label is unsigned, anybody can add it, and it needs independent corroboration.",
)
_STAR = Bilingual(
    "右下角有四角星图案（边长 {side} 像素，形状相关度 {likeness:.2f}），形状与位置和 Gemini 生成图片的标识一致。"
    "标识没有签名，须有其他独立证据印证。",
    "A four-pointed star stands in the lower right corner ({side} px, likeness {likeness:.2f}), in the "
    "shape and at the place of Gemini's mark. "
    "It is unsigned and needs independent corroboration.",
)
_AGENCY = Bilingual(
    "图片上有图库或图片社“{name}”的标识（{count} 处）。它不是人工智能标识，但说明图片很可能取自别处。",
    "The picture carries the mark of the photo agency {name} ({count} places). That is no AI label, but "
    "the picture probably comes from elsewhere.",
)
_NOTHING = Bilingual(
    "没有读到人工智能标识或图库标识。没有标识不说明任何问题。",
    "No AI label and no agency's mark was read. Their absence says nothing.",
)
_NEUTRAL = Bilingual("绝大多数照片没有这类标识。", "Nearly all photos carry no such mark.")

CHECK = Check(
    name="visible-mark",
    title=Bilingual(
        "图片上是否有人工智能标识或图库标识？", "Does the picture show an AI label or a photo agency's mark?"
    ),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="GB 45438-2025, 5.2 (text label of a picture); marks of services as seen on their pictures",
    fooled_by=Bilingual(
        "裁掉或涂掉标识；把标识画到真实照片上；标识太淡、压在纹理上，或字高小于长边的 0.6%；包装上恰好印有同样文字。",
        "Cropping or painting the label away; drawing one onto a real photo; a label too faint, on texture, or lower than 0.6 % of the "
        "long side; packaging that happens to print the very words.",
    ),
    worthless_when=Bilingual(
        "没有读到标识时，本项不提供任何信息。未安装识别文字的部件时，只查找四角星图案。",
        "Where no mark was read it says nothing. Without the part that reads text only the star is looked for.",
    ),
    signals=(
        Signal(
            "ai-mark",
            Outcome.FAIL,
            Grade.B,
            Bilingual(
                "手机相册在消除路人、扩图或轻微修图后会自动加上这类标识；商品包装或屏幕上恰好印有这几个字；标识也可能由他人事后加上。",
                "Phone albums add such a label after erasing a passer-by, extending or slightly retouching a "
                "picture; packaging or a screen may "
                "show the very words; and somebody else may have added it later.",
            ),
        ),
        Signal(
            "gemini-star",
            Outcome.FAIL,
            Grade.B,
            Bilingual(
                "买家可能用 Gemini 调亮或裁切了真实照片；贴纸、反光或商品图案恰好形似。",
                "Gemini may have been used to brighten or crop a real photo; a sticker, a glint or a print may look like it by chance.",
            ),
        ),
        Signal(
            "possible-mark",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "平台会给许多真实照片加上“可能由 AI 生成”的提示，这类判断常有误。",
                "Platforms put such notices onto many real photos, and are often wrong.",
            ),
        ),
        Signal(
            "stock-mark",
            Outcome.WARN,
            Grade.B,
            Bilingual(
                "买家可能附上网图说明同类问题；画面中的杂志、屏幕或海报可能印有图库名称。",
                "The buyer may have attached a picture from the web to explain the kind of damage; a magazine, "
                "screen or poster in the scene "
                "may show the agency's name.",
            ),
        ),
        Signal("no-mark", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("not-read", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
