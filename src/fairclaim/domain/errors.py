"""Every error that fairclaim raises on purpose, grouped by who can mend it.

::

    FairclaimError
    ├── InputError            the sender: this file cannot be examined
    │   ├── NotReadableError      not-readable       the bytes could not be had (missing file, no permission)
    │   ├── EmptyFileError        empty-file         zero bytes
    │   ├── UnknownFormatError    unknown-format     not a picture that we read
    │   ├── BrokenFileError       broken-file        truncated or damaged
    │   ├── OverLimitError        over-limit         too many bytes, pixels, frames, scans
    │   └── DecodeTimeoutError    decode-timeout     took longer than any honest picture
    ├── UsageError            the caller: wrong arguments, malformed order or case file
    ├── RuleError             the user: a rule of the claim desk forbids this now (drawn in ``fairclaim.domain.desk.refusals``)
    ├── IntegrityError        nobody: a proof fails; treat what it was to prove as changed
    └── UnavailableError      the operator: a part is missing or switched off

A bug is none of these and surfaces as what it is. Callers match on class or ``code``, never on text.
"""

from typing import ClassVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.faults import fault_in_words
from fairclaim.domain.quantities import amounts, quantity_name


class FairclaimError(Exception):
    """Root of the tree."""

    code: ClassVar[str] = "error"

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


class InputError(FairclaimError):
    """The sender can mend it: this file cannot be examined."""

    code = "input"


class NotReadableError(InputError):
    """The bytes could not be had."""

    code = "not-readable"

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(
            Bilingual(
                f"无法读取文件 {name}：{cause}。请检查路径和权限。",
                f"Cannot read {name}: {cause}. Check the path and its permissions.",
            )
        )
        self.name = name


class EmptyFileError(InputError):
    """Zero bytes."""

    code = "empty-file"

    def __init__(self) -> None:
        super().__init__(Bilingual("文件是空的（0 字节）。请重新发送。", "The file is empty (0 bytes). Send it again."))


class UnknownFormatError(InputError):
    """Not a picture that we read."""

    code = "unknown-format"

    def __init__(self, found: str) -> None:
        super().__init__(
            Bilingual(
                f"这不是可检验的图片（内容为 {found}）。请发送 JPEG、PNG、WebP、GIF、TIFF、HEIC 或 AVIF。",
                f"Not a picture that can be examined (content looks like {found}). Send JPEG, PNG, WebP, GIF, TIFF, HEIC or AVIF.",
            )
        )
        self.found = found


class BrokenFileError(InputError):
    """Truncated or damaged."""

    code = "broken-file"

    def __init__(self, what: str) -> None:
        fault = fault_in_words(what)
        super().__init__(
            Bilingual(
                f"文件已损坏或不完整（{fault.zh}）。请发送原图。",
                f"The file is damaged or incomplete ({fault.en}). Send the original file.",
            )
        )
        self.what = what


class OverLimitError(InputError):
    """Larger than any honest photo."""

    code = "over-limit"

    def __init__(self, *, quantity: str, value: int, limit: int) -> None:
        name = quantity_name(quantity)
        found, most = amounts(quantity, value, limit)
        if value > limit:
            text = Bilingual(
                f"{name.zh}为 {found.zh}，上限 {most.zh}", f"{name.en} is {found.en}; the limit is {most.en}"
            )
        else:  # told by the system that refused, without a figure
            text = Bilingual(f"{name.zh}超过上限 {most.zh}", f"{name.en} is more than {most.en}")
        super().__init__(
            Bilingual(
                f"图片超出限制：{text.zh}。请发送较小的原图。",
                f"The picture is over a limit: {text.en}. Send a smaller original.",
            )
        )
        self.quantity, self.value, self.limit = quantity, value, limit


class DecodeTimeoutError(InputError):
    """Decoding took longer than any honest picture does."""

    code = "decode-timeout"

    def __init__(self, limit_s: float) -> None:
        super().__init__(
            Bilingual(
                f"解码超过 {limit_s:g} 秒，已停止。请发送原图。",
                f"Decoding took more than {limit_s:g} s and was stopped. Send the original file.",
            )
        )
        self.limit_s = limit_s


class UsageError(FairclaimError):
    """The caller can mend it: wrong arguments, malformed order or case file."""

    code = "usage"


class RuleError(FairclaimError):
    """The user can mend it: a rule of the claim desk forbids this act, or forbids it now."""

    code = "rule"


class IntegrityError(FairclaimError):
    """Nobody can mend it: a proof fails, and what it was to prove counts as changed.

    Parameters
    ----------
    fault : Bilingual
        What is wrong: a clause without a full stop.
    place : str, optional
        Where: the path of a file in a bundle, or the name of a proof.
    """

    code = "integrity"

    def __init__(self, fault: Bilingual, *, place: str = "") -> None:
        where = Bilingual(f"（{place}）", f" at {place}") if place else Bilingual("", "")
        super().__init__(
            Bilingual(
                f"证据核验失败{where.zh}：{fault.zh}。请勿采信，并保留这份文件。",
                f"A proof fails{where.en}: {fault.en}. Do not rely on it, and keep the file as it is.",
            )
        )
        self.fault, self.place = fault, place


class UnavailableError(FairclaimError):
    """The operator can mend it: a part is missing or switched off."""

    code = "unavailable"
