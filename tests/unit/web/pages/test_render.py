import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from fastapi import Request

from fairclaim.web.pages.render import HERE, POLICY, Pages, Reader, reader_of, translations
from fairclaim.web.static_files import built_files

PO = HERE / "locale" / "zh" / "LC_MESSAGES" / "pages.po"
TEMPLATES = sorted((HERE / "templates").glob("*.html"))


def _request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": "/x",
            "headers": raw,
            "query_string": b"",
            "server": ("h", 80),
            "scheme": "http",
        }
    )


def test_every_word_of_the_pages_is_there_in_chinese_and_compiled() -> None:
    method = [("**/templates/**.html", "jinja2")]
    said = {
        one[2]
        for one in extract_from_dir(HERE, method_map=method, options_map={"**/templates/**.html": {"trimmed": "true"}})
    }
    with PO.open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if message.id}
    assert said == set(catalogue)
    compiled = translations("zh")
    for words, chinese in catalogue.items():
        if isinstance(words, tuple):
            one, many = words
            assert (compiled.ngettext(one, many, 1),) == (compiled.ngettext(one, many, 2),) == chinese, (
                "run: make words"
            )
        else:
            assert compiled.gettext(str(words)) == chinese, "run: make words"
        assert re.search("[一-鿿]", str(chinese)), words


def test_a_choice_comes_before_what_the_browser_prefers() -> None:
    assert reader_of(_request(accept_language="zh-CN")).language == "zh"
    assert reader_of(_request(accept_language="zh-CN", cookie="fairclaim-language=en")).language == "en"
    assert reader_of(_request(cookie="fairclaim-language=<b>")) == Reader(language="en", path="/x")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_holds_no_script_or_style_of_its_own(language: str) -> None:
    reader = Reader(language=language, path="/sign-in")  # type: ignore[arg-type]
    answer = Pages(built_files()).render("sign_in.html", reader, tenant='"><script>', login="", to="/", error=None)
    text = bytes(answer.body).decode()
    assert "<script>" not in text
    assert "style=" not in text
    assert "&#34;&gt;&lt;script&gt;" in text
    assert answer.headers["content-security-policy"] == POLICY
    assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_scripts_and_styles_by_file_only(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|javascript:", text)
