"""Faults of files read as whole sentences in Chinese too."""

import ast
import re
from pathlib import Path

import pytest

from fairclaim.domain.faults import fault_in_words


def said_by_the_readers(checkout: Path) -> list[str]:
    """Find every fault that ``fairclaim.imaging`` states itself; what it fills in becomes ``7``."""
    found = []
    for path in sorted((checkout / "src/fairclaim/imaging").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BrokenFileError":
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    found.append(str(argument.value))
                elif isinstance(argument, ast.JoinedStr):
                    parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in argument.values]
                    found.append("".join(parts))
    return [what for what in found if what != "7: 7"]  # an exception of a codec, in its own words


def test_every_fault_that_we_state_has_chinese_words(checkout: Path) -> None:
    faults = said_by_the_readers(checkout)
    assert len(faults) > 20
    assert [what for what in faults if "报告" in fault_in_words(what).zh] == []


def test_english_is_kept_as_it_was_said(checkout: Path) -> None:
    assert all(fault_in_words(what).en == what for what in said_by_the_readers(checkout))


def test_no_english_word_is_left_but_names_of_formats_and_marks(checkout: Path) -> None:
    for what in said_by_the_readers(checkout):
        words = re.findall(r"[A-Za-z][\w-]*", fault_in_words(what).zh)
        assert set(words) <= {
            "JPEG",
            "PNG",
            "WebP",
            "GIF",
            "TIFF",
            "ISO-BMFF",
            "MP4",
            "FLV",
            "FLAC",
            "Ogg",
            "Matroska",
            "RIFF",
            "EOI",
            "SOI",
            "IDAT",
            "IHDR",
        }


@pytest.mark.parametrize(
    ("what", "zh"),
    [
        ("WebP: cut off in the chunk at byte 40", "WebP：在第 40 字节处的数据块中断"),
        ("JPEG: DQT at byte 12 has no room", "JPEG：第 12 字节处的 DQT 段超出文件末尾"),
        ("decoder: stopped", "解码程序：意外停止"),
        ("OSError: image file is truncated", "读取程序报告：OSError: image file is truncated"),
        ("", "读取程序报告："),
        ("JPEG: {0} at byte 9 has no room", "读取程序报告：JPEG: {0} at byte 9 has no room"),
    ],
)
def test_a_fault_reads_naturally(what: str, zh: str) -> None:
    assert fault_in_words(what).zh == zh
