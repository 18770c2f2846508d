"""Documents as PDF/A, by typst. What is said comes in as data, never as markup; the same data gives the same bytes."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

FAMILIES: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
"""Fonts that documents are set in, the first that is installed."""
_NO_DAY: Final = date(2000, 1, 1)
"""Stands in the file's own data for a document without a date; nobody sees it in the document."""
_NO_FILES: Final[Mapping[str, bytes]] = MappingProxyType({})
_MAIN: Final = "main.typ"
_NO_TYPST: Final = Bilingual(
    "生成 PDF 需要 typst：pip install 'fairclaim[evidence]'；或改用 HTML。",
    "A PDF needs typst: pip install 'fairclaim[evidence]'; or choose HTML.",
)


class FontMissingError(UnavailableError):
    """No font with Chinese characters is installed."""

    code = "font-missing"

    def __init__(self, families: Sequence[str]) -> None:
        wanted = ", ".join(families)
        super().__init__(
            Bilingual(
                f"生成 PDF 需要中文字体（{wanted} 之一）。Debian/Ubuntu：apt-get install fonts-noto-cjk；"
                "或用 FAIRCLAIM_FONTS 指明字体文件夹；或改用 HTML。",
                f"A PDF needs a font with Chinese characters (one of {wanted}). Debian/Ubuntu: apt-get install fonts-noto-cjk; "
                "or name a folder of fonts in FAIRCLAIM_FONTS; or choose HTML.",
            )
        )
        self.families = tuple(families)


def typeset(
    source: bytes,
    inputs: Mapping[str, str],
    *,
    standard: "PDFStandard",
    on: date | None = None,
    files: Mapping[str, bytes] = _NO_FILES,
    folder: Path | None = None,
    families: Sequence[str] = FAMILIES,
) -> bytes:
    """Return a document as PDF/A.

    Parameters
    ----------
    source : bytes
        The template; it reads ``sys.inputs``, where ``font`` is the family that was found.
    standard : str
        Which part of PDF/A, such as ``a-2u``.
    on : date, optional
        The date that the file states of itself.
    files : mapping of str to bytes
        What the template may read, by plain names: pictures, data. It can read nothing else.
    folder : Path, optional
        Searched for fonts beside the system's own folders.
    families : sequence of str
        Fonts to set it in; the first that is installed.

    Raises
    ------
    UnavailableError
        If ``typst`` is not installed.
    FontMissingError
        If no font with Chinese characters is.
    """
    found = _compiled(source, inputs, files, folder, families, form="pdf", standard=standard, on=on)
    return found[0]


def draw(source: bytes, inputs: Mapping[str, str], *, ppi: float, families: Sequence[str] = FAMILIES) -> list[bytes]:
    """Return a document's pages as PNG, for a preview; errors as :func:`typeset`."""
    return _compiled(source, inputs, _NO_FILES, None, families, form="png", ppi=ppi)


def _compiled(
    source: bytes,
    inputs: Mapping[str, str],
    files: Mapping[str, bytes],
    folder: Path | None,
    families: Sequence[str],
    *,
    form: Literal["pdf", "png"],
    standard: "PDFStandard | None" = None,
    on: date | None = None,
    ppi: float | None = None,
) -> list[bytes]:
    try:
        import typst  # noqa: PLC0415  (30 MB that only printing needs)
    except ImportError as exc:
        raise UnavailableError(_NO_TYPST) from exc
    fonts = _fonts(typst.Fonts, folder)
    installed = set(fonts.families())
    family = next((name for name in families if name in installed), None)
    if family is None:
        raise FontMissingError(families)
    day = on or _NO_DAY
    with tempfile.TemporaryDirectory(prefix="fairclaim-pdf-") as root:
        for name, data in {**files, _MAIN: source}.items():
            Path(root, name).write_bytes(data)
        compiler = typst.Compiler(
            input=Path(root, _MAIN), root=Path(root), font_paths=fonts, sys_inputs={**inputs, "font": family}
        )
        made = datetime(day.year, day.month, day.day, tzinfo=UTC)
        result = compiler.compile(format=form, ppi=ppi, pdf_standards=standard, timestamp=made)
    return [result] if isinstance(result, bytes) else result or []


@cache
def _fonts(search: "Callable[..., Fonts]", folder: Path | None) -> "Fonts":
    """Return the fonts of this machine; searching them takes a while, so it is done once."""
    return search(font_paths=[folder] if folder else [])
