"""What forms send, made into records of the desk: amounts as people write them, and files."""

import re
from decimal import Decimal

from fastapi import UploadFile

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Media, Shot
from fairclaim.domain.desk.money import MINOR_DIGITS, Money
from fairclaim.domain.desk.remedy import PAYS, BorneBy, Remedy, RemedyKind
from fairclaim.domain.errors import UsageError
from fairclaim.domain.exhibit import Role
from fairclaim.services.intake import Upload
from fairclaim.services.redeem_code import Taken
from fairclaim.web.api.file_names import file_name

_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,3})?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_BAD_AMOUNT = Bilingual("请写金额，例如 25 或 25.50。", "Write an amount, such as 25 or 25.50.")


def amount_of(text: str, currency: str) -> Money:
    """Return an amount as a person has written it.

    Raises
    ------
    UsageError
        If it is no amount, or has more digits after the point than the currency.

    Examples
    --------
    >>> amount_of(" ￥25.5 ", "CNY").amount_minor
    2550
    """
    plain = text.translate(_FULL_WIDTH).strip().strip("¥￥元").replace(",", "").strip()
    digits = MINOR_DIGITS.get(currency, 2)
    if not _AMOUNT.fullmatch(plain):
        raise UsageError(_BAD_AMOUNT)
    minor = Decimal(plain).scaleb(digits)
    if minor != minor.to_integral_value():
        raise UsageError(_BAD_AMOUNT)
    return Money(int(minor), currency)


def remedy_of(kind: RemedyKind, text: str, most: Money) -> Remedy:
    """Return a remedy at the merchant's cost: a part refund of the amount written, other refunds of all.

    Raises
    ------
    UsageError
        See :func:`amount_of`.
    """
    amount = None
    if kind in PAYS:
        amount = amount_of(text, most.currency) if kind is RemedyKind.PART_REFUND else most
    return Remedy(kind=kind, borne_by=BorneBy.MERCHANT, amount=amount)


def upload_of(file: UploadFile, role: Role, *, shot: Shot | None = None, taken: Taken | None = None) -> Upload:
    """Return a file of a form; whether it is a film is as the browser says."""
    media = Media.VIDEO if (file.content_type or "").startswith("video/") else Media.PHOTO
    data = file.file.read()
    return Upload(data=data, role=role, name=file_name(file.filename), shot=shot, media=media, taken=taken)


def sent(files: list[UploadFile]) -> list[UploadFile]:
    """Return the files of a field; a field that was left empty sends one without a name."""
    return [one for one in files if one.filename]
