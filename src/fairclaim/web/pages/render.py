"""Templates to answers: in the reader's language, without a script or style that is not a file of ours."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.caller import ROLE_NAMES
from fairclaim.web.language import Language, preferred_language
from fairclaim.web.pages.names import REASONS, category_name
from fairclaim.web.pages.rooms import is_in, rooms_of
from fairclaim.web.static_files import StaticFiles

HERE = Path(__file__).parent
DOMAIN = "pages"
LANGUAGE_COOKIE = "fairclaim-language"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHOP_TIME = ZoneInfo("Asia/Shanghai")
"""In which times are shown; the desk itself counts in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a page.

    Parameters
    ----------
    language : {"zh", "en"}
        Chosen before, else as the browser prefers.
    path : str
        Where the reader is, with the query, to come back to.
    """

    language: Language
    path: str


def reader_of(request: Request) -> Reader:
    """Return who reads."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    language: Language = (
        "zh"
        if chosen == "zh"
        else "en"
        if chosen == "en"
        else preferred_language(request.headers.get("accept-language"))
    )
    query = request.url.query
    return Reader(language=language, path=request.url.path + (f"?{query}" if query else ""))


class Pages:
    """Renders templates.

    Parameters
    ----------
    files : StaticFiles
        Built scripts and styles.
    who_checks : {"open", "staff", "off"}
        Who may use the page *Check a photo*: the sign-in offers it to everybody, the bar to nobody where it is off.
    titles : mapping of str to Bilingual, optional
        What each check asks, in words; a check that is not among them is called by its name.
    """

    def __init__(
        self, files: StaticFiles, *, who_checks: str = "staff", titles: Mapping[str, Bilingual] | None = None
    ) -> None:
        self._environments = {language: _environment(language, files) for language in ("zh", "en")}
        for environment in self._environments.values():
            environment.globals["offers_check"] = who_checks == "open"
            environment.globals["titles"] = titles or {}
            environment.globals["rooms_of"] = partial(rooms_of, checks=who_checks != "off")

    def render(self, template: str, reader: Reader, *, status: int = 200, **given: Any) -> HTMLResponse:  # noqa: ANN401  (whatever the template names)
        """Return a page that no cache keeps."""
        text = self._environments[reader.language].get_template(template).render(reader=reader, **given)
        headers = {
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
            "Content-Language": reader.language,
            "Referrer-Policy": "same-origin",  # with no-referrer, browsers send a form's origin as "null"
        }
        return HTMLResponse(text, status_code=status, headers=headers)


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """Return the words of a language; English stands in the templates themselves."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, HERE / "locale", languages=[language])


def _environment(language: Language, files: StaticFiles) -> Environment:
    made = Environment(
        loader=PackageLoader("fairclaim.web.pages"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]  # of the extension
    made.globals.update(href=files.href, integrity=files.integrity, REASONS=REASONS, category_name=category_name)
    made.globals.update(ROLE_NAMES=ROLE_NAMES, is_in=is_in)

    def say(words: Bilingual | Mapping[str, str]) -> str:
        if isinstance(words, Mapping):  # as it stands in a record
            return words[language]
        return words.zh if language == "zh" else words.en

    made.filters.update(say=say, when=_when, left=_left)
    return made


def _when(moment: datetime) -> str:
    return moment.astimezone(SHOP_TIME).strftime("%Y-%m-%d %H:%M")


def _left(due: datetime, now: datetime) -> str:
    """Return the time until a moment as hours and minutes; with a minus if it is over."""
    minutes = int((due - now).total_seconds() // 60)
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}:{rest:02}"
