import io
from typing import get_args

import pytest
from rich.console import Console

from fairclaim.cli.terminal import Language, print_examination
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination, ExhibitError
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Outcome
from fairclaim.domain.verdict import Call
from unit.report import samples

WIDE, NARROW = 240, 44


def printed(examination: Examination, *, language: Language = "en", width: int = WIDE, encoding: str = "utf-8") -> str:
    sink = io.BytesIO()
    stream = io.TextIOWrapper(sink, encoding=encoding)
    print_examination(examination, console=Console(file=stream, width=width, color_system=None), language=language)
    stream.flush()
    return sink.getvalue().decode(encoding)


def without_breaks(text: str) -> str:
    return "".join(character for character in text if character not in " \n│")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "zh",
            (
                "索赔照片就是商家的商品图",
                "有一处不同。",
                "买家可能画了标记。",
                "误报不超过1.2%",
                "必须由人来决定",
                "不等于“图片真实”",
            ),
        ),
        (
            "en",
            (
                "Theclaimphotoisthelistingpicture",
                "Oneplacediffers.",
                "Thebuyermayhavedrawnamark.",
                "atmost1.2%ofhonestphotos",
                "apersonmustdecide",
                "doesnotmean“authentic”",
            ),
        ),
    ],
)
def test_answer_reason_innocent_cause_and_caution_are_printed(
    language: Language, sentences: tuple[str, ...], width: int
) -> None:
    examination, _ = samples.painted_case()
    shown = without_breaks(printed(examination, language=language, width=width))
    for sentence in sentences:
        assert sentence in shown


def test_answer_stands_before_findings_and_files() -> None:
    shown = printed(samples.painted_case()[0])
    assert shown.index("Evidence of editing") < shown.index("Findings") < shown.index("Files")


@pytest.mark.parametrize("language", get_args(Language))
def test_no_line_is_wider_than_the_terminal(language: Language) -> None:
    for line in printed(samples.painted_case()[0], language=language, width=NARROW).splitlines():
        assert len(line) <= NARROW


def test_outcomes_differ_without_colour() -> None:
    claim, _ = samples.painted_pair()
    findings = tuple(
        samples.finding(claim.id, check=item.value, outcome=item) for item in (Outcome.FAIL, Outcome.WARN, Outcome.PASS)
    )
    shown = printed(samples.examination((claim,), findings))
    for mark in ("▲ Speaks against A", "◆ Look at this", "● Speaks for"):
        assert mark in shown


def test_silent_checks_are_counted_and_named() -> None:
    shown = printed(samples.painted_case()[0])
    assert "1 more could not tell or did not apply: aigc-label" in shown


def test_file_lines_carry_size_and_short_hash_and_no_folder() -> None:
    examination, _ = samples.painted_case()
    shown = printed(examination)
    assert "160 × 120" in shown
    assert str(examination.exhibits[0].sha256)[:12] in shown
    assert str(examination.exhibits[0].sha256) not in shown
    assert "somebody" not in shown


def test_abstention_and_errors_are_printed() -> None:
    error = ExhibitError(None, "usage", Bilingual("订单有误。", "The order is wrong."))
    shown = printed(samples.examination((), answer=samples.verdict(Call.CANNOT_TELL), errors=(error,)))
    assert "The photo is too small." in shown
    assert "The order is wrong. [usage]" in shown


def test_hostile_names_neither_steer_the_terminal_nor_act_as_markup() -> None:
    claim = samples.photo("claim-1", Role.CLAIM, samples.pixels(1), path="\x1b[2J[bold]x[-].jpg")
    seen = samples.finding(claim.id, reason="[link=file:///x]here[/link]\x1b]0;title\x07")
    shown = printed(samples.examination((claim,), (seen,), answer=samples.verdict(Call.FORGED, seen.check)))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[link=file:///x]here" in shown
    assert "[bold]x" in shown


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_terminal_that_cannot_show_every_character_still_gets_an_answer(encoding: str) -> None:
    shown = printed(samples.painted_case()[0], encoding=encoding)
    assert "The claim photo is the listing picture with a local change." in shown
