"""A case as one HTML page, Chinese and English side by side: what happened, what was found, what was decided and why.

It stands alone: no script, no picture, nothing fetched. Everything that people wrote is escaped.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import Decision
from fairclaim.evidence.bundle.manifest import Item
from fairclaim.evidence.reading import to_time
from fairclaim.services.case_words import actor_name, deed_name
from fairclaim.services.ports.proofs import Opened

_STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.4rem;text-align:left;"
    "vertical-align:top}code{overflow-wrap:anywhere}p.limit{border-left:4px solid #888;padding-left:1rem}"
)
_LIMIT = Bilingual(
    "本页供阅读，不是证明。请先核验证据包，再采信。未发现改动痕迹不等于照片属实。",
    "This page is for reading and proves nothing. Verify the bundle first. That no trace was found does not make a photo true.",
)


def case_page(
    case: str,
    *,
    entries: Sequence[Opened],
    items: Sequence[Item],
    decisions: Sequence[Decision],
    examination: Mapping[str, object] | None,
) -> bytes:
    """Return the page, UTF-8.

    Parameters
    ----------
    examination : mapping or None
        Of the schema ``fairclaim.examination/1``; None shows none.
    """
    parts = (
        _head(case),
        _section("决定", "Decisions", _decisions(decisions)),
        _section("检验发现", "Findings", _findings(examination)),
        _section("经过", "What happened", _custody(entries)),
        _section("材料", "Items", _items(items)),
    )
    body = "\n".join(line for part in parts for line in part)
    return (
        f'<!doctype html>\n<html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(case)}</title><style>{_STYLE}</style>\n{body}\n</html>\n"
    ).encode()


def _head(case: str) -> Iterator[str]:
    yield f"<h1>案件 · Case <code>{escape(case)}</code></h1>"
    yield f'<p class="limit">{_both(_LIMIT)}</p>'


def _section(zh: str, en: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"<h2>{zh} · {en}</h2>"
    yield from lines


def _decisions(decisions: Sequence[Decision]) -> Iterator[str]:
    if not decisions:
        yield f"<p>{_both(Bilingual('尚无决定。', 'There is no decision yet.'))}</p>"
    for one in decisions:
        yield f"<h3>{one.number} · {escape(one.outcome.value)} · {to_time(one.at)}</h3><p>{_both(one.reasons)}</p>"


def _findings(examination: Mapping[str, object] | None) -> Iterator[str]:
    findings = examination.get("findings") if examination is not None else None
    if not isinstance(findings, list) or not findings:
        yield f"<p>{_both(Bilingual('本页没有检验发现。', 'This page shows no findings.'))}</p>"
        return
    yield "<table><tr><th>检查 Check<th>结果 Outcome<th>理由 Reason<th>无害的解释 Innocent cause</tr>"
    for one in findings:
        reason, innocent = (_words(one.get(name)) for name in ("reason", "innocent"))
        yield f"<tr><td>{escape(str(one.get('check')))}<td>{escape(str(one.get('outcome')))}<td>{reason}<td>{innocent}</tr>"
    yield "</table>"


def _custody(entries: Sequence[Opened]) -> Iterator[str]:
    yield "<table><tr><th>日志条目 Entry<th>时间 Time (UTC)<th>经过</tr>"
    for one in entries:
        who, did = actor_name(one.entry.actor), deed_name(one.entry.kind)
        told = Bilingual(f"{who.zh}{did.zh}", f"{who.en} {did.en}")
        yield f"<tr><td>{one.index}<td>{to_time(one.entry.at)}<td>{_both(told)}</tr>"
    yield "</table>"


def _items(items: Sequence[Item]) -> Iterator[str]:
    yield "<table><tr><th>材料 Item<th>说明<th>文件 File</tr>"
    for one in items:
        path = one.path or ", ".join(one.derivatives) or "—"
        yield f"<tr><td>{escape(one.id)}<td>{_both(one.title)}<td><code>{escape(path)}</code></tr>"
    yield "</table>"


def _words(text: object) -> str:
    if not isinstance(text, Mapping):
        return "—"
    return _both(Bilingual(str(text.get("zh")), str(text.get("en"))))


def _both(text: Bilingual) -> str:
    return f'{escape(text.zh)}<br><span lang="en">{escape(text.en)}</span>'
