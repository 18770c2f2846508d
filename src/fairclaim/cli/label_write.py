"""``fairclaim label write``: a labelled copy; the original is never touched, an existing file never overwritten."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import cannot_write, make_folder, print_line, printing
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, NotReadableError, UsageError
from fairclaim.forensics.labels.aigc import LabelValue
from fairclaim.forensics.labels.write import Plan, Wish, plan_label, verify_written
from fairclaim.imaging.source import FileSource
from fairclaim.imaging.splice import spliced
from fairclaim.report.text import printable


def run(arguments: argparse.Namespace) -> Exit:
    """Plan, copy with the changes, read the copy again."""
    wish = Wish(
        label=LabelValue(arguments.label) if arguments.label else None,
        producer=arguments.producer,
        produce_id=arguments.produce_id,
        propagator=arguments.propagator,
        propagate_id=arguments.propagate_id,
        despite_credentials=arguments.despite_credentials,
    )
    with _opened(arguments.file) as original:
        source = FileSource(original)
        plan = plan_label(source, wish)
        _write(source, plan, arguments.out)
    with printing():
        print_line(printable(_done(plan, arguments.out, arguments.language)))
    return Exit.DONE


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except (OSError, ValueError) as exc:
        cause = exc.strerror if isinstance(exc, OSError) else None
        raise NotReadableError(str(path), cause or type(exc).__name__) from exc
    with file:
        yield file


def _write(source: FileSource, plan: Plan, out: Path) -> None:
    """Write the copy under a name that nothing has yet; take it away again where it does not read back."""
    make_folder(out.parent)
    try:
        file = out.open("xb")
    except FileExistsError as exc:
        raise UsageError(
            Bilingual(
                f"{out} 已存在，不会覆盖。请换一个文件名。",
                f"{out} exists and is not overwritten. Choose another name.",
            )
        ) from exc
    except (OSError, ValueError) as exc:
        raise cannot_write(str(out), exc if isinstance(exc, OSError) else OSError(str(exc))) from exc
    try:
        with file:
            for piece in spliced(source, plan.splices):
                file.write(piece)
        with out.open("rb") as copy:
            verify_written(FileSource(copy), plan)
    except OSError as exc:
        out.unlink(missing_ok=True)
        raise cannot_write(str(out), exc) from exc
    except (FairclaimError, KeyboardInterrupt):
        out.unlink(missing_ok=True)
        raise


def _done(plan: Plan, out: Path, language: str) -> str:
    if plan.is_new:
        text = Bilingual(
            f"已写入标识 Label={plan.fields['Label']} → {out}", f"label {plan.fields['Label']} written → {out}"
        )
    else:
        text = Bilingual(f"已写入传播信息 → {out}", f"propagation pair written → {out}")
    return text.zh if language == "zh" else text.en
