"""Why a packet cannot be put into a file, in words."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError


def no_room(zh: str, en: str) -> UsageError:
    """Return the error to raise; both texts are clauses without a full stop."""
    return UsageError(Bilingual(f"无法写入这个文件：{zh}。", f"Cannot write into this file: {en}."))
