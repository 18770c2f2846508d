"""Why a reviewer passes a task on."""

from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual


class SkipReason(StrEnum):
    """None of these says anything about the claim or the reviewer."""

    CONFLICT = "conflict"
    LANGUAGE = "language"
    EXPERTISE = "expertise"
    DISTRESSING = "distressing"
    CANNOT_OPEN = "cannot-open"
    UNSURE = "unsure"


SKIP_NAMES = {
    SkipReason.CONFLICT: Bilingual("与一方相识或有往来", "knows one of the parties"),
    SkipReason.LANGUAGE: Bilingual("不懂材料的语言", "does not read the language"),
    SkipReason.EXPERTISE: Bilingual("不熟悉此类商品", "does not know this kind of goods"),
    SkipReason.DISTRESSING: Bilingual("画面令人不适", "the pictures are distressing"),
    SkipReason.CANNOT_OPEN: Bilingual("文件无法打开", "a file does not open"),
    SkipReason.UNSURE: Bilingual("难以判断", "finds it hard to judge"),
}
