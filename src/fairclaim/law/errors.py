"""What can be wrong in this room.

::

    UsageError
    ├── LawDataError          law-data           an acts file or a filing's data cannot be used; every fault with its place
    └── UnknownAreaError      area-unknown       no province of China has this code
    RuleError
    └── FilingIncompleteError filing-incomplete  a final filing has places that nobody has filled
    UnavailableError
    └── BrokenBookError       law-book           the statutes that are installed contradict themselves
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError, UnavailableError, UsageError

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a file.

    Parameters
    ----------
    path : str
        Dotted place, such as ``acts.2.obtained``; "" for the whole.
    message : Bilingual
        What was expected.
    """

    path: str
    message: Bilingual


class LawDataError(UsageError):
    """A file of acts or the data of a filing cannot be used."""

    code = "law-data"

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name, self.faults = name, tuple(faults)
        shown = self.faults[:_SHOWN]
        more = len(self.faults) - len(shown)
        super().__init__(
            Bilingual(
                f"{name} 不能使用："
                + "；".join(_placed(one.path, one.message.zh, "：") for one in shown)
                + (f"；另有 {more} 处" if more else "")
                + "。",
                f"{name} cannot be used: "
                + "; ".join(_placed(one.path, one.message.en, ": ") for one in shown)
                + (f"; and {more} more" if more else "")
                + ".",
            )
        )


def _placed(path: str, text: str, colon: str) -> str:
    return f"{path}{colon}{text}" if path else text


class UnknownAreaError(UsageError):
    """No province of China has this code."""

    code = "area-unknown"

    def __init__(self, given: str) -> None:
        super().__init__(
            Bilingual(
                f"地区代码 {given!r} 无法识别。请用 GB/T 2260 代码，例如 43（湖南）、430000，或城市 440300（深圳）。",
                f"The area code {given!r} is not known. Use GB/T 2260 codes, such as 43 (Hunan), 430000, or a city, 440300 (Shenzhen).",
            )
        )
        self.given = given


class FilingIncompleteError(RuleError):
    """A final filing still has places that a person must fill in."""

    code = "filing-incomplete"

    def __init__(self, blanks: tuple[Bilingual, ...]) -> None:
        super().__init__(
            Bilingual(
                f"还有 {len(blanks)} 处未填：{'、'.join(blank.zh for blank in blanks)}。请补全，或先生成草稿。",
                f"{len(blanks)} places are not filled in: {', '.join(blank.en for blank in blanks)}. Fill them, or make a draft first.",
            )
        )
        self.blanks = blanks


class BrokenBookError(UnavailableError):
    """The statutes that are installed contradict themselves."""

    code = "law-book"

    def __init__(self, faults: tuple[str, ...]) -> None:
        listed = "; ".join(faults[:_SHOWN])
        super().__init__(
            Bilingual(
                f"已安装的法条数据有误：{listed}。请重新安装。",
                f"The installed statutes are faulty: {listed}. Install again.",
            )
        )
        self.faults = faults
