"""Notice text in a picture that speaks to whoever judges it. The text is shown by its box, and never quoted or passed on."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.forensics.marks.appeal_rule import Addressee, find_appeal
from fairclaim.imaging.photo import Photo

_OF_ADDRESSEE = {Addressee.JUDGE: "addressed-to-a-judge", Addressee.ANYBODY: "asks-for-approval"}


def _read(case: Case) -> Sequence[Reading]:
    return [_read_photo(case, photo) for photo in case.claims]


def _read_photo(case: Case, photo: Photo) -> Reading:
    written = case.inscriptions(photo)
    if written.unread:
        return Reading(signal="not-read", exhibits=(photo.id,), reason=written.unread)
    appeal = find_appeal(written.lines)
    if appeal is None:
        return Reading(signal="no-such-text", exhibits=(photo.id,), reason=_NOTHING)
    signal = _OF_ADDRESSEE[appeal.addressee]
    return Reading(signal=signal, exhibits=(photo.id,), reason=_REASON[signal], regions=(appeal.box,))


_REASON = {
    "addressed-to-a-judge": Bilingual(
        "画面中有一段文字像是写给审核人员或审核程序的指示（见方框）。它没有影响本次检查，也没有传给任何程序，请人工阅读。",
        "A text in the picture reads like an instruction to a reviewer or a program (see the box). It had no "
        "influence on this examination and "
        "was passed to no program; a person should read it.",
    ),
    "asks-for-approval": Bilingual(
        "画面中有一段请求批准的文字（见方框），对象可能是商家，也可能是审核人员。它没有影响本次检查。",
        "A text in the picture asks for approval (see the box), of the shop or of a reviewer. It had no influence on this examination.",
    ),
}
_NOTHING = Bilingual("没有读到写给审核人员或审核程序的文字。", "No text addressed to a reviewer or a program was read.")
_NEUTRAL = Bilingual("绝大多数照片没有这类文字。", "Nearly all photos hold no such text.")

CHECK = Check(
    name="instructions-in-image",
    title=Bilingual("画面中是否有写给审核者的文字？", "Does the picture hold text addressed to whoever judges it?"),
    reads=frozenset({Role.CLAIM}),
    cost=Cost.LIGHT,
    source="Greshake et al. 2023, Not what you've signed up for (indirect prompt injection), arXiv:2302.12173",
    fooled_by=Bilingual(
        "别的说法、别的语言、手写字、很小或很淡的字、夹在大量文字之间的字；看不见的改动不在本项范围内。",
        "Other wordings and languages, handwriting, very small or faint letters, a line among very many; changes that nobody can see are "
        "not its subject.",
    ),
    worthless_when=Bilingual(
        "没有读到文字，或未安装识别文字的部件。", "No text was read, or the part that reads text is not installed."
    ),
    signals=(
        Signal(
            "addressed-to-a-judge",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "可能是买家写给店铺客服的备注，也可能是商品、屏幕或书页上本来就有的文字。",
                "It may be a note of the buyer to the shop's staff, or a text that stands on the goods, a screen or a page anyway.",
            ),
        ),
        Signal(
            "asks-for-approval",
            Outcome.WARN,
            Grade.C,
            Bilingual(
                "买家常把给店铺的话写在照片上，或附上与店铺的聊天截图。",
                "Buyers often write a note to the shop onto the photo, or attach a screenshot of their chat with it.",
            ),
        ),
        Signal("no-such-text", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
        Signal("not-read", Outcome.NOT_APPLICABLE, None, _NEUTRAL),
    ),
    read=_read,
)
