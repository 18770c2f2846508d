"""What a verified bundle proves, and what it does not, in words that a judge can use.

``verify_bundle.py`` says the same; a test compares the two.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual

PROVEN: Final = MappingProxyType(
    {
        "sealed": Bilingual(
            "包内每个文件都与封存时逐字节相同。",
            "Every file in the bundle is, byte for byte, as it was sealed.",
        ),
        "logged": Bilingual(
            "本案的 {count} 条记录都在日志 {origin} 中（检查点含 {size} 条）。",
            "{count} entries of the case stand in the log {origin} (checkpoint over {size} entries).",
        ),
        "no-gap": Bilingual(
            "从第 1 条到第 {count} 条，本案的记录没有一条被抽走。",
            "None of the case's entries 1 to {count} was left out.",
        ),
        "committed": Bilingual(
            "{count} 份材料正是当时记入日志的那一份。",
            "{count} items are the very files that were entered in the log.",
        ),
        "signed": Bilingual("{count} 个对单个文件的签名相符。", "{count} signatures over single files fit."),
        "witnessed": Bilingual(
            "{count} 名见证人确认日志只增不改，最早于 {at}（见证人自己的时钟）。",
            "{count} witnesses confirm that the log only grew, the first at {at} (by their own clocks).",
        ),
        "timed": Bilingual(
            "上述记录不晚于 {at} 已存在（外部时间戳机构）。",
            "These entries existed no later than {at} (authority outside).",
        ),
        "sealed-in-time": Bilingual(
            "整个证据包不晚于 {at} 已封存（外部时间戳机构）。",
            "The whole bundle was sealed no later than {at} (authority outside).",
        ),
    }
)

NOT_PROVEN: Final = MappingProxyType(
    {
        "scene": Bilingual(
            "镜头前是否真有其事：字节未变，不等于照片如实。",
            "What was in front of the lens: bytes that did not change are not yet a true picture.",
        ),
        "persons": Bilingual(
            "密钥背后是谁：签名证明持有密钥，不证明其人。",
            "Who stands behind a key: a signature proves the key, not the person.",
        ),
        "before": Bilingual(
            "进入日志之前发生了什么。",
            "What happened to a file before it was entered in the log.",
        ),
        "afterwards": Bilingual(
            "第 {count} 条之后是否还有记录。",
            "Whether there are entries after number {count}.",
        ),
        "gaps": Bilingual(
            "本案记录的编号不连续：有些记录没有附上。",
            "The numbers of the case's entries have gaps: some entries are not in the bundle.",
        ),
        "keys-unknown": Bilingual(
            "有 {count} 个密钥未与您信任的指纹核对：请通过其他途径向相关机构核对下列指纹，否则任何人都可能自制这样一个包。",
            "{count} keys were not compared with fingerprints that you trust: ask for the fingerprints below by another way; "
            "without that, anybody could have made such a bundle.",
        ),
        "not-witnessed": Bilingual(
            "没有见证人：日志运营者可能另有一份不同的日志。",
            "No witness: the operator of the log may keep another one beside it.",
        ),
        "not-timed": Bilingual(
            "没有外部时间戳：所有时间只是运营者自己的说法。",
            "No time token: all times are the operator's own word.",
        ),
        "revocation": Bilingual(
            "离线无法得知时间戳机构的证书后来是否被吊销。",
            "Whether a certificate of a time authority was revoked cannot be known offline.",
        ),
        "withheld": Bilingual(
            "{count} 份材料未附，只有日志中的承诺。",
            "{count} items are not in the bundle; only the log's commitment to them is.",
        ),
        "copies": Bilingual(
            "{count} 份材料只附改动过的副本：副本是否如实，只有持有原件的人能比对。",
            "{count} items are shown by changed copies only: whether these are true to the originals, only who holds those can compare.",
        ),
        "unlogged": Bilingual(
            "{count} 份材料没有日志记录，只由封存签名担保。",
            "{count} items have no entry in the log; the seal alone vouches for them.",
        ),
        "sm2-unchecked": Bilingual(
            "{count} 个 SM2 签名未在此检验（需要 fairclaim[sm] 或 openssl）。",
            "{count} SM2 signatures were not checked here (that needs fairclaim[sm], or openssl).",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, and the code by which programs know it; the maker's own sentences have the code ``maker``."""

    code: str
    words: Bilingual

    def to_record(self) -> dict[str, str]:
        """Return the statement as it stands in results."""
        return {"code": self.code, **self.words.to_record()}


def proven(code: str, **values: object) -> Statement:
    """Return what is proven, with its figures."""
    return Statement(code, PROVEN[code].format(**values))


def not_proven(code: str, **values: object) -> Statement:
    """Return what is not proven, with its figures."""
    return Statement(code, NOT_PROVEN[code].format(**values))
