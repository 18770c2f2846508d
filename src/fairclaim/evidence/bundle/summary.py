"""The first file of a bundle: one page of plain text in both languages, for a person who has nothing but a text editor."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.case_file import CaseFile
from fairclaim.evidence.bundle.manifest import KeyRecord, Shown
from fairclaim.evidence.bundle.statements import NOT_PROVEN
from fairclaim.evidence.reading import to_time

_SHOWN: Final = MappingProxyType(
    {
        Shown.WHOLE: Bilingual("附原件", "in the bundle"),
        Shown.REDACTED: Bilingual(
            "附改动过的副本，原件只有承诺", "changed copy in the bundle, the original committed only"
        ),
        Shown.WITHHELD: Bilingual("未附，只有承诺", "not in the bundle, committed only"),
    }
)
_ALWAYS: Final = ("scene", "persons", "before")
_LEAD: Final = Bilingual(
    "这份文件说明包内有什么、怎样核验。文件本身不是证明：请先核验，再采信。",
    "This page says what is in the bundle and how to check it. It proves nothing by itself: check first, then rely on it.",
)
_HOW: Final = (
    Bilingual("用 fairclaim：fairclaim verify 文件名", "With fairclaim: fairclaim verify FILE"),
    Bilingual(
        "只用 Python 和 cryptography：python verify_bundle.py 文件名",
        "With Python and cryptography only: python verify_bundle.py FILE",
    ),
    Bilingual(
        "不信任我们的任何程序：按文档“核验证据包”中的 openssl 命令逐步进行。",
        "Trusting no program of ours: by the openssl commands of the page “Verify a bundle” in the documentation.",
    ),
    Bilingual(
        "务必通过其他途径向相关机构核对下列密钥指纹。",
        "Compare the fingerprints below with what their owners tell you by another way.",
    ),
)


def summary(case: CaseFile, keys: tuple[KeyRecord, ...], digests: Mapping[str, bytes]) -> str:
    """Return the page: what a reader must know first, then the lists.

    Parameters
    ----------
    case : CaseFile
        What is sealed.
    keys : tuple of KeyRecord
        Its keys, the seal's too.
    digests : mapping of str to bytes
        SHA-256 of the attachments, by path.
    """
    parts = (
        _head(case),
        _section("结果", "Outcome", (_pair(one) for one in case.outcome)) if case.outcome else [],
        _section("怎样核验", "How to check it", (_pair(one) for one in _HOW)),
        _section("它不证明什么", "What it does not prove", _limits(case)),
        _section("密钥指纹（SHA-256）", "Fingerprints of keys (SHA-256)", _keys(keys)),
        _section("材料", "Items", _items(case, digests)),
        _section("保管链", "Chain of custody", _custody(case)),
    )
    return "\n".join("\n".join(part) for part in parts if part)


def _head(case: CaseFile) -> list[str]:
    shown = {how: sum(one.shown is how for one in case.items) for how in Shown}
    counted = [f"{count} {_SHOWN[how].zh} / {_SHOWN[how].en}" for how, count in shown.items() if count]
    return [
        "明察 fairclaim · 证据包 · Evidence bundle",
        "",
        f"案件 Case: {case.case}",
        f"封存 Sealed: {to_time(case.made_at)} ({case.made_by})",
        f"用途 Profile: {case.profile.value}",
        f"日志条目 Log entries: {len(case.entries)}",
        *(f"材料 Items: {one}" for one in counted),
        "",
        _LEAD.zh,
        _LEAD.en,
        "",
    ]


def _section(zh: str, en: str, lines: Iterator[str]) -> list[str]:
    return [f"== {zh} · {en} ==", *lines, ""]


def _items(case: CaseFile, digests: Mapping[str, bytes]) -> Iterator[str]:
    changed = {one.path: one.changed for one in case.attachments}
    for one in case.items:
        shown = _SHOWN[one.shown]
        yield f"{one.id} [{one.kind}] {one.title.zh} / {one.title.en}"
        yield f"    {shown.zh} / {shown.en}"
        if one.path is not None:
            yield f"    {one.path}  sha256 {digests.get(one.path, b'').hex()}"
        for path in one.derivatives:
            yield f"    {path}  sha256 {digests.get(path, b'').hex()}"
            if (words := changed.get(path)) is not None:
                yield from (f"    {words.zh}", f"    {words.en}")


def _custody(case: CaseFile) -> Iterator[str]:
    entries = {one.inclusion.index: one.entry for one in case.entries}
    for step in (one for one in case.custody if one.entry in entries):
        yield f"{to_time(entries[step.entry].at)}  #{step.entry}  {step.who.zh}：{step.did.zh} / {step.who.en}: {step.did.en}"


def _keys(keys: tuple[KeyRecord, ...]) -> Iterator[str]:
    for one in keys:
        yield f"{one.use.value} {one.algorithm} {one.name}"
        yield f"    {one.fingerprint}"


def _limits(case: CaseFile) -> Iterator[str]:
    for one in (*(NOT_PROVEN[code] for code in _ALWAYS), *case.not_proven):
        yield _pair(one)


def _pair(text: Bilingual) -> str:
    zh, en = (" ".join(words.split()) for words in (text.zh, text.en))
    return f"- {zh}\n  {en}"
