import io

import pytest
from fastapi import UploadFile
from starlette.datastructures import Headers

from fairclaim.domain.desk.evidence_rules import Media, Shot
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.errors import UsageError
from fairclaim.domain.exhibit import Role
from fairclaim.web.pages.parties.form_values import amount_of, remedy_of, sent, upload_of


def file(name: str, media_type: str) -> UploadFile:
    return UploadFile(io.BytesIO(b"x"), filename=name, headers=Headers({"content-type": media_type}))


@pytest.mark.parametrize(
    ("text", "minor"), [("25", 2_500), ("25.5", 2_550), ("￥１２．３４", 1_234), ("1,200 元", 120_000), ("0.10", 10)]
)
def test_an_amount_is_read_as_people_write_it(text: str, minor: int) -> None:
    assert amount_of(text, "CNY") == Money(minor, "CNY")


@pytest.mark.parametrize("text", ["", "much", "-5", "1e3", "25.123", "٢٥", "1.2.3", "9" * 40])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        amount_of(text, "CNY")


def test_a_currency_without_small_change_has_none() -> None:
    assert amount_of("500", "JPY") == Money(500, "JPY")
    with pytest.raises(UsageError):
        amount_of("500.5", "JPY")


def test_a_remedy_pays_all_a_part_or_nothing() -> None:
    most = Money(10_000, "CNY")
    assert remedy_of(RemedyKind.REFUND_ONLY, "", most).amount == most
    assert remedy_of(RemedyKind.PART_REFUND, "30", most).amount == Money(3_000, "CNY")
    assert remedy_of(RemedyKind.REPAIR, "30", most).amount is None


def test_a_file_is_taken_as_it_comes() -> None:
    photo = upload_of(file("../a.jpg", "image/jpeg"), Role.CLAIM, shot=Shot.WHOLE)
    assert (photo.data, photo.name, photo.media, photo.shot) == (b"x", "a.jpg", Media.PHOTO, Shot.WHOLE)
    assert upload_of(file("a.mp4", "video/mp4"), Role.DISPATCH).media is Media.VIDEO
    assert sent([file("", "application/octet-stream"), file("a.jpg", "image/jpeg")])[0].filename == "a.jpg"
