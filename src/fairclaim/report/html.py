"""The report as one HTML file that a person can read, print, attach to an appeal and open without a network.

It fetches nothing: pictures are ``data:`` addresses, style and script stand inside, and a content security policy with
their SHA-256 digests lets nothing else run, whatever a file name or a reason may contain.
"""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import Examination
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.imaging.photo import Photo
from fairclaim.report.view import PageView, build_page

_NO_TITLES: Mapping[str, Bilingual] = MappingProxyType({})


def render_report(
    examination: Examination,
    photos: Mapping[ExhibitId, Photo],
    *,
    titles: Mapping[str, Bilingual] = _NO_TITLES,
) -> str:
    """Render one examination as one self-contained HTML page, in Chinese and English.

    Pure: the same arguments give the same text; no clock and no file but the package's own templates is read.

    Parameters
    ----------
    examination : Examination
        What to show.
    photos : mapping of ExhibitId to Photo
        The readable exhibits; one that is missing is shown by its facts alone.
    titles : mapping of str to Bilingual, optional
        The question that each check answers, by its name; a check without one is shown by its name.

    Returns
    -------
    str
        A whole HTML document; encode it as UTF-8.
    """
    return render_page(build_page(examination, photos, titles))


def render_page(page: PageView) -> str:
    """Render what is settled already; see :func:`render_report`."""
    style, first, script = (_part(name) for name in ("report.css", "language.js", "report.js"))
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(first)}' '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    # Our own constant files; the only text that enters the page unescaped.
    trusted = {"style": Markup(style), "first": Markup(first), "script": Markup(script)}  # noqa: S704
    return _environment().get_template("report.html.j2").render(page=page, policy=policy, **trusted)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("fairclaim.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=8)
def _part(name: str) -> str:
    return resources.files("fairclaim.report").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"
