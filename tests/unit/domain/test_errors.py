"""The tree of errors: codes that callers may match on, and messages that say what to do."""

import re
from collections.abc import Iterator

import pytest

from fairclaim.domain import errors
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import (
    BrokenFileError,
    DecodeTimeoutError,
    EmptyFileError,
    FairclaimError,
    InputError,
    IntegrityError,
    NotReadableError,
    OverLimitError,
    RuleError,
    UnavailableError,
    UnknownFormatError,
    UsageError,
)

TEXT = Bilingual("参数有误。", "Wrong argument.")
RAISED: list[FairclaimError] = [
    NotReadableError("photo.jpg", "No such file or directory"),
    EmptyFileError(),
    UnknownFormatError("text"),
    BrokenFileError("no end of image"),
    OverLimitError(quantity="pixels", value=900, limit=100),
    DecodeTimeoutError(2.5),
    UsageError(TEXT),
    RuleError(TEXT),
    IntegrityError(Bilingual("签名不符", "the signature does not fit"), place="manifest.sig"),
    UnavailableError(TEXT),
]


def family(root: type[FairclaimError]) -> Iterator[type[FairclaimError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from family(child)


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [error.code for error in family(FairclaimError)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_every_error_stands_in_the_drawing() -> None:
    assert errors.__doc__
    for error in family(FairclaimError):
        assert error.__name__ in errors.__doc__
        if InputError in error.__mro__[1:]:
            assert re.search(rf"{error.__name__}\s+{error.code}\s", errors.__doc__)


def test_every_leaf_is_tried_here() -> None:
    leaves = {error for error in family(FairclaimError) if not {*family(error)} - {error}}
    assert {type(error) for error in RAISED} >= leaves


@pytest.mark.parametrize("error", RAISED, ids=lambda error: error.code)
def test_an_error_speaks_both_languages(error: FairclaimError) -> None:
    assert re.search(r"[\u4e00-\u9fff]", error.message.zh)
    assert error.message.en
    assert not re.search(r"[\u4e00-\u9fff]", error.message.en)
    assert str(error) == error.message.en


@pytest.mark.parametrize("error", RAISED[:6], ids=lambda error: error.code)
def test_what_the_sender_can_mend_is_an_input_error(error: FairclaimError) -> None:
    assert isinstance(error, InputError)


@pytest.mark.parametrize("error", RAISED[6:], ids=lambda error: error.code)
def test_what_the_sender_cannot_mend_is_none(error: FairclaimError) -> None:
    assert not isinstance(error, InputError)


def test_messages_are_built_from_fields() -> None:
    assert OverLimitError(quantity="pixels", value=900, limit=100).limit == 100
    for error, words in [
        (NotReadableError("a.jpg", "denied"), ["a.jpg", "denied"]),
        (OverLimitError(quantity="pixels", value=900, limit=100), ["900", "100"]),
        (DecodeTimeoutError(2.5), ["2.5"]),
        (BrokenFileError("no end of image"), ["no end of image"]),
        (UnknownFormatError("text"), ["text"]),
    ]:
        for word in words:
            assert word in error.message.zh
            assert word in error.message.en


def test_a_limit_is_told_with_its_name_and_unit() -> None:
    error = OverLimitError(quantity="size_bytes", value=31_200_000, limit=25_000_000)
    assert error.message.zh == "图片超出限制：文件大小为 31.2 MB，上限 25 MB。请发送较小的原图。"
    assert error.message.en == (
        "The picture is over a limit: the size of the file is 31.2 MB; the limit is 25 MB. Send a smaller original."
    )
    assert (error.quantity, error.value, error.limit) == ("size_bytes", 31_200_000, 25_000_000)


def test_a_limit_that_was_passed_by_an_unknown_amount_is_told_alone() -> None:
    error = OverLimitError(quantity="memory_bytes", value=1_500_000_000, limit=1_500_000_000)
    assert error.message.zh == "图片超出限制：解码所需内存超过上限 1500 MB。请发送较小的原图。"
    assert "the memory needed to decode it is more than 1500 MB" in error.message.en


@pytest.mark.parametrize("quantity", ["size_bytes", "memory_bytes", "pixels", "side_px", "frames", "scans", "parts"])
def test_no_name_of_a_field_stands_in_a_sentence(quantity: str) -> None:
    message = OverLimitError(quantity=quantity, value=70_000_000, limit=60_000_000).message
    assert quantity not in message.zh
    assert "_" not in message.en


def test_a_known_fault_is_chinese_in_the_chinese_sentence() -> None:
    error = BrokenFileError("PNG: no IHDR")
    assert error.message.zh == "文件已损坏或不完整（PNG：没有文件头数据块 IHDR）。请发送原图。"
    assert error.message.en == "The file is damaged or incomplete (PNG: no IHDR). Send the original file."
    assert error.what == "PNG: no IHDR"
