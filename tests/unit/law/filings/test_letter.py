"""Letters, filled and blank."""

import json
from dataclasses import replace
from datetime import date

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.errors import FilingIncompleteError
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.data import SCHEMA, Attachment, parse_filing
from fairclaim.law.filings.kind import Kind
from fairclaim.law.filings.letter import Language, Letter, Part, require_complete, write_letter
from unit.law.filings.filled import empty, full

every_kind = pytest.mark.parametrize("kind", [kind_named(name) for name in KINDS], ids=lambda kind: kind.name)
every_language = pytest.mark.parametrize("language", list(Language))


def said(letter: Letter) -> str:
    lines = [
        run.text
        for part in letter.body
        for line in (part.line, *part.items, *(row[1] for row in part.rows))
        for run in line
    ]
    return "\n".join(lines)


@every_kind
@every_language
def test_a_full_record_leaves_no_blank_and_an_empty_one_marks_all(kind: Kind, language: Language) -> None:
    letter = write_letter(kind, full(kind), language)
    assert letter.blanks == ()
    require_complete([letter])
    draft = write_letter(kind, empty(kind), language)
    needed = {field.label for field in kind.fields if field.is_needed}
    assert set(draft.blanks) >= needed
    with pytest.raises(FilingIncompleteError) as caught:
        require_complete([draft])
    assert set(caught.value.blanks) == set(draft.blanks)


@every_kind
def test_every_blank_is_marked_as_one(kind: Kind) -> None:
    draft = write_letter(kind, empty(kind), Language.ZH)
    marked = [run for part in draft.body for line in (part.line, *part.items) for run in line if run.part is Part.BLANK]
    assert all(run.text.startswith("【待填：") for run in marked)


@every_kind
@every_language
def test_a_full_letter_says_everything_that_was_given(kind: Kind, language: Language) -> None:
    data = full(kind)
    text = said(write_letter(kind, data, language))
    for value in data.values.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Bilingual):
                assert (one.zh if language is Language.ZH else one.en) in text


@pytest.mark.parametrize(("on", "article"), [("2025-12-31", "第四十九条"), ("2026-01-01", "第五十八条")])
def test_the_police_letter_cites_the_law_of_the_last_act(on: str, article: str) -> None:
    kind = kind_named("police-cover")
    data = full(kind)
    letter = write_letter(
        kind, replace(data, values={**data.values, "last_act_on": date.fromisoformat(on)}), Language.ZH
    )
    assert article in letter.basis[0]


def test_without_the_day_no_version_is_cited() -> None:
    assert write_letter(kind_named("police-cover"), empty(kind_named("police-cover")), Language.EN).basis == ()


def test_refund_only_is_cited_where_it_is_the_matter() -> None:
    kind = kind_named("platform-appeal")
    data = full(kind)
    assert len(write_letter(kind, data, Language.ZH).basis) == 2
    without = {key: value for key, value in data.values.items() if key != "refund_only"}
    letter = write_letter(kind, replace(data, values=without), Language.ZH)
    assert len(letter.basis) == 1
    assert "仅退款" not in said(letter)
    early = replace(data, on=date(2026, 1, 31))
    assert write_letter(kind, early, Language.ZH).basis == ()


def test_what_one_usually_attaches_is_listed_until_it_is_there() -> None:
    kind = kind_named("civil-demand")
    data = full(kind)
    first = write_letter(kind, data, Language.ZH).enclosures
    assert [one.is_enclosed for one in first] == [True, False, False, False]
    named = replace(data, attachments=(Attachment(title=Bilingual("支付记录", "支付记录")),))
    assert [one.title for one in write_letter(kind, named, Language.ZH).enclosures].count("支付记录") == 1


def test_a_recipient_has_a_contact_where_one_is_given() -> None:
    kind = kind_named("civil-demand")
    record = {"schema": SCHEMA, "to": {"name": "买家", "contact": "平台消息"}}
    letter = write_letter(kind, parse_filing(json.dumps(record).encode(), kind, name="d"), Language.ZH)
    assert [label for label, _ in letter.address] == ["收函人", "联系方式", "发函人", "联系方式"]
    assert letter.address[1][1][0].text == "平台消息"


def test_braces_in_what_is_given_are_only_text() -> None:
    kind = kind_named("civil-demand")
    fields = {"how_to_pay": "{amount} {0} {{x}}"}
    data = parse_filing(json.dumps({"schema": SCHEMA, "fields": fields}).encode(), kind, name="d")
    assert "{amount} {0} {{x}}" in said(write_letter(kind, data, Language.EN))
