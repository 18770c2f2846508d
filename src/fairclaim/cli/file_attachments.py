"""Attachments of a letter: read beside its data, named as they lie, and hashed. The bytes stay as they are.

A file outside the folder of the data is refused: who hands somebody a ``DATA.json`` does not choose what else is sent.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from fairclaim.cli.law_assess import read_bytes
from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.errors import Fault, LawDataError
from fairclaim.law.filings.data import Attachment

FOLDER = "attachments"
_OUTSIDE = Bilingual("附件须在数据文件所在的文件夹内", "an attachment lies in the folder of the data file")
_OTHER = Bilingual("文件内容与所写的 SHA-256 不符", "the file is not the one whose SHA-256 is given")


def with_copies(attachments: tuple[Attachment, ...], folder: Path) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
    """Return the attachments with their digests, and the bytes to write under each name.

    Parameters
    ----------
    folder : Path
        Where the data lies.

    Raises
    ------
    LawDataError
        If a file lies outside, or is not the one that its digest names.
    NotReadableError
        If a file cannot be read.
    """
    named, copies = [], {}
    for number, one in enumerate(attachments, 1):
        if one.file is None:
            named.append(one)
            continue
        content = _content(one.file, folder, number - 1)
        digest = hashlib.sha256(content).hexdigest()
        if one.sha256 not in (None, digest):
            raise LawDataError("attachments", [Fault(f"attachments.{number - 1}.sha256", _OTHER)])
        name = f"{number:02}-{Path(one.file).name}"
        copies[f"{FOLDER}/{name}"] = content
        named.append(replace(one, file=name, sha256=digest))
    return tuple(named), copies


def _content(file: str, folder: Path, index: int) -> bytes:
    root = folder.resolve()
    path = (root / file).resolve()
    if not path.is_relative_to(root):
        raise LawDataError("attachments", [Fault(f"attachments.{index}.file", _OUTSIDE)])
    return read_bytes(path)
