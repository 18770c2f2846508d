"""The tracks of ``fairclaim benchmark`` that search: an index of many photos, and a case with many references."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from fairclaim.cli.output import printing, to_json, write_file
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

NO_PHOTOS = Bilingual("该目录里没有可用的照片。", "The folder holds no photos that the track can use.")
QUICK_STEP = 13
"""Thirteen shares no factor with any cycle of the recipes (channels, forgeries, dresses): a quick run meets them all."""


def run_index(arguments: argparse.Namespace) -> None:
    """Measure an index at growing sizes; draw the curve."""
    from fairclaim.benchmark.index_page import write_curve, write_page  # noqa: PLC0415  (heavy)
    from fairclaim.benchmark.index_track import QUICK_SIZES, SIZES, describe, measure  # noqa: PLC0415

    material = describe(arguments.corpus, step=QUICK_STEP if arguments.quick else 1)
    if not material.real:
        raise UsageError(NO_PHOTOS)
    sizes = list(measure(material, sizes=QUICK_SIZES if arguments.quick else SIZES))
    curve = arguments.curve or arguments.out / "index-curve.svg"
    write_file(curve, write_curve(sizes).encode())
    address = _address(curve, arguments.page or arguments.out / "index.md")
    page = write_page(sizes, curve=address, real=len(material.real), is_quick=arguments.quick)
    _write(arguments, "index.jsonl", (size.to_record() for size in sizes), page)


def run_shortlist(arguments: argparse.Namespace) -> None:
    """Look for the source of claim photos among hundreds of references."""
    from fairclaim.benchmark.shortlist_page import write_page  # noqa: PLC0415  (heavy)
    from fairclaim.benchmark.shortlist_track import gather, trials  # noqa: PLC0415

    references = gather(arguments.corpus)
    results = list(trials(arguments.corpus, references, step=QUICK_STEP if arguments.quick else 1))
    if not results:
        raise UsageError(NO_PHOTOS)
    page = write_page(
        results,
        references=len(references.names),
        sketch_seconds=references.seconds,
        is_quick=arguments.quick,
    )
    _write(arguments, "shortlist.jsonl", (result.to_record() for result in results), page)


def _write(arguments: argparse.Namespace, name: str, records: Iterable[dict[str, object]], page: str) -> None:
    """Write the results and, where asked for, the page; print the page."""
    from rich.markdown import Markdown  # noqa: PLC0415  (heavy)

    from fairclaim.cli.console import Terminal  # noqa: PLC0415

    write_file(arguments.out / name, "".join(to_json(record) + "\n" for record in records).encode())
    if arguments.page:
        write_file(arguments.page, page.encode())
    with printing():
        Terminal().print(Markdown(page))


def _address(target: Path, page: Path) -> str:
    """Return how a page names a file beside it."""
    return Path(os.path.relpath(target, page.parent)).as_posix()
