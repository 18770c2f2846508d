"""The examination in a terminal: the answer in words first, then why, then the files.

It prints and decides nothing. Meaning never hangs on colour: every outcome has a shape and a word. Text from outside
(names, reasons) can neither steer the terminal nor be read as markup.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination, ExhibitFacts
from fairclaim.domain.finding import Finding, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.report import wording
from fairclaim.report.text import file_name, printable

Language = Literal["zh", "en"]

NARROW_COLUMNS: Final = 88
"""Below this width findings stand under each other instead of in a table."""

_NO_TITLES: Final[Mapping[str, Bilingual]] = MappingProxyType({})
_SHAPE: Final = MappingProxyType(
    {
        Outcome.FAIL: "▲",
        Outcome.WARN: "◆",
        Outcome.PASS: "●",
        Outcome.CANNOT_TELL: "?",
        Outcome.NOT_APPLICABLE: "-",
    }
)
_STYLE: Final = MappingProxyType(
    {
        Outcome.FAIL: "bold red",
        Outcome.WARN: "yellow",
        Outcome.PASS: "green",
        Outcome.CANNOT_TELL: "dim",
        Outcome.NOT_APPLICABLE: "dim",
    }
)
_CALL_SHAPE: Final = MappingProxyType({Call.FORGED: "▲", Call.NO_TRACE: "○", Call.CANNOT_TELL: "?"})
_CALL_STYLE: Final = MappingProxyType({Call.FORGED: "red", Call.NO_TRACE: "green", Call.CANNOT_TELL: "blue"})

_ANSWER = Bilingual("结论", "Answer")
_GRADE = Bilingual("证据等级", "Grade of evidence")
_PROBABILITY = Bilingual("改动的估计概率", "Estimated probability of editing")
_FINDINGS = Bilingual("发现", "Findings")
_CHECK = Bilingual("检查", "Check")
_WHAT = Bilingual("看到了什么，可能的正常原因，误差率", "What was seen, possible innocent cause, how often wrong")
_INNOCENT = Bilingual("可能的正常原因：", "Possible innocent cause: ")
_OTHERWISE = Bilingual("其他可能原因：", "What else could cause it: ")
_SILENT = Bilingual("另有 {count} 项检查无法判断或不适用：", "{count} more could not tell or did not apply: ")
_FILES = Bilingual("文件", "Files")
_PROBLEMS = Bilingual("未能检验", "Not examined")
_SPACE: Final = MappingProxyType({"zh": "", "en": " "})


def print_examination(
    examination: Examination,
    *,
    console: Console,
    language: Language,
    titles: Mapping[str, Bilingual] = _NO_TITLES,
) -> None:
    """Print one examination for a person.

    Parameters
    ----------
    examination : Examination
        What to print.
    console : rich.console.Console
        Where to; its width decides between a table and a list.
    language : "zh" or "en"
        Which of the two first languages.
    titles : mapping of str to Bilingual, optional
        The question that each check answers, by its name; a check without one is printed by its name.
    """
    page = _Printer(console, language, titles)
    console.print(page.answer(examination))
    for part in (*page.findings(examination), *page.errors(examination), *page.files(examination)):
        console.print(part)


class _Printer:
    """One language and one width, so that no helper has to be told both."""

    def __init__(self, console: Console, language: Language, titles: Mapping[str, Bilingual]) -> None:
        self._language = language
        self._titles = titles
        self._is_narrow = console.width < NARROW_COLUMNS
        self._encoding = console.encoding

    def answer(self, examination: Examination) -> Panel:
        verdict = examination.verdict
        style = _CALL_STYLE[verdict.call]
        lines: list[Text] = [self._text(wording.headline(examination), "bold")]
        if verdict.abstained is not None:
            lines.append(self._text(verdict.abstained))
        lines += [self._text(finding.reason) for finding in wording.carrying_findings(examination)]
        lines.append(Text())
        if verdict.grade is not None:
            lines.append(self._labelled(_GRADE, f"{verdict.grade.value} · ", self._say(wording.GRADE[verdict.grade])))
        lines.append(self._labelled(_PROBABILITY, wording.probability_words(verdict.probability)))
        caution = (wording.PERSON_DECIDES, wording.NO_TRACE_IS_NOT_AUTHENTIC)
        lines += [
            Text(),
            self._plain(_SPACE[self._language].join(self._say(sentence) for sentence in caution), "italic"),
        ]
        title = Text(f"{_CALL_SHAPE[verdict.call]} {self._say(wording.CALL[verdict.call])}", f"bold {style}")
        return Panel(
            Group(*lines),
            title=self._fit(title),
            title_align="left",
            subtitle=self._plain(f"{examination.case} · fairclaim {examination.version}"),
            subtitle_align="right",
            border_style=style,
            padding=(1, 2),
        )

    def findings(self, examination: Examination) -> Iterator[RenderableType]:
        order = list(Outcome)
        said = [item for item in examination.findings if item.outcome not in wording.SILENT]
        said.sort(key=lambda item: (order.index(item.outcome), -abs(item.log_odds)))
        if said:
            yield Rule(self._text(_FINDINGS, "bold"), align="left", style="dim")
            yield from ([self._block(item) for item in said] if self._is_narrow else [self._table(said)])
        silent = dict.fromkeys(item.check for item in examination.findings if item.outcome in wording.SILENT)
        if silent:
            count = self._say(_SILENT).format(count=len(silent))
            yield self._plain(count + ", ".join(silent), "dim")

    def errors(self, examination: Examination) -> Iterator[RenderableType]:
        if examination.errors:
            yield Rule(self._text(_PROBLEMS, "bold"), align="left", style="dim")
        for error in examination.errors:
            name = f"{error.exhibit} · " if error.exhibit else ""
            yield self._plain(f"! {name}{self._say(error.message)} [{error.code}]", "yellow")

    def files(self, examination: Examination) -> Iterator[RenderableType]:
        if not examination.exhibits:
            return
        yield Rule(self._text(_FILES, "bold"), align="left", style="dim")
        for facts in examination.exhibits:
            yield self._plain(self._file_line(facts))

    def _table(self, findings: list[Finding]) -> Table:
        table = Table(box=box.SIMPLE_HEAD, show_lines=True, expand=True, pad_edge=False)
        table.add_column("", no_wrap=True)
        table.add_column(self._text(_CHECK), ratio=2, overflow="fold")
        table.add_column(self._text(_WHAT), ratio=5, overflow="fold")
        for finding in findings:
            table.add_row(self._outcome(finding), self._title(finding), Group(*self._body(finding)))
        return table

    def _block(self, finding: Finding) -> RenderableType:
        head = Text.assemble(self._outcome(finding), "  ", self._title(finding))
        return Group(head, Padding(Group(*self._body(finding)), (0, 0, 1, 2)))

    def _outcome(self, finding: Finding) -> Text:
        grade = f" {finding.grade.value}" if finding.grade else ""
        word = f"{_SHAPE[finding.outcome]} {self._say(wording.OUTCOME[finding.outcome])}{grade}"
        return self._plain(word, _STYLE[finding.outcome])

    def _title(self, finding: Finding) -> Text:
        names = " ".join(finding.exhibits)
        title = self._titles.get(finding.check)
        head = self._say(title) if title else finding.check
        return Text.assemble(self._plain(head, "bold"), "\n", self._plain(names, "dim"))

    def _body(self, finding: Finding) -> Iterator[Text]:
        yield self._text(finding.reason)
        if self._say(finding.innocent):
            lead = _OTHERWISE if finding.outcome is Outcome.PASS else _INNOCENT
            yield self._plain(self._say(lead) + self._say(finding.innocent), "italic")
        weight = f"{finding.log_odds:+.1f}"
        yield self._plain(f"{self._say(wording.measured_words(finding.measured))} · log-odds {weight}", "dim")

    def _file_line(self, facts: ExhibitFacts) -> str:
        size = f"{facts.width} × {facts.height}" if facts.width and facts.height else ""
        digest = f"sha256 {facts.sha256[:12]}…" if facts.sha256 else ""
        parts = (facts.id, self._say(wording.ROLE[facts.role]), file_name(facts.path), facts.media_type, size, digest)
        return " · ".join(part for part in parts if part)

    def _labelled(self, label: Bilingual, *values: str) -> Text:
        colon = "：" if self._language == "zh" else ": "
        return Text.assemble(self._plain(self._say(label) + colon, "dim"), self._plain("".join(values)))

    def _say(self, text: Bilingual) -> str:
        return text.zh if self._language == "zh" else text.en

    def _text(self, text: Bilingual, style: str = "") -> Text:
        return self._plain(self._say(text), style)

    def _plain(self, text: str, style: str = "") -> Text:
        return self._fit(Text(printable(text), style))

    def _fit(self, text: Text) -> Text:
        """Replace what the terminal's encoding cannot show, rather than failing in the middle of an answer."""
        shown = text.plain.encode(self._encoding, errors="replace").decode(self._encoding)
        return text if shown == text.plain else Text(shown, text.style)
