"""Markdown and HTML: all kinds, both languages, and nothing given is markup."""

import json
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.data import SCHEMA, parse_filing
from fairclaim.law.filings.kind import Kind
from fairclaim.law.filings.letter import Language, Letter, write_letter
from fairclaim.law.filings.render import to_html, to_markdown
from unit.law.filings.filled import DIGEST, empty, full

every_kind = pytest.mark.parametrize("kind", [kind_named(name) for name in KINDS], ids=lambda kind: kind.name)
every_language = pytest.mark.parametrize("language", list(Language))
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) **b** | # h `c` &amp; $x$"


class Seen(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


def hostile() -> Letter:
    kind = kind_named("provider-inquiry")
    record = {
        "schema": SCHEMA,
        "from": {"name": HOSTILE},
        "fields": {"reason": HOSTILE, "produce_id": HOSTILE},
        "attachments": [{"title": HOSTILE, "file": "<b>.jpg"}],
    }
    return write_letter(kind, parse_filing(json.dumps(record).encode(), kind, name="d"), Language.EN)


@every_kind
@every_language
def test_all_kinds_render_in_both_languages(kind: Kind, language: Language) -> None:
    letter = write_letter(kind, full(kind), language)
    page, text = seen(to_html(letter)), to_markdown(letter)
    assert letter.title in page.text
    assert letter.title in text
    assert DIGEST in page.text
    assert "draft" not in to_html(letter).split("<body>")[1]
    for basis in letter.basis:
        assert basis in page.text
    draft = write_letter(kind, empty(kind), language)
    assert to_html(draft).count('class="blank"') >= len(draft.blanks)
    assert draft.words["draft"] in to_html(draft)


def test_what_is_given_is_no_markup_in_html() -> None:
    page = seen(to_html(hostile()))
    assert not {"script", "a", "b", "img"} & set(page.tags)
    assert page.text.count(HOSTILE) >= 4


def test_what_is_given_is_no_markup_in_markdown() -> None:
    drawn = MarkdownIt("commonmark").enable("table").render(to_markdown(hostile()))
    page = seen(drawn)
    assert not {"script", "a", "b", "img", "code"} & set(page.tags)
    assert page.text.count(HOSTILE) >= 3


def test_a_digest_is_code_in_markdown() -> None:
    kind = kind_named("civil-demand")
    assert f"`{DIGEST}`" in to_markdown(write_letter(kind, full(kind), Language.ZH))
